"""A term's postings over all segments of an index, as arrays: which paragraphs, how often, where.

Of a term that stands in one segment, and in no deleted paragraph, they are views of what is mapped: of most terms after
an update, of all after a rebuild.  Those of several segments are copied together, and what is deleted is left out; the
copies are kept (`joined_terms`).  Positions, which few searches need and which are the most, are only copied where they
are asked for.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis.fields import FORMS
from index.analysis.stemming import STEM_CHANGES, opening, stem
from index.remembering import remembered
from index.store.files.term_dictionary import Dictionary
from index.store.postings.field_postings import FieldPostings, TermPostings
from index.store.whoosh_codec import SegmentPostings
from search.engine.embedded.docsets import Numbers, found_at
from search.engine.embedded.hot_terms import HotTerms
from search.engine.embedded.joined_terms import JoinedTerms, Key
from search.engine.embedded.positions import TermPositions

NO_NUMBERS: Numbers = np.empty(0, np.uint32)
NO_POSTINGS = TermPostings(NO_NUMBERS, None, None)
TERMS_KEPT = 10_000
"""Terms of which is remembered where they stand in their field, and where their postings lie."""


class Postings:
    """The postings of an index; safe to share between threads."""

    def __init__(self, segments: Sequence[SegmentPostings]) -> None:
        self._segments = [_Segment(one.fields, one.first) for one in segments if one.count]
        self.count = sum(one.count for one in segments)
        """Paragraphs, those that are deleted included."""
        self._joined_terms = JoinedTerms()
        self.hot_terms = HotTerms(self.count)
        self.is_live: NDArray[np.bool_] | None = None
        """For every paragraph whether it is not deleted; None where none is."""
        if any(len(one.deleted) for one in segments):
            self.is_live = np.ones(self.count, bool)
            self.is_live[np.concatenate([one.deleted + one.first for one in segments])] = False
        self._deleted = NO_NUMBERS if self.is_live is None else np.flatnonzero(~self.is_live).astype(np.uint32)
        self._live_numbers = None if self.is_live is None else np.flatnonzero(self.is_live).astype(np.uint32)
        self._is_whole = len(self._segments) == 1 and self.is_live is None

    def of(self, field: str, term: str | bytes) -> TermPostings:
        """Return the postings of a term, none where it stands nowhere; perhaps without positions."""
        if self._is_whole:
            return self._segments[0].of(field, term)
        return self._joined_terms.get((field, term, False), self._join)

    def with_positions(self, field: str, term: str | bytes) -> TermPostings:
        """Return the postings of a term with their positions, in a field that has them."""
        if self._is_whole:
            return self._segments[0].of(field, term)
        return self._joined_terms.get((field, term, True), self._join)

    def _join(self, key: Key) -> TermPostings:
        field, term, with_positions = key
        found = [segment.of(field, term) for segment in self._segments]
        return _joined([self._live(one if with_positions else one.without_positions()) for one in found])

    def _live(self, found: TermPostings) -> TermPostings:
        """Leave out what is deleted of a term's postings, which ascend."""
        numbers = found.numbers
        if self.is_live is None or not len(numbers):
            return found
        if len(numbers) <= len(self._deleted):
            return only(found, self.is_live.take(numbers))
        is_there, rows = found_at(self._deleted, numbers)
        kept = np.ones(len(numbers), bool)
        kept[rows.compress(is_there)] = False
        return only(found, kept)

    def places(self, field: str, term: str, numbers: Numbers) -> TermPositions:
        """Return where a term stands in paragraphs, ascending, some of which may not hold it."""
        postings = self.with_positions(field, term)
        if postings.frequencies is None or postings.positions is None or not len(postings.numbers):
            nowhere = np.zeros(len(numbers), np.int64)
            return TermPositions(np.empty(0, np.uint32), nowhere, nowhere)
        starts_of = self.hot_terms.position_starts(field, term, postings)
        counts_of = self.hot_terms.frequencies(field, term, postings)
        if starts_of is not None and counts_of is not None:
            starts, counts = starts_of.take(numbers), counts_of.take(numbers)
            return TermPositions(postings.positions, starts.astype(np.int64), counts.astype(np.int64))
        holds, rows = found_at(numbers, postings.numbers)
        counts = np.where(holds, postings.frequencies.take(rows), 0).astype(np.int64)
        return TermPositions(postings.positions, postings.position_starts().take(rows), counts)

    def beginning(
        self, field: str, prefix: str, without: Sequence[str] = (), *, with_positions: bool = False
    ) -> TermPostings:
        """Return the postings of all terms that begin so, `without` some, term after term: numbers don't ascend, and
        may repeat."""
        found = [part for segment in self._segments for part in segment.beginning(field, prefix, without)]
        joined = _joined([one if with_positions else one.without_positions() for one in found])
        return joined if self.is_live is None else only(joined, self.is_live.take(joined.numbers))

    def dictionaries(self, field: str) -> list[Dictionary]:
        """Return the terms of a field, segment by segment."""
        return [found for segment in self._segments if (found := segment.dictionary(field)) is not None]

    def terms_beginning(self, field: str, prefix: str) -> set[str]:
        """Return the terms of a field that begin so."""
        return {term for segment in self._segments for term in segment.terms_beginning(field, prefix)}

    def shortest_beginning(self, field: str, prefix: str) -> set[str]:
        """Return those terms of a field of stems that begin so and other words of which may not."""
        return {term for segment in self._segments for term in segment.shortest_beginning(field, prefix)}

    def forms(self, field: str, stemmed: str) -> Sequence[str]:
        """Return the words of a stem, but for the stem itself, that stand in a field that is indexed by stem."""
        return self._forms_by_stem(field, opening(stemmed)).get(stemmed, ())

    @remembered(TERMS_KEPT)
    def _forms_by_stem(self, field: str, beginning: str) -> Mapping[str, Sequence[str]]:
        """Return the words that are not their stem by their stems: of the stems whose words all begin at least so."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(self.terms_beginning(FORMS[field], beginning)):
            stemmed = stem(word)
            if stemmed != word and opening(stemmed) == beginning:
                found[stemmed].append(word)
        return dict(found)

    def every(self) -> Numbers:
        """Return the numbers of all paragraphs."""
        return np.arange(self.count, dtype=np.uint32) if self._live_numbers is None else self._live_numbers

    def size(self, field: str, term: str | bytes) -> int:
        """Return how many postings a term has, those of deleted paragraphs included, without reading them."""
        return sum(segment.size(field, term) for segment in self._segments)

    def tokens(self, field: str, term: str | bytes) -> int:
        """Return how often a term stands, in deleted paragraphs, too, without reading where."""
        return sum(segment.tokens(field, term) for segment in self._segments)

    def size_beginning(self, field: str, prefix: str) -> int:
        """Return how many postings the terms have that begin so, without reading them."""
        return sum(segment.size_beginning(field, prefix) for segment in self._segments)

    def doc_frequency(self, field: str, term: str | bytes) -> int:
        """Return in how many paragraphs a term stands."""
        return self.size(field, term) if self.is_live is None else len(self.of(field, term).numbers)


class _Segment:
    def __init__(self, fields: Mapping[str, FieldPostings], base: int) -> None:
        self._fields = fields
        self._base = np.uint32(base)

    def of(self, field: str, term: str | bytes) -> TermPostings:
        return self._shifted(self._find(field, term))

    def beginning(self, field: str, prefix: str, without: Sequence[str]) -> Iterator[TermPostings]:
        postings = self._fields.get(field)
        if postings is None:
            return
        first, end = postings.terms.prefix_range(prefix)
        for left_out in sorted(number for term in without if (number := postings.terms.find(term)) is not None):
            yield self._shifted(postings.of_terms(first, left_out))
            first = left_out + 1
        yield self._shifted(postings.of_terms(first, end))

    def shortest_beginning(self, field: str, prefix: str) -> list[str]:
        terms = self.dictionary(field)
        if terms is None:
            return []
        first, end = terms.prefix_range(prefix)
        lengths = np.diff(terms.offsets[first : end + 1].astype(np.int64))
        return terms.terms(first + (lengths < len(prefix.encode()) + STEM_CHANGES).nonzero()[0])

    def dictionary(self, field: str) -> Dictionary | None:
        return self._fields[field].terms if field in self._fields else None

    def terms_beginning(self, field: str, prefix: str) -> list[str]:
        terms = self.dictionary(field)
        return terms.terms(np.arange(*terms.prefix_range(prefix))) if terms else []

    def size(self, field: str, term: str | bytes) -> int:
        postings, number = self._number(field, term)
        return 0 if postings is None else int(postings.starts.item(number + 1)) - int(postings.starts.item(number))

    def tokens(self, field: str, term: str | bytes) -> int:
        postings, number = self._number(field, term)
        if postings is None:
            return 0
        return int(postings.token_starts.item(number + 1)) - int(postings.token_starts.item(number))

    def size_beginning(self, field: str, prefix: str) -> int:
        postings = self._fields.get(field)
        if postings is None:
            return 0
        first, end = postings.terms.prefix_range(prefix)
        return int(postings.starts.item(end)) - int(postings.starts.item(first))

    @remembered(TERMS_KEPT)
    def _number(self, field: str, term: str | bytes) -> tuple[FieldPostings | None, int]:
        """Return a field, and the number in it of a term; None for one that stands nowhere."""
        postings = self._fields.get(field)
        number = postings.terms.find(term) if postings else None
        return (None, 0) if number is None else (postings, number)

    def _shifted(self, found: TermPostings) -> TermPostings:
        return found.renumbered(found.numbers + self._base) if self._base else found

    @remembered(TERMS_KEPT)
    def _find(self, field: str, term: str | bytes) -> TermPostings:
        postings, number = self._number(field, term)
        return NO_POSTINGS if postings is None else postings.postings(number)


def only(postings: TermPostings, kept: NDArray[np.bool_]) -> TermPostings:
    """Keep some of a term's postings; where it is all, as they are."""
    if kept.all():
        return postings
    frequencies, positions = postings.frequencies, postings.positions
    if frequencies is not None and positions is not None:
        positions = positions.compress(np.repeat(kept, frequencies))
    frequencies = None if frequencies is None else frequencies.compress(kept)
    return TermPostings(postings.numbers.compress(kept), frequencies, positions)


def _joined(parts: Sequence[TermPostings]) -> TermPostings:
    """Put postings together, one after another."""
    held = [part for part in parts if len(part.numbers)]
    if len(held) < 2:
        return held[0] if held else NO_POSTINGS

    def joined(name: str) -> Any:
        arrays = [getattr(part, name) for part in held]
        return None if any(array is None for array in arrays) else np.concatenate(arrays)

    return TermPostings(joined("numbers"), joined("frequencies"), joined("positions"))
