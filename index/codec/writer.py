"""Whoosh's writer with a way in for whole batches of paragraphs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from index.codec.files import LENGTHS, POSTINGS
from index.codec.inversion import Inverter
from index.codec.segment import ArrayCodec
from index.codec.tokens import FieldTokens


class ArrayWriter(SegmentWriter):  # type: ignore[misc]
    """Adds one segment to an index on disk.  Lock, table of contents and merging are Whoosh's; tokens added in batches
    are inverted by sorting arrays, within `budget` bytes of memory."""

    def __init__(self, index: FileIndex, budget: int) -> None:
        super().__init__(index, codec=ArrayCodec())
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

    def add_document(self, **fields: Any) -> None:
        """Refuse: one writer takes documents one by one, as Whoosh's own does with this codec, another batches."""
        raise NotImplementedError("add documents in batches, or by Whoosh's own writer")

    def _flush_segment(self) -> None:
        self._inverter.write(self.fieldwriter.arrays)

    def cancel(self) -> None:
        """Give up what was added, and remove the files that Whoosh closes its segment with."""
        self._inverter.close()
        super().cancel()
        for extension in (POSTINGS, LENGTHS):
            Path(self.storage.folder, self.newsegment.make_filename(extension)).unlink(missing_ok=True)
