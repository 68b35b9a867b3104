"""Where words stand in paragraphs, and which follow one another: what phrases, and the words of one speaker, need."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.files.array_file import Array
from search.engine.embedded.docsets import common

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

    def followed_by(self, others: "Occurrences", step: int) -> "Occurrences":
        """Keep those after which, so many words later, stands one of the others."""
        return Occurrences(common(self.keys, others.keys - step))


@dataclass(frozen=True, slots=True)
class TermPositions:
    """Where a term stands in some paragraphs: in the one of row r at `positions[starts[r] : starts[r] + counts[r]]`."""

    positions: Array
    starts: NDArray[Any]
    counts: NDArray[Any]

    def occurrences(self) -> Occurrences:
        """List all occurrences, row by row."""
        ends = self.counts.cumsum()
        rows = np.repeat(np.arange(len(self.counts)), self.counts)
        places = np.arange(len(rows)) + (self.starts - ends + self.counts).take(rows)
        return Occurrences(rows << POSITION_BITS | self.positions.take(places))


def within(starts: NDArray[np.int64], keys: NDArray[np.int64], more: int) -> NDArray[np.bool_]:
    """Tell for each start whether one of the keys, which ascend, is there or at most so many behind."""
    if not len(keys):
        return np.zeros(len(starts), bool)
    at = keys.searchsorted(starts)
    return (at < len(keys)) & (keys.take(np.minimum(at, len(keys) - 1)) - starts <= more)
