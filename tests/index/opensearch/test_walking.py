"""All documents are met once and in order, whatever the cluster forgets meanwhile."""

from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any

import pytest

from index.errors import ClusterUnavailableError, DatelineError
from index.opensearch import walking
from index.opensearch.cluster import Cluster
from index.opensearch.walking import walk
from tests.archives import TIDES
from tests.cluster.archives import publish
from tests.web.serving import eventually

ARTICLES: Mapping[str, Any] = {"term": {"kind": "article"}}


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let pages be of three hits, and note the point in time that each is of."""
    of_pages: list[str] = []

    class Pages(walking._Pages):
        def _ask(self, place: Mapping[str, Any]) -> list[dict[str, Any]]:
            hits = super()._ask(place)
            of_pages.append(str(self._pit))
            return hits

    monkeypatch.setattr(walking, "PAGE", 3)
    monkeypatch.setattr(walking, "PAUSE", 0.01)
    monkeypatch.setattr(walking, "_Pages", Pages)
    return of_pages


def ids(place: Cluster) -> list[str]:
    return [hit["_source"]["article"] for hit in walk(place, place.name, ARTICLES, ["article"])]


@pytest.mark.parametrize("count", [1, 3, 8])
def test_every_article_is_met_once_and_in_order(place: Cluster, pages: list[str], count: int) -> None:
    publish(place, TIDES[:count])
    assert ids(place) == [story.id for story in TIDES[:count]]
    assert len(pages) == count // 3 + 1 and len(set(pages)) == 1


def test_a_walk_goes_on_when_what_was_kept_for_it_is_lost(place: Cluster, pages: list[str]) -> None:
    publish(place, TIDES)
    found = walk(place, place.name, ARTICLES, ["article"])
    met = [next(found) for _ in range(3)]
    assert eventually(lambda: len(pages) == 2)  # the second page is read already
    place.client.delete_pit(body={"pit_id": pages[:1]})
    met += found
    assert [hit["_source"]["article"] for hit in met] == [story.id for story in TIDES]
    assert len(set(pages)) == 2


def test_a_walk_that_does_not_come_by_all_is_told(place: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = walking._Pages._ask
    monkeypatch.setattr(walking, "PAGE", 3)
    monkeypatch.setattr(walking._Pages, "_ask", lambda pages, place: ask(pages, place)[: 2 if place else 3])
    publish(place, TIDES[:6])
    with pytest.raises(ClusterUnavailableError, match="5 of 6 documents"):
        ids(place)


@pytest.mark.parametrize("patience", [0.0, 60.0])
def test_whoever_has_patience_waits_for_the_first_page_too(
    place: Cluster, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    publish(place, TIDES[:2])
    ask, asked = walking._Pages._ask, []

    def refused_first(pages: walking._Pages, after: Mapping[str, Any]) -> list[dict[str, Any]]:
        asked.append(after)
        if len(asked) == 1:
            raise ClusterUnavailableError("It lacks shards.")
        return ask(pages, after)

    monkeypatch.setattr(walking, "PAUSE", 0.01)
    monkeypatch.setattr(walking._Pages, "_ask", refused_first)
    with nullcontext() if patience else pytest.raises(ClusterUnavailableError):
        assert len(list(walk(place, place.name, ARTICLES, ["article"], patience))) == 2
    assert len(asked) == (2 if patience else 1)


def test_a_state_that_is_replaced_twice_while_it_is_read_is_not_told_to_be_missing(
    place: Cluster, pages: list[str]
) -> None:
    found = walk(place, publish(place, TIDES), ARTICLES, ["article"])
    met = [next(found) for _ in range(3)]
    assert eventually(lambda: len(pages) == 2)  # the second page is read already
    for _ in range(2):
        publish(place, TIDES[:1])
    with pytest.raises(ClusterUnavailableError, match="published twice meanwhile: try again"):
        met += found
    assert len(met) < len(TIDES)


def test_what_is_not_there_is_told_at_once(place: Cluster) -> None:
    with pytest.raises(DatelineError, match="no published index"):
        ids(place)
