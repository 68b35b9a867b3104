"""The archive's own words as a dictionary: what a misspelt word was meant to be, what the beginning of one becomes.

A misspelling is a few edits away from the word that was meant: a letter missing, added, wrong, or two of them swapped
(optimal string alignment distance).  Comparing a word with all 300,000 of an archive is too slow, so two cheap filters
come first, each an array operation: an edit changes the length by at most one, and the set of letters by at most two.
Of the words that remain, the best is near, frequent, and begins with the same letter, which people rarely get wrong:
another first letter is an edit that leaves room for no second.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.analyzer import fold, tokenize
from search.language.lexer import FIELD_ALIASES, FIELD_NAMES, OPERATORS

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

_POSSESSIVE = re.compile(r"['’ʼ]s?$", re.IGNORECASE)


class Vocabulary:
    """Folded words in order of code points and, aligned, in how many paragraphs each stands."""

    def __init__(self, words: Sequence[str], counts: NDArray[np.int64]) -> None:
        self._words = words
        self._counts = counts

    def correct(self, word: str) -> str | None:
        """Return the word that `word` is most likely a misspelling of; None if it seems right or hopeless."""
        word = fold(word)
        if not SHORTEST_CORRECTED <= len(word) <= LONGEST_CORRECTED or any(map(str.isdigit, word)):
            return None
        count = self.count(word)
        if count >= RARE:
            return None
        edits = 1 if count or len(word) < TWO_EDITS_FROM else 2
        candidates = self._similar(word, edits)
        candidates = candidates[self._counts[candidates] >= max(1, count * MUCH_MORE_FREQUENT)]
        if not len(candidates):
            return None
        texts: list[str] = [self._words[number] for number in candidates]
        distances = process.cdist([word], texts, scorer=OSA.distance, score_cutoff=edits, dtype=np.uint8)[0]
        same_first = np.array([text[0] == word[0] for text in texts])
        near = distances <= np.where(same_first, edits, 0 if count else 1)
        if not near.any():
            return None
        costs = distances * COST_OF_EDIT + ~same_first * COST_OF_FIRST_LETTER - np.log(self._counts[candidates])
        return texts[int(np.argmin(np.where(near, costs, np.inf)))]

    def count(self, word: str) -> int:
        """Return in how many paragraphs a folded word stands."""
        number = bisect_left(self._words, word)
        is_known = number < len(self._words) and self._words[number] == word
        return int(self._counts[number]) if is_known else 0

    def complete(self, prefix: str, limit: int) -> list[str]:
        """Return at most `limit` words that begin with a folded prefix, the most frequent first."""
        start = bisect_left(self._words, prefix)
        stop = bisect_left(self._words, prefix + chr(0x10FFFF), start)
        counts = self._counts[start:stop]
        order = np.argsort(-counts, kind="stable")[:limit]
        return [self._words[start + int(offset)] for offset in order]

    def _similar(self, word: str, edits: int) -> NDArray[np.intp]:
        """Return the numbers of all words, and few others, that are within `edits` of a word; never its own."""
        lengths, letters = self._shapes
        bits = _letter_sets([word], np.array([len(word)]))[0]
        may_be = np.abs(lengths - len(word)) <= edits
        may_be &= np.bitwise_count(letters ^ bits) <= 2 * edits
        number = bisect_left(self._words, word)
        if number < len(self._words) and self._words[number] == word:
            may_be[number] = False
        return np.flatnonzero(may_be)

    @cached_property
    def _shapes(self) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
        """Every word's length and set of letters; made when the first misspelling comes."""
        lengths = np.fromiter(map(len, self._words), np.int64, len(self._words))
        return lengths, _letter_sets(self._words, lengths)


def suggest_query(query: str, corrections: Mapping[str, str]) -> str:
    """Return the query with the words that are keys of `corrections` replaced, and nothing else changed.

    A replacement takes the case of what it replaces ("IZYM", "Izym's").  Operators, names of fields and beginnings
    of words (`izy*`) stay.
    """
    folded = {fold(word): correction for word, correction in corrections.items()}
    parts: list[str] = []
    position = 0
    for token in tokenize(query):
        correction = folded.get(token.word)
        typed = query[token.start : token.end]
        following = query[token.end : token.end + 1]
        if not correction or typed in OPERATORS or following == "*" or (following == ":" and _is_field(typed)):
            continue
        possessive = _POSSESSIVE.search(typed)
        parts += [query[position : token.start], _in_case_of(typed, correction), possessive[0] if possessive else ""]
        position = token.end
    return "".join(parts) + query[position:]


def _is_field(word: str) -> bool:
    return word.lower() in FIELD_NAMES or word.lower() in FIELD_ALIASES


def _in_case_of(typed: str, correction: str) -> str:
    if len(typed) > 1 and typed.isupper():
        return correction.upper()
    return correction[:1].upper() + correction[1:] if typed[:1].isupper() else correction


def _letter_sets(words: Sequence[str], lengths: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return each word's letters as a set of 64 bits, letter c being bit c mod 64."""
    if not len(words):
        return np.empty(0, np.uint64)
    codes = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), "<u4")
    bits = np.uint64(1) << (codes & 63).astype(np.uint64)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    return np.bitwise_or.reduceat(bits, starts)
