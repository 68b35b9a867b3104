"""What a query finds: numbers of paragraphs and their scores, as two arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.postings import NO_NUMBERS
from search.ranking import Scores
from search.sets import Numbers, Rows


@dataclass(frozen=True, slots=True)
class Matches:
    """The paragraphs that match, ascending by number, and the score of each."""

    numbers: Numbers
    scores: Scores

    def __len__(self) -> int:
        return len(self.numbers)

    def only(self, kept: NDArray[np.bool_] | Rows) -> "Matches":
        """Keep the matches where a mask is true, or those at given rows, in their order."""
        rows = kept.nonzero()[0] if kept.dtype == bool else kept
        return Matches(self.numbers.take(rows), self.scores.take(rows))


NOTHING = Matches(NO_NUMBERS, np.empty(0, np.float32))
