"""Names that a misspelt name may mean: "zuckerburg" Mark Zuckerberg, "nytimes" The New York Times.

A name is compared word by word: each word asked for costs the edits to the nearest word of the name, by its letters or
by its sound, so that what differs only in how a foreign name is written ("gadafi", "qaddafi") is near.  A frequent name
is likelier to be meant than a rare one.  One word may also abbreviate a name: it is made of beginnings of the name's
words, in order ("wapo", "nyt", "latimes").
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from math import log10

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.remembering import remembered
from index.store.completions import Completions

NAMES_COMPARED = 50_000
"""The most frequent names of a field, among which the nearest are looked for."""
MOST_WORDS = 12
"""Words of a name that is looked for; with more it is none."""
EDITS = ((9, 3), (6, 2), (4, 1))
"""Edits that a word may be away, by the letters it has at least."""
COST_OF_SOUND = 0.5
"""What it costs that only the sound is the same."""
COST_OF_FIRST_LETTER = 0.7
"""What it costs more that the first letter is another."""
COST_OF_LACKING = 2.5
"""What it costs that a name lacks a word altogether."""
COST_OF_MORE = 0.1
"""What each word costs that a name has beside those asked for."""
GAIN_OF_FREQUENCY = 0.35
"""What a name gains that is ten times as frequent."""
ABBREVIATIONS = range(2, 10)
"""Letters of an abbreviation."""
COST_OF_ABBREVIATING = 1.0
PASSED_OVER = frozenset({"the", "of", "and", "for", "de"})
"""Words that an abbreviation may leave out."""
SOUND_OF_INITIAL = {"c": "k", "g": "k", "q": "k", "z": "s", "w": "v", "j": "y", "i": "y"}
"""First letters that are taken for one another's sound."""
_SOUNDS = (
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"[ck]h(?=[aeioukq])|ck|q|c(?=[aoukrlt])"), "k"),
    (re.compile(r"gh|kh"), "g"),
    (re.compile(r"sch|sh|ch|tsch"), "s"),
    (re.compile(r"[iey]+y\b|ij\b|ey|ee|ie|y"), "i"),
    (re.compile(r"ou|oo|ow|oe"), "u"),
    (re.compile(r"ae|ai|ay"), "a"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(?<=[aeiou])h"), ""),
    (re.compile(r"z"), "s"),
    (re.compile(r"(.)\1+"), r"\1"),
)


