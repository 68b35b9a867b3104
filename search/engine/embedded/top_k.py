"""From all matches to the ones of a page: find them, and order no more than them.

What a query finds: numbers of paragraphs and their scores, as two arrays.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.columns import Codes
from search.engine.embedded.bm25 import Scores
from search.engine.embedded.docsets import Numbers, Rows
from search.engine.embedded.postings import NO_NUMBERS
from search.request import Sort


@dataclass(frozen=True, slots=True)
class Matches:
    """The paragraphs that match, ascending by number, and the score of each."""

    numbers: Numbers
    scores: Scores

    def __len__(self) -> int:
        return len(self.numbers)

    def only(self, kept: NDArray[np.bool_] | Rows) -> "Matches":
        """Keep the matches where a mask is true, or those at given rows, in their order."""
        rows = kept.nonzero()[0] if kept.dtype == bool else kept
        return Matches(self.numbers.take(rows), self.scores.take(rows))


NOTHING = Matches(NO_NUMBERS, np.empty(0, np.float32))
BLOCK = 64
"""Values of which only the least is looked at when a bound is sought."""
Key = Callable[[Rows | slice], NDArray[Any]]
"""Gives what matches are ordered by, least first, for the rows asked for."""


def select(matches: Matches, dates: Codes, sort: Sort, start: int, stop: int) -> Matches:
    """Return the matches that stand at [start, stop) of the order asked for, in that order.

    By relevance: best score first, the newer of equals, then as in the archive.  By date: newest or oldest first,
    what has no date last, the better of equals.
    """
    keys = _keys(matches, dates, sort)
    rows = np.sort(least(keys, len(matches), stop))
    ordered = rows[np.lexsort([key(rows) for key in reversed(keys)])]
    return matches.only(ordered[start:stop])


def first_of_each(matches: Matches, dates: Codes, sort: Sort, rows: Rows, firsts: Rows) -> Rows:
    """Return of each group the row that is the first in the order asked for.

    `rows` are those of the groups, one group after another and in each ascending; at `firsts` the groups begin.
    """
    for key in _keys(matches, dates, sort):
        if len(rows) == len(firsts):
            break
        values = key(rows)
        sizes = np.diff(firsts, append=len(rows))
        is_least = values == np.repeat(np.minimum.reduceat(values, firsts), sizes)
        firsts = is_least.cumsum().take(firsts) - is_least.take(firsts)
        rows = rows.compress(is_least)
    return rows.take(firsts)


def least(keys: Sequence[Key], count: int, wanted: int) -> Rows:
    """Return the `wanted` least of so many rows, in any order; of those equal by all keys the first.

    Only rows that are equal by one key are compared by the next.
    """
    if count <= wanted:
        return np.arange(count)
    sure: list[Rows] = []
    rows: Rows | None = None
    for key in keys:
        values = key(slice(None) if rows is None else rows)
        limit = _nth_least(values, wanted)
        chosen = (values <= limit).nonzero()[0]
        is_equal = values.take(chosen) == limit
        if rows is not None:
            chosen = rows.take(chosen)
        if len(chosen) == wanted:
            return np.concatenate([*sure, chosen])
        sure.append(chosen[~is_equal])
        rows = chosen[is_equal]
        wanted -= len(sure[-1])
    return np.concatenate(sure if rows is None else [*sure, rows[:wanted]])


def _nth_least(values: NDArray[Any], wanted: int) -> Any:
    """Return the value that `wanted` values, fewer than there are, are not above.

    Of as many blocks as are wanted, the least values bound what is sought.  A block is a column of the values in rows.
    """
    blocks = len(values) // BLOCK
    if blocks > wanted:
        lows = values[: blocks * BLOCK].reshape(BLOCK, blocks).min(axis=0)
        values = values[values <= np.partition(lows, wanted - 1)[wanted - 1]]
    return np.partition(values, wanted - 1)[wanted - 1]


def _keys(matches: Matches, dates: Codes, sort: Sort) -> list[Key]:
    by_score, by_day = partial(_by_score, matches), partial(_by_day, matches, dates, sort)
    if sort == "relevance":
        return [by_score, by_day]
    return [by_day, by_score]


def _by_score(matches: Matches, rows: Rows | slice) -> NDArray[Any]:
    return -matches.scores[rows]


def _by_day(matches: Matches, dates: Codes, sort: Sort, rows: Rows | slice) -> NDArray[Any]:
    """What has no date, 0, is the greatest both ways: all bits of it, or of what is before it."""
    days = dates.take(matches.numbers[rows])
    return days - np.uint32(1) if sort == "oldest" else ~days
