"""Articles as what is found: which have all the words, and how they are ranked."""

import math
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.analysis.bm25 import PARAGRAPH, WHOLE_TEXT
from search.archive import Archive
from search.request import SearchRequest
from search.results import SearchPage
from tests.archives import Story, Told, archive_of, texts

WORDS = ["tide", "clock", "bridge", "hum", "boat"]

Paragraphs = list[list[str]]
some_paragraphs = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=1, max_size=4)
archives = st.lists(some_paragraphs, min_size=1, max_size=6)


def by_article(archive: Archive, query: str, **filters: Any) -> SearchPage:
    return archive.search(SearchRequest(query, group="article", **filters))


def bm25(documents: list[list[str]], words: list[str], k1: float, b: float) -> list[float]:
    average = sum(map(len, documents)) / len(documents)
    scores = []
    for document in documents:
        norm = k1 * (1 - b + b * len(document) / average)
        score = 0.0
        for word in words:
            holders = sum(word in other for other in documents)
            idf = math.log(1 + (len(documents) - holders + 0.5) / (holders + 0.5))
            frequency = Counter(document)[word]
            score += idf * frequency * (k1 + 1) / (frequency + norm)
        scores.append(score)
    return scores


def of_greatest(scores: list[float]) -> list[float]:
    return [score / (max(scores) or 1) for score in scores]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(archives, st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True))
def test_an_article_is_ranked_by_its_best_paragraph_and_its_whole_text(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Paragraphs], words: list[str]
) -> None:
    stories = [
        Story(str(number), tuple(Told(" ".join(paragraph)) for paragraph in paragraphs))
        for number, paragraphs in enumerate(articles)
    ]
    page = by_article(archive_of(tmp_path_factory.mktemp("index"), *stories), " ".join(words))

    of_paragraphs = iter(bm25([paragraph for paragraphs in articles for paragraph in paragraphs], words, *PARAGRAPH))
    best = of_greatest([max(next(of_paragraphs) for _ in paragraphs) for paragraphs in articles])
    in_all = bm25([sum(paragraphs, []) for paragraphs in articles], words, *WHOLE_TEXT)  # noqa: RUF017
    whole = of_greatest(in_all)
    expected = {
        str(number): (best[number] + whole[number]) / 2
        for number, paragraphs in enumerate(articles)
        if set(words) & set().union(*paragraphs)
    }
    assert {hit.article.id: hit.score for hit in page.results} == pytest.approx(expected, abs=1e-3)
    full = [number for number, paragraphs in enumerate(articles) if set(words) <= set().union(*paragraphs)]
    assert page.total == len(full)
    assert [not hit.missing for hit in page.results] == [True] * len(full) + [False] * (len(expected) - len(full))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return archive_of(
        tmp_path_factory.mktemp("index"),
        texts("The tide is late", "The clock is early", id="apart", date="2031-05-01"),
        texts("Tide and clock agree", id="together", date="2031-05-02"),
        texts("Only a tide", id="one", date="2031-05-03"),
    )


def test_words_may_stand_in_different_paragraphs_of_an_article(archive: Archive) -> None:
    assert archive.search(SearchRequest("tide clock")).total == 1
    assert by_article(archive, "tide clock").total == 2


def test_an_article_without_one_of_the_words_follows_and_says_so(archive: Archive) -> None:
    last = by_article(archive, "tide clock").results[-1]
    assert (last.article.id, last.missing) == ("one", ("clock",))


def test_what_is_required_is_required_of_the_paragraph(archive: Archive) -> None:
    assert by_article(archive, "tide clock", date_from="2031-05-02").total == 1
    assert by_article(archive, "(late OR agree) tide").total == 2
    assert by_article(archive, "(late OR agree) clock").total == 1


def test_without_words_all_articles_are_found_newest_first(archive: Archive) -> None:
    assert [hit.article.id for hit in by_article(archive, "").results] == ["one", "together", "apart"]
