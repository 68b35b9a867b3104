"""Bulk writing waits for a cluster that is overloaded, bounds what is under way, and loses nothing."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Barrier, Lock
from types import SimpleNamespace
from typing import Any, cast

import pytest
from opensearchpy.exceptions import ConnectionTimeout, TransportError

from index.errors import DatelineError, IndexLockedError
from index.opensearch.bulk import Action, BulkWriter, NotWrittenError
from index.opensearch.cluster import Cluster

Answer = Callable[[int, list[str]], list[int]]
"""Of the number of a request and the ids in it, the status of each."""


class FakeCluster:
    """Answers requests as it is told to, and remembers what it has taken."""

    def __init__(self, answer: Answer = lambda request, ids: [200] * len(ids)) -> None:
        self.client = SimpleNamespace(bulk=self._bulk)
        self.answer = answer
        self.requests: list[list[str]] = []
        self.taken: list[str] = []
        self.under_way = self.most_under_way = 0
        self._lock = Lock()

    @contextmanager
    def failures(self) -> Iterator[None]:
        try:
            yield
        except TransportError as error:
            raise DatelineError(f"the cluster failed: {error.args[0]}") from error

    def _bulk(self, *, body: bytes, index: str, params: Mapping[str, Any]) -> Any:
        with self._lock:
            self.under_way += 1
            self.most_under_way = max(self.most_under_way, self.under_way)
            ids = [
                next(iter(one.values()))["_id"] for line in body.splitlines() if "_id" in str(one := json.loads(line))
            ]
            self.requests.append(ids)
            number = len(self.requests)
        try:
            statuses = self.answer(number, ids)
        finally:
            with self._lock:
                self.under_way -= 1
        with self._lock:
            self.taken += [one for one, status in zip(ids, statuses, strict=True) if status < 300]
        return {"items": [{"index": _item(status)} for status in statuses]}


def _item(status: int) -> dict[str, Any]:
    return {"status": status} | ({"error": {"type": "refused", "reason": "for a reason"}} if status >= 300 else {})


def writer(cluster: FakeCluster, **about: Any) -> BulkWriter:
    return BulkWriter(cast(Cluster, cluster), "index", **about)


def write(bulk: BulkWriter, count: int) -> list[str]:
    ids = [f"id-{number:03}" for number in range(count)]
    for one in ids:
        bulk.add(Action("index", one, body={"text": "a tide"}))
    bulk.flush()
    return ids


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.opensearch.bulk.FIRST_PAUSE", 0.001)
    monkeypatch.setattr("index.opensearch.bulk.LONGEST_PAUSE", 0.002)


def test_requests_are_of_bounded_size_and_so_many_at_a_time() -> None:
    together = Barrier(3)

    def wait_for_each_other(request: int, ids: list[str]) -> list[int]:
        together.wait(10)
        return [200] * len(ids)

    cluster = FakeCluster(wait_for_each_other)
    ids = write(writer(cluster, bytes_at_once=200, under_way=3), 36)
    assert sorted(cluster.taken) == ids
    assert {len(request) for request in cluster.requests} == {4}
    assert cluster.most_under_way == 3


def test_a_document_that_is_larger_than_a_request_goes_alone() -> None:
    cluster = FakeCluster()
    assert write(writer(cluster, bytes_at_once=10), 3) == sorted(cluster.taken)
    assert all(len(request) == 1 for request in cluster.requests)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_request_that_was_refused_for_now_is_sent_again(status: int) -> None:
    def overloaded(request: int, ids: list[str]) -> list[int]:
        if request < 4:
            raise TransportError(status, "overloaded", {})
        return [200] * len(ids)

    cluster = FakeCluster(overloaded)
    assert write(writer(cluster), 5) == cluster.taken
    assert len(cluster.requests) == 4


def test_a_request_of_which_no_answer_came_is_sent_again() -> None:
    def slow(request: int, ids: list[str]) -> list[int]:
        if request == 1:
            raise ConnectionTimeout("TIMEOUT", "no answer", Exception())
        return [200] * len(ids)

    cluster = FakeCluster(slow)
    assert write(writer(cluster), 5) == cluster.taken


def test_only_the_documents_that_were_refused_are_sent_again() -> None:
    cluster = FakeCluster(lambda request, ids: [429 if request < 3 and one > "id-002" else 201 for one in ids])
    assert write(writer(cluster), 5) == cluster.taken
    assert [len(request) for request in cluster.requests] == [5, 2, 2]


def test_one_that_is_overloaded_for_too_long_is_told() -> None:
    def overloaded(request: int, ids: list[str]) -> list[int]:
        raise TransportError(429, "overloaded", {})

    with pytest.raises(DatelineError, match="the cluster failed: 429"):
        write(writer(FakeCluster(overloaded), patience=0.01), 5)
    with pytest.raises(NotWrittenError, match="5 documents could not be written"):
        write(writer(FakeCluster(lambda request, ids: [429] * len(ids)), patience=0.01), 5)


def test_what_is_refused_for_good_is_listed_with_its_reason() -> None:
    cluster = FakeCluster(lambda request, ids: [400 if one.endswith("3") else 201 for one in ids])
    with pytest.raises(NotWrittenError, match=r"id-003 \(refused: for a reason\)") as caught:
        write(writer(cluster, bytes_at_once=100, under_way=1), 15)
    assert {"id-003"} <= {failure.id for failure in caught.value.failures} <= {"id-003", "id-013"}


def test_a_request_that_is_too_large_is_halved() -> None:
    def narrow(request: int, ids: list[str]) -> list[int]:
        if len(ids) > 2:
            raise TransportError(413, "too large", {})
        return [200] * len(ids)

    cluster = FakeCluster(narrow)
    assert write(writer(cluster), 7) == sorted(cluster.taken)


def test_another_failure_is_told_at_once() -> None:
    def refuse(request: int, ids: list[str]) -> list[int]:
        raise TransportError(401, "who are you?", {})

    cluster = FakeCluster(refuse)
    with pytest.raises(DatelineError, match="the cluster failed: 401"):
        write(writer(cluster), 5)
    assert len(cluster.requests) == 1


def test_nothing_is_written_by_whoever_lost_the_lease() -> None:
    def lost() -> None:
        raise IndexLockedError("another writes")

    cluster = FakeCluster()
    with pytest.raises(IndexLockedError):
        write(writer(cluster, guard=lost), 5)
    assert not cluster.requests


def test_a_smaller_number_that_is_there_stays() -> None:
    bulk = writer(FakeCluster(lambda request, ids: [409] * len(ids)))
    bulk.add(Action("index", "one", body={}, version=7))
    bulk.flush()
    assert bulk.superseded == 1
    bulk.add(Action("index", "one", body={}))
    with pytest.raises(NotWrittenError):
        bulk.flush()


def test_letters_that_utf_8_has_not_are_escaped() -> None:
    encoded = Action("index", "one", "article", {"head": "caf\udce9"}, 5).encoded()
    header, source = map(json.loads, encoded.splitlines())
    assert header == {"index": {"_id": "one", "routing": "article", "version": 5, "version_type": "external_gte"}}
    assert source == {"head": "caf\udce9"}
