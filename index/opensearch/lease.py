"""Who may write: a document that one writer holds at a time, renewed while it lives, taken over when it has run out.

The cluster decides, by its own clock, in one step: a script gives a lease to whoever asks when nobody holds it.  Who
has lost it does not get it back, even where nobody holds it any longer: others may have written meanwhile.
"""

import os
import socket
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any
from uuid import uuid4

from index.errors import ClusterError, DatelineError, IndexLockedError
from index.opensearch.cluster import Cluster

LASTS = 30.0
"""Seconds after which a lease that isn't renewed may be taken over: a writer is killed, or cut off."""
RENEWED_EVERY = LASTS / 4
"""Seconds."""
TIMEOUT = 10.0
"""Seconds for each request."""
RETRIES = 1000
"""How often a change is tried again that another one overtakes: with each, one of those who wait is done."""
_TAKE = """
if (ctx._source.until == null || ctx._source.until < ctx._now || ctx._source.holder == params.holder) {
    ctx._source.until = ctx._now + params.lasts; ctx._source.holder = params.holder; ctx._source.told = params.told
} else { ctx._source.asked = ctx._now }
"""
_RENEW = """
if (ctx._source.holder == params.holder) { ctx._source.until = ctx._now + params.lasts }
else if (ctx._source.until == null) { ctx._source.until = 0 }
else { ctx._source.asked = ctx._now }
"""
"""Both write in any case: a node that was cut off, and takes itself for the one that decides, then gets no answer."""
_END = "ctx.op = ctx._source.until != null && ctx._source.until < ctx._now ? 'delete' : 'none'"
_COUNT = """
if (ctx._source.number == null || ctx._source.number < params.above) { ctx._source.number = params.above }
ctx._source.number += 1
"""
_GIVE_BACK = "ctx.op = ctx._source.holder == params.holder ? 'delete' : 'none'"


class Leases:
    """The leases of an archive, by name, in a small index of their own."""

    def __init__(self, cluster: Cluster, lasts: float = LASTS) -> None:
        self._cluster, self._lasts = cluster, lasts
        self._index = f"{cluster.name}-writer"

    @contextmanager
    def held(self, name: str) -> Iterator["Lease"]:
        """Hold a lease; raise IndexLockedError while another process does, or where something failed as it was lost."""
        self._make_index()
        lease = Lease(self._cluster, self._index, name, self._lasts)
        lease.take()
        ended = Event()
        thread = Thread(target=lease.keep, args=(ended,), name=f"lease {name}", daemon=True)
        thread.start()
        try:
            yield lease
        except DatelineError:
            with suppress(ClusterError):
                lease.renew()  # where it was lost, that is why
            raise
        finally:
            ended.set()
            thread.join()
            lease.give_back()

    def holder(self, name: str) -> str | None:
        """Return who holds a lease that has not run out, or None."""
        answer = _updated(self._cluster, self._index, name, {"source": _END, "lang": "painless"})
        return _told(answer) if answer["result"] == "noop" else None

    def holders(self, names: Iterable[str]) -> dict[str, str]:
        """Return who holds those of some leases that are held."""
        with self._cluster.failures():
            found: Any = self._cluster.client.mget(
                index=self._index, body={"ids": list(names)}, params={"_source": "false", "preference": "_primary"}
            )
        taken = [str(one["_id"]) for one in self._cluster.documents(found) if one.get("found")]
        return {name: holder for name in taken if (holder := self.holder(name))}

    def number(self, above: int) -> int:
        """Return a number greater than `above`, and than any that was returned before, to whomever."""
        script = {"source": _COUNT, "lang": "painless", "params": {"above": above}}
        return int(_updated(self._cluster, self._index, "number", script)["get"]["_source"]["number"])

    def _make_index(self) -> None:
        settings = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}
        with self._cluster.failures():
            self._cluster.client.indices.create(
                index=self._index,
                body={"settings": settings, "mappings": {"enabled": False}},
                params={"ignore": 400},
            )


class Lease:
    """One lease."""

    def __init__(self, cluster: Cluster, index: str, name: str, lasts: float) -> None:
        self._cluster, self._index, self._name, self._lasts = cluster, index, name, lasts
        self._holder = uuid4().hex
        self._lost: DatelineError | None = None

    def take(self) -> None:
        """Take it; raise IndexLockedError where another process holds it."""
        found = self._asked(_TAKE)
        if found["holder"] != self._holder:
            raise IndexLockedError(
                f"{self._cluster.name} is being written by another process ({found['told']}): "
                f"wait until it has finished, or for {self._lasts:.0f} seconds if it was killed, then try again."
            )

    def renew(self) -> None:
        """Hold it for some time more; raise IndexLockedError where it was lost, be it given back since."""
        if self._asked(_RENEW).get("holder") != self._holder:
            raise IndexLockedError(
                f"Another process may have written to {self._cluster.name} meanwhile, for this one was suspended, or "
                f"cut off, for more than {self._lasts:.0f} seconds: try again."
            )

    def _asked(self, source: str) -> Any:
        params = {
            "holder": self._holder,
            "lasts": int(self._lasts * 1000),
            "told": f"process {os.getpid()} of {socket.gethostname()}",
        }
        script = {"source": source, "lang": "painless", "params": params}
        return _updated(self._cluster, self._index, self._name, script)["get"]["_source"]

    def keep(self, ended: Event) -> None:
        """Renew it until it is given back; where that fails for a time, there will be another chance."""
        while not ended.wait(self._lasts * RENEWED_EVERY / LASTS):
            try:
                self.renew()
            except IndexLockedError as error:
                self._lost = error
                return
            except DatelineError:
                continue

    def check(self) -> None:
        """Raise IndexLockedError where it was lost to another process."""
        if self._lost is not None:
            raise self._lost

    def give_back(self) -> None:
        """Let others have it at once; where that can't be said, it runs out."""
        script = {"source": _GIVE_BACK, "lang": "painless", "params": {"holder": self._holder}}
        with suppress(DatelineError), self._cluster.failures():
            self._cluster.client.update(
                index=self._index,
                id=self._name,
                body={"script": script},
                params={"ignore": 404, "request_timeout": TIMEOUT},
            )


def _updated(cluster: Cluster, index: str, name: str, script: Mapping[str, Any]) -> Any:
    """Let a script change a document, which may be an empty one yet; return what the cluster answers."""
    with cluster.failures():
        return cluster.client.update(
            index=index,
            id=name,
            body={"scripted_upsert": True, "script": script, "upsert": {}},
            params={"retry_on_conflict": RETRIES, "request_timeout": TIMEOUT, "_source": "true"},
        )


def _told(answer: Any) -> str | None:
    """Return who holds a lease that was left as it is; None where nobody does."""
    told = answer.get("get", {}).get("_source", {}).get("told")
    return None if told is None else str(told)
