"""A term's postings over all segments of an index, as arrays: which paragraphs, how often, where.

Of an index of one segment without deletions, which is what a rebuild makes, they are views of what is mapped.  Of
several segments they are copied together; what is deleted is left out.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader, TermNotFound

from index.store.postings.field_postings import FieldPostings, TermPostings
from index.store.whoosh_codec import segment_fields
from search.engine.embedded.docsets import Numbers, found_at
from search.engine.embedded.hot_terms import Tables
from search.engine.embedded.positions import Places

NO_NUMBERS: Numbers = np.empty(0, np.uint32)
NO_POSTINGS = TermPostings(NO_NUMBERS, None, None)
TERMS_KEPT = 10_000
"""Terms of which is remembered where their postings lie."""


class Postings:
    """The postings of an index; safe to share between threads where all segments are Dateline's own."""

    def __init__(self, reader: IndexReader) -> None:
        """Take a Whoosh reader of any index; segments of another codec are read through Whoosh's matchers."""
        leaves: Sequence[tuple[IndexReader, int]] = reader.leaf_readers()
        self._segments = [_Segment(leaf, base) for leaf, base in leaves if leaf.doc_count_all()]
        self._count = reader.doc_count_all()
        self.tables = Tables(self._count)
        self.is_live: NDArray[np.bool_] | None = None
        """For every paragraph whether it is not deleted; None where none is."""
        if reader.has_deletions():
            self.is_live = np.array([not reader.is_deleted(number) for number in range(self._count)])

    def of(self, field: str, term: str | bytes) -> TermPostings:
        """Return the postings of a term, none where it stands nowhere."""
        found = _joined([segment.of(field, term) for segment in self._segments])
        return found if self.is_live is None else _only(found, self.is_live[found.numbers])

    def places(self, field: str, term: str, numbers: Numbers) -> Places:
        """Return where a term stands in paragraphs, ascending, some of which may not hold it."""
        postings = self.of(field, term)
        if postings.frequencies is None or postings.positions is None or not len(postings.numbers):
            nowhere = np.zeros(len(numbers), np.int64)
            return Places(np.empty(0, np.uint32), nowhere, nowhere)
        starts_of = self.tables.position_starts(field, term, postings)
        counts_of = self.tables.frequencies(field, term, postings)
        if starts_of is not None and counts_of is not None:
            starts, counts = starts_of.take(numbers), counts_of.take(numbers)
            return Places(postings.positions, starts.astype(np.int64), counts.astype(np.int64))
        holds, rows = found_at(numbers, postings.numbers)
        counts = np.where(holds, postings.frequencies.take(rows), 0).astype(np.int64)
        return Places(postings.positions, postings.position_starts().take(rows), counts)

    def beginning(self, field: str, prefix: str) -> TermPostings:
        """Return the postings of all terms that begin so, term after term: numbers don't ascend, and may repeat."""
        found = _joined([NO_POSTINGS, *(segment.beginning(field, prefix) for segment in self._segments)])
        return found if self.is_live is None else _only(found, self.is_live[found.numbers])

    def every(self) -> Numbers:
        """Return the numbers of all paragraphs."""
        numbers = np.arange(self._count, dtype=np.uint32)
        return numbers if self.is_live is None else numbers[self.is_live]

    def doc_frequency(self, field: str, term: str | bytes) -> int:
        """Return in how many paragraphs a term stands."""
        return len(self.of(field, term).numbers)


class _Segment:
    def __init__(self, reader: IndexReader, base: int) -> None:
        self._reader = reader
        self._base = np.uint32(base)
        self._fields: dict[str, FieldPostings] | None = segment_fields(reader)
        self._find = lru_cache(TERMS_KEPT)(self._look_up)

    def of(self, field: str, term: str | bytes) -> TermPostings:
        found = self._read(field, term) if self._fields is None else self._find(field, term)
        return self._shifted(found)

    def beginning(self, field: str, prefix: str) -> TermPostings:
        if self._fields is None:
            terms = list(self._reader.expand_prefix(field, prefix))
            found = _joined([NO_POSTINGS, *(self._read(field, term) for term in terms)])
        else:
            postings = self._fields.get(field)
            found = postings.of_terms(*postings.terms.prefix_range(prefix)) if postings else NO_POSTINGS
        return self._shifted(found)

    def _shifted(self, found: TermPostings) -> TermPostings:
        return TermPostings(found.numbers + self._base, found.frequencies, found.positions) if self._base else found

    def _look_up(self, field: str, term: str | bytes) -> TermPostings:
        postings = (self._fields or {}).get(field)
        number = postings.terms.find(term) if postings else None
        return NO_POSTINGS if postings is None or number is None else postings.postings(number)

    def _read(self, field: str, term: str | bytes) -> TermPostings:
        """Read postings of another codec, one by one."""
        numbers: list[int] = []
        frequencies: list[int] = []
        positions: list[int] = []
        try:
            matcher = self._reader.postings(field, term)
        except TermNotFound:
            return NO_POSTINGS
        with_positions = matcher.supports("positions")
        while matcher.is_active():
            numbers.append(matcher.id())
            frequencies.append(int(matcher.weight()))
            if with_positions:
                positions += matcher.value_as("positions")
            matcher.next()
        counted = np.array(frequencies, np.uint32)
        return TermPostings(np.array(numbers, np.uint32), counted, np.array(positions, np.uint32))


def _only(postings: TermPostings, kept: NDArray[np.bool_]) -> TermPostings:
    """Keep some of a term's postings."""
    frequencies, positions = postings.frequencies, postings.positions
    if frequencies is not None and positions is not None:
        positions = positions[np.repeat(kept, frequencies)]
        frequencies = frequencies[kept]
    return TermPostings(postings.numbers[kept], frequencies, positions)


def _joined(parts: Sequence[TermPostings]) -> TermPostings:
    """Put postings together, one after another."""
    held = [part for part in parts if len(part.numbers)]
    if len(held) < 2:
        return held[0] if held else NO_POSTINGS

    def joined(name: str) -> Any:
        arrays = [getattr(part, name) for part in held]
        return None if any(array is None for array in arrays) else np.concatenate(arrays)

    return TermPostings(joined("numbers"), joined("frequencies"), joined("positions"))
