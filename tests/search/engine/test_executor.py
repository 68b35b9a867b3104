"""Queries over arrays give what Whoosh's own searcher gives, on small random archives."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from whoosh import query as q
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import IndexReader
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.searching import Searcher

from index.store.generation import IndexDirectory
from index.store.reader import StoredIndex
from index.store.whoosh_codec import ArrayCodec, segments_of
from index.store.whoosh_codec.schema import schema
from search.engine.embedded.bm25 import SCORED_FIELDS, Collection
from search.engine.embedded.docsets import Scratch
from search.engine.embedded.executor import Executor
from search.engine.embedded.postings import NO_NUMBERS, Postings
from search.engine.embedded.sieves import holds
from search.engine.embedded.top_k import Matches
from search.errors import SearchTimeoutError
from search.limits import Deadline
from tests.archives import Story, Told, publish

WORDS = ["tide", "clock", "bridge", "hum", "boat"]
DATES = [None, "2031-05-01", "2031-05-02", "2031-06-01"]


@dataclass(frozen=True)
class Indexed:
    """Any Whoosh index, and what Dateline knows of its paragraphs by number."""

    reader: IndexReader
    lengths: NDArray[np.uint32]
    dates: NDArray[np.uint32]
    articles: NDArray[np.uint32]


class PlainScorer(BaseScorer):  # type: ignore[misc]
    """BM25 of one posting, by the formula in Robertson & Zaragoza, with Lucene's idf."""

    def __init__(self, lengths: NDArray[np.uint32], searcher: Any, field: str, with_term: int) -> None:
        self.searcher, self.average = searcher, float(lengths.mean())
        self.parameters = SCORED_FIELDS.get(field)
        self.idf = math.log(1 + (len(lengths) - with_term + 0.5) / (with_term + 0.5))

    def supports_block_quality(self) -> bool:
        return False

    def max_quality(self) -> float:
        return math.inf

    def block_quality(self, matcher: Any) -> float:
        return math.inf

    def score(self, matcher: Any) -> float:
        if self.parameters is None:
            return 0.0
        k1, b = self.parameters
        length: float = self.searcher.doc_field_length(matcher.id(), "text") / self.average
        frequency: float = matcher.weight()
        return self.idf * frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * length))


class PlainRanking(WeightingModel):  # type: ignore[misc]
    def __init__(self, lengths: NDArray[np.uint32]) -> None:
        self.lengths = lengths

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> PlainScorer:
        with_term = len(list(searcher.get_parent().reader().postings(fieldname, text).all_ids()))
        return PlainScorer(self.lengths, searcher, fieldname, with_term)


def plain_whoosh(indexed: Indexed, query: q.Query) -> dict[int, float]:
    searcher = Searcher(indexed.reader, weighting=PlainRanking(indexed.lengths))
    return {hit.docnum: hit.score for hit in searcher.search(query, limit=None)}


def reference(indexed: Indexed, node: q.Query) -> dict[int, float]:
    """Whoosh's answer to a tree without negation; above a negation, plain set operations on such answers.

    Whoosh 2.7.4's own matchers of negations raise IndexError or keep what they should take away in corner cases.
    """
    if not any(isinstance(child, q.Not) for child in descendants(node)):
        return plain_whoosh(indexed, node)
    if isinstance(node, q.ConstantScoreQuery):
        return dict.fromkeys(reference(indexed, node.child), node.score)
    wanted = [reference(indexed, child) for child in node if not isinstance(child, q.Not)]
    unwanted = [reference(indexed, child.query) for child in node if isinstance(child, q.Not)]
    combine = set.union if isinstance(node, q.Or) else set.intersection
    numbers = combine(*map(set, wanted)).difference(*unwanted)
    return {number: sum(found.get(number, 0.0) for found in wanted) for number in numbers}


def descendants(node: q.Query) -> Iterator[q.Query]:
    yield node
    for child in node.children():
        yield from descendants(child)


def executor(indexed: Indexed, milliseconds: int = 60_000) -> Executor:
    postings, collection = Postings(segments_of(indexed.reader)), Collection.of(indexed.lengths, len(indexed.lengths))
    scratch = Scratch(len(indexed.lengths))
    return Executor(
        postings,
        collection,
        indexed.dates,
        {},
        lambda article, ordinal: NO_NUMBERS,
        lambda firsts: firsts,
        scratch,
        Deadline(milliseconds),
    )


def of_generation(index: Path) -> Indexed:
    stored = StoredIndex(IndexDirectory(index).current())
    columns = stored.columns
    return Indexed(stored.whoosh, columns["length"], columns["date"], columns["article"])


def as_dict(matches: Matches) -> dict[int, float]:
    return dict(zip(matches.numbers.tolist(), matches.scores.tolist(), strict=True))


