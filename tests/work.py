"""How much work something is, counted and not timed: the same on every machine, however busy."""

import gc
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

LARGEST_RATIO = 2.4
"""Of n, 2n and 4n the most that the second increment of work is to the first: 2 is in proportion, 4 is the square."""


def lines_run(work: Callable[[], object]) -> int:
    """Count the lines of Python that are run, each turn of a loop for itself, and the calls of functions."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Callable[..., Any]:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    gc.disable()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
        gc.enable()
    return count


def growth(work_of: Callable[[int], int], size: int) -> float:
    """Return how many times the first the second increment is, of the work of `size`, twice and four times that."""
    few, some, many = (work_of(size * times) for times in (1, 2, 4))
    return (many - some) / (some - few)
