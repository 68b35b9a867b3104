"""One archive in both engines: the same totals, facets and paragraphs, in the same order but for what scores alike.

Compared are the sample and 20,000 paragraphs of the corpora, by a query of every kind of the language, and by such as
Hypothesis makes up.
"""

import gzip
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, groupby, islice
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.pipeline.rebuild import rebuild
from search.archive import Archive
from search.engine.embedded.engine import EmbeddedEngine
from search.engine.opensearch.engine import OpenSearchEngine
from search.engine.protocol import Engine, Match
from search.fields import FILTERS
from search.limits import Deadline, Limits
from search.query.planner import Planner
from search.request import CountedBy, SearchRequest
from search.results import NO_COPIES, ArticleSummary, Hit
from tests.cluster.cluster import Cluster
from tests.conftest import PROJECT
from tests.search.engine.in_cluster import UNHURRIED, Archives

pytestmark = [pytest.mark.cluster, pytest.mark.slow]

EVERY = 14
"""So many articles of the corpus are passed over for each that is taken: 20,000 paragraphs are left."""
ALIKE = 0.05
"""By so much of a score the engines may differ: the cluster keeps lengths to four binary digits.  What two speakers of
a paragraph said it scores twice."""
ALIKE_OF_DIVIDED_ARTICLES = 0.5
"""The same of articles in several shards, whose best paragraph scores by how many paragraphs of its own shard have a
word: in a small archive up to a third apart."""
TOP = 10
LOOKED_AT = 200
"""Matches among which the best of the other engine must be, with a score like theirs."""


@dataclass(frozen=True)
class Both:
    """An archive in both engines."""

    embedded: Archive
    cluster: Archive
    engines: tuple[Engine, Engine]
    shards: int
    """Of the one in the cluster."""

    @property
    def archives(self) -> tuple[Archive, Archive]:
        return self.embedded, self.cluster


def both(paths: Sequence[Path], folder: Path, archives: Archives, shards: int) -> Iterator[Both]:
    """Make an archive of files in both engines, in the cluster in so many shards; remove it from there afterwards."""
    address = archives.named(f"test-{uuid4().hex}")
    rebuild(paths, folder / "index")
    with patch.dict(os.environ, {"DATELINE_OPENSEARCH_SHARDS": str(shards), "DATELINE_OPENSEARCH_REPLICAS": "0"}):
        rebuild(paths, address)
    engines = EmbeddedEngine(folder / "index"), OpenSearchEngine(address)
    yield Both(Archive(folder / "index", UNHURRIED), Archive(address, UNHURRIED), engines, shards)
    archives.close()


