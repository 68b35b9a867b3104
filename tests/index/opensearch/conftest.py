"""An archive's place in the cluster of the tests, of which nothing is left."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from index.opensearch.cluster import Cluster
from index.opensearch.lease import Lease
from index.opensearch.states import Draft
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


@pytest.fixture
def never_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let leases be held by processes that hang."""
    monkeypatch.setattr(Lease, "keep", lambda self, ended: None)


@pytest.fixture
def renewed(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """What happens right after leases are renewed, the next time first."""
    then: list[Callable[[], object]] = []
    renew = Draft.renew

    def renew_and_go_on(draft: Draft) -> None:
        renew(draft)
        if then:
            then.pop(0)()

    monkeypatch.setattr(Draft, "renew", renew_and_go_on)
    return then
