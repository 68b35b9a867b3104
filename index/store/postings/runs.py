"""Tokens of a field sorted by term that wait to be merged: those of some consecutive paragraphs are a run.

A run tells its terms, and the tokens of some of them, whether they have just been sorted in memory, lie in a file since
memory was full (`SpilledRun`), or are the postings of a segment that is there already (`StoredRun`).

What is mapped from a file counts as memory of the process once it was looked at, until `Run.forget` gives it back.  Of
a spilled file only the terms are mapped.  Its tokens are read, some at a time: mapped, they would count by the largest
pages that the system has, which for many files at once is much.
"""

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis.tokens import sums_of
from index.store.files import filesystem
from index.store.files.array_file import Array, ArrayFile, map_arrays, write_arrays
from index.store.files.folder import Folder
from index.store.files.term_dictionary import Dictionary
from index.store.postings.field_postings import FieldPostings, TermPostings, field_of


@dataclass(frozen=True, slots=True)
class TermTokens:
    """Tokens of consecutive terms, term after term, each term's in order of paragraph and position: `counts` says how
    many each term has; `numbers`, of paragraphs, and `positions`, None for a field without them, are one a token."""

    counts: NDArray[np.int64]
    numbers: Array
    positions: Array | None


class Run(ABC):
    """The tokens of one field in some consecutive paragraphs, in order of term.

    `starts` holds where the tokens of each term begin, and the end.
    """

    def __init__(
        self, terms: Sequence[bytes] | Dictionary, starts: Array, *, with_positions: bool, file: ArrayFile | None
    ) -> None:
        self.with_positions = with_positions
        self._terms, self._starts, self._file = terms, starts, file

    @abstractmethod
    def tokens(self, begin: int, end: int) -> TermTokens:
        """Return the tokens of the terms from a number to before another."""

    @abstractmethod
    def pieces(self, term: int, most: int) -> Iterator[TermTokens]:
        """Yield the tokens of a term some at a time, about `most`, all those of a paragraph together."""

    def __len__(self) -> int:
        return len(self._terms)

    def first_from(self, term: bytes, begin: int, end: int) -> int:
        """Return the first of the terms from the number `begin` to before `end` that is not less than `term`."""
        return bisect_left(range(len(self)), term, begin, end, key=self.key)

    def end_of(self, begin: int, most: int) -> int:
        """Return up to before which term the terms from `begin` on have no more than so many tokens."""
        starts = self._starts[begin : begin + most + 2]  # every term has a token
        last = min(starts.item(0) + most, starts.item(-1))
        return begin + int(np.searchsorted(starts, starts.dtype.type(last), side="right")) - 1

    def key(self, term: int) -> bytes:
        """Return a term by its number."""
        return self._terms.key(term) if isinstance(self._terms, Dictionary) else self._terms[term]

    def keys(self, begin: int, end: int) -> Sequence[bytes]:
        """Return the terms from a number to before another."""
        if not isinstance(self._terms, Dictionary):
            return self._terms[begin:end]
        offsets = self._terms.offsets[begin : end + 1].tolist()
        first = offsets[0]
        text = bytes(self._terms.data[first : offsets[-1]])
        return [text[start - first : stop - first] for start, stop in pairwise(offsets)]

    def forget(self) -> None:
        """Give the memory back of what was looked at, where that can be read again."""
        if self._file is not None:
            self._file.forget()


class StoredRun(Run):
    """A field of a segment that is there already, its paragraphs renumbered from `first` on past the deleted ones,
    which are given by their old numbers, ascending."""

    def __init__(self, field: FieldPostings, file: ArrayFile, first: int, deleted: NDArray[np.int64]) -> None:
        super().__init__(field.terms, field.token_starts, with_positions=field.has_positions, file=file)
        self._field, self._first, self._deleted = field, first, deleted

    def tokens(self, begin: int, end: int) -> TermTokens:
        """Return the tokens of some terms that are not deleted."""
        counts = np.diff(self._field.starts[begin : end + 1])
        return self._renumbered(self._field.of_terms(begin, end), counts)

    def pieces(self, term: int, most: int) -> Iterator[TermTokens]:
        """Yield the tokens of a term that are not deleted, those of `most` postings at a time."""
        postings, at = self._field.postings(term), 0
        for begin in range(0, len(postings.numbers), most):
            piece = slice(begin, begin + most)
            numbers, frequencies, positions = postings.numbers[piece], None, None
            if postings.frequencies is not None and postings.positions is not None:
                frequencies = postings.frequencies[piece]
                positions = postings.positions[at : at + int(frequencies.sum())]
                at += len(positions)
            yield self._renumbered(TermPostings(numbers, frequencies, positions), np.array([len(numbers)]))

    def _renumbered(self, postings: TermPostings, counts: Array) -> TermTokens:
        """Return the tokens of the postings that stay, of which each term had so many."""
        numbers, positions = postings.numbers.astype(np.int64), postings.positions
        deleted_before = np.searchsorted(self._deleted, numbers)
        is_kept = np.ones(len(numbers), bool)
        if len(self._deleted):
            is_kept = self._deleted[np.minimum(deleted_before, len(self._deleted) - 1)] != numbers
        stay = is_kept.astype(np.int64)
        if postings.frequencies is not None and positions is not None:
            stay *= postings.frequencies
            positions = positions[np.repeat(is_kept, postings.frequencies)]
        new = np.repeat(numbers - deleted_before + self._first, stay).astype(np.uint32)
        return TermTokens(sums_of(stay, counts), new, positions)


