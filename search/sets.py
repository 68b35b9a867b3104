"""Sets of paragraphs as ascending arrays of their numbers: which of one are in another, and where, and their union.

Each operation has two ways.  Bisection costs the smaller set the logarithm of the larger; a table with a flag for each
paragraph costs both sets a step each, of a nanosecond or so.  What is cheaper is chosen by the sizes.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

BISECTION_COST = 30
"""What finding one number by bisection costs, in steps over a table."""
CLEARED_A_STEP = 16
"""Flags of a table that are cleared in the time of a step."""

Numbers = NDArray[np.uint32]
Rows = NDArray[np.int64]
Set = NDArray[Any]


def members(numbers: Set, among: Set) -> NDArray[np.bool_]:
    """Tell for each of `numbers`, in any order, whether it is in `among`, which ascends."""
    if not len(among) or not len(numbers):
        return np.zeros(len(numbers), bool)
    if _table_pays(numbers, among):
        flags = np.zeros(max(int(among[-1]), int(numbers.max())) + 1, bool)
        flags[among] = True
        return flags[numbers]
    at = np.searchsorted(among, numbers)
    at[at == len(among)] = 0
    return np.asarray(among[at] == numbers)


def rows_of(numbers: Set, among: Set) -> Rows:
    """Return where each of `numbers` stands in `among`; all of them do."""
    if len(numbers) == len(among):
        return np.arange(len(among))
    if len(numbers) and _table_pays(numbers, among):
        flags = np.zeros(int(among[-1]) + 1, bool)
        flags[numbers] = True
        return np.flatnonzero(flags[among])
    return np.searchsorted(among, numbers)


def distinct(numbers: Numbers) -> Numbers:
    """Return numbers in ascending order, each once."""
    if not len(numbers):
        return numbers
    size = int(numbers.max()) + 1
    if len(numbers) * BISECTION_COST < size:
        return np.unique(numbers)
    flags = np.zeros(size, bool)
    flags[numbers] = True
    return np.flatnonzero(flags).astype(np.uint32)


def union(sets: Sequence[Set], scores: Sequence[NDArray[np.float32]]) -> tuple[Set, NDArray[np.float32]]:
    """Return the numbers that are in any of the sets, and for each the sum of its scores."""
    sets, scores = [found for found in sets if len(found)], [scored for scored in scores if len(scored)]
    if len(sets) < 2:
        return (sets[0], scores[0]) if sets else (np.empty(0, np.uint32), np.empty(0, np.float32))
    size = max(int(found[-1]) for found in sets) + 1
    if sum(map(len, sets)) * BISECTION_COST < size:
        numbers, inverse = np.unique(np.concatenate(sets), return_inverse=True)
        return numbers, np.bincount(inverse, np.concatenate(scores), minlength=len(numbers)).astype(np.float32)
    flags = np.zeros(size, bool)
    sums = np.zeros(size, np.float32)
    for found, scored in zip(sets, scores, strict=True):
        flags[found] = True
        sums[found] += scored
    numbers = np.flatnonzero(flags)
    return numbers.astype(np.uint32), sums[numbers]


def _table_pays(numbers: Set, among: Set) -> bool:
    """Tell whether a table is cheaper than bisection: setting it up, filling it, looking into it."""
    size = max(int(among[-1]), int(numbers[-1]))
    return len(numbers) * BISECTION_COST > len(numbers) + len(among) + size // CLEARED_A_STEP
