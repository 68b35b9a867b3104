"""From tokens in the order of paragraphs to postings in the order of terms, in bounded memory.

Tokens are gathered until they fill the budget, then sorted by term, and written as a *run*; in the end the runs are
merged (single-pass in-memory indexing: Manning, Raghavan & Schütze 2008, Introduction to Information Retrieval, 4.3).
Both steps sort arrays of numbers: since paragraphs come in order, a stable sort by term leaves each term's tokens in
the order of postings.  A merge takes the terms part by part, each so large that its tokens fit the budget; a term that
is too frequent for that is a part of its own, and its tokens are copied run after run.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import Array, ArrayFileWriter, map_arrays
from index.codec.fields import FieldPostingsWriter, field_of
from index.codec.tokens import FieldTokens
from index.dictionary import Dictionary

BYTES_A_TOKEN = 32
"""Memory that sorting takes for a token: term, paragraph, position, each twice, and the key that is sorted."""


class Inverter:
    """Gathers tokens of fields and writes their postings; `budget` bounds the memory of the tokens, in bytes."""

    def __init__(self, folder: Path, budget: int) -> None:
        self._folder = folder
        self._tokens_at_once = max(budget // BYTES_A_TOKEN, 1)
        self._gathered: dict[str, _Gathered] = {}
        self._runs: dict[str, list[_Run]] = defaultdict(list)
        self._count = 0
        self._spilled = 0

    def add(self, field: str, tokens: FieldTokens, first: int) -> None:
        """Add the tokens of consecutive paragraphs, the first of which has the number `first`."""
        if not len(tokens.ids):
            return
        gathered = self._gathered.setdefault(field, _Gathered(tokens.positions is not None))
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
            for part in _parts(runs, self._tokens_at_once):
                part.append_to(writer)
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
        arrays_by_name, _ = map_arrays(path)
        for field in sorted({name.partition("/")[0] for name in arrays_by_name}):
            self._runs[field].append(_Run.read(field_of(arrays_by_name, field)))
        self._count = 0

    def _run_path(self, number: int) -> Path:
        return self._folder / f"run{number}.arrays"


class _Run:
    """Tokens sorted by term: those of term t are numbers[starts[t]:starts[t + 1]], and so for their positions."""

    def __init__(
        self, terms: Sequence[bytes] | Dictionary, starts: Array, numbers: Array, positions: Array | None
    ) -> None:
        self.terms, self.starts, self.numbers, self.positions = terms, starts, numbers, positions

    @classmethod
    def read(cls, arrays: Mapping[str, Array]) -> "_Run":
        starts = arrays["starts"]
        terms = Dictionary(arrays["terms"].data, arrays["term_offsets"], starts)
        return cls(terms, starts, arrays["numbers"], arrays.get("positions"))

    def write(self, arrays: ArrayFileWriter, field: str) -> None:
        terms = [self.key(term) for term in range(len(self))]
        offsets = np.cumsum([0, *map(len, terms)])
        arrays.append(f"{field}/terms", np.frombuffer(b"".join(terms), "u1"), "u1")
        for name, values, dtype in (("term_offsets", offsets, "<u8"), ("starts", self.starts, "<u8")):
            arrays.append(f"{field}/{name}", values, dtype)
        arrays.append(f"{field}/numbers", self.numbers, "<u4")
        if self.positions is not None:
            arrays.append(f"{field}/positions", self.positions, "<u4")

    def first_from(self, term: bytes) -> int:
        """Return the first of the terms that is not less than `term`."""
        return self.terms.lower_bound(term) if isinstance(self.terms, Dictionary) else bisect_left(self.terms, term)

    def key(self, term: int) -> bytes:
        return self.terms.key(term) if isinstance(self.terms, Dictionary) else self.terms[term]

    def __len__(self) -> int:
        return len(self.terms)


class _Gathered:
    """The tokens of one field since the last run."""

    def __init__(self, with_positions: bool) -> None:
        ids: defaultdict[str, int] = defaultdict()
        ids.default_factory = ids.__len__
        self._id_of = ids
        self._ids: list[Array] = []
        self._numbers: list[Array] = []
        self._positions: list[Array] | None = [] if with_positions else None

    def add(self, tokens: FieldTokens, first: int) -> None:
        ids = np.fromiter(map(self._id_of.__getitem__, tokens.terms), np.uint32, len(tokens.terms))
        self._ids.append(ids[tokens.ids])
        self._numbers.append(tokens.rows() + np.uint32(first))
        if self._positions is not None and tokens.positions is not None:
            self._positions.append(tokens.positions)

    def sort(self) -> _Run:
        terms = sorted((term.encode(), number) for term, number in self._id_of.items())
        ranks = np.empty(len(terms), np.uint32)
        ranks[[number for _, number in terms]] = np.arange(len(terms), dtype=np.uint32)
        token_ranks = ranks[np.concatenate(self._ids)]
        order = stable_order(token_ranks)
        starts = np.concatenate([[0], np.cumsum(np.bincount(token_ranks, minlength=len(terms)))])
        numbers = np.concatenate(self._numbers)[order]
        positions = None if self._positions is None else np.concatenate(self._positions)[order]
        return _Run([term for term, _ in terms], starts, numbers, positions)


def stable_order(ranks: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return the order that sorts numbers, equal ones as they come: argsort, by way of the faster sort of values."""
    keys = ranks.astype(np.uint64) << np.uint64(32) | np.arange(len(ranks), dtype=np.uint64)
    keys.sort()
    return (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)