@dataclass(frozen=True, slots=True)
class NumbersOnDisk:
    """`count` numbers in a file from a byte on, to be sliced as an array would be, from a place to before another."""

    path: Path
    offset: int
    count: int
    dtype: str

    def __getitem__(self, places: slice) -> Array:
        """Read some of them."""
        begin, end, _ = places.indices(self.count)
        dtype = np.dtype(self.dtype)
        return np.fromfile(self.path, dtype, end - begin, offset=self.offset + begin * dtype.itemsize)


class SpilledRun(Run):
    """Tokens with a number and, in fields that have them, a position each."""

    def __init__(
        self,
        terms: Sequence[bytes] | Dictionary,
        starts: Array,
        numbers: Array | NumbersOnDisk,
        positions: Array | NumbersOnDisk | None,
        file: ArrayFile | None = None,
    ) -> None:
        super().__init__(terms, starts, with_positions=positions is not None, file=file)
        self._numbers, self._positions = numbers, positions

    def arrays(self) -> Iterator[tuple[str, Array]]:
        """Yield what a file keeps of the run, by name."""
        terms = self.keys(0, len(self))
        yield "terms", np.frombuffer(b"".join(terms), "u1")
        yield "term_offsets", np.cumsum([0, *map(len, terms)], dtype=np.uint64)
        yield "starts", self._starts
        yield "numbers", self._numbers[:]
        if self._positions is not None:
            yield "positions", self._positions[:]

    def tokens(self, begin: int, end: int) -> TermTokens:
        """Return the tokens of some terms."""
        starts = self._starts[begin : end + 1].astype(np.int64)
        first, last = starts.item(0), starts.item(-1)
        return self._tokens(first, self._numbers[first:last], np.diff(starts))

    def pieces(self, term: int, most: int) -> Iterator[TermTokens]:
        """Yield the tokens of a term, no more than `most`, or those of one paragraph."""
        begin, stop = self._starts.item(term), self._starts.item(term + 1)
        while begin < stop:
            numbers = self._whole_paragraphs(begin, stop, most)
            yield self._tokens(begin, numbers, np.array([len(numbers)]))
            begin += len(numbers)

    def _whole_paragraphs(self, begin: int, stop: int, most: int) -> Array:
        """Return the numbers of the first tokens, without those of a paragraph that goes on."""
        while True:
            numbers = self._numbers[begin : min(begin + most, stop)]
            if begin + len(numbers) == stop:
                return numbers
            if complete := int(np.searchsorted(numbers, numbers[-1])):
                return numbers[:complete]
            most *= 2

    def _tokens(self, begin: int, numbers: Array, counts: NDArray[np.int64]) -> TermTokens:
        positions = None if self._positions is None else self._positions[begin : begin + len(numbers)]
        return TermTokens(counts, numbers, positions)


def write_runs(path: Path, runs: Iterable[tuple[str, SpilledRun]]) -> None:
    """Write the runs of fields to a file, one after another."""
    with filesystem.create(path) as file:
        write_arrays(file, ((f"{field}/{name}", array) for field, run in runs for name, array in run.arrays()))


def read_runs(path: Path) -> dict[str, SpilledRun]:
    """Open the runs of a file, by field."""
    file = map_arrays(Folder(path.parent).open(path.name))
    stored = file.directory["arrays"]
    runs = {}
    for name in {name.partition("/")[0] for name in stored}:
        arrays = field_of(file.arrays, name)
        on_disk = {
            key: NumbersOnDisk(path, *stored[f"{name}/{key}"]) for key in ("numbers", "positions") if key in arrays
        }
        terms = Dictionary(arrays["terms"], arrays["term_offsets"], arrays["starts"])
        runs[name] = SpilledRun(terms, arrays["starts"].whole, on_disk["numbers"], on_disk.get("positions"), file)
    return runs
