"""Where words stand in paragraphs, and which follow one another: what phrases, and the words of one speaker, need."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import Array
from search.sets import bisected

POSITION_BITS = 31
"""Positions are below 2^31 (`index.schema`), so that a row and a position make one number."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a term stands in some paragraphs: in the one of row r at `positions[starts[r] : starts[r] + counts[r]]`."""

    positions: Array
    starts: NDArray[Any]
    counts: NDArray[Any]

    def occurrences(self) -> "Occurrences":
        """List all occurrences, row by row."""
        ends = self.counts.cumsum()
        rows = np.zeros(ends[-1] + 1 if len(ends) else 1, np.int64)
        np.add.at(rows, ends[:-1], 1)
        rows = rows[:-1].cumsum()
        places = np.arange(len(rows)) + (self.starts - ends + self.counts)[rows]
        return Occurrences(rows, self.positions[places].astype(np.int64))

    def follow(self, others: "Occurrences", step: int) -> NDArray[np.bool_]:
        """Tell which of other occurrences the term follows, so many words later."""
        return bisected(others.keys() + step, self.occurrences().keys())


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a term stands: for each occurrence the row of its paragraph, and its position."""

    rows: NDArray[np.int64]
    positions: NDArray[np.int64]

    def keys(self) -> NDArray[np.int64]:
        """Return a number for each occurrence, ascending."""
        return self.rows << POSITION_BITS | self.positions