terms = st.builds(q.Term, st.sampled_from(["text", "title"]), st.sampled_from([*WORDS, "absent"]))
phrases = st.builds(q.Phrase, st.just("text"), st.lists(st.sampled_from(WORDS), min_size=2, max_size=3))
endless = st.builds(lambda word, often: q.Phrase("text", [word] * often), st.sampled_from(WORDS), st.integers(2, 9))
days = st.sampled_from(["20310501", "20310502", "20310601", "20310602"])
date_ranges = st.builds(lambda first, last: q.TermRange("date", min(first, last), max(first, last)), days, days)
leaves = st.one_of(terms, phrases, endless, date_ranges.map(lambda node: q.ConstantScoreQuery(node, 1.0)))


def connect(children: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    some = st.lists(children, min_size=2, max_size=3)
    return st.one_of(
        st.builds(q.Or, some),
        st.builds(q.And, some),
        st.builds(lambda wanted, unwanted: q.And([wanted, q.Not(unwanted)]), children, children),
        st.builds(lambda child: q.ConstantScoreQuery(child, 2.0), children),
    )


queries = st.recursive(leaves, connect, max_leaves=6)
paragraphs = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(lambda words: Told(" ".join(words)))
stories = st.builds(
    lambda told, title, date: (tuple(told), " ".join(title), date),
    st.lists(paragraphs, min_size=1, max_size=4),
    st.lists(st.sampled_from(WORDS), max_size=2),
    st.sampled_from(DATES),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(stories, min_size=1, max_size=5), st.lists(queries, min_size=1, max_size=8))
def test_matches_and_scores_are_those_of_plain_whoosh(
    tmp_path_factory: pytest.TempPathFactory, given_stories: list[Any], given_queries: list[q.Query]
) -> None:
    archive = [Story(f"s{n}", told, title, date) for n, (told, title, date) in enumerate(given_stories)]
    indexed = of_generation(publish(tmp_path_factory.mktemp("index"), archive))
    every = np.arange(len(indexed.lengths), dtype=np.uint32)
    for query in given_queries:
        matches = executor(indexed).evaluate(query)
        assert as_dict(matches) == pytest.approx(reference(indexed, query), abs=1e-4)
        assert every[holds(executor(indexed), query, every)].tolist() == matches.numbers.tolist()
        assert holds(executor(indexed), query, every[::2]).tolist() == np.isin(every[::2], matches.numbers).tolist()


@dataclass(frozen=True)
class Document:
    words: tuple[str, ...]
    title: tuple[str, ...]
    date: str


def written_by_whoosh(folder: Path, segments: list[list[Document]], deleted: set[int]) -> Indexed:
    """An index of several segments, with deletions, made by Whoosh's own writer."""
    index = FileStorage(str(folder)).create_index(schema())
    for documents in segments:
        writer = index.writer(codec=ArrayCodec())
        for document in documents:
            writer.add_document(text=" ".join(document.words), title=" ".join(document.title), date=document.date)
        writer.commit(merge=False)
    documents = [document for segment in segments for document in segment]
    writer = index.writer(codec=ArrayCodec())
    for number in deleted:
        if number < len(documents):
            writer.delete_document(number)
    writer.commit(merge=False)
    lengths = np.array([len(document.words) for document in documents], np.uint32)
    dates = np.array([int(document.date) for document in documents], np.uint32)
    return Indexed(index.reader(), lengths, dates, np.arange(len(documents), dtype=np.uint32))


some_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(tuple)
documents = st.builds(Document, some_words, some_words, days)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(documents, min_size=1, max_size=5), min_size=1, max_size=3),
    st.sets(st.integers(0, 12), max_size=4),
    st.lists(queries, min_size=1, max_size=6),
)
def test_segments_and_deletions_are_searched_as_whoosh_does(
    tmp_path_factory: pytest.TempPathFactory,
    segments: list[list[Document]],
    deleted: set[int],
    given_queries: list[q.Query],
) -> None:
    indexed = written_by_whoosh(tmp_path_factory.mktemp("index"), segments, deleted)
    for query in given_queries:
        assert as_dict(executor(indexed).evaluate(query)) == pytest.approx(reference(indexed, query), abs=1e-4)


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    story = Story("s", (Told("The tide is late"), Told("The clock is early"), Told("Tide and clock agree")))
    return of_generation(publish(tmp_path_factory.mktemp("index"), [story]))


def test_every_matches_all_and_not_takes_away(indexed: Indexed) -> None:
    assert as_dict(executor(indexed).evaluate(q.Every())) == {0: 0.0, 1: 0.0, 2: 0.0}
    assert executor(indexed).evaluate(q.Not(q.Term("text", "tide"))).numbers.tolist() == [1]


def test_a_phrase_needs_its_words_in_order(indexed: Indexed) -> None:
    assert executor(indexed).evaluate(q.Phrase("text", ["tide", "is"])).numbers.tolist() == [0]
    assert not len(executor(indexed).evaluate(q.Phrase("text", ["is", "tide"])))


def test_nothing_matches_the_null_query(indexed: Indexed) -> None:
    assert not len(executor(indexed).evaluate(q.NullQuery))


def test_a_search_out_of_time_is_ended(indexed: Indexed) -> None:
    with pytest.raises(SearchTimeoutError, match="takes longer than 0 seconds"):
        executor(indexed, milliseconds=0).evaluate(q.Every())
