"""What is published in a cluster is taken up, asked on, checked, and told of where it is damaged or gone."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from opensearchpy import Transport
from opensearchpy.exceptions import ConnectionTimeout

from index.errors import IndexDamagedError, IndexMissingError
from index.opensearch.cluster import Cluster
from index.opensearch.hanging import Hanging
from index.opensearch.states import States
from search.engine.opensearch import engine as engines
from search.engine.opensearch.engine import Alias, OpenSearchEngine
from search.engine.protocol import Snapshot, Wanted
from search.limits import Deadline
from search.query.planner import Plan
from tests.archives import TIDES
from tests.cluster.archives import publish, update
from tests.search.engine.in_cluster import Archives
from tests.web.serving import eventually

pytestmark = pytest.mark.cluster


@pytest.fixture(autouse=True)
def looked_up_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "LOOKED_UP_SECONDS", 0.0)


@pytest.fixture
def address(archives: Archives) -> str:
    address = archives.named("test-engine")
    with Cluster(address) as cluster:
        publish(cluster, TIDES)
    return address


def total(snapshot: Snapshot) -> int:
    return snapshot.find(Plan(), Wanted(), Deadline(60_000)).total


def test_what_is_published_next_is_taken_up_and_what_was_asked_is_asked_on(address: str) -> None:
    engine = OpenSearchEngine(address)
    before, publication = engine.snapshot(), engine.publication()
    assert engine.snapshot() is before
    with Cluster(address) as cluster:
        update(cluster, ["story-1"], [])
    assert engine.publication() != publication
    assert (total(before), total(engine.snapshot())) == (16, 14)
    assert engine.snapshot().removed_on("story-1") is None


def test_who_follows_what_is_published_prepares_it(address: str) -> None:
    engine = OpenSearchEngine(address)
    before = engine.snapshot()
    engine.refresh(lambda _: None, 600)
    with Cluster(address) as cluster:
        update(cluster, ["story-1"], [])
    assert engine.snapshot() is before
    prepared: list[Snapshot] = []
    engine.refresh(prepared.append, 600)
    assert prepared == [engine.snapshot()]
    assert total(engine.snapshot()) == 14


def test_what_is_removed_while_another_is_prepared_is_not_asked_on(address: str) -> None:
    engine = OpenSearchEngine(address)
    engine.snapshot()
    engine.refresh(lambda _: None, 600)
    with Cluster(address) as cluster, ThreadPoolExecutor(1) as beside:
        asked: list[Future[int]] = []

        def publish_another(_: Snapshot) -> None:
            update(cluster, ["story-2"], [])
            asked.append(beside.submit(lambda: total(engine.snapshot())))
            assert eventually(lambda: engine._states.opened is None or asked[0].done())

        update(cluster, ["story-1"], [])
        engine.refresh(publish_another, 600)
        assert asked[0].result() == 12


def test_a_node_that_is_behind_is_no_news_while_another_hangs(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Cluster(address) as cluster:
        alias = Alias(cluster)
        before = alias.published()
        behind = {f"{cluster.name}-000000": {"settings": {"index.uuid": "of-old"}}}
        monkeypatch.setattr(Alias, "_settings", lambda self, index, is_local: behind)
        assert alias.published() == (f"{cluster.name}-000000", "of-old")
        monkeypatch.undo()
        assert alias.published() == before
        monkeypatch.setattr(Alias, "_settings", lambda self, index, is_local: behind)
        monkeypatch.setattr(Hanging, "is_met", True)
        assert alias.published() == before


@pytest.mark.parametrize("path", ["/_doc/", "/_mget"])
def test_what_a_copy_does_not_give_in_time_another_one_does(
    address: str, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    send, asked = Transport.perform_request, []

    def once_too_late(self: Transport, method: str, url: str, params: Any, *given: Any, **named: Any) -> Any:
        if path in url:
            asked.append((url, params.get("preference")))
            if len(asked) == 1:
                raise ConnectionTimeout("TIMEOUT", "no answer", Exception())
        return send(self, method, url, params, *given, **named)

    avoided = property(lambda hanging: {"preference": "_prefer_nodes:heron"} if asked else {})
    monkeypatch.setattr(Hanging, "avoided", avoided)

    monkeypatch.setattr(Transport, "perform_request", once_too_late)
    assert total(OpenSearchEngine(address).snapshot()) == 16
    assert asked[:2] == [(asked[0][0], None), (asked[0][0], "_prefer_nodes:heron")]


def test_an_archive_that_is_not_there_is_said_to_be_missing(address: str) -> None:
    with pytest.raises(IndexMissingError):
        OpenSearchEngine(f"{address}-of-nobody").snapshot()


def test_what_is_sound_is_verified_and_what_is_not_is_remembered_as_damaged(address: str) -> None:
    engine = OpenSearchEngine(address)
    engine.verify()
    with Cluster(address) as cluster, cluster.failures():
        index = States(cluster).published()
        cluster.client.indices.put_settings(index=index, body={"index.blocks.write": False})
        cluster.client.delete(index=index, id="story-1#2", routing="story-1", refresh=True)
    with pytest.raises(IndexDamagedError, match="15 paragraphs, not 16"):
        engine.verify()
    with pytest.raises(IndexDamagedError):
        engine.snapshot()
    with Cluster(address) as cluster:
        publish(cluster, TIDES)
    engine.verify()
    assert total(engine.snapshot()) == 16


def test_a_table_that_is_not_what_was_published_is_damage(address: str) -> None:
    engine = OpenSearchEngine(address)
    snapshot = engine.snapshot()
    with Cluster(address) as cluster, cluster.failures():
        index = States(cluster).published()
        cluster.client.indices.put_settings(index=index, body={"index.blocks.write": False})
        body = {"doc": {"data": "bm9uc2Vuc2U="}}
        cluster.client.update(index=index, id="table:people.jsonl:0", body=body, refresh=True)
    with pytest.raises(IndexDamagedError, match=r"people\.jsonl"):
        engine.diagnose(snapshot)
    with pytest.raises(IndexDamagedError):
        OpenSearchEngine(address).snapshot()
