"""A node that is killed, or hangs, while the archive is searched: no answer is wrong, and answers go on."""

import time
from collections import Counter

import pytest

from index.errors import ClusterIncompleteError, ClusterUnavailableError
from index.opensearch import cluster as clusters
from index.opensearch import hanging
from index.opensearch.cluster import Cluster as Asked
from index.opensearch.states import States
from search.archive import Archive
from search.errors import SearchTimeoutError
from tests.cluster.cluster import PATIENCE, Cluster, Node
from tests.search.engine.in_cluster import Archives
from tests.soak.cluster_losses import EXPECTED, LIMITS, REQUEST, asked_until_sound, filled, mended
from web.app import create_app

pytestmark = [pytest.mark.cluster, pytest.mark.slow]
NAME = "test-faults"
NOT_RECOVERED, NO_MANAGER = "1", "2"
"""The numbers of what blocks a cluster that was started anew."""


@pytest.fixture
def hosts(cluster: Cluster) -> Cluster:
    """Three nodes, of which one is lost."""
    return cluster


@pytest.fixture
def archive(cluster: Cluster, archives: Archives, monkeypatch: pytest.MonkeyPatch) -> Archive:
    monkeypatch.setattr(clusters, "HUNG", 60.0)
    monkeypatch.setattr(hanging, "AVOIDED", 5.0)
    archive = filled(archives.named(NAME))
    asked_until_sound(archive)
    cluster.await_whole()
    return archive


def manager(cluster: Cluster) -> Node:
    """Return the node that manages the others."""
    with cluster.client() as client:
        [found] = client.cat.cluster_manager(format="json")
    return next(node for node in cluster.nodes if node.name == found["node"])


def test_answers_go_on_where_a_node_is_killed(cluster: Cluster, archive: Archive) -> None:
    for node in cluster.nodes:
        with mended(cluster):
            assert asked_until_sound(archive, node.kill).right


def test_answers_go_on_where_the_manager_hangs(cluster: Cluster, archive: Archive) -> None:
    with mended(cluster):
        assert asked_until_sound(archive, manager(cluster).pause).right


def test_others_are_asked_before_the_cluster_gives_up_a_node_that_hangs(cluster: Cluster, archive: Archive) -> None:
    victim, other = (node for node in cluster.nodes if node != manager(cluster))

    def was_met_and_passed_by() -> bool:
        with mended(cluster), cluster.client(other) as client:
            seen = asked_until_sound(archive, victim.pause)
            counted: int = client.cluster.health(params={"local": "true"})["number_of_nodes"]
            return seen.failed > 0 and counted == len(cluster.nodes)

    assert any(was_met_and_passed_by() for _ in range(5))


def test_who_comes_while_the_manager_hangs_is_answered(cluster: Cluster, archives: Archives, archive: Archive) -> None:
    """Each command begins with knowing nothing."""
    with mended(cluster):
        manager(cluster).pause()
        for _ in range(6):
            assert asked_until_sound(Archive(archives.address(NAME), LIMITS), sound=1).right


def test_where_every_node_hangs_it_is_not_said_that_the_search_took_too_long(
    cluster: Cluster, archives: Archives, archive: Archive
) -> None:
    client = create_app(archives.address(NAME)).test_client()
    with mended(cluster):
        assert client.get("/?q=tide").status_code == 200
        for node in cluster.nodes:
            node.pause()
        for _ in range(2):
            with pytest.raises(ClusterUnavailableError, match="did not answer in time"):
                archive.search(REQUEST)
            answer = client.get("/?q=tide", headers={"Accept": "text/html"})
            assert (answer.status_code, answer.headers["Retry-After"]) == (
                503,
                str(ClusterUnavailableError.retry_after),
            )
            assert ClusterUnavailableError.public in answer.text
    assert asked_until_sound(archive).right


def test_a_cluster_that_is_restarted_is_asked_on(cluster: Cluster, archive: Archive) -> None:
    before = archive.publication()
    assert asked_until_sound(archive, cluster.restart).right
    assert archive.publication() == before


def test_what_lacks_a_shard_is_no_answer(cluster: Cluster, archives: Archives) -> None:
    archive = filled(archives.named(f"{NAME}-alone"), replicas=0)
    asked_until_sound(archive)
    client = create_app(archives.address(f"{NAME}-alone")).test_client()
    refused, told = 0, Counter[str]()
    for node in cluster.nodes:
        with mended(cluster):
            node.kill()
            for _ in range(10):
                try:
                    assert archive.search(REQUEST).total == len(EXPECTED)
                except (ClusterUnavailableError, SearchTimeoutError):
                    refused += 1
                answer = client.get("/api/search?q=tide")
                if answer.status_code != 200:
                    told[answer.get_json()["detail"]] += 1
                    assert answer.status_code == 503 and answer.headers["Retry-After"]
            with Asked(archives.address(f"{NAME}-alone")) as place:
                place.require_recovered()  # it knows what it lacks
    assert refused
    assert told[ClusterIncompleteError.public]
    asked_until_sound(archive)


def await_manager(cluster: Cluster, node: Node) -> None:
    """Wait until a node has a manager, while the cluster lacks others."""
    until = time.monotonic() + PATIENCE
    with cluster.client(node) as client:
        while NO_MANAGER in (blocks := client.cluster.state(metric="blocks", local="true")["blocks"]["global"]):
            assert time.monotonic() < until
            time.sleep(0.2)
    assert NOT_RECOVERED in blocks


def test_a_cluster_that_does_not_know_yet_what_it_has_does_not_lack_it(
    cluster: Cluster, archives: Archives, archive: Archive
) -> None:
    before = archive.publication()
    with mended(cluster):
        for node in cluster.nodes:
            node.stop()
        for node in cluster.nodes[1:]:
            node.start()
        for node in cluster.nodes[1:]:
            node.await_bound()
        await_manager(cluster, cluster.nodes[1])
        with pytest.raises(ClusterUnavailableError):
            archive.search(REQUEST)
        with Asked(archives.address(NAME)) as place, pytest.raises(ClusterUnavailableError):
            States(place).published()
    assert asked_until_sound(archive).right
    assert archive.publication() == before
