"""What is asked most of frequent terms, by paragraph: how often one stands in each, and where its positions begin.

A search for a rare word and a frequent one looks a few paragraphs up among hundreds of thousands.  In a table with an
entry a paragraph that is one step each.  Making one takes longer than a search without: only for what has been asked
before is one made, and within the bound on memory those are kept that are asked most.
"""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from index.store.files.array_file import Array, narrowest
from index.store.postings.field_postings import TermPostings

KEPT_BYTES = 128_000_000
"""Memory of the tables that are kept."""
FREQUENT = 32
"""A term is frequent that stands in more than one of so many paragraphs."""
WORTH_A_TABLE = 2
"""Times a table was wished for before it is made."""
WISHES_COUNTED = 10_000
"""After so many all counts are halved, so that what is no longer asked makes room."""

Key = tuple[str, str, str | bytes]


@dataclass(slots=True)
class HotTerms:
    """The tables of one archive of so many paragraphs; safe to share between threads."""

    paragraphs: int
    _kept: dict[Key, Array] = field(default_factory=dict)
    _wishes: Counter[Key] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def frequencies(self, name: str, term: str | bytes, postings: TermPostings) -> Array | None:
        """Return how often a term stands in every paragraph; None where there is no table."""
        return self._get(("frequencies", name, term), postings, _frequencies)

    def position_starts(self, name: str, term: str | bytes, postings: TermPostings) -> Array | None:
        """Return for every paragraph that holds a term where its positions begin; None where there is no table."""
        return self._get(("starts", name, term), postings, _position_starts)

    def _get(self, key: Key, postings: TermPostings, make: Callable[[TermPostings, int], Array]) -> Array | None:
        if len(postings.numbers) * FREQUENT <= self.paragraphs:
            return None
        with self._lock:
            self._wishes[key] += 1
            table = self._kept.get(key)
            if table is not None or self._wishes[key] <= WORTH_A_TABLE:
                return table
        table = make(postings, self.paragraphs)
        with self._lock:
            return table if self._keep(key, table) else None

    def _keep(self, key: Key, table: Array) -> bool:
        """Keep a table, if need be in place of those wished for less often; tell whether it is kept."""
        if self._wishes.total() > WISHES_COUNTED:
            self._wishes = Counter({wished: count // 2 for wished, count in self._wishes.items() if count > 1})
        by_wishes = sorted(self._kept, key=self._wishes.__getitem__)
        room = KEPT_BYTES - sum(kept.nbytes for kept in self._kept.values())
        while room < table.nbytes and by_wishes and self._wishes[by_wishes[0]] < self._wishes[key]:
            room += self._kept.pop(by_wishes.pop(0)).nbytes
        if room >= table.nbytes:
            self._kept[key] = table
        return room >= table.nbytes


def _frequencies(postings: TermPostings, paragraphs: int) -> Array:
    if postings.frequencies is None:
        table = np.zeros(paragraphs, bool)
        table[postings.numbers] = True
        return table
    table = np.zeros(paragraphs, narrowest(int(postings.frequencies.max())))
    table[postings.numbers] = postings.frequencies
    return table


def _position_starts(postings: TermPostings, paragraphs: int) -> Array:
    starts = postings.position_starts()
    table = np.zeros(paragraphs, narrowest(int(starts[-1])))
    table[postings.numbers] = starts[:-1]
    return table
