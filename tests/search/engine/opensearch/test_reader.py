"""A reader's answers are whole and in time, or they are errors."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from opensearchpy import Transport

from index.errors import ClusterUnavailableError, IndexMissingError
from index.opensearch import hanging
from index.opensearch.cluster import Cluster
from index.opensearch.states import States
from search.engine.opensearch import reader as readers
from search.engine.opensearch.reader import Body, Reader, article_of
from search.errors import SearchTimeoutError
from search.limits import Deadline
from tests.archives import TIDES
from tests.cluster.archives import publish
from tests.search.engine.in_cluster import Archives

pytestmark = pytest.mark.cluster
PARAGRAPHS = {"query": {"term": {"kind": "paragraph"}}, "sort": [{"number": "asc"}], "_source": ["ordinal"]}


@pytest.fixture(scope="module")
def reader(request: pytest.FixtureRequest) -> Iterator[Reader]:
    archives = Archives(request.getfixturevalue("node").addresses)
    with Cluster(archives.named("test-reader")) as cluster:
        publish(cluster, TIDES)
        yield Reader(cluster, States(cluster).published())
    archives.close()


@pytest.mark.parametrize("size", [1, 3, 16, 17])
def test_a_walk_comes_by_every_document_once(reader: Reader, size: int) -> None:
    found = [hit["_id"] for hit in reader.walk({**PARAGRAPHS, "size": size}, Deadline(60_000))]
    assert found == [f"story-{story}#{ordinal}" for story in range(1, 9) for ordinal in (1, 2)]


def kept(reader: Reader) -> set[str]:
    """List the points in time that the cluster keeps."""
    with reader.cluster.failures():
        found: Any = reader.cluster.client.get_all_pits()
    return {one["pit_id"] for one in found.get("pits", ())}


def test_a_walk_that_is_given_up_leaves_nothing_open(reader: Reader) -> None:
    before = kept(reader)
    next(walk := reader.walk({**PARAGRAPHS, "size": 1}))
    assert kept(reader) > before
    walk.close()  # type: ignore[attr-defined]
    assert kept(reader) == before


def test_documents_come_in_the_order_of_their_ids(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "DOCUMENTS_AT_ONCE", 2)
    ids = ["story-3#2", "nowhere#1", "story-1", "story-3#2", "story-3#9"]
    found = reader.get(ids, ["ordinal", "article"])
    assert [one and one["article"] for one in found] == ["story-3", None, "story-1", "story-3", None]


def test_whatever_takes_too_long_is_ended(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hanging, "_answer_of", lambda connection: "node-1")
    for deadline in (Deadline(0), Deadline(1)):
        with pytest.raises(SearchTimeoutError):
            reader.search(PARAGRAPHS, deadline)


def test_what_a_node_that_hangs_does_not_answer_does_not_take_too_long(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hanging, "_answer_of", lambda connection: None)
    with pytest.raises(ClusterUnavailableError, match="did not answer in time"):
        reader.search(PARAGRAPHS, Deadline(1))


def test_an_answer_that_came_too_late_is_none(reader: Reader) -> None:
    with pytest.raises(SearchTimeoutError):
        reader._whole({"timed_out": True, "hits": {}}, Deadline(60_000))


@pytest.mark.parametrize("failed", [0, 1])
@pytest.mark.parametrize("ask", [Reader.search, lambda reader, body: reader.msearch([body, body])])
def test_an_answer_that_lacks_shards_is_none(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, ask: Callable[[Reader, Body], object], failed: int
) -> None:
    send = Transport.perform_request

    def lacking(self: Transport, *given: Any, **named: Any) -> Any:
        answer = send(self, *given, **named)
        answer.get("responses", [answer])[-1]["_shards"] = {"total": 2, "successful": 1, "failed": failed}
        return answer

    monkeypatch.setattr(Transport, "perform_request", lacking)
    with pytest.raises(ClusterUnavailableError, match="lacks shards"):
        ask(reader, PARAGRAPHS)


def test_what_lacked_shards_once_is_asked_again(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    send, timeouts = Transport.perform_request, []

    def lacking(self: Transport, method: str, url: str, params: Any, *given: Any, **named: Any) -> Any:
        timeouts.append(params["request_timeout"])
        answer = send(self, method, url, params, *given, **named)
        return {**answer, "_shards": {"total": 2, "successful": min(len(timeouts), 2)}}

    monkeypatch.setattr(Transport, "perform_request", lacking)
    assert len(reader.search({**PARAGRAPHS, "size": 20}, Deadline(50_000))["hits"]["hits"]) == 16
    assert len(timeouts) == 2 and len(set(timeouts)) == 1


def test_a_walk_that_does_not_come_by_all_is_told(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    send = Transport.perform_request

    def one_less(self: Transport, *given: Any, **named: Any) -> Any:
        answer = send(self, *given, **named)
        if "hits" in answer and "pit_id" in answer and len(answer["hits"]["hits"]) < 5:
            answer["hits"]["hits"].pop()
        return answer

    monkeypatch.setattr(Transport, "perform_request", one_less)
    with pytest.raises(ClusterUnavailableError, match="15 of 16 documents"):
        list(reader.walk({**PARAGRAPHS, "size": 5}))


def test_a_state_that_was_removed_is_missing(reader: Reader) -> None:
    gone = Reader(reader.cluster, f"{reader.index}9")
    for ask in (
        lambda: gone.search(PARAGRAPHS),
        lambda: gone.msearch([PARAGRAPHS]),
        lambda: list(gone.walk(PARAGRAPHS)),
    ):
        with pytest.raises(IndexMissingError):
            ask()


@pytest.mark.parametrize(("document", "article"), [("a#1", "a"), ("a", "a"), ("a#b#12", "a#b")])
def test_a_document_tells_its_article(document: str, article: str) -> None:
    assert article_of(document) == article
