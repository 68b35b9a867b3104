"""One process at a time holds a lease, and who lost it is told."""

import os
import socket
from threading import Event
from typing import Any

import pytest
from opensearchpy import Transport
from opensearchpy.exceptions import ConflictError

from index.errors import (
    IndexLockedError,
)
from index.opensearch.cluster import Cluster
from index.opensearch.lease import Lease, Leases
from tests.index.opensearch.looking import run_out

KEEP = Lease.keep


class Ends(Event):
    """Is set at the third time that somebody waits for it."""

    waits = 0

    def wait(self, timeout: float | None = None) -> bool:
        self.waits += 1
        return self.waits > 2


def test_a_lease_that_ran_out_is_taken_over(place: Cluster, never_renewed: None) -> None:
    with Leases(place).held("one") as lost:
        run_out(place, "one")
        assert Leases(place).holder("one") is None
        with Leases(place).held("one") as other:
            before = version(place, "one")
            with pytest.raises(IndexLockedError):
                lost.renew()
            with pytest.raises(IndexLockedError), Leases(place).held("one"):
                pass
            assert version(place, "one") == before + 2  # what only looks, a node that was cut off would answer
            other.renew()
            lost.give_back()
            assert Leases(place).holder("one")
    assert Leases(place).holder("one") is None


def test_a_lease_that_is_gone_is_not_got_back(place: Cluster, never_renewed: None) -> None:
    with Leases(place).held("one") as lost:
        run_out(place, "one")
        assert Leases(place).holder("one") is None
        with pytest.raises(IndexLockedError):
            lost.renew()
        assert version(place, "one")
        assert Leases(place).holder("one") is None
    with Leases(place).held("one"):
        assert Leases(place).holder("one")


def version(place: Cluster, lease: str) -> int:
    return int(place.client.get(index=f"{place.name}-writer", id=lease)["_version"])


def test_whoever_meets_a_lease_that_ran_out_as_others_do_is_not_refused(
    place: Cluster, never_renewed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another one overtakes the cluster tries again where it may, else it is a conflict."""
    send = Transport.perform_request

    def overtaken(self: Transport, method: str, url: str, params: Any = None, *given: Any, **named: Any) -> Any:
        if "/_update/" in url and not (params or {}).get("retry_on_conflict"):
            raise ConflictError(409, "version_conflict_engine_exception", {"error": {"reason": "version conflict"}})
        return send(self, method, url, params, *given, **named)

    with Leases(place).held("one"):
        assert Leases(place).holder("one") == f"process {os.getpid()} of {socket.gethostname()}"
        run_out(place, "one")
        monkeypatch.setattr(Transport, "perform_request", overtaken)
        assert Leases(place).holder("one") is None
        assert Leases(place).holder("of nobody") is None


def test_whoever_lost_a_lease_is_told(place: Cluster, never_renewed: None) -> None:
    with Leases(place).held("one") as lost:
        lost.check()
        run_out(place, "one")
        with Leases(place).held("one"):
            KEEP(lost, Ends())
            with pytest.raises(IndexLockedError):
                lost.check()


def test_a_lease_is_renewed_while_its_holder_lives(place: Cluster, never_renewed: None) -> None:
    with Leases(place).held("one") as lease:
        run_out(place, "one")
        KEEP(lease, Ends())
        lease.check()
        with pytest.raises(IndexLockedError), Leases(place).held("one"):
            pass
