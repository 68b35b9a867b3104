"""Whoosh's writer with a way in for whole batches of paragraphs."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import Segment
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from index.analysis.tokens import FieldTokens
from index.store.files import filesystem
from index.store.files.checked import CheckedArray
from index.store.postings.field_postings import fields_of
from index.store.postings.inverter import Inverter
from index.store.whoosh_codec.codec import ArrayCodec
from index.store.whoosh_codec.segment_files import LENGTHS, POSTINGS, open_arrays
from index.store.whoosh_codec.table_of_contents import ArrayIndex

LENGTHS_AT_ONCE = 1 << 18
"""Documents whose lengths are in memory when segments are merged."""


class ArrayWriter(SegmentWriter):  # type: ignore[misc]
    """Adds one segment to an index on disk.  Lock, table of contents, deletions and which segments are merged are
    Whoosh's; tokens added in batches are inverted, and segments merged, by sorting arrays within `budget` bytes."""

    def __init__(self, index: ArrayIndex, budget: int) -> None:
        super().__init__(index, codec=ArrayCodec())
        self._index = index
        self._inverter = Inverter(Path(self.storage.folder), budget)

    def add_paragraphs(self, count: int, fields: Mapping[str, FieldTokens]) -> None:
        """Add consecutive paragraphs, given as the tokens of their fields."""
        for name, tokens in fields.items():
            self._inverter.add(name, tokens, self.docnum)
            if self.schema[name].scorable:
                self.perdocwriter.add_lengths(name, self.docnum, tokens.counts)
        self.docnum += count
        self.perdocwriter.start_doc(self.docnum - 1)
        self._added = True

    def add_reader(self, reader: SegmentReader) -> None:
        """Add what a segment holds and is not deleted, its arrays merged with all others when this one is written.

        This is how Whoosh merges segments, by its policies at a commit.  Raises NotImplementedError for a reader of
        anything but one segment of this codec.
        """
        self._check_state()
        if not isinstance(reader.codec(), ArrayCodec):
            raise NotImplementedError("only segments of this codec can be merged by this writer")
        segment = reader.segment()
        postings, lengths = (open_arrays(reader.storage(), segment, extension) for extension in (POSTINGS, LENGTHS))
        deleted = np.array(sorted(segment.deleted_docs()), np.int64)
        fields = {name: field for name, field in fields_of(postings.arrays).items() if name in self.schema}
        self._inverter.add_segment(fields, postings, self.docnum, deleted)
        for name, of_documents in lengths.arrays.items():
            if name in self.schema:
                self._add_lengths(name, of_documents, deleted)
        self.docnum += segment.doc_count()
        self.perdocwriter.start_doc(self.docnum - 1)
        self._added = True

    def add_document(self, **fields: Any) -> None:
        """Refuse: one writer takes documents one by one, as Whoosh's own does with this codec, another batches."""
        raise NotImplementedError("add documents in batches, or by Whoosh's own writer")

    def _add_lengths(self, name: str, lengths: CheckedArray, deleted: NDArray[np.int64]) -> None:
        """Add the lengths of a field in a segment's documents, some at a time."""
        first = self.docnum
        for begin in range(0, len(lengths), LENGTHS_AT_ONCE):
            end = begin + LENGTHS_AT_ONCE
            gone = deleted[np.searchsorted(deleted, begin) : np.searchsorted(deleted, end)]
            kept = np.delete(lengths[begin:end], gone - begin)
            self.perdocwriter.add_lengths(name, first, kept)
            first += len(kept)

    def _commit_toc(self, segments: Sequence[Segment]) -> None:
        self._index.commit(self.generation, segments)

    def _flush_segment(self) -> None:
        self._inverter.write(self.fieldwriter.arrays)

    def cancel(self) -> None:
        """Give up what was added, without writing it: Whoosh would close its segment first."""
        self._check_state()
        self._inverter.close()
        self.perdocwriter.cancel()
        self.fieldwriter.cancel()
        self._finish()
        for extension in (POSTINGS, LENGTHS):
            filesystem.remove(Path(self.storage.folder, self.newsegment.make_filename(extension)))
