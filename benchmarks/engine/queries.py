"""The questions: 200 of each class, drawn by document frequency with a fixed seed.

A *term* is drawn with a probability proportional to the number of paragraphs that have it, among those that at least
`RAREST` paragraphs have; stop words are among them, as they are in what people type, but for AND.  No query of a class is drawn
twice.  The classes:

| class | what is drawn |
| --- | --- |
| term | a term |
| frequent term | only the order of the terms that most paragraphs have |
| AND of 2, AND of 3, OR of 2, OR of 3 | so many different terms, each on its own: an AND may find nothing |
| phrase of 2 | two terms in a row, from the paragraphs (`frequencies`) |
| filtered term | a term, and in turn a source, a country (both by the paragraphs that have them), or the days from one to another of two drawn paragraphs |
| prefix | the first 3 or 4 letters of a term of letters a to z; scores are constant |

Three kinds of draws are repeated, and how many is told in `Drawn.repeated`: a term that no word typed on its own is read
as; an AND with a function word, which Dateline doesn't look for beside others; and a prefix for which Dateline, which completes words, and an engine that completes the stems it is given, would
rightly find different paragraphs ("cri" begins the stem of "cry").
"""  # noqa: E501  # a row of a table is one line

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, zip_longest
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from benchmarks.engine.frequencies import Frequencies
from search.query.function_words import FUNCTION_WORDS

RAREST = 10
"""Paragraphs that a drawn term stands in, at least."""
PREFIX_LETTERS = (3, 4)
ATTEMPTS = 20
"""Draws for each query of a class, before a small archive is given up on."""

Operator = Literal["term", "and", "or", "phrase", "prefix"]
FilterField = Literal["source", "country", "date"]
FILTERS: tuple[FilterField, ...] = ("source", "country", "date")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a result must also have: the one value of a field, or an ISO day from the first to the second of two."""

    field: FilterField
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question: index terms (of a prefix, its letters), and for each a word that a person types for it."""

    operator: Operator
    terms: tuple[str, ...]
    words: tuple[str, ...]
    filter: Filter | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """The queries of each class by its name, and how many draws were repeated, by reason."""

    classes: dict[str, list[Query]]
    repeated: dict[str, int]


def draw(frequencies: Frequencies, count: int, seed: int) -> Drawn:
    """Draw `count` queries of each class, fewer where the archive has not as many."""
    return _Drawing(frequencies, count, seed).draw()


