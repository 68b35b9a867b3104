"""The tokens of one field in some consecutive paragraphs, as arrays: what a batch of paragraphs is indexed from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class FieldTokens:
    """`terms` are distinct; `ids` has for each token, paragraph after paragraph, the place of its term among them, and
    `counts` for each paragraph how many tokens it has.  `positions`, one a token, are None for a field without them;
    they ascend within a paragraph for each term.
    """

    terms: Sequence[str]
    ids: NDArray[np.uint32]
    counts: NDArray[np.uint32]
    positions: NDArray[np.uint32] | None = None

    def repeated(self, times: NDArray[Any]) -> "FieldTokens":
        """Return the tokens with each row as often as `times` says, one after another."""
        rows = rows_of(times)
        counts = self.counts[rows]
        tokens = pieces((np.cumsum(self.counts, dtype=np.int64) - self.counts)[rows], counts)
        positions = None if self.positions is None else self.positions[tokens]
        return FieldTokens(self.terms, self.ids[tokens], counts, positions)


def rows_of(counts: NDArray[Any]) -> NDArray[np.uint32]:
    """Return for each token the row of its paragraph, from 0, of which the rows have `counts`."""
    return np.repeat(np.arange(len(counts), dtype=np.uint32), counts)


def counting_positions(counts: NDArray[Any]) -> NDArray[np.uint32]:
    """Return 0, 1, 2 … for the tokens of each paragraph, of which there are `counts`."""
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    return np.asarray(np.arange(total) - np.repeat(ends - counts, counts), np.uint32)


def pieces(starts: NDArray[Any], counts: NDArray[Any]) -> NDArray[np.int64]:
    """Return the places in an array of stretches of it, one after another, that have `counts` and begin at `starts`."""
    return np.asarray(np.repeat(starts, counts) + counting_positions(counts), np.int64)


def sums_of(values: NDArray[Any], counts: NDArray[Any]) -> NDArray[np.int64]:
    """Sum consecutive values, so many at a time."""
    sums = np.concatenate([[0], np.cumsum(values, dtype=np.int64)])
    ends = np.cumsum(counts, dtype=np.int64)
    return np.asarray(sums[ends] - sums[ends - counts], np.int64)
