"""Sets of paragraphs as ascending arrays of their numbers: which of one are in another, and where, and their union.

Each operation has two ways.  Bisection costs the smaller set the logarithm of the larger; a table with an entry for
each paragraph costs both sets a step each, of a nanosecond or so.  What is cheaper is chosen by the sizes.  A thread
keeps its tables and clears what it has set, for fresh memory costs more than what is done with it.
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
READ_A_STEP = 3
"""Flags of a table that are read through in the time of a step."""

Numbers = NDArray[np.uint32]
Rows = NDArray[np.int64]
Set = NDArray[Any]


class _Tables(threading.local):
    """A thread's flags and sums, all zero but while `flagged` or `union` use them."""

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
    """Lend the thread's tables, of `size` or more entries, all zero, as they must be given back."""
    _tables.grow(size)
    try:
        yield _tables.flags, _tables.sums
    except BaseException:
        _tables.clear(0)  # whatever went wrong, no search may find what it left
        raise


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
            return flags[numbers]
    return bisected(numbers, among)


def bisected(numbers: Set, among: Set) -> NDArray[np.bool_]:
    """Tell for each of `numbers`, which may be of any size, whether it is in `among`, which ascends, by bisection."""
    if not len(among):
        return np.zeros(len(numbers), bool)
    at = among.searchsorted(numbers)
    at[at == len(among)] = 0
    return np.asarray(among[at] == numbers)


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
    size = int(numbers.max()) + 1
    if len(numbers) * BISECTION_COST < size // READ_A_STEP:
        return np.unique(numbers)
    with flagged(numbers, size) as flags:
        return flags[:size].nonzero()[0].astype(np.uint32)


def union(sets: Sequence[Numbers], scores: Sequence[NDArray[np.float32]]) -> tuple[Numbers, NDArray[np.float32]]:
    """Return the numbers that are in any of the sets, ascending, and for each the sum of its scores."""
    held = [(found, scored) for found, scored in zip(sets, scores, strict=True) if len(found)]
    if len(held) < 2:
        return held[0] if held else (np.empty(0, np.uint32), np.empty(0, np.float32))
    size = max(int(found[-1]) for found, _ in held) + 1
    if sum(len(found) for found, _ in held) * BISECTION_COST < size // READ_A_STEP:
        together, all_scores = (np.concatenate(arrays) for arrays in zip(*held, strict=True))
        numbers, inverse = np.unique(together, return_inverse=True)
        return numbers, np.bincount(inverse, all_scores, minlength=len(numbers)).astype(np.float32)
    with _lent(size) as (flags, sums):
        for found, scored in held:
            places = found.astype(np.intp)
            flags[places] = True
            np.add.at(sums, places, scored)
        united = flags[:size].nonzero()[0]
        summed = sums[united]
        flags[:size] = False
        sums[:size] = 0
    return united.astype(np.uint32), summed


def _table_pays(looked_up: int, among: int) -> bool:
    """Tell whether a table is cheaper than bisection: filling it, looking into it, clearing it."""
    return looked_up * BISECTION_COST > looked_up + 2 * among