class _Part:
    """Some consecutive terms: of every run that has some of them, the range that it has."""

    def __init__(self, runs: Sequence[_Run], begins: Sequence[int], ends: Sequence[int]) -> None:
        self._slices = [piece for piece in zip(runs, begins, ends, strict=True) if piece[1] < piece[2]]
        self.terms = sorted({run.key(term) for run, begin, end in self._slices for term in range(begin, end)})

    def append_to(self, writer: FieldPostingsWriter) -> None:
        """Append the postings of the terms."""
        ranks, numbers, positions = self._ranks(), self._tokens("numbers"), None
        if writer.with_positions:
            positions = self._tokens("positions")
        if len(self._slices) > 1 and len(self.terms) > 1:
            order = stable_order(ranks)
            ranks, numbers = ranks[order], numbers[order]
            positions = None if positions is None else positions[order]
        is_first = np.ones(len(ranks), bool)
        is_first[1:] = (ranks[1:] != ranks[:-1]) | (numbers[1:] != numbers[:-1])
        firsts = np.flatnonzero(is_first)
        frequencies = np.diff(firsts, append=len(ranks))
        postings = np.bincount(ranks[firsts], minlength=len(self.terms))
        writer.append(self.terms, postings, numbers[firsts], frequencies, positions)

    def _ranks(self) -> Array:
        rank_of = {term: rank for rank, term in enumerate(self.terms)}
        pieces = []
        for run, begin, end in self._slices:
            ranks = np.fromiter((rank_of[run.key(term)] for term in range(begin, end)), np.uint32, end - begin)
            pieces.append(np.repeat(ranks, np.diff(run.starts[begin : end + 1]).astype(np.int64)))
        return np.concatenate(pieces)

    def _tokens(self, array: str) -> Array:
        pieces = (
            getattr(run, array)[run.starts.item(begin) : run.starts.item(end)] for run, begin, end in self._slices
        )
        return np.concatenate(list(pieces))


def _parts(runs: Sequence[_Run], tokens: int) -> Iterator[_Part]:
    """Cut the terms of all runs into parts of so many tokens at most, or of one term."""
    begins = [0] * len(runs)
    share = tokens // len(runs)
    while active := [(run, begin) for run, begin in zip(runs, begins, strict=True) if begin < len(run)]:
        smallest = min(run.key(begin) for run, begin in active)
        bounds = [bound for run, begin in active if (bound := _bound(run, begin, share, smallest)) is not None]
        ends = [run.first_from(min(bounds)) if bounds else len(run) for run in runs]
        yield _Part(runs, begins, ends)
        begins = ends


def _bound(run: _Run, begin: int, share: int, smallest: bytes) -> bytes | None:
    """Return a term before which a part must end, so that it has no more than a share of this run's tokens; None where
    the run ends before that.  A part is never empty: one term may be more than a share."""
    end = int(np.searchsorted(run.starts, run.starts[begin] + share, side="right")) - 1
    if end >= len(run):
        return None
    if end > begin or run.key(begin) > smallest:
        return run.key(end)
    return smallest + b"\0"
