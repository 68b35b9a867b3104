"""How long the fields of documents are: a column a scored field, in a segment's file `.lengths`."""

from collections import Counter
from typing import Any

import numpy as np
from whoosh.codec.base import PerDocumentReader, PerDocumentWriter, Segment

from index.store.files.array_file import Array, ArrayFile, ArrayFileWriter
from index.store.whoosh_codec.segment_files import LENGTHS, folder_of, save

LENGTH = "<u4"


class LengthsWriter(PerDocumentWriter):  # type: ignore[misc]
    """Gathers how long each field of each document is; refuses values to store, which this codec has no place for."""

    def __init__(self, storage: Any, segment: Segment) -> None:
        self._storage, self._segment = storage, segment
        self._arrays = ArrayFileWriter(folder_of(storage))
        self._counts: Counter[str] = Counter()
        self._totals: Counter[str] = Counter()
        self._count = 0
        self.is_closed = False

    def start_doc(self, number: int) -> None:
        self._count = number + 1

    def add_field(self, name: str, field: Any, value: Any, length: int) -> None:
        if value is not None:
            raise NotImplementedError(f"the field {name} is stored: the codec keeps postings and lengths only")
        if field.indexed and field.scorable:
            self.add_lengths(name, self._count - 1, np.array([length]))

    def add_lengths(self, name: str, first: int, lengths: Array) -> None:
        """Add the lengths of a field in consecutive documents, from the number `first` on."""
        self._fill(name, first)
        self._arrays.append(name, lengths, LENGTH, narrow=True)
        self._counts[name] += len(lengths)
        self._totals[name] += int(lengths.sum())

    def cancel(self) -> None:
        """Give up what was added."""
        self._arrays.close()

    def close(self) -> None:
        for name in self._counts:
            self._fill(name, self._count)
        save(self._arrays, self._storage, self._segment, LENGTHS, {"totals": self._totals})
        self.is_closed = True

    def _fill(self, name: str, count: int) -> None:
        """Give the documents up to a number that had no such field the length 0."""
        missing = count - self._counts[name]
        self._arrays.append(name, np.zeros(missing, LENGTH), LENGTH, narrow=True)
        self._counts[name] += missing


class LengthsReader(PerDocumentReader):  # type: ignore[misc]
    """How long the fields of documents are, and which documents are deleted."""

    def __init__(self, opened: ArrayFile, segment: Segment) -> None:
        self._arrays = opened.arrays
        self._totals = opened.directory["totals"]
        self._segment = segment

    def doc_count(self) -> int:
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        return int(self._segment.doc_count_all())

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, number: int) -> bool:
        return bool(self._segment.is_deleted(number))

    def deleted_docs(self) -> Any:
        return self._segment.deleted_docs()

    def lengths(self, name: str) -> Array | None:
        """Return the lengths of a field by number of document; None for one that is not scored."""
        return self._arrays[name].whole if name in self._arrays else None

    def doc_field_length(self, number: int, name: str, default: int = 0) -> int:
        return self._arrays[name].item(number) if name in self._arrays else default

    def field_length(self, name: str) -> int:
        return int(self._totals.get(name, 0))

    def min_field_length(self, name: str) -> int:
        return int(self._arrays[name].whole.min(initial=0)) if name in self._arrays else 0

    def max_field_length(self, name: str) -> int:
        return int(self._arrays[name].whole.max(initial=0)) if name in self._arrays else 0

    def stored_fields(self, number: int) -> dict[str, Any]:
        return {}
