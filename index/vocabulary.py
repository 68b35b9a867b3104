"""The archive's words and in how many paragraphs each stands, counted batch by batch in bounded memory."""

from collections.abc import Iterator, Mapping

import numpy as np

from index.lexicon import Numbering


class Vocabulary:
    """Counts of words; when there are more than twice as many different ones as are `kept`, the rarest are forgotten,
    of equals those that came last."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._words = Numbering()
        self._counts = np.zeros(0, np.int64)

    def add(self, counted: Mapping[str, int]) -> None:
        """Add words with their counts."""
        numbers = self._words.of(counted, len(counted))
        grown = np.zeros(len(self._words), np.int64)
        grown[: len(self._counts)] = self._counts
        grown[numbers] += np.fromiter(counted.values(), np.int64, len(counted))
        self._counts = grown
        if len(grown) > 2 * self._kept:
            self._forget()

    def items(self) -> Iterator[tuple[str, int]]:
        """Yield the words with their counts, in the order in which they came."""
        return zip(self._words.strings(), self._counts.tolist(), strict=True)

    def _forget(self) -> None:
        frequent = np.argsort(-self._counts, kind="stable")[: self._kept]
        words = self._words.strings()
        self._words = Numbering()
        self._words.of((words[number] for number in frequent.tolist()), len(frequent))
        self._counts = self._counts[frequent]
