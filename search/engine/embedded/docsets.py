"""Sets of paragraphs as ascending arrays of their numbers: which of one are in another, and where, and their union.

Each operation has two ways.  Bisection costs the smaller set the logarithm of the larger, sorting costs each number as
much as two steps; a table with an entry for each paragraph costs both sets a step each, of a nanosecond or so, and a
union to be read through.  What is cheaper is chosen by the sizes.  A thread keeps its tables and clears what it has
set, for fresh memory costs more than what is done with it.  What a mask keeps of an array is taken by `compress`, in a
fraction of the time that NumPy needs to index by a mask.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

BISECTION_COST = 14
"""What finding one number by bisection costs, in steps over a table."""
CLEARED_A_STEP = 16
"""Flags of a table that are cleared in the time of a step."""
READ_WHILE_SORTING = 5
"""Flags of a table that are read through in the time in which a number is sorted among others."""

Numbers = NDArray[np.uint32]
Rows = NDArray[np.int64]
Set = NDArray[Any]


class _Tables(threading.local):
    """A thread's flags and sums, all zero but while `flagged` or `union` use them."""

    are_lent = False

    def __init__(self) -> None:
        self.clear(0)

    def clear(self, size: int) -> None:
        self.flags = np.zeros(size, bool)
        self.sums = np.zeros(size, np.float32)

    def grow(self, size: int) -> None:
        if size > len(self.flags):
            self.clear(size)


_tables = _Tables()


@contextmanager
def _lent(size: int) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.float32]]]:
    """Lend the thread's tables, of `size` or more entries, all zero, as they must be given back before they are lent
    again."""
    if _tables.are_lent:
        raise RuntimeError("the tables of this thread are lent already: an operation on sets stands within another")
    _tables.grow(size)
    _tables.are_lent = True
    try:
        yield _tables.flags, _tables.sums
    except BaseException:
        _tables.clear(0)  # whatever went wrong, no search may find what it left
        raise
    finally:
        _tables.are_lent = False


@contextmanager
def flagged(numbers: Set, size: int) -> Iterator[NDArray[np.bool_]]:
    """Lend a table, of `size` or more entries, that is true for the numbers."""
    places = numbers.astype(np.intp)
    with _lent(size) as (flags, _):
        flags[places] = True
        yield flags
        if len(places) * CLEARED_A_STEP < size:
            flags[places] = False
        else:
            flags[:size] = False


def members(numbers: Set, among: Set) -> NDArray[np.bool_]:
    """Tell for each of `numbers`, in any order, whether it is in `among`, which ascends."""
    if not len(among) or not len(numbers):
        return np.zeros(len(numbers), bool)
    if _table_pays(len(numbers), len(among)):
        with flagged(among, max(int(among[-1]), int(numbers.max())) + 1) as flags:
            return flags.take(numbers)
    return found_at(numbers, among)[0]


def found_at(numbers: Set, among: Set) -> tuple[NDArray[np.bool_], Rows]:
    """Tell for each of `numbers` whether it is in `among`, which ascends and holds one at least, and at which row."""
    rows = among.searchsorted(numbers)
    rows[rows == len(among)] = 0
    return among.take(rows) == numbers, rows


def common(some: Set, others: Set) -> Set:
    """Return the numbers, of any size, that are in both of two sets, which ascend."""
    together = np.concatenate([some, others])
    together.sort()
    return together[:-1].compress(together[1:] == together[:-1])


def rows_of(numbers: Set, among: Set) -> Rows:
    """Return where each of `numbers` stands in `among`; all of them do, and both ascend."""
    if len(numbers) == len(among):
        return np.arange(len(among))
    if len(numbers) and _table_pays(len(numbers), len(among)):
        with flagged(numbers, int(among[-1]) + 1) as flags:
            return flags[among].nonzero()[0]
    return among.searchsorted(numbers)


def distinct(numbers: Numbers) -> Numbers:
    """Return numbers in ascending order, each once."""
    if not len(numbers):
        return numbers
    ordered = np.sort(numbers)
    is_new = np.empty(len(ordered), bool)
    is_new[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return ordered.compress(is_new)


def union(sets: Sequence[Numbers], scores: Sequence[NDArray[np.float32]]) -> tuple[Numbers, NDArray[np.float32]]:
    """Return the numbers that are in any of the sets, ascending, and for each the sum of its scores."""
    held = [(found, scored) for found, scored in zip(sets, scores, strict=True) if len(found)]
    if len(held) < 2:
        return held[0] if held else (np.empty(0, np.uint32), np.empty(0, np.float32))
    size = max(int(found[-1]) for found, _ in held) + 1
    count = sum(len(found) for found, _ in held)
    with _lent(size) as (flags, sums):
        for found, scored in held:
            np.add.at(sums, found.astype(np.intp), scored)
        if count * READ_WHILE_SORTING < size:
            united = distinct(np.concatenate([found for found, _ in held]))
        else:
            for found, _ in held:
                flags[found.astype(np.intp)] = True
            united = flags[:size].nonzero()[0].astype(np.uint32)
            flags[:size] = False
        summed = sums.take(united)
        if len(united) * CLEARED_A_STEP < size:
            sums[united] = 0
        else:
            sums[:size] = 0
    return united, summed


def _table_pays(looked_up: int, among: int) -> bool:
    """Tell whether a table is cheaper than bisection: filling it, looking into it, clearing it."""
    return looked_up * BISECTION_COST > looked_up + 2 * among
