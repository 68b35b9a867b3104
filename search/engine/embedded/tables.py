"""Counts of combinations: how many matches have this source and are of that month.

A dimension of the table gives pairs of a paragraph and a code of its own; two are joined where they are of one
paragraph.  A combination is one number, the codes as digits, so that it is counted by sorting numbers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.columns import Codes, Days
from search.engine.embedded.docsets import Numbers
from search.engine.periods import DIGITS, period_name
from search.limits import Deadline
from search.request import Interval
from search.results import CountRow, CountTable

STEPS_A_VALUE = 50
"""What it takes to say a value or a row, as a Deadline counts it."""

Pairs = tuple[NDArray[Any], NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Dimension:
    """The codes of paragraphs, each less than `size`, as pairs in any order, and the value of a code."""

    pairs: Pairs
    size: int
    value: Callable[[int], str | None]


def periods(days: Days, paragraphs: Numbers, interval: Interval) -> Dimension:
    """Return the periods that paragraphs are of; the one without a date is None."""
    numbers, codes = np.unique(days.days // DIGITS[interval][0], return_inverse=True)
    pairs = paragraphs, codes.take(days.codes.take(paragraphs))
    return Dimension(pairs, len(numbers), lambda code: period_name(int(numbers[code]), interval))


def tabulate(
    by: Sequence[str],
    total: int,
    dimensions: Sequence[Dimension],
    groups: Codes | None,
    limit: int,
    deadline: Deadline,
) -> CountTable:
    """Count the combinations of the dimensions, at least one, over what has a value in each: the `limit` most frequent,
    in the order of their values.  `groups`, a column of all paragraphs, makes one count once a group."""
    owners, keys = dimensions[0].pairs
    keys = keys.astype(np.int64)
    for dimension in dimensions[1:]:
        deadline.spend(len(owners) + len(dimension.pairs[0]))
        owners, keys = _joined(owners, keys, dimension)
    deadline.spend(len(keys))
    if groups is not None:
        keys = _once_a_group(groups.take(owners), keys)
        deadline.spend(len(keys))
    found, counts = np.unique(keys, return_counts=True)
    most = np.argsort(-counts, kind="stable")[:limit]
    return CountTable(tuple(by), total, len(found), _rows(found[most], counts[most], dimensions, deadline))


def _once_a_group(groups: NDArray[Any], keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the keys of pairs of a group and a key, each pair once."""
    order = np.lexsort((keys, groups))
    groups, keys = groups.take(order), keys.take(order)
    is_new = np.ones(len(keys), bool)
    is_new[1:] = (groups[1:] != groups[:-1]) | (keys[1:] != keys[:-1])
    return keys.compress(is_new)


def _joined(owners: NDArray[Any], keys: NDArray[np.int64], dimension: Dimension) -> Pairs:
    """Return the pairs of a paragraph and a combination with one more code."""
    others, codes = dimension.pairs
    order = np.argsort(others, kind="stable")
    others, codes = others.take(order), codes.take(order)
    begins = others.searchsorted(owners)
    sizes = others.searchsorted(owners, side="right") - begins
    firsts = np.repeat(begins - (np.cumsum(sizes) - sizes), sizes)
    found = codes.take(firsts + np.arange(len(firsts))).astype(np.int64)
    return np.repeat(owners, sizes), np.repeat(keys, sizes) * dimension.size + found


def _rows(
    keys: NDArray[np.int64], counts: NDArray[np.int64], dimensions: Sequence[Dimension], deadline: Deadline
) -> tuple[CountRow, ...]:
    """Return combinations with their counts, in the order of their values, without one last."""
    columns, ranks = [], []
    for dimension in reversed(dimensions):
        keys, codes = np.divmod(keys, dimension.size)
        distinct, places = np.unique(codes, return_inverse=True)
        deadline.spend(len(distinct) * STEPS_A_VALUE)
        values = list(map(dimension.value, distinct.tolist()))
        rank_of = {value: rank for rank, value in enumerate(sorted(set(values), key=last_without))}
        columns.append([values[place] for place in places.tolist()])
        ranks.append(np.array([rank_of[value] for value in values], np.int64).take(places))
    deadline.spend(len(counts) * STEPS_A_VALUE)
    combined, listed = list(zip(*reversed(columns), strict=True)), counts.tolist()
    return tuple([CountRow(combined[row], listed[row]) for row in np.lexsort(ranks).tolist()])


def last_without(value: str | None) -> tuple[bool, str]:
    """Return what values of a field are put in order by."""
    return value is None, value or ""
