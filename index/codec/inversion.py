"""From tokens in the order of paragraphs to postings in the order of terms, in bounded memory.

Tokens are gathered until they fill the budget, then sorted by term, and written as a *run*; in the end the runs are
merged (single-pass in-memory indexing: Manning, Raghavan & Schütze 2008, Introduction to Information Retrieval, 4.3).
Both steps sort arrays of numbers: since paragraphs come in order, a stable sort by term leaves each term's tokens in
the order of postings.  A merge takes the terms part by part, each so small that its tokens fit the budget; a term that
is too frequent for that is a part of its own, and its tokens are copied run after run.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from index.codec.arrays import Array, ArrayFileWriter
from index.codec.fields import FieldPostingsWriter
from index.codec.runs import GatheredTokens, Run, read_runs, stable_order
from index.codec.tokens import FieldTokens

BYTES_A_TOKEN = 32
"""Memory that sorting takes for a token: term, paragraph, position, each twice, and the key that is sorted."""
PARTS = 4
"""A part of a merge has so much fewer tokens than a run: what becomes of them takes more memory."""


class Inverter:
    """Gathers tokens of fields and writes their postings; `budget` bounds the memory of the tokens, in bytes."""

    def __init__(self, folder: Path, budget: int) -> None:
        self._folder = folder
        self._tokens_at_once = max(budget // BYTES_A_TOKEN, 1)
        self._gathered: dict[str, GatheredTokens] = {}
        self._runs: dict[str, list[Run]] = defaultdict(list)
        self._count = 0
        self._spilled = 0

    def add(self, field: str, tokens: FieldTokens, first: int) -> None:
        """Add the tokens of consecutive paragraphs, the first of which has the number `first`."""
        if not len(tokens.ids):
            return
        gathered = self._gathered.setdefault(field, GatheredTokens(tokens.positions is not None))
        gathered.add(tokens, first)
        self._count += len(tokens.ids)
        if self._count >= self._tokens_at_once:
            self._spill()

    def write(self, arrays: ArrayFileWriter) -> None:
        """Append the postings of every field, and forget the tokens."""
        for field in sorted(self._gathered.keys() | self._runs.keys()):
            runs = self._runs.pop(field, [])
            if field in self._gathered:
                runs.append(self._gathered.pop(field).sort())
            writer = FieldPostingsWriter(arrays, field, with_positions=runs[0].positions is not None)
            for part in _parts(runs, max(self._tokens_at_once // PARTS, 1)):
                part.append_to(writer)
                for run in runs:
                    run.forget()
        self.close()

    def close(self) -> None:
        """Remove the runs."""
        self._gathered.clear()
        self._runs.clear()
        for number in range(self._spilled):
            self._run_path(number).unlink(missing_ok=True)

    def _spill(self) -> None:
        path = self._run_path(self._spilled)
        self._spilled += 1
        arrays = ArrayFileWriter(str(self._folder))
        try:
            for field in sorted(self._gathered):
                self._gathered.pop(field).sort().write(arrays, field)
            with path.open("wb") as file:
                arrays.save(file, {})
        finally:
            arrays.close()
        for field, run in read_runs(path).items():
            self._runs[field].append(run)
            run.forget()
        self._count = 0

    def _run_path(self, number: int) -> Path:
        return self._folder / f"run{number}.arrays"


class _Part:
    """Some consecutive terms: of every run that has some of them, the range that it has."""

    def __init__(self, runs: Sequence[Run], begins: Sequence[int], ends: Sequence[int]) -> None:
        self._slices = [piece for piece in zip(runs, begins, ends, strict=True) if piece[1] < piece[2]]
        self._keys = [run.keys(begin, end) for run, begin, end in self._slices]
        self.terms = sorted(set().union(*self._keys)) if len(self._keys) > 1 else list(self._keys[0])

    def append_to(self, writer: FieldPostingsWriter) -> None:
        """Append the postings of the terms."""
        if len(self.terms) == 1:
            self._append_one(writer)
            return
        ranks, numbers, positions = self._ranks(), self._tokens("numbers"), None
        if writer.with_positions:
            positions = self._tokens("positions")
        if len(self._slices) > 1:
            order = stable_order(ranks)
            ranks, numbers = ranks[order], numbers[order]
            positions = None if positions is None else positions[order]
        firsts = _firsts(numbers, ranks)
        frequencies = np.diff(firsts, append=len(ranks))
        postings = np.bincount(ranks[firsts], minlength=len(self.terms))
        writer.append(self.terms, postings, numbers[firsts], frequencies, positions)

    def _append_one(self, writer: FieldPostingsWriter) -> None:
        """Append the postings of a term, which may be many, a run at a time: no paragraph is in two runs."""
        postings = tokens = 0
        for run, begin, end in self._slices:
            piece = slice(run.starts.item(begin), run.starts.item(end))
            numbers = run.numbers[piece]
            firsts = _firsts(numbers)
            frequencies = np.diff(firsts, append=len(numbers))
            positions = None if run.positions is None else run.positions[piece]
            writer.append_postings(numbers[firsts], frequencies, positions)
            postings, tokens = postings + len(firsts), tokens + len(numbers)
            run.forget()
        writer.append_terms(self.terms, np.array([postings]), np.array([tokens]))

    def _ranks(self) -> Array:
        rank_of = {term: rank for rank, term in enumerate(self.terms)}
        pieces = []
        for (run, begin, end), keys in zip(self._slices, self._keys, strict=True):
            ranks = np.fromiter(map(rank_of.__getitem__, keys), np.uint32, end - begin)
            pieces.append(np.repeat(ranks, np.diff(run.starts[begin : end + 1]).astype(np.int64)))
        return np.concatenate(pieces)

    def _tokens(self, array: str) -> Array:
        pieces = (
            getattr(run, array)[run.starts.item(begin) : run.starts.item(end)] for run, begin, end in self._slices
        )
        return np.concatenate(list(pieces))


def _firsts(numbers: Array, ranks: Array | None = None) -> Array:
    """Return where the tokens of each posting begin: of each paragraph, and each term."""
    is_first = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=is_first[1:])
    if ranks is not None:
        is_first[1:] |= ranks[1:] != ranks[:-1]
    return np.flatnonzero(is_first)


def _parts(runs: Sequence[Run], tokens: int) -> Iterator[_Part]:
    """Cut the terms of all runs into parts of so many tokens at most, or of one term."""
    begins = [0] * len(runs)
    share = tokens // len(runs)
    while active := [(run, begin) for run, begin in zip(runs, begins, strict=True) if begin < len(run)]:
        smallest = min(run.key(begin) for run, begin in active)
        bounds = [bound for run, begin in active if (bound := _bound(run, begin, share, smallest)) is not None]
        ends = [run.first_from(min(bounds)) if bounds else len(run) for run in runs]
        yield _Part(runs, begins, ends)
        begins = ends


def _bound(run: Run, begin: int, share: int, smallest: bytes) -> bytes | None:
    """Return a term before which a part must end, so that it has no more than a share of this run's tokens; None where
    the run ends before that.  A part is never empty: one term may be more than a share."""
    end = int(np.searchsorted(run.starts, run.starts[begin] + share, side="right")) - 1
    if end >= len(run):
        return None
    if end > begin or run.key(begin) > smallest:
        return run.key(end)
    return smallest + b"\0"
