"""The order of stretches of a text, sorted as arrays of eight bytes at a time."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

BYTES_AT_ONCE = 8
"""What is compared in a pass: as much as a number holds."""
LAST_BYTE = np.uint64(255)


def order_of(
    text: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64], longest: int
) -> NDArray[np.int64]:
    """Return the order of the stretches of `text` between `starts` and `ends` by their first `longest` bytes, equal
    ones as they come.  There is no byte 0 in them.

    Every pass sorts what was equal in all before (most significant digit first); memory: some 60 bytes a stretch.
    """
    order, places = np.arange(len(starts)), np.arange(len(starts))
    group = np.zeros(len(starts), np.int64)
    for depth in range(0, longest, BYTES_AT_ONCE):
        if not len(places):
            break
        stretches = order[places]
        keys = _keys(text, starts[stretches] + depth, ends[stretches])
        sorted_ = np.lexsort((keys, group))
        order[places], keys = stretches[sorted_], keys[sorted_]
        is_first = np.ones(len(keys), bool)
        is_first[1:] = (group[1:] != group[:-1]) | (keys[1:] != keys[:-1])
        is_alone = is_first & np.append(is_first[1:], True)
        is_open = ~is_alone & (keys & LAST_BYTE > 0)
        places, group = places[is_open], np.cumsum(is_first)[is_open]
    return order


def _keys(text: NDArray[np.uint8], at: NDArray[np.int64], ends: NDArray[Any]) -> NDArray[np.uint64]:
    """Return the bytes from places on as numbers that are in the same order; behind an end there are zeros."""
    keys = np.zeros(len(at), np.uint64)
    for _ in range(BYTES_AT_ONCE):
        keys <<= np.uint64(8)
        keys |= np.where(at < ends, text[np.minimum(at, len(text) - 1)], 0).astype(np.uint64)
        at = at + 1
    return keys
