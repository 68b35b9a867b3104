"""An archive's place in the cluster of the tests, of which nothing is left."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from index.opensearch.cluster import Cluster
from tests.cluster.cluster import PATIENCE
from tests.cluster.cluster import Cluster as Nodes


@pytest.fixture
def hosts(node: Nodes) -> Nodes:
    """Where the place is."""
    return node


@pytest.fixture
def place(hosts: Nodes) -> Iterator[Cluster]:
    """A place with a name that nothing else has."""
    nodes = ",".join(address.removeprefix("http://") for address in hosts.addresses)
    with Cluster(f"opensearch+http://{nodes}/test-{uuid4().hex[:12]}x", {}) as place:
        yield place
        for index in place.client.indices.get(
            index=f"{place.name},{place.name}-*", params={"ignore_unavailable": "true"}
        ):
            place.client.indices.delete(index=index, params={"request_timeout": PATIENCE})
        place.client.indices.delete_index_template(name=f"dateline-{place.name}", params={"ignore": 404})
