"""Nodes that are lost or hang while an archive is written, a disk that is full: nothing is lost, and nothing is there
twice."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import monotonic, sleep
from typing import Any

import pytest

from index.errors import ClusterReadOnlyError
from index.opensearch.bulk import Action, BulkWriter
from index.opensearch.cluster import Cluster
from tests.cluster.cluster import PATIENCE, Node
from tests.cluster.cluster import Cluster as Nodes
from tests.soak.cluster_writes import WRITTEN, published_through

Later = Callable[[float, Callable[[], object]], None]


@pytest.fixture
def hosts(cluster: Nodes) -> Nodes:
    """Three, some of which come to harm."""
    return cluster


@pytest.fixture
def nodes(cluster: Nodes, place: Cluster) -> Iterator[Nodes]:
    """The nodes of the cluster, mended in the end."""
    yield cluster
    cluster.mend()


def holder(place: Cluster, nodes: Nodes, index: str) -> Node:
    """The node that has the first shard's primary copy."""
    shards: Any = place.client.cat.shards(index=index, format="json")
    names = [shard["node"] for shard in shards if (shard["shard"], shard["prirep"]) == ("0", "p")]
    return next(node for node in nodes.nodes if node.name == names[0])


@pytest.fixture
def later(nodes: Nodes) -> Iterator[Later]:
    """What does something in so many seconds; it is done, or is not going to be, when the test has ended."""
    with ThreadPoolExecutor(1) as beside:
        ended = Event()
        due: list[Future[None]] = []

        def do(seconds: float, what: Callable[[], object]) -> None:
            if not ended.wait(seconds):
                what()

        yield lambda seconds, what: due.append(beside.submit(do, seconds, what))
        ended.set()
        for one in due:
            one.result()


FULL = {"10", "12"}
"""The numbers of what may not be done with a full disk: make indices, and write to those that are there."""


def test_a_node_is_killed_while_an_archive_is_written(place: Cluster, nodes: Nodes) -> None:
    def kill(index: str) -> None:
        nodes.await_whole()
        holder(place, nodes, index).kill()

    assert published_through(place, kill) == WRITTEN
    nodes.mend()
    found: Any = place.client.count(index=place.name, body={"query": {"term": {"kind": "paragraph"}}})
    assert found["count"] == len(WRITTEN)


def test_a_node_hangs_for_a_time_while_an_archive_is_written(place: Cluster, nodes: Nodes, later: Later) -> None:
    def hang(index: str) -> None:
        nodes.await_whole()
        node = holder(place, nodes, index)
        node.pause()
        later(5.0, node.resume)

    assert published_through(place, hang) == WRITTEN


def test_all_nodes_are_started_again_while_an_archive_is_written(place: Cluster, nodes: Nodes) -> None:
    assert published_through(place, lambda index: nodes.restart()) == WRITTEN


@pytest.fixture
def disks(place: Cluster) -> Iterator[Callable[[str | None], None]]:
    """How much room the cluster wants on its disks, which it looks at often; None: as much as before."""

    def want(free: str | None) -> None:
        kinds = ("low", "high", "flood_stage")
        watermarks = {f"cluster.routing.allocation.disk.watermark.{kind}": free for kind in kinds}
        place.client.cluster.put_settings(body={"transient": {**watermarks, "cluster.info.update.interval": "10s"}})

    yield want
    want(None)
    await_that(lambda: FULL.isdisjoint(blocks(place)))
    place.client.cluster.put_settings(body={"transient": {"cluster.info.update.interval": None}})


def test_all_disks_are_full_for_a_time(place: Cluster, disks: Callable[[str | None], None], later: Later) -> None:
    def fill(index: str) -> None:
        disks("1000tb")
        await_that(lambda: blocks(place) >= FULL)
        with pytest.raises(ClusterReadOnlyError, match="disks are full"), place.failures():
            place.client.indices.create(index=f"{place.name}-more")
        impatient = BulkWriter(place, index, patience=0.5)
        impatient.add(Action("index", "one", body={"kind": "table"}))
        with pytest.raises(ClusterReadOnlyError, match="disks are full"):
            impatient.flush()
        impatient.close()
        later(2.0, lambda: disks(None))

    assert published_through(place, fill) == WRITTEN


def blocks(place: Cluster) -> set[str]:
    """The numbers of what may not be done, in the cluster or in an index."""
    found: Any = place.client.cluster.state(metric="blocks")["blocks"]
    return set().union(found.get("global", {}), *found.get("indices", {}).values())


def await_that(is_so: Callable[[], bool]) -> None:
    until = monotonic() + PATIENCE
    while not is_so():
        assert monotonic() < until
        sleep(0.5)