class _Drawing:
    def __init__(self, frequencies: Frequencies, count: int, seed: int) -> None:
        self._known = frequencies
        self._count = count
        self._numbers = np.random.default_rng(seed)
        self._terms = _by_frequency({term: found for term, found in frequencies.terms.items() if found >= RAREST})
        self._values: dict[FilterField, Weighted] = {
            "source": _by_frequency(frequencies.sources),
            "country": _by_frequency(frequencies.countries),
            "date": _by_frequency(frequencies.days),
        }
        self._prefixes = _Prefixes(frequencies)
        self._repeated: Counter[str] = Counter()

    def draw(self) -> Drawn:
        classes = {
            "term": self._distinct(lambda: self._query("term", self._drawn_terms(1))),
            "frequent term": self._frequent(),
            "AND of 2": self._distinct(lambda: self._query("and", self._drawn_terms(2))),
            "AND of 3": self._distinct(lambda: self._query("and", self._drawn_terms(3))),
            "OR of 2": self._distinct(lambda: self._query("or", self._drawn_terms(2))),
            "OR of 3": self._distinct(lambda: self._query("or", self._drawn_terms(3))),
            "phrase of 2": self._distinct(self._phrase),
            "filtered term": self._filtered_terms(),
            "prefix": self._distinct(self._prefix),
        }
        return Drawn(classes, dict(self._repeated))

    def _distinct(self, one: Callable[[], Query | None], wanted: int | None = None) -> list[Query]:
        """Draw so many different queries, by default as many as a class has."""
        wanted = self._count if wanted is None else wanted
        found: dict[Query, None] = {}
        for _ in range(wanted * ATTEMPTS if self._terms.values else 0):
            if len(found) == wanted:
                break
            if (query := one()) is not None:
                found[query] = None
        return list(found)

    def _frequent(self) -> list[Query]:
        """Take the most frequent terms, shuffled, so that the first few queries are like the rest."""
        frequent = sorted(self._known.terms, key=lambda term: (-self._known.terms[term], term))
        queries = (self._query("term", (term,)) for term in frequent)
        found = list(islice((query for query in queries if query is not None), self._count))
        return [found[number] for number in self._numbers.permutation(len(found))]

    def _drawn_terms(self, count: int) -> tuple[str, ...]:
        return tuple(self._one(self._terms) for _ in range(count))

    def _one(self, among: "Weighted") -> str:
        at = self._numbers.random() * among.cumulated[-1]
        return among.values[int(np.searchsorted(among.cumulated, at, side="right"))]

    def _query(self, operator: Operator, terms: tuple[str, ...], filter: Filter | None = None) -> Query | None:
        if operator in ("and", "or") and len(set(terms)) < len(terms):
            return None
        words = [self._known.typed(term) for term in terms]
        typed = tuple(word for word in words if word is not None)
        if len(typed) < len(words):
            self._repeated["of a term that no word typed on its own is read as"] += 1
            return None
        if operator == "and" and not FUNCTION_WORDS.isdisjoint(typed):
            self._repeated["of an AND with a function word"] += 1
            return None
        return Query(operator, terms, typed, filter)

    def _phrase(self) -> Query | None:
        if not self._known.bigrams:
            return None
        return self._query("phrase", self._known.bigrams[int(self._numbers.integers(len(self._known.bigrams)))])

    def _filtered_terms(self) -> list[Query]:
        """Draw a third with each kind of filter, in turns, so that the first few queries have all kinds."""
        thirds = [
            self._distinct(partial(self._filtered, field), len(range(turn, self._count, len(FILTERS))))
            for turn, field in enumerate(FILTERS)
        ]
        return [query for turn in zip_longest(*thirds) for query in turn if query is not None]

    def _filtered(self, field: FilterField) -> Query | None:
        if not self._values[field].values:
            return None
        drawn = sorted(self._one(self._values[field]) for _ in range(2 if field == "date" else 1))
        return self._query("term", self._drawn_terms(1), Filter(field, tuple(drawn)))

    def _prefix(self) -> Query | None:
        [term] = self._drawn_terms(1)
        letters = int(self._numbers.choice(PREFIX_LETTERS))
        prefix = term[:letters]
        if len(prefix) < letters or not (prefix.isascii() and prefix.isalpha()):
            return None
        if not self._prefixes.agree(prefix):
            self._repeated["of a prefix that words and their stems complete differently"] += 1
            return None
        return Query("prefix", (prefix,), (prefix,))


class _Prefixes:
    """Which words, and which terms, begin with a prefix."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._words_of = frequencies.words_of
        self._terms = sorted(frequencies.words_of)
        pairs = sorted((word, term) for term, words in frequencies.words_of.items() for word in words)
        self._words = [word for word, _ in pairs]
        self._terms_of_words = [term for _, term in pairs]

    def agree(self, prefix: str) -> bool:
        """Tell whether the paragraphs with words that begin so are those with terms that do."""
        terms = set(self._terms[_range(self._terms, prefix)])
        of_words = set(self._terms_of_words[_range(self._words, prefix)])
        return terms == of_words and all(word.startswith(prefix) for term in terms for word in self._words_of[term])


def _range(ascending: Sequence[str], prefix: str) -> slice:
    start = bisect_left(ascending, prefix)
    return slice(start, bisect_left(ascending, prefix + chr(0x10FFFF), start))


@dataclass(frozen=True, slots=True)
class Weighted:
    """Values in order, and their frequencies summed up to each."""

    values: list[str]
    cumulated: NDArray[np.int64]


def _by_frequency(counts: Mapping[str, int]) -> Weighted:
    values = sorted(counts)
    return Weighted(values, np.cumsum([counts[value] for value in values], dtype=np.int64))
