"""All documents of an index that a query finds, in the order of their numbers, page after page."""

import random
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from time import monotonic, sleep
from typing import Any

from index.errors import ClusterAccessError, ClusterError, ClusterUnavailableError, DatelineError, IndexMissingError
from index.opensearch.cluster import WHOLE, Cluster

PAGE = 1000
"""Documents that are read at once."""
KEPT = "10m"
"""How long the cluster keeps, after a page, what it needs for the next one."""
TIMEOUT = 120.0
"""Seconds for each page."""
IN_ORDER: Sequence[Mapping[str, str]] = ({"number": "asc"}, {"kind": "asc"}, {"article": "asc"})
"""An article stands before its first paragraph, which has the same number."""


PATIENCE = 120.0
"""Seconds that a page is asked for again while the cluster can't answer."""
PAUSE = 2.0
"""Seconds between two attempts, at most."""


def walk(
    cluster: Cluster, index: str, query: Mapping[str, Any], fields: Sequence[str], patience: float = 0.0
) -> Iterator[dict[str, Any]]:
    """Yield the hits, each with some fields of its source, as they were when the walk began.

    A page is read while the one before it is used.  Where a node is lost, with what it kept for the walk, others go on
    from there: as they are then, so that nobody may write meanwhile.  A first page that the cluster can't give is asked
    for again for `patience` seconds: with none, whoever begins with a walk is told at once.

    Raises ClusterUnavailableError where the cluster does not give all, be it that the index is removed meanwhile, as it
    is when two others were published since, and what its refusals mean.
    """
    pages, met = _Pages(cluster, index, query, fields, patience), 0
    with closing(pages), ThreadPoolExecutor(1, "walk") as ahead:
        asked = ahead.submit(pages.after, None)
        while True:
            hits = asked.result()
            met += len(hits)
            is_last = len(hits) < PAGE
            if is_last:
                cluster.require_all(met, pages.total)
            else:
                asked = ahead.submit(pages.after, hits[-1]["sort"])
            yield from hits
            if is_last:
                return


class _Pages:
    """Pages of hits, each by the place of the last one before it."""

    def __init__(
        self, cluster: Cluster, index: str, query: Mapping[str, Any], fields: Sequence[str], patience: float
    ) -> None:
        self._cluster, self._index, self._patience = cluster, index, patience
        self._body = {
            "query": query,
            "sort": IN_ORDER,
            "size": PAGE,
            "_source": list(fields),
        }
        self._pit: str | None = None
        self.total = 0
        """Hits that there were when the walk began, once the first page is read."""

    def after(self, place: Sequence[Any] | None) -> list[dict[str, Any]]:
        """Return the hits after a place, or the first ones; raise DatelineError when patience ends."""
        until = monotonic() + (self._patience if place is None else PATIENCE)
        while True:
            try:
                return self._ask({} if place is None else {"search_after": place})
            except IndexMissingError as error:
                if place is None:
                    raise
                raise ClusterUnavailableError(
                    f"{self._index} of {self._cluster.where} was removed while it was read, for the archive was "
                    "published twice meanwhile: try again."
                ) from error
            except ClusterError as error:
                if isinstance(error, ClusterAccessError) or monotonic() >= until:
                    raise
            self.close()
            sleep(random.uniform(0, PAUSE))  # noqa: S311  # no secret

    def close(self) -> None:
        """Let the cluster forget what it kept."""
        if self._pit is not None:
            with suppress(DatelineError), self._cluster.failures():
                self._cluster.client.delete_pit(body={"pit_id": [self._pit]}, params={"request_timeout": TIMEOUT})
            self._pit = None

    def _ask(self, place: Mapping[str, Any]) -> list[dict[str, Any]]:
        with self._cluster.failures():
            client = self._cluster.client
            if self._pit is None:
                begun: Any = client.create_pit(
                    index=self._index,
                    params={"keep_alive": KEPT, "request_timeout": TIMEOUT, "allow_partial_pit_creation": "false"},
                )
                self._pit = begun["pit_id"]
            answer: Any = client.search(
                body={
                    **self._body,
                    **place,
                    "track_total_hits": not place,
                    "pit": {"id": self._pit, "keep_alive": KEPT},
                },
                params={**WHOLE, "request_timeout": TIMEOUT},
            )
        self._pit = answer.get("pit_id", self._pit)
        if not place:
            self.total = answer["hits"]["total"]["value"]
        hits: list[dict[str, Any]] = answer["hits"]["hits"]
        return hits
