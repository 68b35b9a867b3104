"""One pass over an index: its articles are gathered to be settled, and what isn't any article's is removed.

Where several machines wrote, an article of a smaller number took the place of another with its id: paragraphs that the
other had beyond its end are left over.  One whose content an earlier article has, under another id, is removed whole,
as it would not have been written by one machine.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from index.analysis.batch_analyzer import BatchAnalyzer
from index.deduplication.article_ids import ArticleIds
from index.documents.article_head import ArticleHead, decode_head
from index.opensearch import recovering
from index.opensearch.bulk import Action, BulkWriter
from index.opensearch.cluster import Cluster
from index.opensearch.documents import paragraph_id
from index.opensearch.recovering import FoundArticle, recovered
from index.opensearch.settling import Settling, tell
from index.opensearch.states import TIMEOUT, Draft
from index.opensearch.tables import ClusterIndexDamagedError
from index.opensearch.telling import AS_WRITTEN, Told
from index.opensearch.walking import PATIENCE, walk
from index.store.company import Beside
from index.store.counts import Joined, NameUse

DOCUMENTS: Mapping[str, Any] = {"terms": {"kind": ["article", "paragraph"]}}
FIELDS = (
    *("kind", "article", "number", "head", "described", "ordinal", "speaker_name"),
    *("person", "origin", "has_copies", "quotation", "story"),
    *recovering.FIELDS,
)
PARAGRAPHS_AT_ONCE = 1000
"""Paragraphs of a batch, or those of one article."""


@dataclass(slots=True)
class _Article:
    """An article as it is met, and its paragraphs so far."""

    head: ArticleHead
    source: Mapping[str, Any]
    paragraphs: list[Mapping[str, Any]] = field(default_factory=list)

    def takes(self, paragraph: Mapping[str, Any]) -> bool:
        """Tell whether a paragraph is its next one."""
        before = len(self.paragraphs)
        return before < self.head.paragraphs and (
            paragraph["article"],
            paragraph["number"],
            paragraph["ordinal"],
        ) == (self.head.id, self.source["number"] + before, before + 1)


class Settler:
    """Settles what lies in an index, all of which was written through `bulk`, or by others before; ended by `finish` or
    `cancel`.

    Everything is gathered when it is first asked for, and nothing may be written from then on.  Whatever asks raises
    ClusterIndexDamagedError for an article that lacks paragraphs.
    """

    def __init__(self, cluster: Cluster, draft: Draft, bulk: BulkWriter | None = None) -> None:
        self._cluster, self._draft = cluster, draft
        self._bulk = bulk or BulkWriter(cluster, draft.index, draft.check)
        self._settling = Settling(draft.folder)

    def names(self) -> Mapping[str, NameUse]:
        """Return how the speakers' names are used."""
        return self._gathered.names()

    def beside(self, pairs: Sequence[tuple[str, str]]) -> Sequence[Beside]:
        """Say of pairs of speakers' names how they appear beside each other."""
        return self._gathered.beside(pairs)

    def finish(self, joined: Mapping[str, Joined]) -> dict[str, int]:
        """Settle the archive, and return how many articles, paragraphs, words, and distinct speakers and places there
        are.

        `joined` maps each name of a speaker that counts as another to that one.
        """
        with closing(self._bulk), self._settling.cancelled_on_failure():
            counts = self._gathered.finish(joined)
            tell(self._draft, self._bulk)
            return counts

    def cancel(self) -> None:
        """Give up what isn't written yet."""
        self._bulk.close()
        self._settling.cancel()

    @cached_property
    def _gathered(self) -> Settling:
        """All articles, in order of number."""
        self._bulk.flush()
        with self._cluster.failures():
            self._cluster.client.indices.refresh(index=self._draft.index, params={"request_timeout": TIMEOUT})
        analyzer, contents = BatchAnalyzer(), ArticleIds()
        batch: list[_Article] = []
        for article in _articles(self._cluster, self._draft.index, self._bulk):
            if self._draft.shares and _is_repeated(article.head, contents):
                for action in removal(article.head):
                    self._bulk.add(action)
                continue
            batch.append(article)
            if sum(len(one.paragraphs) for one in batch) >= PARAGRAPHS_AT_ONCE:
                _add(self._settling, batch, analyzer)
                batch = []
        _add(self._settling, batch, analyzer)
        self._bulk.flush()
        return self._settling


def removal(head: ArticleHead) -> Iterator[Action]:
    """Yield what removes an article and its paragraphs."""
    yield Action("delete", head.id, head.id)
    for ordinal in range(1, head.paragraphs + 1):
        yield Action("delete", paragraph_id(head.id, ordinal), head.id)


def _is_repeated(head: ArticleHead, contents: ArticleIds) -> bool:
    return bool(head.content_hash) and contents.first_origins([head.content_hash], [0]) != [None]


def _articles(cluster: Cluster, index: str, bulk: BulkWriter) -> Iterator[_Article]:
    """Yield whole articles, and remove paragraphs that are no article's."""
    article: _Article | None = None
    for hit in walk(cluster, index, DOCUMENTS, FIELDS, PATIENCE):
        source = hit["_source"]
        if source["kind"] == "article":
            if article is not None:
                yield _whole(article, index)
            article = _Article(decode_head(source["head"].encode("utf-8", "surrogatepass")), source)
        elif article is not None and article.takes(source):
            article.paragraphs.append(source)
        else:
            bulk.add(Action("delete", hit["_id"], source["article"]))
    if article is not None:
        yield _whole(article, index)


def _whole(article: _Article, index: str) -> _Article:
    found, count = len(article.paragraphs), article.head.paragraphs
    if found != count:
        raise ClusterIndexDamagedError(index, f"the article {article.head.id} has {found} of its {count} paragraphs")
    return article


def _add(settling: Settling, articles: Sequence[_Article], analyzer: BatchAnalyzer) -> None:
    if not articles:
        return
    batch = recovered([FoundArticle(one.head, one.source["described"], one.paragraphs) for one in articles], analyzer)
    paragraphs = [paragraph for one in articles for paragraph in one.paragraphs]
    numbers = np.array([paragraph["number"] for paragraph in paragraphs], np.int64)
    stories = [str(one.source["story"]).encode() if "story" in one.source else AS_WRITTEN for one in articles]
    settling.add(batch, numbers, list(map(_told, paragraphs)), stories)


def _told(source: Mapping[str, Any]) -> bytes:
    return Told.of(source).encoded(source.get("speaker_name", ()), source["number"])
