"""Queries over arrays give what Whoosh's own searcher gives, on small random archives."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as q
from whoosh.scoring import BaseScorer, WeightingModel

from index.generation import IndexDirectory
from index.reader import StoredIndex
from search.deadline import Deadline
from search.errors import SearchTimeoutError
from search.execution import Executor, Matches, member
from search.postings import PostingsStore
from search.ranking import K1, SCORED_FIELDS, Collection
from tests.archives import Story, Told, publish

WORDS = ["tide", "clock", "bridge", "hum", "boat"]
DATES = [None, "2031-05-01", "2031-05-02", "2031-06-01"]


class PlainScorer(BaseScorer):  # type: ignore[misc]
    """BM25 of one posting, by the formula in Robertson & Zaragoza, with Lucene's idf."""

    def __init__(self, collection: Collection, field: str, with_term: int) -> None:
        self.collection = collection
        self.b = SCORED_FIELDS.get(field)
        self.idf = math.log(1 + (len(collection.lengths) - with_term + 0.5) / (with_term + 0.5))

    def supports_block_quality(self) -> bool:
        return False

    def score(self, matcher: Any) -> float:
        if self.b is None:
            return 0.0
        length = float(self.collection.lengths[matcher.id()]) / self.collection.average
        frequency = matcher.weight()
        return self.idf * frequency * (K1 + 1) / (frequency + K1 * (1 - self.b + self.b * length))


class PlainRanking(WeightingModel):  # type: ignore[misc]
    def __init__(self, collection: Collection) -> None:
        self.collection = collection

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> PlainScorer:
        return PlainScorer(self.collection, fieldname, searcher.doc_frequency(fieldname, text))


def plain_whoosh(stored: StoredIndex, query: q.Query) -> dict[int, float]:
    collection = Collection.of(stored.columns["length"])
    with stored._whoosh.searcher(weighting=PlainRanking(collection)) as searcher:
        return {hit.docnum: hit.score for hit in searcher.search(query, limit=None)}


def reference(stored: StoredIndex, node: q.Query) -> dict[int, float]:
    """Whoosh's answer to a tree without negation; above a negation, plain set operations on such answers.

    Whoosh 2.7.4's own matchers of negations raise IndexError or keep what they should take away in corner cases.
    """
    if not any(isinstance(child, q.Not) for child in descendants(node)):
        return plain_whoosh(stored, node)
    if isinstance(node, q.ConstantScoreQuery):
        return dict.fromkeys(reference(stored, node.child), node.score)
    wanted = [reference(stored, child) for child in node if not isinstance(child, q.Not)]
    unwanted = [reference(stored, child.query) for child in node if isinstance(child, q.Not)]
    combine = set.union if isinstance(node, q.Or) else set.intersection
    numbers = combine(*map(set, wanted)).difference(*unwanted)
    return {number: sum(found.get(number, 0.0) for found in wanted) for number in numbers}


def descendants(node: q.Query) -> Iterator[q.Query]:
    yield node
    for child in node.children():
        yield from descendants(child)


def executor(stored: StoredIndex, milliseconds: int = 60_000) -> Executor:
    collection = Collection.of(stored.columns["length"])
    store = PostingsStore(stored)
    return Executor(store, stored.open_postings(), collection, stored.columns["date"], str, Deadline(milliseconds))


def as_dict(matches: Matches) -> dict[int, float]:
    return dict(zip(matches.numbers.tolist(), matches.scores.tolist(), strict=True))


terms = st.builds(q.Term, st.sampled_from(["text", "title"]), st.sampled_from([*WORDS, "absent"]))
phrases = st.builds(q.Phrase, st.just("text"), st.lists(st.sampled_from(WORDS), min_size=2, max_size=3))
days = st.sampled_from(["20310501", "20310502", "20310601", "20310602"])
date_ranges = st.builds(lambda first, last: q.TermRange("date", min(first, last), max(first, last)), days, days)
leaves = st.one_of(terms, phrases, date_ranges.map(lambda node: q.ConstantScoreQuery(node, 1.0)))


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
    index = publish(tmp_path_factory.mktemp("index"), archive)
    stored = StoredIndex(IndexDirectory(index).current())
    for query in given_queries:
        assert as_dict(executor(stored).evaluate(query)) == pytest.approx(reference(stored, query), abs=1e-4)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> StoredIndex:
    story = Story("s", (Told("The tide is late"), Told("The clock is early"), Told("Tide and clock agree")))
    return StoredIndex(IndexDirectory(publish(tmp_path_factory.mktemp("index"), [story])).current())


def test_every_matches_all_and_not_takes_away(stored: StoredIndex) -> None:
    assert as_dict(executor(stored).evaluate(q.Every())) == {0: 0.0, 1: 0.0, 2: 0.0}
    assert executor(stored).evaluate(q.Not(q.Term("text", "tide"))).numbers.tolist() == [1]


def test_a_phrase_needs_its_words_in_order(stored: StoredIndex) -> None:
    assert executor(stored).evaluate(q.Phrase("text", ["tide", "is"])).numbers.tolist() == [0]
    assert not len(executor(stored).evaluate(q.Phrase("text", ["is", "tide"])))


def test_nothing_matches_the_null_query(stored: StoredIndex) -> None:
    assert not len(executor(stored).evaluate(q.NullQuery))


def test_a_search_out_of_time_is_ended(stored: StoredIndex) -> None:
    with pytest.raises(SearchTimeoutError, match="takes longer than 0 seconds"):
        executor(stored, milliseconds=0).evaluate(q.Every())


def test_postings_are_read_once_and_kept(stored: StoredIndex) -> None:
    store = PostingsStore(stored)
    with store.reader() as reader:
        first = store.postings(reader, "text", "tide", Deadline(60_000))
        assert store.postings(reader, "text", "tide", Deadline(60_000)) is first
    assert first.numbers.tolist() == [0, 2]


def test_words_that_stand_nowhere_are_not_kept(stored: StoredIndex) -> None:
    store = PostingsStore(stored)
    with store.reader() as reader:
        for number in range(100):
            store.postings(reader, "text", f"nowhere{number}", Deadline(60_000))
    assert not store._kept


@given(st.sets(st.integers(0, 50)), st.sets(st.integers(0, 50)))
def test_member_is_set_membership(numbers: set[int], among: set[int]) -> None:
    asked, sorted_among = np.array(sorted(numbers), np.int64), np.array(sorted(among), np.int64)
    assert member(asked, sorted_among).tolist() == [number in among for number in sorted(numbers)]
