"""The archive's words and in how many paragraphs each stands, counted batch by batch in bounded memory."""

from collections.abc import Iterator, Mapping

import numpy as np

from index.numbering import Numbering


class Vocabulary:
    """Counts of words; when there are more than twice as many different ones as are `kept`, the rarest are forgotten,
    of equals those that came last."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._words = Numbering()
        self._counts = np.zeros(0, np.int64)
        """By number of the word; some more than there are words, so that they are not copied for each that comes."""

    def add(self, counted: Mapping[str, int]) -> None:
        """Add words with their counts."""
        numbers = self._words.of(list(counted))
        if len(self._words) > len(self._counts):
            self._counts = np.concatenate([self._counts, np.zeros(len(self._words), np.int64)])
        self._counts[numbers] += np.fromiter(counted.values(), np.int64, len(counted))
        if len(self._words) > 2 * self._kept:
            self._forget()

    def items(self) -> Iterator[tuple[str, int]]:
        """Yield the words with their counts, in order of the words."""
        words = sorted(self._words.strings())
        counts = self._counts[self._words.of(words)]
        return zip(words, map(int, counts), strict=True)

    def _forget(self) -> None:
        words = self._words.strings()
        frequent = np.argsort(-self._counts[: len(words)], kind="stable")[: self._kept]
        self._words = Numbering()
        self._words.of([words[number] for number in frequent.tolist()])
        self._counts = self._counts[frequent]
