"""One state of an archive in a cluster, asked: every answer is whole, and comes in time, or it is an error."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from opensearchpy.exceptions import ConnectionTimeout

from index.errors import ClusterUnavailableError, DatelineError
from index.opensearch.cluster import Cluster
from search.limits import Deadline

Body = Mapping[str, Any]
"""A question as the cluster takes it, or what it answers."""
PATIENCE_MS = 10_000.0
"""Milliseconds that an answer may take where no deadline is given."""
READING_ON_MS = 60_000.0
"""The same where one page of hits after another is read, as for an export."""
KEPT_OPEN = "5m"
"""How long the cluster keeps a point in time for whoever reads on from it."""
DOCUMENTS_AT_ONCE = 500
"""Documents that are fetched with one request."""
ROUTED = 10
"""Articles whose shards alone are asked; for more it would be most of all."""
HITS_AT_ONCE = 1_000
"""Hits of a request where one after another is read, unless it says otherwise."""
DEEPLY = {"search_type": "dfs_query_then_fetch"}
"""Parameters that let all shards score by the same counts of terms."""


class Reader:
    """Asks the index of a cluster that holds a state, which is never written to; safe to share between threads.

    Whatever it is asked raises a DatelineError: SearchTimeoutError where the time of a deadline is over.
    """

    def __init__(self, cluster: Cluster, index: str) -> None:
        self.cluster = cluster
        self.index = index

    def search(self, body: Body, deadline: Deadline | None = None, **parameters: Any) -> dict[str, Any]:
        """Answer one search; `parameters` are those of the request, DEEPLY for one."""
        return self._answer(body, deadline, _left(deadline), parameters)

    def msearch(
        self, bodies: Sequence[Body], deadline: Deadline | None = None, **parameters: Any
    ) -> list[dict[str, Any]]:
        """Answer several searches, side by side, in the order in which they are given."""
        if not bodies:
            return []
        left = _left(deadline)
        lines = [line for body in bodies for line in (self.cluster.hanging.avoided, _timed(body, left))]
        with self._asked(deadline) as client:
            answers = client.msearch(body=lines, index=self.index, request_timeout=left / 1000, **parameters)
        return [self._whole(answer, deadline) for answer in answers["responses"]]

    def get(self, ids: Sequence[str], fields: Sequence[str] | None = None) -> list[dict[str, Any] | None]:
        """Return what documents hold, of articles and of paragraphs, in the order of their ids; None for one that is
        not there.  Of `fields`, only those."""
        return [
            one
            for at in range(0, len(ids), DOCUMENTS_AT_ONCE)
            for one in self._get(ids[at:][:DOCUMENTS_AT_ONCE], fields)
        ]

    def walk(self, body: Body, deadline: Deadline | None = None, **parameters: Any) -> Iterator[dict[str, Any]]:
        """Yield all hits of a search, `size` of them at a time, in the order of its `sort`, no two of them equal in it.

        Where they are no more than that, one request is enough; else they are read from a point in time.
        """
        asked = {"size": HITS_AT_ONCE, "track_total_hits": False, **body}
        hits = self._answer(asked, deadline, _left(deadline, READING_ON_MS), parameters)["hits"]["hits"]
        if len(hits) < asked["size"]:
            yield from hits
            return
        met, total = 0, None
        with self._point_in_time(deadline) as pit:
            while True:
                left = _left(deadline, READING_ON_MS)
                counting = {"track_total_hits": total is None}
                with self._asked(deadline) as client:
                    body = _timed({**asked, **counting, "pit": {"id": pit[0], "keep_alive": KEPT_OPEN}}, left)
                    answer = client.search(body=body, request_timeout=left / 1000, **parameters)
                hits = self._whole(answer, deadline)["hits"]["hits"]
                if total is None:
                    total = answer["hits"]["total"]["value"]
                pit[0] = answer.get("pit_id", pit[0])
                yield from hits
                met += len(hits)
                if len(hits) < asked["size"]:
                    self.cluster.require_all(met, total)
                    return
                asked["search_after"] = hits[-1]["sort"]

    def _answer(
        self, body: Body, deadline: Deadline | None, left: float, parameters: Mapping[str, Any]
    ) -> dict[str, Any]:
        with self._asked(deadline) as client:
            answer: dict[str, Any] = client.search(
                body=_timed(body, left),
                index=self.index,
                request_timeout=left / 1000,
                **self.cluster.hanging.avoided,
                **parameters,
            )
        return self._whole(answer, deadline)

    @contextmanager
    def _point_in_time(self, deadline: Deadline | None) -> Iterator[list[str]]:
        """Give a point in time, which the cluster may give another id to."""
        with self._asked(deadline) as client:
            parameters = {
                "keep_alive": KEPT_OPEN,
                "allow_partial_pit_creation": "false",
                "request_timeout": _left(deadline) / 1000,
            }
            made = client.create_pit(index=self.index, params={**parameters, **self.cluster.hanging.avoided})
        pit = [made["pit_id"]]
        try:
            yield pit
        finally:
            with suppress(DatelineError), self.cluster.failures():  # it ends by itself
                self.cluster.client.delete_pit(body={"pit_id": pit})

    def _get(self, ids: Sequence[str], fields: Sequence[str] | None) -> Iterator[dict[str, Any] | None]:
        """Read documents by a search, which takes half as long as to get them one by one: those that are stored
        together are taken apart once."""
        body = {
            "size": len(ids),
            "query": {"ids": {"values": list(ids)}},
            "_source": True if fields is None else list(fields),
            "track_total_hits": False,
        }
        articles = sorted(set(map(article_of, ids)))
        few: dict[str, Any] = (
            {"routing": ",".join(articles)} if len(articles) <= ROUTED and "," not in "".join(articles) else {}
        )
        found = {hit["_id"]: hit["_source"] for hit in self.search(body, **few)["hits"]["hits"]}
        return map(found.get, ids)

    @contextmanager
    def _asked(self, deadline: Deadline | None) -> Iterator[Any]:
        """Give the client to be asked; what is not answered in time takes too long, unless a node hangs."""
        if deadline is not None:
            deadline.check()
        try:
            with self.cluster.failures():
                yield self.cluster.client
        except ClusterUnavailableError as error:
            if deadline is not None and isinstance(error.__cause__, ConnectionTimeout):
                self.cluster.hanging.await_look()
                if not self.cluster.hanging.is_met:
                    deadline.check()
            raise

    def _whole(self, answer: dict[str, Any], deadline: Deadline | None) -> dict[str, Any]:
        """Return an answer; raise where it is none, or came too late."""
        if "error" in answer:
            raise self.cluster.refusals.refused(answer["status"], answer["error"])
        if answer["timed_out"]:
            if deadline is not None:
                raise deadline.passed()
            raise ClusterUnavailableError(
                f"{self.cluster.where} did not answer in time: try again when it has less to do."
            )
        if deadline is not None:
            deadline.check()
        return answer


def article_of(document: str) -> str:
    """Return the id of the article that a document is of, be it a paragraph or the article itself."""
    return document.rpartition("#")[0] or document


def _left(deadline: Deadline | None, patience: float = PATIENCE_MS) -> float:
    """Return how many milliseconds a request may take, at least one."""
    return max(patience if deadline is None else deadline.left_ms(), 1.0)


def _timed(body: Body, milliseconds: float) -> dict[str, Any]:
    return {**body, "timeout": f"{milliseconds:.0f}ms"}
