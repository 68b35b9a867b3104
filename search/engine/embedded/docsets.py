"""Sets of paragraphs as ascending arrays of their numbers: which of one are in another, and where, and their union.

Each operation has two ways.  Bisection costs the smaller set the logarithm of the larger, sorting costs each number as
much as two steps; a table with an entry for each paragraph costs both sets a step each, of a nanosecond or so, and a
union to be read through.  What is cheaper is chosen by the sizes.  Tables are lent and cleared again (`Scratch`), for
fresh memory costs more than what is done with it.  What a mask keeps of an array is taken by `compress`, in a fraction
of the time that NumPy needs to index by a mask.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

BISECTION_COST = 14
"""What finding one number by bisection costs, in steps over a table."""
CLEARED_A_STEP = 16
"""Flags of a table that are cleared in the time of a step."""
READ_WHILE_SORTING = 5
"""Flags of a table that are read through in the time in which a number is sorted among others."""

FEWER_BY_FAR = 4
"""Of two sets, how many times fewer numbers one has that is not worth sorting with the other."""

Numbers = NDArray[np.uint32]
Rows = NDArray[np.int64]
Set = NDArray[Any]


class Scratch:
    """Tables with an entry for each of `size` paragraphs, for one search at a time.

    They are all zero whenever they are lent, for an operation within another, too; after a failure they are let go.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._flags: list[NDArray[np.bool_]] = []
        self._sums: list[NDArray[np.float32]] = []

    @contextmanager
    def flagged(self, *sets: Set) -> Iterator[NDArray[np.bool_]]:
        """Lend a table that is true for the numbers of some sets."""
        flags = self._flags.pop() if self._flags else np.zeros(self.size, bool)
        every = [numbers.astype(np.intp) for numbers in sets]
        for places in every:
            flags[places] = True
        yield flags
        for places in every:
            _clear(flags, places)
        self._flags.append(flags)

    @contextmanager
    def summed(self) -> Iterator[NDArray[np.float32]]:
        """Lend a table of zeros to sum scores in; it is to be cleared by whoever fills it."""
        sums = self._sums.pop() if self._sums else np.zeros(self.size, np.float32)
        yield sums
        self._sums.append(sums)


class ScratchPool:
    """Scratch for searches that run side by side, kept from one to the next; safe to share between threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._idle: list[Scratch] = []

    @contextmanager
    def lent(self) -> Iterator[Scratch]:
        """Lend scratch to one search."""
        try:
            scratch = self._idle.pop()
        except IndexError:
            scratch = Scratch(self._size)
        yield scratch
        self._idle.append(scratch)


def _clear(table: NDArray[Any], places: Set) -> None:
    if len(places) * CLEARED_A_STEP < len(table):
        table[places] = 0
    else:
        table[:] = 0


def members(numbers: Set, among: Set, scratch: Scratch) -> NDArray[np.bool_]:
    """Tell for each of `numbers`, in any order, whether it is in `among`, which ascends."""
    if not len(among) or not len(numbers):
        return np.zeros(len(numbers), bool)
    if _table_pays(len(numbers), len(among)):
        with scratch.flagged(among) as flags:
            return flags.take(numbers)
    return found_at(numbers, among)[0]


def found_at(numbers: Set, among: Set) -> tuple[NDArray[np.bool_], Rows]:
    """Tell for each of `numbers` whether it is in `among`, which ascends and holds one at least, and at which row."""
    rows = among.searchsorted(numbers)
    rows[rows == len(among)] = 0
    return among.take(rows) == numbers, rows


def common(some: Set, others: Set) -> Set:
    """Return the numbers, of any size, that are in both of two sets, which ascend."""
    if len(some) * FEWER_BY_FAR < len(others):
        return some.compress(found_at(some, others)[0]) if len(some) else some
    together = np.concatenate([some, others])
    together.sort()
    return together[:-1].compress(together[1:] == together[:-1])


def rows_of(numbers: Set, among: Set, scratch: Scratch) -> Rows:
    """Return where each of `numbers` stands in `among`; all of them do, and both ascend."""
    if len(numbers) == len(among):
        return np.arange(len(among))
    if len(numbers) and _table_pays(len(numbers), len(among)):
        with scratch.flagged(numbers) as flags:
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


def union_of(sets: Iterable[Numbers], scratch: Scratch) -> Numbers:
    """Return the numbers that are in any of the sets, which are in no order and may repeat some, ascending.  Of many
    large sets no more than one is in memory at a time."""
    coming = (numbers for numbers in sets if len(numbers))
    few: list[Numbers] = []
    united, enough = 0, scratch.size / READ_WHILE_SORTING
    while united < enough and (one := next(coming, None)) is not None:
        few.append(one)
        united += len(one)
    if united < enough:
        return distinct(np.concatenate(few)) if few else np.empty(0, np.uint32)
    with scratch.flagged() as flags:
        for numbers in chain(few, coming):
            flags[numbers.astype(np.intp)] = True
        found = flags.nonzero()[0]
        _clear(flags, found)
    return found.astype(np.uint32)


def union(sets: Iterable[tuple[Numbers, NDArray[np.float32]]], scratch: Scratch) -> tuple[Numbers, NDArray[np.float32]]:
    """Return the numbers that are in any of the sets, each of them with scores, ascending, and for each the sum of its
    scores.  Of many large sets no more than one is in memory at a time."""
    coming = ((numbers, scores) for numbers, scores in sets if len(numbers))
    few: list[tuple[Numbers, NDArray[np.float32]]] = []
    united, enough = 0, scratch.size / READ_WHILE_SORTING
    while united < enough and (one := next(coming, None)):
        few.append(one)
        united += len(one[0])
    if len(few) < 2 and united < enough:
        return few[0] if few else (np.empty(0, np.uint32), np.empty(0, np.float32))
    with scratch.summed() as sums, scratch.flagged() as flags:
        for numbers, scores in chain(few, coming):
            places = numbers.astype(np.intp)
            sums[places] += scores
            if united >= enough:
                flags[places] = True
        if united < enough:
            found = distinct(np.concatenate([numbers for numbers, _ in few]))
        else:
            found = flags.nonzero()[0].astype(np.uint32)
        summed = sums.take(found)
        _clear(sums, found)
        _clear(flags, found)
    return found, summed


def cost_of_members(looked_up: int, among: int) -> int:
    """Return in how many steps so many numbers are found among others."""
    return min(looked_up * BISECTION_COST, looked_up + 2 * among)


def _table_pays(looked_up: int, among: int) -> bool:
    """Tell whether a table is cheaper than bisection: filling it, looking into it, clearing it."""
    return looked_up * BISECTION_COST > looked_up + 2 * among
