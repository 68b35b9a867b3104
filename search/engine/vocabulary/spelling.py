"""The archive's own words as a dictionary: what a misspelt word was meant to be, what the beginning of one becomes.

A misspelling is a few edits away from the word that was meant: a letter missing, added, wrong, or two of them swapped
(optimal string alignment distance).  Comparing a word with all 400,000 of an archive is too slow, so two cheap filters
come first, each an array operation: an edit changes the length by at most one, and the set of letters by at most two.
Of the words that remain, the best is near, frequent, and begins with the same letter, which people rarely get wrong:
another first letter is an edit that leaves room for no second, so that two edits are tried only on the words, side by
side in the dictionary, that begin with the same letter.
"""

import re
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.analysis.analyzer import fold
from index.store.files.term_dictionary import Dictionary, largest
from search.query.wildcards import spelling

SHORTEST_CORRECTED = 4
TWO_EDITS_FROM = 6
"""Letters from which a word may be two edits away; shorter ones have too many neighbours."""
LONGEST_CORRECTED = 32
RARE = 10
"""A word that stands in as many paragraphs is no misspelling."""
MUCH_MORE_FREQUENT = 30
"""How many times more often the correction of a word that does occur must."""
COST_OF_EDIT = np.log(1000)
"""A word with one edit less is as good as one 1000 times as frequent."""
COST_OF_FIRST_LETTER = np.log(30)
STEPS_A_SPELLING = 15
"""What comparing a word with a pattern takes, in steps of a Deadline's work."""
WORDS_AT_ONCE = 8192
"""Words whose shapes are computed together: few enough to stay in the processor's cache."""
_WILD = re.compile("[?*]")
BITS: NDArray[np.uint64] = np.uint64(1) << np.arange(64, dtype=np.uint64)


class Vocabulary:
    """The archive's folded words and in how many paragraphs each stands; what it corrects and completes."""

    def __init__(self, words: Dictionary) -> None:
        self._words = words
        self._counts = words.counts

    def correct(self, word: str) -> str | None:
        """Return the word that `word` is most likely a misspelling of; None if it seems right or hopeless."""
        word = fold(word)
        if not SHORTEST_CORRECTED <= len(word) <= LONGEST_CORRECTED or any(map(str.isdigit, word)):
            return None
        count = self.count(word)
        if count >= RARE:
            return None
        edits = 1 if count or len(word) < TWO_EDITS_FROM else 2
        edits_with_another_first = 0 if count else 1
        candidates = self._similar(word, edits, edits_with_another_first)
        candidates = candidates[self._counts[candidates] >= max(1, count * MUCH_MORE_FREQUENT)]
        if not len(candidates):
            return None
        texts = self._words.terms(candidates)
        distances = process.cdist([word], texts, scorer=OSA.distance, score_cutoff=edits, dtype=np.uint8)[0]
        same_first = np.array([text[:1] == word[0] for text in texts])
        near = (distances > 0) & (distances <= np.where(same_first, edits, edits_with_another_first))
        if not near.any():
            return None
        costs = distances * COST_OF_EDIT + ~same_first * COST_OF_FIRST_LETTER - np.log(self._counts[candidates])
        return texts[int(np.argmin(np.where(near, costs, np.inf)))]

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self._words)

    def count(self, word: str) -> int:
        """Return in how many paragraphs a folded word stands."""
        return self._words.count(word)

    def complete(self, prefix: str, limit: int) -> list[str]:
        """Return at most `limit` words that begin with a folded prefix, the most frequent first, equals in order."""
        return self._words.most_frequent(prefix, limit)

    def similar(self, word: str, edits: int, most: int) -> list[str]:
        """Return at most `most` words within so many edits of a word, itself among them, the most frequent first."""
        word = fold(word)[:LONGEST_CORRECTED]
        if not word or not len(self._words):
            return []
        candidates = self._similar(word, edits, edits)
        texts = self._words.terms(candidates)
        if not texts:
            return []
        distances = process.cdist([word], texts, scorer=OSA.distance, score_cutoff=edits, dtype=np.uint8)[0]
        return self._frequent(candidates[distances <= edits], most)

    def cost_of_pattern(self, pattern: str) -> int:
        """Return what `spelled` takes, in steps of a Deadline's work."""
        first, end = self._range(pattern)
        return (end - first) * STEPS_A_SPELLING

    def _range(self, pattern: str) -> tuple[int, int]:
        """Return the numbers of the words, from the first to before the second, that begin as a pattern does."""
        return self._words.prefix_range(fold(_WILD.split(pattern)[0]))

    def spelled(self, pattern: str, most: int) -> list[str]:
        """Return at most `most` words spelled so, the most frequent first: `?` stands for any character, `*` for any or
        none."""
        numbers = np.arange(*self._range(pattern))
        fits = spelling(pattern).fullmatch
        held = np.fromiter((fits(word) is not None for word in self._words.terms(numbers)), bool, len(numbers))
        return self._frequent(numbers[held], most)

    def _frequent(self, numbers: NDArray[np.intp], most: int) -> list[str]:
        return self._words.terms(numbers[largest(self._counts[numbers], most)])

    def _similar(self, word: str, edits: int, edits_with_another_first: int) -> NDArray[np.intp]:
        """Return in order the numbers of all words, and of others, that are within so many edits of a word."""
        start, stop = self._words.prefix_range(word[0])
        found = [start + self._shaped_like(word, edits, start, stop)]
        if edits_with_another_first:
            found.insert(0, self._shaped_like(word, edits_with_another_first, 0, start))
            found.append(stop + self._shaped_like(word, edits_with_another_first, stop, len(self._words)))
        return np.concatenate(found)

    def _shaped_like(self, word: str, edits: int, start: int, stop: int) -> NDArray[np.intp]:
        """Return the places, from `start`, of the words before `stop` whose shapes are within so many edits."""
        lengths, letters = self._shapes
        fitting = lengths[start:stop].astype(np.int16)
        fitting -= len(word)
        may_be = np.abs(fitting) <= edits
        own = np.bitwise_or.reduce(_letter_bits(word))
        may_be &= np.bitwise_count(letters[start:stop] ^ own) <= 2 * edits
        return np.flatnonzero(may_be)

    @cached_property
    def _shapes(self) -> tuple[NDArray[np.uint8], NDArray[np.uint64]]:
        """Every word's length and set of letters; made when the first misspelling comes."""
        lengths, letters = np.empty(len(self._words), np.uint8), np.empty(len(self._words), np.uint64)
        for start in range(0, len(self._words), WORDS_AT_ONCE):
            stop = min(start + WORDS_AT_ONCE, len(self._words))
            lengths[start:stop], letters[start:stop] = _shapes_of(self._words, start, stop)
        return lengths, letters


def _shapes_of(words: Dictionary, start: int, stop: int) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
    """Return the length in letters, at most 255, of the words from `start` to before `stop`, and their letters."""
    borders = words.offsets[start : stop + 1].astype(np.intp)
    data = bytes(words.data[borders[0] : borders[-1]])
    begins_letter = (np.frombuffer(data, np.uint8) & 0xC0) != 0x80  # in UTF-8, other bytes continue a letter
    letters_before = np.concatenate([[0], np.cumsum(begins_letter)])[borders - borders[0]]
    letters = np.bitwise_or.reduceat(_letter_bits(data.decode("utf-8", "replace")), letters_before[:-1])
    return np.minimum(np.diff(letters_before), 255), letters


def _letter_bits(text: str) -> NDArray[np.uint64]:
    """Return for each letter of a text the one bit of 64 that stands for it in a set, bit c mod 64 for letter c."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    return BITS.take(codes & 63)
