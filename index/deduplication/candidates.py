"""Which texts may be copies of one another: those that share keys.

The keys of all texts are sorted, so that those with one in common stand side by side, ordered by all their keys.  Each
is paired with the next few: with all, where few share the key; where many do, with those that it is most like.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from index.deduplication.signatures import HASH_BITS, Keys

NEIGHBOURS = 24
"""Texts behind it, of those that share one of its keys, that each is paired with."""
COMPARED_AT_ONCE = 1 << 16
"""Pairs whose keys are in memory at once."""
ENDS = 1 << 20
"""What keys are told apart by at first: their last bits, which are as random as any."""
_LOW = np.uint64((1 << HASH_BITS) - 1)

Pairs = NDArray[np.int64]
"""A row for each pair: two numbers of texts, the lower first."""
Sharing = Callable[[Keys, Keys], NDArray[np.intp]]
"""Counts, row by row, the keys that two texts share."""


def share_minimal(one: Keys, other: Keys) -> NDArray[np.intp]:
    """Count the keys shared of texts with a key for each of several orders."""
    return np.asarray(np.count_nonzero((one == other) & (one > 0), axis=1))


def share_lowest(one: Keys, other: Keys) -> NDArray[np.intp]:
    """Count the keys shared of texts with the lowest of one order."""
    both = np.sort(np.concatenate([one, other], axis=1), axis=1)
    return np.asarray(np.count_nonzero((both[:, 1:] == both[:, :-1]) & (both[:, 1:] > 0), axis=1))


def candidates(keys: Keys, sharing: Sharing, least: int, kin: NDArray[np.int64], first_new: int = 0) -> Pairs:
    """Return the pairs of texts that share at least so many keys, ascending, each once.

    `kin` is a number a text: of those with the same keys, those of one kin are paired.  From `first_new` on texts are
    new, and each pair has a new one.
    """
    rows = _sharing_with_new(keys, first_new)
    order = rows[np.lexsort((rows, kin[rows], *keys[rows].T[::-1]))]
    ranks = np.broadcast_to(np.arange(len(order), dtype=np.uint64)[:, None], (len(order), keys.shape[1]))
    entries = (keys[order].astype(np.uint64) << np.uint64(HASH_BITS) | ranks).ravel()
    entries = np.sort(entries[entries > _LOW])
    key, text = entries >> np.uint64(HASH_BITS), order[(entries & _LOW).astype(np.int64)]
    at = np.arange(len(key))
    found = [np.empty(0, np.uint64)]
    for distance in range(1, NEIGHBOURS + 1):
        at = at[at + distance < len(key)]
        at = at[key[at] == key[at + distance]]
        low, high = np.minimum(text[at], text[at + distance]), np.maximum(text[at], text[at + distance])
        is_wanted = (high >= first_new) & (low < high)
        pairs = low[is_wanted].astype(np.uint64) << np.uint64(HASH_BITS) | high[is_wanted].astype(np.uint64)
        found.append(_sharing_enough(_distinct(pairs), keys, sharing, least))
    pairs = _distinct(np.concatenate(found))
    return np.stack([pairs >> np.uint64(HASH_BITS), pairs & _LOW], axis=1).astype(np.int64)


def _sharing_with_new(keys: Keys, first_new: int) -> NDArray[np.int64]:
    """Return the texts that have keys and, where some are new, share one with one of those."""
    if not first_new:
        return np.flatnonzero(keys.any(axis=1))
    new = np.unique(keys[first_new:])
    new = new[new > 0]
    ends = np.zeros(ENDS, bool)
    ends[new % ENDS] = True
    rows = np.flatnonzero(ends.take(keys % np.uint32(ENDS)).any(axis=1))  # few others have a key that ends alike
    return rows[np.isin(keys[rows], new).any(axis=1)]


def _sharing_enough(pairs: NDArray[np.uint64], keys: Keys, sharing: Sharing, least: int) -> NDArray[np.uint64]:
    kept = [pairs[:0]]
    for begin in range(0, len(pairs), COMPARED_AT_ONCE):
        part = pairs[begin : begin + COMPARED_AT_ONCE]
        low, high = (part >> np.uint64(HASH_BITS)).astype(np.int64), (part & _LOW).astype(np.int64)
        kept.append(part[sharing(keys[low], keys[high]) >= least])
    return np.concatenate(kept)


def _distinct(pairs: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return each once, ascending; several times as fast as `np.unique`, which hashes."""
    pairs = np.sort(pairs)
    is_first = np.ones(len(pairs), bool)
    np.not_equal(pairs[1:], pairs[:-1], out=is_first[1:])
    return pairs[is_first]
