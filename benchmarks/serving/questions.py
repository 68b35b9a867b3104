"""What the clients ask for: addresses of searches, drawn from an index by document frequency with a fixed seed.

A word is drawn with a probability proportional to the number of paragraphs that have it; stop words are among them, as
they are in what people type.  A phrase is two words in a row of a drawn paragraph.  Filters are, in turn, a source and
a country, both by their frequency, and the days from one to another of two drawn paragraphs.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
from numpy.typing import NDArray

from index.analysis.analyzer import words
from index.store.generation import IndexDirectory
from index.store.reader import StoredIndex

ATTEMPTS = 20
"""Draws for each question that is wanted, before a small archive is given up on."""


@dataclass(frozen=True, slots=True)
class Question:
    """A request: its class, and its path with the query string."""

    kind: str
    path: str


def draw(index: Path, count: int, seed: int) -> list[Question]:
    """Draw `count` different questions of each class, fewer where the archive has not as many, all shuffled."""
    drawing = _Drawing(StoredIndex(IndexDirectory(index).current()), np.random.default_rng(seed))
    kinds: dict[str, Callable[[], dict[str, str]]] = {
        "word": lambda: {"q": drawing.word()},
        "two words": lambda: {"q": f"{drawing.word()} {drawing.word()}"},
        "phrase": lambda: {"q": drawing.phrase()},
        "word and filter": lambda: {"q": drawing.word(), **drawing.filter()},
    }
    found = [one for kind, parameters in kinds.items() for one in _distinct(kind, parameters, count)]
    return [found[number] for number in np.random.default_rng(seed).permutation(len(found))]


def _distinct(kind: str, one: Callable[[], dict[str, str]], count: int) -> list[Question]:
    found: dict[Question, None] = {}
    for _ in range(count * ATTEMPTS):
        if len(found) == count:
            break
        found[Question(kind, f"/api/search?{urlencode(one())}")] = None
    return list(found)


class _Drawing:
    def __init__(self, stored: StoredIndex, numbers: np.random.Generator) -> None:
        self._stored = stored
        self._numbers = numbers
        self._words = np.cumsum(stored.vocabulary.counts, dtype=np.int64)
        self._filters: Iterator[Callable[[], dict[str, str]]] = cycle(
            [self._value("source", "source_name"), self._value("country", "country"), self._days]
        )

    def word(self) -> str:
        return self._stored.vocabulary.key(self._by_weight(self._words)).decode("utf-8")

    def phrase(self) -> str:
        while len(found := words(self._stored.paragraph(self._paragraph()).text)) < 2:
            pass
        at = int(self._numbers.integers(len(found) - 1))
        return f'"{found[at]} {found[at + 1]}"'

    def filter(self) -> dict[str, str]:
        return next(self._filters)()

    def _value(self, parameter: str, facet: str) -> Callable[[], dict[str, str]]:
        values = self._stored.facets[facet]
        counts = np.cumsum(values.totals(), dtype=np.int64)
        return lambda: {parameter: values.value(self._by_weight(counts))} if len(counts) and counts[-1] else {}

    def _days(self) -> dict[str, str]:
        dates = self._stored.columns["date"]
        drawn: Sequence[int] = sorted(int(dates[self._paragraph()]) for _ in range(2))
        return {
            name: f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}"
            for name, day in zip(("from", "to"), drawn, strict=True)
            if day
        }

    def _paragraph(self) -> int:
        return int(self._numbers.integers(len(self._stored)))

    def _by_weight(self, cumulated: NDArray[np.int64]) -> int:
        return int(np.searchsorted(cumulated, self._numbers.random() * cumulated[-1], side="right"))
