"""What queries are drawn from: how many paragraphs have each term, source, country and day, and a sample of bigrams."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

from benchmarks.engine.stories import Story
from index.analysis.analyzer import terms, words

BIGRAMS_KEPT = 20_000
"""Two terms in a row, one such pair of each of so many paragraphs, which are a uniform sample of all."""


@dataclass
class Frequencies:
    """Counts over all paragraphs.  A paragraph's bigram is drawn from all its pairs, the paragraphs are a sample by
    Vitter's algorithm R (1985)."""

    paragraphs: int = 0
    terms: Counter[str] = field(default_factory=Counter)
    words_of: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The words that a term stands for."""
    sources: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    days: Counter[str] = field(default_factory=Counter)
    """ISO days."""
    bigrams: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, stories: Iterable[Story], seed: int) -> Self:
        """Count what is in the stories."""
        counted = cls()
        for _ in counted.counting(stories, seed):
            pass
        return counted

    def counting(self, stories: Iterable[Story], seed: int) -> Iterator[Story]:
        """Pass stories on, counting what is in them."""
        numbers = random.Random(seed)
        for story in stories:
            size = len(story.passages)
            self.sources[story.source] += size
            if story.date:
                self.days[story.date] += size
            for passage in story.passages:
                tokens = passage.tokens.split()
                self.terms.update(set(tokens))
                for word, term in zip(words(passage.text), tokens, strict=True):
                    self.words_of[term].add(word)
                self.countries.update(passage.countries)
                self._sample(tokens, numbers)
                self.paragraphs += 1
            yield story

    def _sample(self, tokens: list[str], numbers: random.Random) -> None:
        if len(tokens) < 2:
            return
        at = numbers.randrange(len(tokens) - 1)
        bigram = (tokens[at], tokens[at + 1])
        if len(self.bigrams) < BIGRAMS_KEPT:
            self.bigrams.append(bigram)
        elif (place := numbers.randrange(self.paragraphs + 1)) < BIGRAMS_KEPT:
            self.bigrams[place] = bigram

    def typed(self, term: str) -> str | None:
        """Return a word that is read as this term wherever it is typed; None where there is none.

        The shortest of its words.
        """
        candidates = sorted(self.words_of[term], key=lambda word: (len(word), word))
        return next((word for word in candidates if terms(word) == [term]), None)
