"""From all matches to the ones of a page: order them, and stop ordering where the page ends."""

import numpy as np
from numpy.typing import NDArray

from index.columns import Codes
from search.execution import Matches
from search.postings import Numbers
from search.request import Sort


def best_of_each(matches: Matches, article: Codes) -> Matches:
    """Keep of every article its best paragraph, the first of equals; `article` is the column of article numbers."""
    groups = article[matches.numbers]
    order = np.lexsort((matches.numbers, -matches.scores, groups))
    first = np.ones(len(order), bool)
    first[1:] = groups[order[1:]] != groups[order[:-1]]
    return matches.only(np.sort(order[first]))


def select(matches: Matches, dates: Codes, sort: Sort, start: int, stop: int) -> Matches:
    """Return the matches that stand at [start, stop) of the order asked for, in that order.

    By relevance: best score first, the newer of equals, then as in the archive.  By date: newest or oldest first,
    what has no date last, the better of equals.
    """
    keys = _keys(matches, dates[matches.numbers].astype(np.int64), sort)
    rows = np.arange(len(matches))
    if stop < len(matches):
        # Only what can stand on the page is ordered: all that is not behind the last place by the first key.
        limit = np.partition(keys[0], stop - 1)[stop - 1]
        rows = np.flatnonzero(keys[0] <= limit)
    ordered = rows[np.lexsort([key[rows] for key in reversed(keys)])]
    return matches.only(ordered[start:stop])


def _keys(matches: Matches, days: NDArray[np.int64], sort: Sort) -> list[NDArray[np.float64] | Numbers]:
    """Sorting keys, the first the most important, each ascending."""
    if sort == "relevance":
        return [-matches.scores, -days, matches.numbers]
    undated = np.iinfo(np.int64).max
    by_day = np.where(days == 0, undated, -days if sort == "newest" else days)
    return [by_day, -matches.scores, matches.numbers]