class NearestNames:
    """The names of one field, the most frequent first; made when the first misspelling comes."""

    def __init__(self, names: Completions) -> None:
        self._names = names

    def find(self, spelled: Sequence[str], limit: int) -> list[tuple[int, int]]:
        """Return (code, paragraphs) of at most `limit` names that folded words may mean, the likeliest first; none for
        more than MOST_WORDS words."""
        if len(spelled) > MOST_WORDS:
            return []
        scores: dict[int, float] = {}
        nearest = cache(self._nearest)
        for written in (list(spelled), *_joined(spelled)):
            for rank, score in self._scores(written, nearest).items():
                scores[rank] = min(score, scores.get(rank, score))
        ranked = sorted(scores, key=lambda rank: (scores[rank] - GAIN_OF_FREQUENCY * log10(self._counts[rank]), rank))
        return [(self._codes[rank], self._counts[rank]) for rank in ranked[:limit]]

    def _scores(self, spelled: Sequence[str], nearest: Callable[[str], dict[int, float]]) -> dict[int, float]:
        """Return what the names cost that have all of the words but one, or the only one."""
        found = list(map(nearest, spelled))
        costs = {rank: sum(one.get(rank, COST_OF_LACKING) for one in found) for rank in set().union(*found)}
        most = COST_OF_LACKING * max(len(spelled) - 1, 1)
        scores = {
            rank: cost + COST_OF_MORE * max(len(self._words[rank]) - len(spelled), 0)
            for rank, cost in costs.items()
            if cost < most
        }
        for rank, cost in self._in_one(spelled[0]) if len(spelled) == 1 else ():
            scores[rank] = min(cost, scores.get(rank, cost))
        return scores

    def _in_one(self, word: str) -> Iterator[tuple[int, float]]:
        """Yield the names that one word may be all of, and what each costs: abbreviated, or written together."""
        if len(word) in ABBREVIATIONS:
            yield from ((rank, COST_OF_ABBREVIATING) for rank in self._abbreviated(word))
        edits = _edits(word)
        distances = _distances(word, self._written_together, edits)
        yield from ((rank, float(distances[rank])) for rank in np.flatnonzero(distances <= edits).tolist())

    def _nearest(self, word: str) -> dict[int, float]:
        """Return what each name costs by its word that is nearest."""
        found: dict[int, float] = {}
        for near, cost in self._near_words(word):
            for rank in self._ranks_of[near]:
                found[rank] = min(found.get(rank, cost), cost)
        return found

    def _near_words(self, word: str) -> Iterator[tuple[str, float]]:
        edits = _edits(word)
        distances = _distances(word, self._every_word, edits)
        for at in np.flatnonzero(distances <= edits).tolist():
            near = self._every_word[at]
            yield near, float(distances[at]) + COST_OF_FIRST_LETTER * (near[0] != word[0])
        if edits:
            alike, sounds = self._sounding(_initial(word))
            by_sound = _distances(sound(word), sounds, edits - 1)
            for at in np.flatnonzero(by_sound < edits).tolist():
                yield alike[at], float(by_sound[at]) + COST_OF_SOUND

    def _abbreviated(self, short: str) -> Iterator[int]:
        for rank in self._beginning_with[short[0]]:
            if abbreviates(short, self._words[rank]):
                yield rank

    @cached_property
    def _listed(self) -> list[tuple[str, int, int]]:
        return self._names.every(NAMES_COMPARED)

    @cached_property
    def _words(self) -> list[list[str]]:
        return [spelled.split() for spelled, _, _ in self._listed]

    @cached_property
    def _codes(self) -> list[int]:
        return [code for _, code, _ in self._listed]

    @cached_property
    def _counts(self) -> list[int]:
        return [count for _, _, count in self._listed]

    @cached_property
    def _ranks_of(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for rank, words in enumerate(self._words):
            for word in words:
                found[word].append(rank)
        return dict(found)

    @cached_property
    def _beginning_with(self) -> defaultdict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for rank, words in enumerate(self._words):
            for letter in {word[0] for word in words[:2]}:
                found[letter].append(rank)
        return found

    @cached_property
    def _every_word(self) -> list[str]:
        return list(self._ranks_of)

    @cached_property
    def _written_together(self) -> list[str]:
        return ["".join(words) for words in self._words]

    @cached_property
    def _by_initial(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._every_word:
            found[_initial(word)].append(word)
        return dict(found)

    @remembered(None)
    def _sounding(self, initial: str) -> tuple[list[str], list[str]]:
        """Return the words whose first letters sound so, and how they sound."""
        words = self._by_initial.get(initial, [])
        return words, list(map(sound, words))


def _joined(spelled: Sequence[str]) -> Iterator[list[str]]:
    """Yield the words with two neighbours written as one."""
    for at in range(len(spelled) - 1):
        yield [*spelled[:at], spelled[at] + spelled[at + 1], *spelled[at + 2 :]]


def _edits(word: str) -> int:
    return next((edits for letters, edits in EDITS if len(word) >= letters), 0)


def _initial(word: str) -> str:
    return SOUND_OF_INITIAL.get(word[0], word[0])


def sound(word: str) -> str:
    """Return a folded word as it sounds, roughly: transliterations of one name agree ("qaddafi", "gadafi")."""
    spelled = _initial(word) + word[1:]
    for pattern, letters in _SOUNDS:
        spelled = pattern.sub(letters, spelled)
    return spelled


def abbreviates(short: str, words: Sequence[str]) -> bool:
    """Tell whether letters are beginnings of two or more of the words, one after another, none passed over but small
    ones: "nytimes" of "the new york times"."""
    ends = {(0, 0)}
    for word in words:
        reached = {
            (at + length, used + 1)
            for at, used in ends
            for length in range(1, len(word) + 1)
            if short.startswith(word[:length], at)
        }
        ends = reached | (ends if word in PASSED_OVER else {end for end in ends if end == (len(short), end[1])})
        if not ends:
            return False
    return any(at == len(short) and used > 1 for at, used in ends)


def _distances(word: str, among: list[str], most: int) -> NDArray[np.float64]:
    if not among:
        return np.empty(0)
    (distances,) = process.cdist([word], among, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)
    return np.asarray(distances, np.float64)
