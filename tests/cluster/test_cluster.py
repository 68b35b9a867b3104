"""The cluster of the tests is a real one, which keeps what it is given, whichever node is lost."""

from collections.abc import Iterator

import pytest

from tests.cluster.cluster import Cluster, Node

PARAGRAPH = {"text": "The Quillmere ferry sails again on Sunday."}


@pytest.fixture
def index(cluster: Cluster) -> Iterator[str]:
    """An index of one paragraph, in one shard that two nodes have."""
    settings = {"number_of_shards": 1, "number_of_replicas": 1}
    with cluster.client() as client:
        client.indices.create(index="paragraphs", body={"settings": settings})
        client.index(index="paragraphs", id="ferry-1", body=PARAGRAPH, params={"refresh": "true"})
    cluster.await_whole()
    yield "paragraphs"
    cluster.mend()
    with cluster.client() as client:
        client.indices.delete(index="paragraphs")


def found(cluster: Cluster, index: str, *nodes: Node) -> list[str]:
    """Return the identifiers of what some nodes find."""
    with cluster.client(*nodes) as client:
        answer = client.search(index=index, body={"query": {"match": {"text": "ferry"}}})
    return [hit["_id"] for hit in answer["hits"]["hits"]]


def holder(cluster: Cluster, index: str) -> Node:
    """Return the node that has the primary copy."""
    with cluster.client() as client:
        shards = client.cat.shards(index=index, format="json")
    [name] = [shard["node"] for shard in shards if shard["prirep"] == "p"]
    return next(node for node in cluster.nodes if node.name == name)


def test_three_nodes_are_one_cluster(cluster: Cluster) -> None:
    known = set()
    for node in cluster.nodes:
        with cluster.client(node) as client:
            known.add(client.info()["cluster_uuid"])
            assert {each["name"] for each in client.cat.nodes(format="json")} == {"node-1", "node-2", "node-3"}
    assert len(known) == 1


def test_a_script_and_an_analyzer_of_the_plugins_are_there(cluster: Cluster) -> None:
    with cluster.client() as client:
        tokens = client.indices.analyze(body={"analyzer": "whitespace", "text": "a tide"})["tokens"]
        script = {"source": "6 * 7", "lang": "painless"}
        answer = client.scripts_painless_execute(body={"script": script})
    assert [token["token"] for token in tokens] == ["a", "tide"]
    assert answer == {"result": "42"}


def test_every_node_finds_what_one_was_given(cluster: Cluster, index: str) -> None:
    assert [found(cluster, index, node) for node in cluster.nodes] == [["ferry-1"]] * 3


def test_the_replica_answers_when_a_node_is_killed(cluster: Cluster, index: str) -> None:
    lost = holder(cluster, index)
    others = [node for node in cluster.nodes if node is not lost]

    lost.kill()

    assert [found(cluster, index, node) for node in others] == [["ferry-1"]] * 2
    cluster.mend()
    assert found(cluster, index, lost) == ["ferry-1"]


def test_a_node_that_hung_is_one_of_the_cluster_again(cluster: Cluster, index: str) -> None:
    hanging = holder(cluster, index)

    hanging.pause()
    cluster.mend()

    assert found(cluster, index, hanging) == ["ferry-1"]


def test_a_restart_of_all_keeps_everything(cluster: Cluster, index: str) -> None:
    before = [node.pid for node in cluster.nodes]

    cluster.restart()

    assert not set(before) & {node.pid for node in cluster.nodes}
    assert [found(cluster, index, node) for node in cluster.nodes] == [["ferry-1"]] * 3
