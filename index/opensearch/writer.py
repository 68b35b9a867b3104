"""Writes an archive to a new index of the cluster, in whole or a share of it.

Every article and paragraph has a number, its place in the order of the archive: those of a share begin with its own, so
that shares are written side by side.  The document of a smaller number stays where two have one id: an article that two
shares have is the first one's, whoever writes first.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing

from index.analysis.batch import IndexedBatch
from index.opensearch.bulk import Action, BulkWriter
from index.opensearch.cluster import Cluster
from index.opensearch.documents import documents_of
from index.opensearch.settling import Settling, tell
from index.opensearch.states import TIMEOUT, Draft
from index.store.company import Beside
from index.store.counts import Joined, NameUse

COUNTER_BITS = 40
"""A number is an epoch, and behind it a counter of so many bits."""
MOST = 1 << 62
"""Versions of documents descend from here as numbers ascend."""
DELETING_TIMEOUT = 3600.0


def first_number(epoch: int) -> int:
    """Return the first number of an epoch: of a share, from 1, or of an update, which begins another one."""
    return epoch << COUNTER_BITS


class DocumentWriter:
    """Writes batches as documents, numbered from the beginning of an epoch on.

    Of two under one id, the last one stays; where others write, too, the one of the smaller number.
    """

    def __init__(self, cluster: Cluster, draft: Draft, epoch: int) -> None:
        self._is_shared = draft.shares > 0
        self.bulk = BulkWriter(cluster, draft.index, draft.check)
        self._next = first_number(epoch)

    def add(self, batch: IndexedBatch) -> int:
        """Write the articles of a batch, and return the number of its first paragraph."""
        first = self._next
        for document in documents_of(batch, first):
            version = MOST - int(document.source["number"]) if self._is_shared else None
            self.bulk.add(Action("index", document.id, document.article, document.source, version))
        self._next += len(batch.records)
        return first


class ClusterWriter:
    """Writes a whole archive: a sink (`index.pipeline.sink`), ended by `finish` or `cancel`."""

    def __init__(self, cluster: Cluster, draft: Draft) -> None:
        self._draft = draft
        self._documents = DocumentWriter(cluster, draft, epoch=1)
        self._settling = Settling(draft.folder)

    def add(self, batch: IndexedBatch) -> None:
        """Add articles; the caller sees to it that no two articles have one id."""
        if batch.heads:
            self._settling.add_written(batch, self._documents.add(batch))

    def names(self) -> Mapping[str, NameUse]:
        """Return how the speakers' names are used in all that was added."""
        return self._settling.names()

    def beside(self, pairs: Sequence[tuple[str, str]]) -> Sequence[Beside]:
        """Say of pairs of speakers' names how they appear beside each other in all that was added."""
        return self._settling.beside(pairs)

    def finish(self, joined: Mapping[str, Joined]) -> dict[str, int]:
        """Write what is left, settle the archive, and return how many articles, paragraphs, words, and distinct
        speakers and places there are.

        `joined` maps each name of a speaker that counts as another to that one.
        """
        with closing(self._documents.bulk) as bulk, self._settling.cancelled_on_failure():
            bulk.flush()
            counts = self._settling.finish(joined)
            tell(self._draft, bulk)
            return counts

    def cancel(self) -> None:
        """Give up what isn't written yet."""
        self._documents.bulk.close()
        self._settling.cancel()


class ShareWriter:
    """Writes a share of an archive: what is known of the whole only is found when all shares are there.

    It is a sink (`index.pipeline.sink`), ended by `finish` or `cancel`.  What an earlier writer left of the share is
    removed first.
    """

    def __init__(self, cluster: Cluster, draft: Draft, share: int) -> None:
        self._draft, self._share = draft, share
        draft.renew()  # what is removed is not what another one has written meanwhile
        draft.tables.remove(share_table(share))
        _remove_epoch(cluster, draft.index, share)
        self._documents = DocumentWriter(cluster, draft, share)
        self._counts = Counter(articles=0, paragraphs=0, words=0)

    def add(self, batch: IndexedBatch) -> None:
        """Add articles."""
        if not batch.heads:
            return
        self._documents.add(batch)
        self._counts.update(articles=len(batch.heads), paragraphs=len(batch.records))
        self._counts["words"] += int(batch.fields["text"].counts.sum())

    def names(self) -> Mapping[str, NameUse]:
        """Return none: people are joined over all shares."""
        return {}

    def beside(self, pairs: Sequence[tuple[str, str]]) -> Sequence[Beside]:
        """Say nothing of no pairs."""
        return []

    def finish(self, joined: Mapping[str, Joined]) -> dict[str, int]:
        """Write what is left, note that the share is there, and return how many articles, paragraphs and words it
        has."""
        with closing(self._documents.bulk) as bulk:
            bulk.flush()
        self._draft.tables.write(share_table(self._share), json.dumps(self._counts).encode())
        return dict(self._counts)

    def cancel(self) -> None:
        """Give up what isn't written yet."""
        self._documents.bulk.close()


def share_table(share: int) -> str:
    """Return the name of the file that says that a share is there."""
    return f"share-{share}.json"


def shares_missing(draft: Draft) -> list[int]:
    """Return which of the shares that a draft is made of aren't written yet."""
    return [share for share in range(1, draft.shares + 1) if draft.tables.read(share_table(share)) is None]


def _remove_epoch(cluster: Cluster, index: str, epoch: int) -> None:
    numbers = {"gte": first_number(epoch), "lt": first_number(epoch + 1)}
    with cluster.failures():
        cluster.client.indices.refresh(index=index, params={"request_timeout": TIMEOUT})
        cluster.client.delete_by_query(
            index=index,
            body={"query": {"range": {"number": numbers}}},
            params={"conflicts": "proceed", "refresh": "true", "request_timeout": DELETING_TIMEOUT},
        )
