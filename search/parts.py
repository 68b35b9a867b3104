"""A query's parts: the paragraphs of each, and what it adds to the scores of those among them that others leave."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import Array
from search.ranking import Scores
from search.sets import Numbers, Rows, members, rows_of


@dataclass(frozen=True, slots=True)
class Part:
    """A subquery's paragraphs, a value for each by which it is scored, or None where it scores nothing, and, where it
    is kept, a table of the values by paragraph.  No score exceeds `bound`."""

    numbers: Numbers
    values: Array | None
    table: Array | None
    score: Callable[[Numbers, Array], Scores]
    bound: float

    def __len__(self) -> int:
        return len(self.numbers)

    def holds(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Tell which of `numbers` it has."""
        return members(numbers, self.numbers) if self.table is None else self.table.take(numbers) > 0

    def add_scores(self, scores: Scores, numbers: Numbers, rows: Rows | None) -> None:
        """Add to the scores of `numbers`, all of which it has, what it gives them; `rows`, if known, say where."""
        if self.values is None:
            return
        if len(numbers) == len(self.numbers):
            values = self.values
        elif rows is None and self.table is not None:
            values = self.table.take(numbers)
        else:
            values = self.values.take(rows_of(numbers, self.numbers) if rows is None else rows)
        scores += self.score(numbers, values)

    def add_scores_where_held(self, scores: Scores, numbers: Numbers) -> None:
        """Add to the scores of `numbers` what it gives to those of them that it has."""
        held = self.holds(numbers).nonzero()[0]
        added = np.zeros(len(held), np.float32)
        self.add_scores(added, numbers.take(held), None)
        scores[held] += added
