"""An archive in a cluster as the place that a build goes to: `index.opensearch` does it all."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from index.deduplication.published import PublishedArticles
from index.documents.article_head import ArticleHead, decode_head, decode_origin
from index.errors import (
    ClusterUnavailableError,
    DatelineError,
    ForeignDirectoryError,
    IndexDamagedError,
    IndexMissingError,
)
from index.opensearch import states
from index.opensearch.address import Address
from index.opensearch.cluster import WHOLE, Cluster
from index.opensearch.counting import found_in
from index.opensearch.states import States
from index.opensearch.tables import ClusterIndexDamagedError, Tables, generation_of
from index.opensearch.updater import ClusterUpdater
from index.opensearch.walking import walk
from index.opensearch.writer import ClusterWriter
from index.pipeline.destinations import About, Notes
from index.pipeline.destinations.private_cache import cache_of, make_private
from index.pipeline.identities import Identities
from index.pipeline.local_lexicons import LocalLexicons
from index.store import contents
from index.store.built import Built
from index.store.files import filesystem
from index.store.files.folder import Folder
from index.store.origins import origins_of
from index.store.removed import read_removed

SHARDS, REPLICAS = "DATELINE_OPENSEARCH_SHARDS", "DATELINE_OPENSEARCH_REPLICAS"
"""The environment variables that say into how many shards a rebuild divides an archive, and how many further copies the
cluster keeps of each."""
NOTES = (contents.LEXICONS, contents.REMOVED, contents.BUILT)
ARTICLES: Mapping[str, Any] = {"term": {"kind": "article"}}


class Archive:
    """The archive at an address."""

    def __init__(self, address: Address) -> None:
        self.cluster = Cluster(address)
        self.cache = cache_of(address)
        self.states = States(self.cluster, cache=self.cache)

    def __str__(self) -> str:
        """Return the address."""
        return str(self.cluster.address)

    def published(self) -> tuple[str]:
        """Return the number of the published state."""
        return (generation_of(self.states.published()),)

    def counts(self) -> Mapping[str, int]:
        """Return what the manifest says."""
        return self.states.manifest().counts

    def about(self) -> About:
        """Tell of the published state; all articles are asked for where they come from."""
        manifest = self.states.manifest()
        with self.cluster.failures():
            stats: Any = self.cluster.client.indices.stats(index=manifest.index, metric="store")
        heads = (_record(hit) for hit in walk(self.cluster, manifest.index, ARTICLES, ["head"]))
        with notes_of(Tables(self.cluster, manifest.index)) as notes:
            built = Built.read(notes)
        return About(
            f"OpenSearch {self.cluster.version}",
            generation_of(manifest.index),
            manifest.created,
            manifest.counts,
            int(stats["_all"]["total"]["store"]["size_in_bytes"]),
            built,
            origins_of(map(decode_origin, heads)),
        )

    def sample(self, most: int) -> Iterable[ArticleHead]:
        """Yield those that were written first, and those that were written last."""
        index = self.states.published()
        for order in ("asc", "desc"):
            body = {"query": ARTICLES, "size": most // 2, "sort": {"number": order}, "_source": ["head"]}
            with self.cluster.failures():
                answer: Any = self.cluster.client.search(index=index, body=body, params=WHOLE)
            yield from map(head_of, answer["hits"]["hits"])

    def verify(self) -> str:
        """Check the tables against their digests, how many articles and paragraphs there are, and the health."""
        index = self.states.published()
        manifest = Tables(self.cluster, index).check()
        with self.cluster.failures():
            health: Any = self.cluster.client.cluster.health(index=index)
            if health["status"] == "red":
                raise ClusterUnavailableError(
                    f"{index} of {self.cluster.where} is red: shards are missing; start the nodes that hold them."
                )
        found = found_in(self.cluster, index)
        for name, count in found.items():
            if count != manifest.counts[name]:
                raise ClusterIndexDamagedError(index, f"it has {count:,} {name}, not {manifest.counts[name]:,}")
        copies = {"green": "every shard has all its copies", "yellow": "not every shard has all its copies"}
        return (
            f"Generation {generation_of(index)} is sound: {len(manifest.files)} tables have their digests, "
            f"{found['articles']:,} articles and {found['paragraphs']:,} paragraphs are there; it is "
            f"{health['status']}, {copies[health['status']]}."
        )

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Put in words what fails; who writes holds a lease of the cluster's, which `drafted` and `revised` take."""
        try:
            with self.cluster.failures():
                make_private(self.cache)
                yield
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise DatelineError(
                f"What goes to {self} can't be prepared on this machine: {where}{error.strerror or error}."
            ) from error

    def known(self) -> tuple[Identities, Mapping[str, str]]:
        """Know again what the published state holds.

        Where updates are published meanwhile, which a share doesn't keep from it, that state may be removed: then it is
        begun again, of the new one.
        """
        while True:
            try:
                index = self.states.published()
            except (IndexMissingError, ForeignDirectoryError):
                return Identities(), {}
            try:
                return self._known(index)
            except IndexDamagedError:
                return Identities(), {}
            except (IndexMissingError, ClusterUnavailableError):
                if self.states.published() == index:
                    raise

    def _known(self, index: str) -> tuple[Identities, Mapping[str, str]]:
        with notes_of(Tables(self.cluster, index)) as notes:
            removed = read_removed(notes)  # none where the state is gone, of which the walk tells
        published = PublishedArticles(map(head_of, walk(self.cluster, index, ARTICLES, ["head"])))
        return Identities(published, lambda number: self._article(published.id(number))), removed

    @contextmanager
    def drafted(self) -> Iterator["_Draft"]:
        """Make a new index."""
        with self.states.new(*division()) as draft:
            yield _Draft(self.cluster, self.states, draft)

    @contextmanager
    def revised(self) -> Iterator["_Revision"]:
        """Make a clone of the published index."""
        with self.states.copy() as draft:
            published = self.states.published()
            with notes_of(Tables(self.cluster, published)) as notes:
                yield _Revision(self.cluster, self.states, draft, published, notes)

    def contains(self, path: Path) -> bool:
        """Tell that no path is the archive's."""
        return False

    def _article(self, article_id: str) -> ArticleHead | None:
        """Return the head of an article as it is published now: the state in which it was met may be removed."""
        with self.cluster.failures():
            found: Any = self.cluster.client.get(
                index=self.cluster.name, id=article_id, params={"_source": "head", "ignore": 404}
            )
        if "error" in found:
            self.cluster.require_recovered()
            raise self.cluster.refusals.missing()
        return head_of(found) if found.get("found") else None


