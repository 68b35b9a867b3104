"""Runs as the inversion makes them: sorted in memory, and spilled to a file that holds one for each field.

Of a file only the terms are mapped.  The tokens are read, some at a time: mapped, they would count as memory of the
process by the largest pages that the system has, which for many files at once is much.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import Array, ArrayFile, map_arrays, write_arrays
from index.codec.fields import field_of
from index.codec.runs import Run, Tokens
from index.dictionary import Dictionary


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

    def tokens(self, begin: int, end: int) -> Tokens:
        """Return the tokens of some terms."""
        starts = self._starts[begin : end + 1].astype(np.int64)
        first, last = starts.item(0), starts.item(-1)
        return self._tokens(first, self._numbers[first:last], np.diff(starts))

    def pieces(self, term: int, most: int) -> Iterator[Tokens]:
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

    def _tokens(self, begin: int, numbers: Array, counts: NDArray[np.int64]) -> Tokens:
        positions = None if self._positions is None else self._positions[begin : begin + len(numbers)]
        return Tokens(counts, numbers, positions)


def write_runs(path: Path, runs: Iterable[tuple[str, SpilledRun]]) -> None:
    """Write the runs of fields to a file, one after another."""
    with path.open("wb") as file:
        write_arrays(file, ((f"{field}/{name}", array) for field, run in runs for name, array in run.arrays()))


def read_runs(path: Path) -> dict[str, SpilledRun]:
    """Open the runs of a file, by field."""
    with path.open("rb") as opened:
        file = map_arrays(opened)
    stored = file.directory["arrays"]
    runs = {}
    for name in {name.partition("/")[0] for name in stored}:
        arrays = field_of(file.arrays, name)
        on_disk = {
            key: NumbersOnDisk(path, *stored[f"{name}/{key}"]) for key in ("numbers", "positions") if key in arrays
        }
        terms = Dictionary(arrays["terms"].data, arrays["term_offsets"], arrays["starts"])
        runs[name] = SpilledRun(terms, arrays["starts"], on_disk["numbers"], on_disk.get("positions"), file)
    return runs
