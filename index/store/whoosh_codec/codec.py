"""The codec as Whoosh knows it, and its segments.

A segment has two files of arrays: `.postings`, every field's as `index.store.postings.field_postings` tells, and
`.lengths`, a number a paragraph for every scored field.  Deletions are numbers in the table of contents.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import Codec, Segment
from whoosh.reading import IndexReader

from index.store.postings.field_postings import FieldPostings
from index.store.whoosh_codec.lengths import LengthsReader, LengthsWriter
from index.store.whoosh_codec.segment_files import LENGTHS, POSTINGS, open_arrays
from index.store.whoosh_codec.terms import ArrayFieldWriter, ArrayTermsReader


class ArrayCodec(Codec):  # type: ignore[misc]
    """Reads and writes segments whose postings are arrays."""

    def per_document_writer(self, storage: Any, segment: Segment) -> "LengthsWriter":
        """Return what takes the documents' lengths."""
        return LengthsWriter(storage, segment)

    def field_writer(self, storage: Any, segment: Segment) -> "ArrayFieldWriter":
        """Return what takes the postings, in order."""
        return ArrayFieldWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Segment) -> "ArrayTermsReader":
        """Open a segment's postings."""
        return ArrayTermsReader(open_arrays(storage, segment, POSTINGS), self.per_document_reader(storage, segment))

    def per_document_reader(self, storage: Any, segment: Segment) -> "LengthsReader":
        """Open a segment's lengths."""
        return LengthsReader(open_arrays(storage, segment, LENGTHS), segment)

    def new_segment(self, storage: Any, indexname: str) -> "ArraySegment":
        """Return an empty segment."""
        return ArraySegment(indexname)


class ArraySegment(Segment):  # type: ignore[misc]
    """What the table of contents keeps of a segment: its name, its size, the numbers of deleted documents."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self._count = 0
        self._deleted: set[int] = set()

    @classmethod
    def of(cls, indexname: str, name: str, count: int, deleted: Collection[int]) -> "ArraySegment":
        """Return the segment that `values` describes."""
        segment = cls(indexname)
        segment.segid, segment._count, segment._deleted = name, count, set(deleted)
        return segment

    def deleting(self, deleted: Collection[int]) -> "ArraySegment":
        """Return the segment with these documents deleted, and no others."""
        return self.of(self.indexname, self.segid, self._count, deleted)

    def values(self) -> tuple[str, int, list[int]]:
        """Return what the table of contents keeps: name, number of documents, those that are deleted."""
        return self.segid, self._count, sorted(self._deleted)

    def codec(self) -> ArrayCodec:
        return ArrayCodec()

    def should_assemble(self) -> bool:
        return False

    def set_doc_count(self, count: int) -> None:
        self._count = count

    def doc_count_all(self) -> int:
        return self._count

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(self._deleted)

    def delete_document(self, number: int, delete: bool = True) -> None:
        (self._deleted.add if delete else self._deleted.discard)(number)

    def is_deleted(self, number: int) -> bool:
        return number in self._deleted


@dataclass(frozen=True, slots=True)
class SegmentPostings:
    """The postings of a segment by field, and its `count` documents, those that are `deleted` included: `first` is the
    number that its number 0 has in the index."""

    fields: Mapping[str, FieldPostings]
    first: int
    count: int
    deleted: NDArray[np.int64]


def segments_of(reader: IndexReader) -> list[SegmentPostings]:
    """Return what a reader of an index reads, all of whose segments are of this codec."""
    return [
        SegmentPostings(
            leaf.codec().terms_reader(leaf.storage(), leaf.segment()).fields,
            first,
            leaf.doc_count_all(),
            np.array(sorted(leaf.segment().deleted_docs()), np.int64),
        )
        for leaf, first in reader.leaf_readers()
        if leaf.doc_count_all()
    ]