@pytest.fixture(scope="module")
def sample_in_both(node: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("sample")
    yield from both([PROJECT / "examples" / "articles"], folder, Archives(node.addresses), shards=1)


@pytest.fixture(scope="module")
def news_in_both(shared: Path, node: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("news")
    news = folder / "news.jsonl"
    with gzip.open(shared / "corpora" / "news-modern.jsonl.gz", "rt", encoding="utf-8") as lines:
        news.write_text("".join(islice(lines, 0, None, EVERY)), encoding="utf-8")
    yield from both([news], folder, Archives(node.addresses), shards=3)


WORDS = ("government", "police", "the weather", "harbour clock", "war ministers", "reported that two", "winter")
KINDS = (
    "",
    *WORDS,
    '"said that"',
    '"reported"',
    '"the government of"',
    "minister OR harbour",
    "government -police",
    "(minister OR president) -(war OR peace)",
    "govern*",
    "min?ster",
    "harbo*r",
    "goverment~",
    "winter~1",
    "police NEAR/5 said",
    '"prime minister" NEAR/10 said',
    "speaker:president",
    "speaker:m*",
    "speaker:sm?th",
    "speaker:jonson~",
    "said:we",
    'said:"we are"',
    "said:govern*",
    "said:(we NEAR/3 not)",
    "speaker:minister said:we",
    "speaker:(president OR minister) said:(war OR peace)",
    "speaker:m* -said:we",
    "speaker:m* said:(we OR (not -war))",
    "location:london",
    'location:"united states"',
    "location:l*",
    "country:us -location:london",
    "demonym:british",
    "source:times",
    "source:t*",
    "title:government",
    "title:govern*",
    "title:min?ster",
    "title:war police",
    "date:2020",
    "date:>2019-06-01 police",
    "date:..2019-06-01",
    "NOT date:2020",
    "language:english winter",
    "text:war location:russia said:we",
    "nobodywrotethis",
    "police nobodywrotethis",
)
"""Queries of every kind of the language."""
WAYS: Mapping[str, dict[str, Any]] = {
    "paragraphs": {},
    "articles": {"group": "article"},
    "origins": {"group": "origin"},
    "newest": {"sort": "newest"},
    "oldest, by name": {"sort": "oldest", "by": "name"},
    "days": {"date_from": "2019-01-01", "date_to": "2021-12-31"},
    "undated": {"undated": "only"},
    "of a source and a place": {"sources": ("CNN (Web News)",), "locations": ("London",)},
    "each copy": {"copies": "each"},
}
"""How they are asked."""
EACH = [(query, ("paragraphs", way)) for query, way in zip(KINDS, cycle([*WAYS][1:]), strict=False)]
"""Each is asked for its paragraphs, and in one of the other ways."""


@pytest.mark.parametrize(("query", "ways"), EACH)
def test_the_sample_is_the_same_in_both(sample_in_both: Both, query: str, ways: Sequence[str]) -> None:
    for way in ways:
        require_same(sample_in_both, SearchRequest(query, **WAYS[way]))


@pytest.mark.shared
@pytest.mark.parametrize(("query", "ways"), EACH)
def test_the_news_are_the_same_in_both(news_in_both: Both, query: str, ways: Sequence[str]) -> None:
    for way in ways:
        require_same(news_in_both, SearchRequest(query, **WAYS[way]))


@pytest.mark.shared
@pytest.mark.parametrize("query", ["", "said:we", "police", "speaker:m*"])
@pytest.mark.parametrize("group", ["paragraph", "article", "origin"])
@pytest.mark.parametrize("by", [("speaker",), ("date",), ("location", "source"), ("speaker", "date"), ("country",)])
def test_combinations_are_counted_alike(news_in_both: Both, query: str, group: str, by: tuple[CountedBy, ...]) -> None:
    request = SearchRequest(query, group=group)  # type: ignore[arg-type]
    own, other = (archive.counts(request, by, "month", 10_000) for archive in news_in_both.archives)
    assert own == other


@pytest.mark.shared
def test_values_become_filters_alike(news_in_both: Both) -> None:
    facets = news_in_both.embedded.search(SearchRequest()).facets
    for field in FILTERS:
        for facet in facets.of(field)[:5]:
            require_same(news_in_both, SearchRequest("said:we").choosing(field, (facet.value,)))


@pytest.mark.shared
def test_articles_are_the_same_in_both(news_in_both: Both) -> None:
    own, other = (
        {one.article.id: replace(one, article=timeless(one.article)) for one in archive.articles()}
        for archive in news_in_both.archives
    )
    assert own == other
    for article_id in islice(own, 50):
        shown, shown_too = (whole(archive, article_id) for archive in news_in_both.archives)
        assert shown == shown_too


def whole(archive: Archive, article_id: str) -> list[Hit]:
    """Return all paragraphs of an article, as they are shown."""
    page = archive.article(article_id, "police said")
    assert page is not None
    return [replace(hit, article=timeless(hit.article), copies=NO_COPIES) for hit in page.paragraphs]


def timeless(article: ArticleSummary) -> ArticleSummary:
    """Leave out when an article was read, which the two archives were at different times."""
    return replace(article, provenance=article.provenance._replace(time=0))


words = st.sampled_from(["police", "war", "gover*", '"said"', '"prime minister"', "wat?r", "peopl~1", "speaker:m*"])
fields = st.sampled_from(["said:we", "said:not", "speaker:president", "location:london", "country:us", "date:2020"])
leaves = words | fields | st.sampled_from(["title:war", "source:t*", "police NEAR/3 said"])


def connected(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(children, min_size=2, max_size=3)
    return (
        some.map(lambda those: f"({' OR '.join(those)})")
        | some.map(lambda those: f"({' '.join(those)})")
        | children.map(lambda one: f"-({one})")
    )


@pytest.mark.shared
@given(query=st.recursive(leaves, connected, max_leaves=6), way=st.sampled_from(sorted(WAYS)))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_query_finds_the_same_in_both(news_in_both: Both, query: str, way: str) -> None:
    require_same(news_in_both, SearchRequest(query, **WAYS[way]))


def require_same(archive: Both, request: SearchRequest) -> None:
    """Ask both engines, and compare all that is promised."""
    own, other = (one.search(request, with_choices=True) for one in archive.archives)
    for told in ("total", "articles", "origins", "suggestion", "notices"):
        assert getattr(own, told) == getattr(other, told), told
    assert own.facets.date == other.facets.date
    assert own.facets.undated == other.facets.undated
    for field in FILTERS:
        first, second = (one.values(request, field, 1_000) for one in archive.archives)
        assert first.total == second.total
        assert above_the_last(first.values) == above_the_last(second.values), field
    assert archive.embedded.places(request, 50).total == archive.cluster.places(request, 50).total
    by_day = replace(request, sort="oldest" if request.sort == "relevance" else request.sort)
    exports = [one.export(by_day) for one in archive.archives]
    assert exports[0].total == exports[1].total
    first_days, second_days = (by_days([(hit.article.date, hit.id) for hit in one.hits]) for one in exports)
    if request.group == "paragraph":
        assert first_days == second_days
    else:  # which of equals stands for them may differ
        assert [(day, len(found)) for day, found in first_days] == [(day, len(found)) for day, found in second_days]
    if request.sort == "relevance" and request.group != "origin" and "said:" not in request.query:
        alike = ALIKE_OF_DIVIDED_ARTICLES if request.group == "article" and archive.shards > 1 else ALIKE
        require_alike(*(best(engine, request) for engine in archive.engines), alike=alike)


def above_the_last(values: Sequence[Any]) -> list[Any]:
    """Leave out those that are as rare as the last one, of which a list may hold any."""
    least = values[-1].count if len(values) == 1_000 else 0
    return [one for one in values if one.count > least]


def by_days(found: Sequence[tuple[str | None, str]]) -> list[tuple[str | None, set[str]]]:
    return [(day, {id for _, id in those}) for day, those in groupby(found, lambda one: one[0])]


def best(engine: Engine, request: SearchRequest) -> dict[str, float]:
    """Return the scores of the best paragraphs, by their ids."""
    snapshot = engine.snapshot()
    plan = Planner(Limits()).of(request)
    _, matches = snapshot.scan(plan, "relevance", request.group, LOOKED_AT, Deadline(UNHURRIED.max_milliseconds))
    found: list[Match] = list(matches)
    read = snapshot.paragraphs([one.ref for one in found])
    return {
        f"{paragraph.article.id}#{paragraph.ordinal}": match.score for paragraph, match in zip(read, found, strict=True)
    }


def require_alike(own: Mapping[str, float], other: Mapping[str, float], *, alike: float) -> None:
    """Require of the best of each that the other has them, with scores that differ by no more than such a share."""
    for these, those in ((own, other), (other, own)):
        least = min(those.values(), default=0.0) if len(those) == LOOKED_AT else 0.0
        for id, score in islice(these.items(), TOP):
            assert id in those or score <= least * (1 + alike), id
            if id in those:
                assert those[id] == pytest.approx(score, rel=alike, abs=1e-6), id
