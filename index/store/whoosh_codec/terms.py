"""The terms of a segment and their postings, as Whoosh's own searches and writer see them: its file `.postings`.

A search of Dateline's takes postings as the arrays that they are.  Whoosh walks over them one by one, by a matcher for
the postings of a term and a cursor for the terms of a field, and hands them over one by one when it writes: that is all
here, so that its query classes and automata work on the same files.
"""

from array import array
from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec.base import FieldCursor, FieldWriter, Segment, TermsReader
from whoosh.formats import Format
from whoosh.matching import ListMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound

from index.store.files.array_file import ArrayFile, ArrayFileWriter
from index.store.postings.field_postings import FieldPostingsWriter, TermPostings, fields_of
from index.store.whoosh_codec.lengths import LengthsReader
from index.store.whoosh_codec.segment_files import POSTINGS, folder_of, save


class ArrayTermsReader(TermsReader):  # type: ignore[misc]
    """The terms of a segment and their postings; safe to share between threads."""

    def __init__(self, opened: ArrayFile, lengths: LengthsReader) -> None:
        self.fields = fields_of(opened.arrays)
        self._lengths = lengths

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        name, text = term
        return name in self.fields and self.fields[name].terms.find(text) is not None

    def indexed_field_names(self) -> list[str]:
        return list(self.fields)

    def cursor(self, name: str, field: Any) -> "ArrayCursor":
        return ArrayCursor(self, name, field)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for name in self.fields:
            yield from self.terms_of(name, 0)

    def terms_from(self, name: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield (field, term) from the first that is not less than `prefix`, through the fields that follow, too."""
        later = [other for other in self.fields if other > name]
        if name in self.fields:
            yield from self.terms_of(name, self.fields[name].terms.lower_bound(prefix))
        for other in later:
            yield from self.terms_of(other, 0)

    def terms_of(self, name: str, first: int) -> Iterator[tuple[str, bytes]]:
        """Yield (field, term) for the terms of one field, from a number on."""
        terms = self.fields[name].terms
        for number in range(first, len(terms)):
            yield name, terms.key(number)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, name: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(name, prefix))

    def term_info(self, name: str, text: bytes) -> TermInfo:
        postings = self._postings(name, text)
        numbers, frequencies = postings.numbers, postings.frequencies
        of_documents = self._lengths.lengths(name)
        lengths = np.ones(1, int) if of_documents is None else of_documents.take(numbers)
        return TermInfo(
            weight=float(len(numbers) if frequencies is None else frequencies.sum()),
            df=len(numbers),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=1.0 if frequencies is None else float(frequencies.max()),
            minid=int(numbers[0]),
            maxid=int(numbers[-1]),
        )

    def doc_frequency(self, name: str, text: bytes) -> int:
        return len(self._postings(name, text).numbers) if (name, text) in self else 0

    def frequency(self, name: str, text: bytes) -> float:
        return float(self.term_info(name, text).weight()) if (name, text) in self else 0.0

    def matcher(self, name: str, text: bytes, format_: Any, scorer: Any = None) -> "ArrayMatcher":
        return ArrayMatcher(self._postings(name, text), format_, scorer, (name, text), self.term_info(name, text))

    def _postings(self, name: str, text: bytes) -> TermPostings:
        number = self.fields[name].terms.find(text) if name in self.fields else None
        if number is None:
            raise TermNotFound(f"No term {name}:{text!r}")
        return self.fields[name].postings(number)


class ArrayMatcher(ListMatcher):  # type: ignore[misc]
    """Whoosh's matcher of lists, given arrays: it skips by bisection, and encodes positions only when asked."""

    def __init__(
        self, postings: TermPostings, format_: Format, scorer: Any, term: tuple[str, bytes], terminfo: TermInfo
    ) -> None:
        frequencies = postings.frequencies
        weights = [1.0] * len(postings.numbers) if frequencies is None else frequencies.astype(float).tolist()
        super().__init__(
            postings.numbers.tolist(), weights, format=format_, scorer=scorer, term=term, terminfo=terminfo
        )
        self._i: int
        self._postings = postings
        self._starts = postings.position_starts()

    def copy(self) -> "ArrayMatcher":
        """Return a matcher at the same place."""
        copied = ArrayMatcher(self._postings, self._format, self._scorer, self._term, self._terminfo)
        copied._i = self._i
        return copied

    def skip_to(self, id: int) -> None:
        """Go on to the first posting whose number is not less than `id`."""
        if not self.is_active():
            raise ReadTooFar
        self._i = max(self._i, int(np.searchsorted(self._postings.numbers, id)))

    def value(self) -> bytes:
        """Return the posting's value, encoded as the field's format does."""
        encoded: bytes = self._format.encode(self._positions())
        return encoded

    def value_as(self, astype: str) -> Any:
        """Return the posting's value decoded: "positions", "frequency" or what else the format supports."""
        if astype == "positions":
            return self._positions()
        return super().value_as(astype)

    def spans(self) -> list[Any]:
        """Return where the term stands in the paragraph, as Whoosh's spans."""
        from whoosh.query.spans import Span

        return [Span(position) for position in self.value_as("positions")]

    def _positions(self) -> list[int]:
        positions = self._postings.positions
        if positions is None:
            return []
        return list(positions[self._starts.item(self._i) : self._starts.item(self._i + 1)].tolist())


class ArrayCursor(FieldCursor):  # type: ignore[misc]
    """Goes through the terms of a field, for Whoosh's automata."""

    def __init__(self, reader: ArrayTermsReader, name: str, field: Any) -> None:
        self._reader, self._name, self._field = reader, name, field
        self._terms = reader.fields[name].terms if name in reader.fields else None
        self._number = 0

    def first(self) -> str | None:
        self._number = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        if self._terms is not None:
            self._number = self._terms.lower_bound(term if isinstance(term, bytes) else self._field.to_bytes(term))
        return self.text()

    def next(self) -> str | None:
        self._number += 1
        return self.text()

    def text(self) -> str | None:
        if self._terms is None or not self.is_valid():
            return None
        text: str = self._field.from_bytes(self._terms.key(self._number))
        return text

    def term_info(self) -> TermInfo | None:
        if self._terms is None or not self.is_valid():
            return None
        return self._reader.term_info(self._name, self._terms.key(self._number))

    def is_valid(self) -> bool:
        return self._terms is not None and self._number < len(self._terms)


class ArrayFieldWriter(FieldWriter):  # type: ignore[misc]
    """Takes postings one by one, as Whoosh's own writer hands them over; memory holds those of one field."""

    def __init__(self, storage: Any, segment: Segment) -> None:
        self._storage, self._segment = storage, segment
        self.arrays = ArrayFileWriter(folder_of(storage))
        self.is_closed = False

    def start_field(self, name: str, field: Any) -> None:
        self._format = field.format
        self._with_positions = bool(field.format.supports("positions"))
        self._name = name
        self._terms: list[bytes] = []
        self._counts: list[int] = []
        self._numbers, self._frequencies, self._positions = array("I"), array("I"), array("I")

    def start_term(self, term: bytes) -> None:
        self._terms.append(term)
        self._counts.append(0)

    def add(self, number: int, weight: float, value: bytes, length: int) -> None:
        self._counts[-1] += 1
        self._numbers.append(number)
        if self._with_positions:
            positions = self._format.decode_positions(value)
            self._frequencies.append(len(positions))
            self._positions.extend(positions)

    def finish_term(self) -> None:
        pass

    def finish_field(self) -> None:
        writer = FieldPostingsWriter(self.arrays, self._name, with_positions=self._with_positions)
        columns = (np.array(column, "<u4") for column in (self._numbers, self._frequencies, self._positions))
        writer.append(self._terms, np.array(self._counts, np.int64), *columns)

    def cancel(self) -> None:
        """Give up what was added."""
        self.arrays.close()

    def close(self) -> None:
        save(self.arrays, self._storage, self._segment, POSTINGS, {})
        self.is_closed = True
