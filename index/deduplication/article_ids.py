"""Where an id first came from, in 20 bytes an article: an archive has too many to keep their ids as strings.

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
"""Digests, ascending, and where their ids first came from."""


class ArticleIds:
    """Remembers of each id where it first came from: the number of a file, say, below 2^32."""

    def __init__(self) -> None:
        self._known: list[Known] = []

    def first_origins(self, ids: Sequence[str], origins: Sequence[int]) -> list[int | None]:
        """Take note of ids and where each comes from; return where each came from first, None for a new one."""
        digests = [blake2b(one.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest() for one in ids]
        different, first, of_id = np.unique(np.array(digests, DIGEST), return_index=True, return_inverse=True)
        from_here = np.array(origins, np.uint32)[first]
        earlier = np.full(len(different), -1)
        for known, known_origins in self._known:
            places = np.minimum(np.searchsorted(known, different), len(known) - 1)
            is_here = known[places] == different
            earlier[is_here] = known_origins[places[is_here]]
        is_new = earlier < 0
        self._keep(different[is_new], from_here[is_new])
        is_first = np.zeros(len(ids), bool)
        is_first[first[is_new]] = True
        found = np.where(is_new, from_here, earlier)[of_id].tolist()
        return [None if new else origin for new, origin in zip(is_first.tolist(), found, strict=True)]

    def _keep(self, digests: NDArray[np.bytes_], origins: NDArray[np.uint32]) -> None:
        if not len(digests):
            return
        self._known.append((digests, origins))
        while len(self._known) > 1 and len(self._known[-2][0]) < 2 * len(self._known[-1][0]):
            last, before = self._known.pop(), self._known.pop()
            merged, of_merged = (np.concatenate(pair) for pair in zip(before, last, strict=True))
            order = np.argsort(merged, kind="stable")
            self._known.append((merged[order], of_merged[order]))
