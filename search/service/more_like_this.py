"""Paragraphs like a paragraph: those that share its most telling words.

A word tells the more of a paragraph the more often it stands there and the fewer others have it: tf·idf (Manning,
Raghavan & Schütze 2008, Introduction to Information Retrieval, 6.2.2), with the sublinear tf of 6.4.1.  The words of
the greatest weight become a query, any of them, each as heavy as it stands often; BM25 does the rest.  A paragraph that
shares too little of them is not like it, however good it is among the others.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from whoosh import query as q
from whoosh.lang.stopwords import stoplists

from index.analysis.analyzer import stem, words
from index.store.columns import Codes
from search.engine.embedded.bm25 import inverse_document_frequency
from search.engine.embedded.executor import Executor
from search.engine.embedded.postings import Postings
from search.engine.embedded.top_k import Matches, select
from search.query import ParsedQuery, Word, any_of

WORDS_READ = 2_000
"""Words at the beginning of a paragraph among which the telling ones are sought."""


TELLING_WORDS = 12


MOST_POSTINGS = 150_000
"""Postings of all telling words together: a bound of the time, of a few milliseconds."""


FUNCTION_WORDS: frozenset[str] = stoplists["en"]
"""Snowball's list: rare as some are in a small archive, they tell nothing."""


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


def telling_words(text: str, postings: Postings, paragraphs: int) -> tuple[TellingWord, ...]:
    """Return the words of a text with the greatest tf·idf in an archive of so many paragraphs, greatest first.

    Left out are function words, words that stand in no other paragraph, and what would bring the postings of all above
    MOST_POSTINGS.
    """
    found = words(text)[:WORDS_READ]
    first: dict[str, str] = {}
    for word in found:
        first.setdefault(stem(word), word)
    frequencies = Counter(map(stem, found))
    holders = {term: postings.doc_frequency("text", term) for term in first}

    def weight(term: str) -> float:
        return (1 + log(frequencies[term])) * inverse_document_frequency(paragraphs, holders[term])

    chosen: list[TellingWord] = []
    room = MOST_POSTINGS
    candidates = (term for term, word in first.items() if holders[term] > 1 and word not in FUNCTION_WORDS)
    for term in sorted(candidates, key=weight, reverse=True):
        if holders[term] <= room:
            room -= holders[term]
            chosen.append(TellingWord(first[term], term, frequencies[term]))
        if len(chosen) == TELLING_WORDS:
            break
    return tuple(chosen)


def marking(telling: Sequence[TellingWord]) -> ParsedQuery:
    """Return the query by which the words are marked."""
    return ParsedQuery(any_of(Word("text", one.word) for one in telling) if telling else None)


def find_similar(telling: Sequence[TellingWord], number: int, executor: Executor, dates: Codes, wanted: int) -> Matches:
    """Return, the most alike first, paragraphs that share telling words of the paragraph `number`, without itself: as
    many as are `wanted` and a few more, for copies of it are among them."""
    terms = [q.Term("text", one.term, boost=1 + log(one.frequency)) for one in telling]
    matches = executor.evaluate(q.Or(terms))
    own = matches.scores[matches.numbers == number].max(initial=0.0)
    others = matches.only((matches.numbers != number) & (matches.scores >= own * LEAST_LIKENESS))
    return select(others, dates, "relevance", 0, wanted + COPIES_PASSED_OVER)


def without_copies(found: Matches, text: str, text_of: Callable[[int], str], wanted: int) -> list[tuple[int, float]]:
    """Return (number, score) of the first that are `wanted`, passing over what has the same text as the paragraph, or
    as one before."""
    seen = {_squeezed(text)}
    kept: list[tuple[int, float]] = []
    for number, score in zip(found.numbers.tolist(), found.scores.tolist(), strict=True):
        if len(kept) == wanted:
            break
        spelled = _squeezed(text_of(number))
        if spelled not in seen:
            seen.add(spelled)
            kept.append((number, score))
    return kept


def paragraph_number(postings: Postings, ordinals: Codes, article_id: str, ordinal: int) -> int | None:
    """Return the number of a paragraph by its article's id and its place in it, from 1; None where there is none."""
    numbers = postings.of("article", article_id).numbers
    if not 1 <= ordinal <= len(ordinals):
        return None
    at = np.flatnonzero(ordinals[numbers] == ordinal)
    return int(numbers[at[0]]) if len(at) else None


def _squeezed(text: str) -> str:
    return " ".join(text.split())