class _Draft:
    def __init__(self, cluster: Cluster, archive: States, draft: states.Draft) -> None:
        self._cluster, self._states, self._draft = cluster, archive, draft
        self.name = generation_of(draft.index)

    def writer(self) -> ClusterWriter:
        return ClusterWriter(self._cluster, self._draft)

    def publish(self, created: str, counts: dict[str, int], notes: Notes) -> None:
        keep(notes, self._draft.tables)
        self._states.publish(self._draft, created, counts)


class _Revision:
    def __init__(self, cluster: Cluster, archive: States, draft: states.Draft, published: str, notes: Folder) -> None:
        self._states, self._draft, self._notes = archive, draft, notes
        self._published = Tables(cluster, published)
        self.name, self.before = generation_of(draft.index), generation_of(published)
        self.updater = ClusterUpdater(cluster, draft, published)

    def lexicons(self) -> LocalLexicons:
        return LocalLexicons.read(self._notes)

    def built(self) -> Built:
        return Built.read(self._notes)

    def removed(self) -> Mapping[str, str]:
        return read_removed(self._notes)

    def counts(self) -> dict[str, int]:
        return dict(self._published.manifest().counts)

    def explain(self) -> None:
        self._published.check()

    def publish(self, created: str, counts: dict[str, int], notes: Notes) -> None:
        self._draft.tables.carry(self._published.manifest(), (contents.LEXICONS,))
        keep(notes, self._draft.tables)
        self._states.publish(self._draft, created, counts)


def head_of(document: Mapping[str, Any]) -> ArticleHead:
    """Return the head that an article's document has."""
    return decode_head(_record(document))


def _record(document: Mapping[str, Any]) -> bytes:
    return str(document["_source"]["head"]).encode("utf-8", "surrogatepass")


@contextmanager
def notes_of(tables: Tables) -> Iterator[Folder]:
    """Take what is told of a state beside its articles into a folder, as a generation has it."""
    with TemporaryDirectory(prefix="dateline-") as folder:
        for name in NOTES:
            if (content := tables.read(name)) is not None:
                filesystem.write(Path(folder) / name, content)
        yield Folder(Path(folder))


def keep(notes: Notes, tables: Tables) -> None:
    """Write notes as tables."""
    with TemporaryDirectory(prefix="dateline-") as folder:
        notes.write(Path(folder))
        tables.write_files(sorted(Path(folder).iterdir()))


def division() -> tuple[int, int]:
    """Return how many shards the environment asks for, and how many further copies; raise DatelineError."""
    asked = []
    for name, least, default in ((SHARDS, 1, states.SHARDS), (REPLICAS, 0, states.REPLICAS)):
        given = os.environ.get(name) or str(default)
        if not (given.isascii() and given.isdigit() and least <= int(given) <= 1024):
            raise DatelineError(f"{name} is a number from {least} to 1024, not {given[:20]!r}.")
        asked.append(int(given))
    return asked[0], asked[1]
