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
from search.request import Interval
from search.results import CountRow, CountTable

DIGITS: dict[Interval, tuple[int, int]] = {"day": (1, 10), "month": (100, 7), "year": (10_000, 4)}
"""Of each period, what a day as a number YYYYMMDD is divided by, and how many letters of the ISO day name it."""

Pairs = tuple[NDArray[Any], NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Dimension:
    """The codes of paragraphs, each less than `size`, as pairs in any order, and the value of a code."""

    pairs: Pairs
    size: int
    value: Callable[[int], str | None]


def periods(days: Days, paragraphs: Numbers, interval: Interval) -> Dimension:
    """Return the periods that paragraphs are of; the one without a date is None."""
    divisor, letters = DIGITS[interval]
    numbers, codes = np.unique(days.days // divisor, return_inverse=True)

    def name(code: int) -> str | None:
        number = int(numbers[code]) * divisor
        return f"{number // 10_000:04d}-{number // 100 % 100:02d}-{number % 100:02d}"[:letters] if number else None

    return Dimension((paragraphs, codes.take(days.codes.take(paragraphs))), len(numbers), name)


def tabulate(
    by: Sequence[str], total: int, dimensions: Sequence[Dimension], groups: Codes | None, limit: int
) -> CountTable:
    """Count the combinations of the dimensions, at least one, over what has a value in each: the `limit` most frequent,
    in the order of their values.  `groups`, a column of all paragraphs, makes one count once a group."""
    owners, keys = dimensions[0].pairs
    keys = keys.astype(np.int64)
    for dimension in dimensions[1:]:
        owners, keys = _joined(owners, keys, dimension)
    if groups is not None:
        owners, keys = np.unique(np.stack([groups.take(owners).astype(np.int64), keys]), axis=1)
    found, counts = np.unique(keys, return_counts=True)
    most = np.argsort(-counts, kind="stable")[:limit]
    rows = (CountRow(_values(int(found[row]), dimensions), int(counts[row])) for row in most)
    ordered = sorted(rows, key=lambda row: [(value is None, value or "") for value in row.values])
    return CountTable(tuple(by), total, len(found), tuple(ordered))


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


def _values(key: int, dimensions: Sequence[Dimension]) -> tuple[str | None, ...]:
    values: list[str | None] = []
    for dimension in reversed(dimensions):
        key, code = divmod(key, dimension.size)
        values.append(dimension.value(code))
    return tuple(reversed(values))
