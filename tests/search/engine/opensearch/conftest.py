"""Archives in a cluster, and what asks them."""

from collections.abc import Iterator

import pytest

from tests.cluster.cluster import Cluster
from tests.search.engine.in_cluster import Archives


@pytest.fixture
def hosts(node: Cluster) -> Cluster:
    """Where the archives are."""
    return node


@pytest.fixture
def archives(hosts: Cluster) -> Iterator[Archives]:
    made = Archives(hosts.addresses)
    yield made
    made.close()
