"""Postings that were put together of several segments, or of one with deletions, kept while they are asked for.

Of a term that stands in one segment, and in nothing that is deleted, the postings are views of what is mapped, and cost
nothing.  To put others together copies them, which for a frequent term takes longer than a search: those that were
asked for last are kept.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from index.store.postings.field_postings import TermPostings

KEPT_BYTES = 64_000_000
"""Memory of the postings that are kept."""
BYTES_A_TERM = 500
"""What keeping a term takes beside its numbers."""

Key = tuple[str, str | bytes, bool]
"""A field, a term of it, and whether its positions are wanted."""


@dataclass(slots=True)
class JoinedTerms:
    """The postings of terms of one archive; safe to share between threads."""

    _kept: OrderedDict[Key, TermPostings] = field(default_factory=OrderedDict)
    _bytes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Key, make: Callable[[Key], TermPostings]) -> TermPostings:
        """Return what is kept, or made and kept from then on, in place of what was not asked for longest."""
        with self._lock:
            postings = self._kept.get(key)
            if postings is not None:
                self._kept.move_to_end(key)
                return postings
        postings = make(key)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = postings
                self._bytes += _bytes_of(postings)
            while self._bytes > KEPT_BYTES:
                self._bytes -= _bytes_of(self._kept.popitem(last=False)[1])
        return postings


def _bytes_of(postings: TermPostings) -> int:
    return BYTES_A_TERM + postings.own_bytes
