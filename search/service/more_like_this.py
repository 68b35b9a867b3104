"""More like this: paragraphs that share the most telling words of one.

A word tells the more of a paragraph the more often it stands there and the fewer others have it: tf·idf (Manning,
Raghavan & Schütze 2008, Introduction to Information Retrieval, 6.2.2), with the sublinear tf of 6.4.1.  The words of
the greatest weight become a query, any of them, each as heavy as it stands often; the engine's ranking does the rest.
A paragraph that shares too little of them is not like it, however good it is among the others.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice
from math import log, log1p

from index.analysis.analyzer import stem, words
from search.engine.protocol import Match, Snapshot, WeightedTerm
from search.limits import Deadline
from search.query import Word
from search.results import SimilarPage
from search.service.hits import hits_of, hits_without_score

WORDS_READ, CHARACTERS_READ = 2_000, 40_000
"""Words at the beginning of a paragraph, and characters that hold them, among which the telling ones are sought."""
TELLING_WORDS = 12
MOST_POSTINGS = 150_000
"""Postings of all telling words together: a bound of the time, of a few milliseconds."""
LEAST_LIKENESS = 0.1
"""The share of the paragraph's own score that another one must reach."""
COPIES_PASSED_OVER = 20
"""Paragraphs of the very same words that may stand among the best and are not shown."""


@dataclass(frozen=True, slots=True)
class TellingWord:
    """A word as it first stands in a paragraph, its index term, and how often that stands there."""

    word: str
    term: str
    frequency: int


def similar(snapshot: Snapshot, article_id: str, ordinal: int, limit: int, deadline: Deadline) -> SimilarPage | None:
    """Return a paragraph and at most `limit` paragraphs like it; None where there is no such paragraph."""
    ref = snapshot.paragraph(article_id, ordinal)
    if ref is None:
        return None
    found = snapshot.paragraphs([ref])
    text = found[0].paragraph.text
    telling = telling_words(text, snapshot)
    weighted = [WeightedTerm(one.term, 1 + log(one.frequency)) for one in telling]
    alike = snapshot.like(ref, weighted, LEAST_LIKENESS, limit + COPIES_PASSED_OVER, deadline)
    chosen = list(islice(_without_copies(snapshot, alike, text), limit))
    marked = tuple(Word("text", one.word) for one in telling)
    [paragraph] = hits_without_score(snapshot, found, marked, deadline.check)
    told = tuple(one.word for one in telling)
    return SimilarPage(paragraph, told, hits_of(snapshot, chosen, marked, deadline.check), snapshot.info.generation)


def telling_words(text: str, snapshot: Snapshot) -> tuple[TellingWord, ...]:
    """Return the words of a text with the greatest tf·idf in an archive, greatest first.

    Left out are function words, words that stand in no other paragraph, and what would bring the postings of all above
    MOST_POSTINGS.
    """
    found = words(text[:CHARACTERS_READ])[:WORDS_READ]
    first: dict[str, str] = {}
    for word in found:
        first.setdefault(stem(word), word)
    frequencies = Counter(map(stem, found))
    holders = dict(zip(first, snapshot.document_frequencies("text", list(first)), strict=True))
    paragraphs = snapshot.info.counts["paragraphs"]

    def weight(term: str) -> float:
        inverse = log1p((paragraphs - holders[term] + 0.5) / (holders[term] + 0.5))
        return (1 + log(frequencies[term])) * inverse

    chosen: list[TellingWord] = []
    room = MOST_POSTINGS
    candidates = (term for term, word in first.items() if holders[term] > 1 and word not in function_words())
    for term in sorted(candidates, key=weight, reverse=True):
        if holders[term] <= room:
            room -= holders[term]
            chosen.append(TellingWord(first[term], term, frequencies[term]))
        if len(chosen) == TELLING_WORDS:
            break
    return tuple(chosen)


@cache
def function_words() -> frozenset[str]:
    """Return words that tell nothing, rare as some are in a small archive."""
    lines = (resources.files("search.service") / "data" / "function_words.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def _without_copies(snapshot: Snapshot, found: Sequence[Match], text: str) -> Iterator[Match]:
    """Yield what was found, passing over what has the same text as the paragraph, or as one before."""
    seen = {_squeezed(text)}
    for match in found:
        spelled = _squeezed(snapshot.paragraphs([match.ref])[0].paragraph.text)
        if spelled not in seen:
            seen.add(spelled)
            yield match


def _squeezed(text: str) -> str:
    return " ".join(text.split())
