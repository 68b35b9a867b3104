"""One archive in both engines: the same totals, facets and paragraphs, in the same order but for what scores alike.

Compared are the sample and 20,000 paragraphs of the corpora, by a query of every kind of the language, and by such as
Hypothesis makes up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, groupby, islice
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.archive import Archive
from search.engine.protocol import Match, Snapshot, Wanted
from search.fields import FILTERS, FacetName
from search.limits import Deadline, Limits
from search.query.planner import Planner
from search.request import CountedBy, SearchRequest
from search.results import FacetValue, Hit, SearchPage
from tests.search.engine.both import Both, shown, timeless
from tests.search.engine.in_cluster import UNHURRIED

pytestmark = [pytest.mark.cluster, pytest.mark.slow]

ALIKE = 0.05
"""By so much of a score the engines may differ: the cluster keeps lengths to four binary digits."""
ALIKE_OF_DIVIDED_ARTICLES = 0.5
"""The same of articles in several shards, whose best paragraph scores by how many paragraphs of its own shard have a
word: in a small archive up to a third apart."""
TOP = 10
LOOKED_AT = 200
"""Matches among which the best of the other engine must be, with a score like theirs."""
VALUES_OF_ALTERNATIVES = 20
"""As many of a facet a page gives beside those that are chosen."""


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
    "lighthouse weather winter minister",
    "prime minister harbour said:we",
    "goverment harbour speaker:president",
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
@pytest.mark.parametrize(
    "query", [*(query for query in KINDS if "said:" in query), "said:the", "police", "minister OR harbour", "min?ster"]
)
def test_what_is_said_and_what_has_copies_is_ranked_alike(news_in_both: Both, query: str) -> None:
    for way in ("articles", "origins"):
        require_ranked_alike(news_in_both, SearchRequest(query, **WAYS[way]))


@pytest.mark.shared
def test_what_is_compared_is_there(news_in_both: Both) -> None:
    state, said, scattered = (
        news_in_both.engines[0].snapshot(),
        SearchRequest("said:the", group="origin"),
        SearchRequest("lighthouse weather winter minister"),
    )
    assert any(one.voices > 1 for one in best(state, said).values())
    assert len({one.missing for one in next_best(state, scattered).values()}) > 1
    assert news_in_both.embedded.search(said).total < news_in_both.embedded.search(SearchRequest("said:the")).total


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
    return list(map(shown, page.paragraphs))


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
    for told in ("total", "articles", "origins", "suggestion", "notices", "labels", "readings", "subjects"):
        assert getattr(own, told) == getattr(other, told), told
    require_same_choices(own, other)
    require_shown_alike(own, other)
    assert own.facets.date == other.facets.date
    assert own.facets.undated == other.facets.undated
    for field in FILTERS:
        first, second = (one.values(request, field, 1_000) for one in archive.archives)
        assert first.total == second.total
        assert above_the_last(first.values, 1_000) == above_the_last(second.values, 1_000), field
    assert archive.embedded.places(request, 50).total == archive.cluster.places(request, 50).total
    by_day = replace(request, sort="oldest" if request.sort == "relevance" else request.sort)
    exports = [one.export(by_day) for one in archive.archives]
    assert exports[0].total == exports[1].total
    first_days, second_days = (by_days([(hit.article.date, hit.id) for hit in one.hits]) for one in exports)
    if request.group == "paragraph":
        assert first_days == second_days
    else:  # which of equals stands for them may differ
        assert [(day, len(found)) for day, found in first_days] == [(day, len(found)) for day, found in second_days]
    if request.sort == "relevance":
        require_ranked_alike(archive, request)


def require_same_choices(own: SearchPage, other: SearchPage) -> None:
    """Compare what may be asked for instead, or beside."""
    assert own.choices.absent == other.choices.absent
    assert own.choices.ways_out == other.choices.ways_out
    first, second = (alternatives(page) for page in (own, other))
    assert first == second


def alternatives(page: SearchPage) -> Mapping[FacetName, Sequence[FacetValue]]:
    listed = page.choices.alternatives
    return {field: above_the_last(values, VALUES_OF_ALTERNATIVES) for field, values in listed.items()}


def require_shown_alike(own: SearchPage, other: SearchPage) -> None:
    """Compare what is shown of each paragraph that both pages have: marks, the words that it misses, all else."""
    first, second = ({hit.id: shown(hit) for hit in page.results} for page in (own, other))
    for id in first.keys() & second.keys():
        assert first[id] == second[id]


def require_ranked_alike(archive: Both, request: SearchRequest) -> None:
    """Compare the order by relevance, and of what misses some of the words, by score."""
    alike = ALIKE_OF_DIVIDED_ARTICLES if request.group == "article" and archive.shards > 1 else ALIKE
    states = [engine.snapshot() for engine in archive.engines]
    require_alike(*(best(one, request) for one in states), alike=alike)
    own, other = (next_best(one, request) for one in states)
    require_alike(own, other, alike=alike)
    for id in own.keys() & other.keys():
        assert own[id].missing == other[id].missing, id


def above_the_last(values: Sequence[FacetValue], most: int) -> list[FacetValue]:
    """Leave out those that are as rare as the last one, of which a list of at most so many may hold any."""
    least = values[-1].count if len(values) == most else 0
    return [one for one in values if one.count > least]


def by_days(found: Sequence[tuple[str | None, str]]) -> list[tuple[str | None, set[str]]]:
    return [(day, {id for _, id in those}) for day, those in groupby(found, lambda one: one[0])]


@dataclass(frozen=True)
class Ranked:
    """What is known of a paragraph, or an article, in an order by relevance.  Where several said what is asked, those
    of a cluster score what the one said who said most of it: at least one `voices`th of what all did."""

    score: float
    missing: tuple[str, ...]
    voices: int


def best(snapshot: Snapshot, request: SearchRequest) -> Mapping[str, Ranked]:
    """Return the best paragraphs or articles, best first, by their ids."""
    plan = Planner(Limits()).of(request)
    _, matches = snapshot.scan(plan, "relevance", request.group, LOOKED_AT, unhurried())
    return ranked(snapshot, matches, request)


def next_best(snapshot: Snapshot, request: SearchRequest) -> Mapping[str, Ranked]:
    """Return the best of those that miss some of several words, best first; none where those with all are many."""
    plan = Planner(Limits()).of(request)
    [total] = snapshot.count([plan], request.group, unhurried())
    if len(plan.wanted) < 2 or total > LOOKED_AT:
        return {}
    wanted = Wanted(sort="newest", group=request.group, stop=total + LOOKED_AT, next_best=True)  # those are not spread
    return ranked(snapshot, snapshot.find(plan, wanted, unhurried()).matches[total:], request)


def ranked(snapshot: Snapshot, matches: Iterable[Match], request: SearchRequest) -> Mapping[str, Ranked]:
    found = list(matches)
    read = snapshot.paragraphs([one.ref for one in found])
    is_of_speech = "said:" in request.query
    voices = [len({one.speaker for one in each.paragraph.quotations}) if is_of_speech else 1 for each in read]
    ids = [
        each.article.id if request.group == "article" else f"{each.article.id}#{each.ordinal}" for each in read
    ]  # which paragraph of an article is its best may differ as scores do
    of_each = [
        Ranked(match.score, match.missing, max(several, 1)) for match, several in zip(found, voices, strict=True)
    ]
    return dict(zip(ids, of_each, strict=True))


def unhurried() -> Deadline:
    return Deadline(UNHURRIED.max_milliseconds)


def require_alike(own: Mapping[str, Ranked], other: Mapping[str, Ranked], *, alike: float) -> None:
    """Require of each order, ours and the cluster's, that it is by score, and of its best that the other has them, too,
    with scores that differ by no more than such a share; where nothing scores, that both are the same."""
    for these, those, many_voices_count in ((own, other, True), (other, own, False)):
        scores = [one.score for one in these.values()]
        assert scores == sorted(scores, reverse=True)
        least = min((one.score for one in those.values()), default=0.0) if len(those) == LOOKED_AT else 0.0
        for id, one in islice(these.items(), TOP):
            expected = those[id].score if id in those else least
            assert one.score <= expected * (one.voices if many_voices_count else 1) * (1 + alike) + 1e-6, id
    if not any(one.score for one in own.values()):
        assert [*own] == [*other]
