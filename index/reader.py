"""A published generation, opened for reading: Whoosh's postings, the columns, the records, by paragraph number.

Everything is opened at once and mapped: a search that is under way ends well when a newer generation is published and
this one's files are removed.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, Index
from whoosh.reading import EmptyReader, IndexReader, SegmentReader

from index.columns import Codes, Facet, read_column
from index.errors import DatelineError, IndexDamagedError
from index.generation import Generation
from index.manifest import Manifest
from index.records import Records, map_array
from index.writer import COLUMNS, FACETS

WHOOSH_INDEX = "MAIN"
"""The name by which Whoosh knows an index that was given none."""


class StoredIndex:
    """One generation, immutable.  Everything but `open_postings` is mapped and may be shared between threads."""

    def __init__(self, generation: Generation) -> None:
        """Verify every file of the generation, then open it; raise IndexDamagedError."""
        self.manifest: Manifest = generation.verify()
        self.name = generation.name
        self._folder = generation.folder
        with _damage(self._folder):
            self.columns: dict[str, Codes] = {name: read_column(self._folder, name) for name in COLUMNS}
            self.facets: dict[str, Facet] = {name: Facet(self._folder, name) for name in FACETS}
            self._paragraphs = Records(self._folder, "paragraphs")
            self._articles = Records(self._folder, "articles")
            self._words = map_array(self._folder / "words.tsv", "u1")
            self._whoosh = _OpenedIndex(self._folder / "whoosh")
            people = (self._folder / "people.jsonl").read_text("utf-8").splitlines()
            self.people: list[list[str]] = [json.loads(names) for names in people]
            """The people who go by several names: their names, first the one that stands for all."""

    def __len__(self) -> int:
        """Return the number of paragraphs."""
        return len(self._paragraphs)

    def open_postings(self) -> IndexReader:
        """Open a Whoosh reader; each thread needs its own, for a reader keeps its place in the files."""
        with _damage(self._folder):
            return self._whoosh.reader()

    def paragraph(self, number: int) -> dict[str, Any]:
        """Return a paragraph's record, as `index.document` encodes it."""
        record: dict[str, Any] = json.loads(self._paragraphs[number])
        return record

    def article(self, number: int) -> dict[str, Any]:
        """Return an article's head by its number; `first` is its first paragraph, `paragraphs` how many it has."""
        head: dict[str, Any] = json.loads(self._articles[number])
        return head

    @cached_property
    def vocabulary(self) -> tuple[list[str], NDArray[np.int64]]:
        """The archive's words in order, and in how many paragraphs each stands; read when first asked for."""
        pairs = [line.split("\t") for line in self._words.tobytes().decode().splitlines()]
        return [word for word, _ in pairs], np.array([int(count) for _, count in pairs], np.int64)


class _SharedFiles(CompoundStorage):  # type: ignore[misc]
    """The files of a segment, mapped; they stay open when one of their readers is closed."""

    def close(self) -> None:
        pass


class _OpenedIndex(Index):  # type: ignore[misc]
    """Whoosh's index of one segment, mapped.  Whoosh's own would look for the newest segment anew for every reader, and
    unpickle what it finds."""

    def __init__(self, folder: Path) -> None:
        storage = FileStorage(str(folder), readonly=True)
        toc = TOC.read(storage, WHOOSH_INDEX)
        self._schema = toc.schema
        self._segments = toc.segments
        for segment in self._segments:
            self._files = _SharedFiles(segment.open_file(storage, segment.COMPOUND_EXT))
            segment.compound = False  # to a reader, its files lie side by side in `_files`

    def reader(self) -> IndexReader:
        if not self._segments:
            return EmptyReader(self._schema)
        [segment] = self._segments
        return SegmentReader(self._files, self._schema, segment)


@contextmanager
def _damage(folder: Path) -> Iterator[None]:
    """Turn any failure to open the files of a generation into IndexDamagedError: they are gone, or were made wrong."""
    try:
        yield
    except DatelineError:
        raise
    except OSError as error:
        raise IndexDamagedError(Path(error.filename or folder), f"cannot be opened ({error.strerror})") from error
    except Exception as error:  # NumPy, Whoosh and what it unpickles each have their own
        raise IndexDamagedError(folder, f"cannot be opened ({type(error).__name__}: {error})") from error
