"""Which article had an id first, in 20 bytes an article: an archive has too many to keep their ids as strings.

An id is known by a digest of 128 bits, by which no two are alike.  The digests lie sorted in a few arrays; one that is
less than twice as long as the next is merged with it, so that there are about as many as the logarithm of their number
(O'Neil et al. 1996, The log-structured merge-tree).
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

DIGEST_BYTES = 16
DIGEST = f"S{DIGEST_BYTES}"

Known = tuple[NDArray[np.bytes_], NDArray[np.uint32]]
"""Digests, ascending, and the numbers of their articles."""


class ArticleIds:
    """Numbers ids from 0 in the order in which they first come."""

    def __init__(self) -> None:
        self._known: list[Known] = []
        self._count = 0

    def of(self, ids: Sequence[str]) -> list[int]:
        """Return the numbers of ids, giving the next ones to those that are new."""
        digests = [blake2b(one.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest() for one in ids]
        different, first, of_id = np.unique(np.array(digests, DIGEST), return_index=True, return_inverse=True)
        numbers = np.full(len(different), -1)
        for known, known_numbers in self._known:
            places = np.minimum(np.searchsorted(known, different), len(known) - 1)
            is_here = known[places] == different
            numbers[is_here] = known_numbers[places[is_here]]
        is_new = numbers < 0
        new_in_order = np.argsort(first[is_new])
        new_numbers = np.empty(len(new_in_order), np.uint32)
        new_numbers[new_in_order] = np.arange(self._count, self._count + len(new_in_order))
        numbers[is_new] = new_numbers
        self._keep(different[is_new], new_numbers)
        found: list[int] = numbers[of_id].tolist()
        return found

    def _keep(self, digests: NDArray[np.bytes_], numbers: NDArray[np.uint32]) -> None:
        if not len(digests):
            return
        self._count += len(digests)
        self._known.append((digests, numbers))
        while len(self._known) > 1 and len(self._known[-2][0]) < 2 * len(self._known[-1][0]):
            last, before = self._known.pop(), self._known.pop()
            merged, of_merged = (np.concatenate(pair) for pair in zip(before, last, strict=True))
            order = np.argsort(merged, kind="stable")
            self._known.append((merged[order], of_merged[order]))
