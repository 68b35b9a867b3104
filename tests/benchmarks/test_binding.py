"""What is measured of nested documents and of a join is the same archive, asked the same."""

import pytest

from benchmarks import binding
from index.opensearch.cluster import Cluster
from tests.archives import Said, Story, Told
from tests.cluster.archives import publish
from tests.cluster.cluster import Cluster as Nodes
from tests.search.engine.in_cluster import Archives

STORIES = [
    Story(
        f"story-{number}",
        (
            Told(
                "“A late tide,” said Ada Lund. “The winter took it,” Bo Lund replied.",
                (Said("A late tide,", "Ada Lund"), Said("The winter took it,", "Bo Lund")),
            ),
            Told("Nobody heard the clock."),
        ),
    )
    for number in range(3)
]


def test_both_ways_find_the_same_in_opensearch(node: Nodes, capsys: pytest.CaptureFixture[str]) -> None:
    archives = Archives(node.addresses)
    address = archives.named("test-binding")
    with Cluster(address) as cluster:
        publish(cluster, STORIES)
    binding.main([address, "--questions", "6"])
    told = capsys.readouterr().out
    assert told.startswith("6 paragraphs, 6 questions")
    [nested] = [line.split("|") for line in told.splitlines() if line.startswith("| nested")]
    [join] = [line.split("|") for line in told.splitlines() if line.startswith("| join")]
    assert nested[4].strip() == join[4].strip() == "12"  # six of them are speeches
    archives.close()
