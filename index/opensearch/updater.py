"""Changes an archive of the cluster: a clone of what is published, with articles removed and others added.

What is published is never written to.  The clone is settled anew: from what was settled when that was published, where
this machine has kept it (`index.opensearch.resettling`), else as a whole, from what lies there
(`index.opensearch.gathering`).  It is then what a rebuild would make of the same articles, but for their order: what is
added comes last.  Where it begins with what was kept, names of people that were joined stay so, and copies in their
groups, as in an index of the embedded engine.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from index.analysis.batch import IndexedBatch
from index.documents.article_head import ArticleHead, decode_head
from index.errors import DatelineError
from index.opensearch.cluster import WHOLE, Cluster
from index.opensearch.gathering import DOCUMENTS, Settler, removal
from index.opensearch.resettling import KeptSettler
from index.opensearch.states import TIMEOUT, Draft
from index.opensearch.walking import walk
from index.opensearch.writer import COUNTER_BITS, DocumentWriter, shares_missing
from index.store.company import Beside
from index.store.counts import Joined, NameUse

ASKED_AT_ONCE = 500
"""Ids of articles that are looked up at once."""


class ClusterUpdater:
    """Removes articles from what is published and adds others, in a clone of it, until `finish` or `cancel` ends it."""

    def __init__(self, cluster: Cluster, draft: Draft, published: str) -> None:
        """Begin with a clone, `draft`, of the index `published`, which must stay until then."""
        self._cluster, self._draft, self._published = cluster, draft, published
        self._documents = DocumentWriter(cluster, draft, self._greatest_epoch() + 1)
        self._removed: set[str] = set()
        bulk = self._documents.bulk
        self._kept = KeptSettler(draft.kept, draft, bulk) if draft.kept is not None else None
        self._settler = self._kept or Settler(cluster, draft, bulk)

    def articles(self) -> Iterator[ArticleHead]:
        """Yield the heads of the articles that are there, without removed and added ones."""
        if self._kept is not None:
            yield from self._kept.articles()
            return
        for hit in walk(self._cluster, self._published, {"term": {"kind": "article"}}, ["head"]):
            head = _head(hit)
            if head.id not in self._removed:
                yield head

    def article(self, article_id: str) -> ArticleHead | None:
        """Return the head of an article that is there; None where none is, or it was removed."""
        return next((head for head, _ in self._heads([article_id])), None)

    def remove(self, ids: Iterable[str]) -> int:
        """Remove articles that were there before; return how many there were.  Others may be added under their ids."""
        removed = 0
        for head, number in self._heads(list(dict.fromkeys(ids))):
            self._removed.add(head.id)
            removed += 1
            if self._kept is not None:
                self._kept.remove(number, head.paragraphs)
            for action in removal(head):
                self._documents.bulk.add(action)
        if removed:
            self._documents.bulk.flush()  # requests overtake one another
        return removed

    def add(self, batch: IndexedBatch) -> None:
        """Add articles; the caller sees to it that none has the id of another that is there."""
        if batch.heads:
            first = self._documents.add(batch)
            if self._kept is not None:
                self._kept.add_written(batch, first)

    def names(self) -> Mapping[str, NameUse]:
        """Return how the speakers' names are used in all that is settled: what was added, or with nothing kept all that
        is there now.  Nothing is added from then on."""
        return self._settler.names()

    def beside(self, pairs: Sequence[tuple[str, str]]) -> Sequence[Beside]:
        """Say of pairs of speakers' names how they appear beside each other in all that is settled."""
        return self._settler.beside(pairs)

    def finish(self, joined: Mapping[str, Joined]) -> dict[str, int]:
        """Settle the archive, and return how many articles, paragraphs, words, and distinct speakers and places there
        are.

        `joined` maps each name of a speaker that counts as another to that one.
        """
        return self._settler.finish(joined)

    def cancel(self) -> None:
        """Give up what was added."""
        self._settler.cancel()

    def _heads(self, ids: Sequence[str]) -> Iterator[tuple[ArticleHead, int]]:
        """Yield the heads of those articles that are there, and the number of each."""
        wanted = [{"_id": one} for one in ids if one not in self._removed]
        for begin in range(0, len(wanted), ASKED_AT_ONCE):
            with self._cluster.failures():
                found: Any = self._cluster.client.mget(
                    index=self._published,
                    body={"docs": wanted[begin : begin + ASKED_AT_ONCE]},
                    params={"_source": "head,number", "request_timeout": TIMEOUT},
                )
            documents = self._cluster.documents(found)
            for one in documents:
                if one.get("found") and "head" in one["_source"]:
                    yield _head(one), int(one["_source"]["number"])

    def _greatest_epoch(self) -> int:
        body = {"query": DOCUMENTS, "size": 1, "sort": {"number": "desc"}, "_source": ["number"]}
        with self._cluster.failures():
            answer: Any = self._cluster.client.search(
                index=self._published, body=body, params={**WHOLE, "request_timeout": TIMEOUT}
            )
        return max((int(hit["_source"]["number"]) >> COUNTER_BITS for hit in answer["hits"]["hits"]), default=0)


class SharesSettler(Settler):
    """Settles what all shares of an archive have written."""

    def __init__(self, cluster: Cluster, draft: Draft) -> None:
        """Begin; raise DatelineError where a share isn't there."""
        if missing := shares_missing(draft):
            told = ", ".join(map(str, missing))
            raise DatelineError(f"Not all of the {draft.shares} shares of {draft.index} are written; missing: {told}.")
        super().__init__(cluster, draft)


def _head(document: Mapping[str, Any]) -> ArticleHead:
    return decode_head(document["_source"]["head"].encode("utf-8", "surrogatepass"))
