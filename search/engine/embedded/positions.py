"""Where words stand in paragraphs, and which follow one another: what phrases, and the words of one speaker, need."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.files.array_file import Array

POSITION_BITS = 31
"""Positions are below 2^31 (`index.analysis.fields`), so that a row and a position make one number."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a term stands, once for each occurrence: row << POSITION_BITS | position, ascending, the row being that of
    its paragraph among those asked for."""

    keys: NDArray[np.int64]

    @property
    def rows(self) -> NDArray[np.int64]:
        """The row of each occurrence's paragraph."""
        return self.keys >> POSITION_BITS

    @property
    def positions(self) -> NDArray[np.int64]:
        """The position of each occurrence in its paragraph."""
        return self.keys & ((1 << POSITION_BITS) - 1)


@dataclass(frozen=True, slots=True)
class TermPositions:
    """Where a term stands in some paragraphs: in the one of row r at `positions[starts[r] : starts[r] + counts[r]]`."""

    positions: Array
    starts: NDArray[Any]
    counts: NDArray[Any]

    def repeated(self, times: int) -> NDArray[np.intp]:
        """Return the rows where it stands so often at least."""
        return (self.counts >= times).nonzero()[0]

    def occurrences(self, rows: NDArray[np.intp], labels: NDArray[np.intp]) -> Occurrences:
        """List the occurrences in some rows, row by row, each row under its label; labels ascend."""
        starts, counts = self.starts.take(rows), self.counts.take(rows)
        ends = counts.cumsum()
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + counts, counts)
        return Occurrences(np.repeat(labels << POSITION_BITS, counts) | self.positions.take(places))


def rows_in(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rows, each once, of the keys of occurrences."""
    rows = keys >> POSITION_BITS
    is_new = np.ones(len(rows), bool)
    np.not_equal(rows[1:], rows[:-1], out=is_new[1:])
    return rows.compress(is_new)


def within(starts: NDArray[np.int64], keys: NDArray[np.int64], more: int) -> NDArray[np.bool_]:
    """Tell for each start whether one of the keys, which ascend, is there or at most so many behind."""
    if not len(keys):
        return np.zeros(len(starts), bool)
    at = keys.searchsorted(starts)
    return (at < len(keys)) & (keys.take(np.minimum(at, len(keys) - 1)) - starts <= more)
