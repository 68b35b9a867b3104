"""An archive in both engines: how it is made, and what two answers about it may differ in."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

from index.pipeline.rebuild import rebuild
from search.archive import Archive
from search.engine.embedded.engine import EmbeddedEngine
from search.engine.opensearch.engine import OpenSearchEngine
from search.engine.protocol import Engine
from search.results import ArticleSummary, CopyList, Hit
from tests.search.engine.in_cluster import UNHURRIED, Archives


@dataclass(frozen=True)
class Both:
    """An archive in both engines."""

    embedded: Archive
    cluster: Archive
    engines: tuple[Engine, Engine]
    shards: int
    """Of the one in the cluster."""

    @property
    def archives(self) -> tuple[Archive, Archive]:
        return self.embedded, self.cluster


def both(paths: Sequence[Path], folder: Path, archives: Archives, shards: int) -> Iterator[Both]:
    """Make an archive of files in both engines, in the cluster in so many shards; remove it from there afterwards."""
    address = archives.named(f"test-{uuid4().hex}")
    rebuild(paths, folder / "index")
    with patch.dict(os.environ, {"DATELINE_OPENSEARCH_SHARDS": str(shards), "DATELINE_OPENSEARCH_REPLICAS": "0"}):
        rebuild(paths, address)
    engines = EmbeddedEngine(folder / "index"), OpenSearchEngine(address)
    yield Both(Archive(folder / "index", UNHURRIED), Archive(address, UNHURRIED), engines, shards)
    archives.close()


def shown(hit: Hit) -> Hit:
    """Leave out of a paragraph what depends on how it was found: its score, and what else is on the page; and when it
    was read."""
    return replace(hit, score=0.0, more_in_article=0, article=timeless(hit.article), copies=timeless_copies(hit.copies))


def timeless(article: ArticleSummary) -> ArticleSummary:
    """Leave out when an article was read, which the two archives were at different times."""
    return replace(article, provenance=article.provenance._replace(time=0))


def timeless_copies(copies: CopyList) -> CopyList:
    """Leave out when articles with copies were read."""
    earliest = tuple([replace(one, article=timeless(one.article)) for one in copies.earliest])
    return replace(copies, earliest=earliest)
