"""A published generation, opened for reading: Whoosh's postings, the columns, the records, by paragraph number."""

import json
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import IndexReader

from index.columns import Codes, Facet, read_column
from index.generation import Generation, Manifest
from index.records import Records
from index.writer import COLUMNS, FACETS


class StoredIndex:
    """One generation, immutable.  Everything but `open_postings` is mapped and may be shared between threads."""

    def __init__(self, generation: Generation) -> None:
        """Verify every file of the generation, then open it; raise IndexDamagedError."""
        self.manifest: Manifest = generation.verify()
        self.name = generation.name
        self._folder = generation.folder
        self.columns: dict[str, Codes] = {name: read_column(self._folder, name) for name in COLUMNS}
        self.facets: dict[str, Facet] = {name: Facet(self._folder, name) for name in FACETS}
        self._paragraphs = Records(self._folder, "paragraphs")
        self._articles = Records(self._folder, "articles")
        self._whoosh = FileStorage(str(self._folder / "whoosh"), readonly=True).open_index()

    def __len__(self) -> int:
        """Return the number of paragraphs."""
        return len(self._paragraphs)

    def open_postings(self) -> IndexReader:
        """Open a Whoosh reader; each thread needs its own, for a reader keeps its place in the files."""
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
    def people(self) -> list[list[str]]:
        """The people who go by several names: their names, first the one that stands for all."""
        lines = (self._folder / "people.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]

    @cached_property
    def vocabulary(self) -> tuple[list[str], NDArray[np.int64]]:
        """The archive's words in order, and in how many paragraphs each stands; read when first asked for."""
        return read_vocabulary(self._folder)


def read_vocabulary(folder: Path) -> tuple[list[str], NDArray[np.int64]]:
    """Read what `index.writer.write_vocabulary` wrote."""
    lines = (folder / "words.tsv").read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines]
    return [word for word, _ in pairs], np.array([int(count) for _, count in pairs], np.int64)
