"""From tokens in the order of paragraphs to postings in the order of terms, in bounded memory.

Tokens are gathered until they fill the budget, then sorted by term, and written as a *run*; in the end the runs are
merged (single-pass in-memory indexing: Manning, Raghavan & Schütze 2008, Introduction to Information Retrieval, 4.3).
A segment that is there already is one run more: it is merged as it lies.
"""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis.tokens import FieldTokens
from index.store.files import filesystem
from index.store.files.array_file import ArrayFile, ArrayFileWriter
from index.store.postings.field_postings import FieldPostings, FieldPostingsWriter
from index.store.postings.merger import merge
from index.store.postings.runs import Run, StoredRun, read_runs, write_runs
from index.store.postings.token_buffer import TokenBuffer

BYTES_A_TOKEN = 32
"""Memory that sorting takes for a token: term, paragraph, position, each twice, and the key that is sorted."""
BYTES_A_TERM = 200
"""Memory for each different term meanwhile: as a string, its number, and its bytes when it is sorted."""
PARTS = 4
"""A part of a merge has so much fewer tokens than a run: what becomes of them takes more memory."""


class Inverter:
    """Gathers tokens of fields and writes their postings; `budget` bounds the memory that takes, in bytes."""

    def __init__(self, folder: Path, budget: int) -> None:
        self._folder = folder
        self._budget = budget
        self._gathered: dict[str, TokenBuffer] = {}
        self._runs: dict[str, list[Run]] = defaultdict(list)
        self._bytes = 0
        self._spilled = 0

    def add(self, field: str, tokens: FieldTokens, first: int) -> None:
        """Add the tokens of consecutive paragraphs, the first of which has the number `first`."""
        if not len(tokens.ids):
            return
        gathered = self._gathered.setdefault(field, TokenBuffer(tokens.positions is not None))
        self._bytes += gathered.add(tokens, first) * BYTES_A_TERM + len(tokens.ids) * BYTES_A_TOKEN
        if self._bytes >= self._budget:
            self._spill()

    def add_segment(
        self, fields: Mapping[str, FieldPostings], file: ArrayFile, first: int, deleted: NDArray[np.int64]
    ) -> None:
        """Add fields of a segment, mapped from `file`, whose paragraphs but the deleted ones get the numbers from
        `first` on."""
        if self._gathered:
            self._spill()
        for name, field in fields.items():
            self._runs[name].append(StoredRun(field, file, first, deleted))

    def write(self, arrays: ArrayFileWriter) -> None:
        """Append the postings of every field, and forget the tokens."""
        for field in sorted(self._gathered.keys() | self._runs.keys()):
            runs = self._runs.pop(field, [])
            if field in self._gathered:
                runs.append(self._gathered.pop(field).sort())
            writer = FieldPostingsWriter(arrays, field, with_positions=runs[0].with_positions)
            merge(runs, writer, max(self._budget // BYTES_A_TOKEN // PARTS, 1))
        self.close()

    def close(self) -> None:
        """Remove the runs."""
        self._gathered.clear()
        self._runs.clear()
        for number in range(self._spilled):
            filesystem.remove(self._run_path(number))

    def _spill(self) -> None:
        path = self._run_path(self._spilled)
        self._spilled += 1
        write_runs(path, ((field, self._gathered.pop(field).sort()) for field in sorted(self._gathered)))
        for field, run in read_runs(path).items():
            self._runs[field].append(run)
            run.forget()
        self._bytes = 0

    def _run_path(self, number: int) -> Path:
        return self._folder / f"run{number}.arrays"
