"""An index directory as the place that a build goes to: `index.store.generation` does it all."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from index.deduplication.published import PublishedArticles
from index.documents.article_head import ArticleHead
from index.errors import DatelineError
from index.pipeline.destinations import About, Notes
from index.pipeline.identities import Identities
from index.pipeline.known import DAMAGED
from index.pipeline.local_lexicons import LocalLexicons
from index.store import contents
from index.store.built import Built
from index.store.files.checked import Version
from index.store.files.checksums import Checksums
from index.store.generation import Generation, IndexDirectory, Published, storage_failures
from index.store.invariants import check_invariants
from index.store.origins import origins_of
from index.store.reader import StoredIndex
from index.store.removed import read_removed
from index.store.updater import GenerationUpdater
from index.store.whoosh_codec import live_paragraphs
from index.store.writer import GenerationWriter


class Directory:
    """The index directory at a path."""

    def __init__(self, path: Path) -> None:
        self._directory = IndexDirectory(path)
        self.cache = self._directory.cache

    def __str__(self) -> str:
        """Return the path."""
        return str(self._directory.path)

    def published(self) -> Published:
        """Return the name of the published generation, and what else changes with every publication."""
        return self._directory.published()

    def counts(self) -> Mapping[str, int]:
        """Return what the manifest says."""
        return self._directory.read(lambda generation, _: generation.manifest().counts)

    def about(self) -> About:
        """Tell of the published generation."""
        return self._directory.read(lambda generation, _: _about(StoredIndex(generation)))

    def sample(self, most: int) -> Iterable[ArticleHead]:
        """Yield articles at even distances."""
        stored = self._directory.read(lambda generation, _: StoredIndex(generation))
        return map(stored.article, range(0, stored.articles, max(1, stored.articles // most)))

    def verify(self) -> str:
        """Check every file against its checksum, and what the files say of each other.

        A generation that takes the place of this one meanwhile has most files in common with it: they are read once.
        """
        read: dict[Version, Checksums] = {}

        def verified(generation: Generation, published: Published) -> StoredIndex:
            generation.verify(read=read)
            return StoredIndex(generation)

        stored = self._directory.read(verified)
        check_invariants(stored)
        files = len(stored.manifest.files)
        return f"Generation {stored.name} is sound: {files} files have their checksums and agree with each other."

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the directory's lock; make it where there is none."""
        with storage_failures(self._directory.path), self._directory.lock():
            yield

    def known(self) -> tuple[Identities, Mapping[str, str]]:
        """Know again what the published generation holds."""
        try:
            stored = StoredIndex(self._directory.current())
            is_live = live_paragraphs(stored.files.within(contents.POSTINGS))
            firsts = np.unique(stored.columns["article"], return_index=True)[1]
            numbers = np.flatnonzero(is_live[firsts]).tolist()
            published = PublishedArticles(map(stored.article, numbers))
            removed = read_removed(stored.files)
        except (DatelineError, OSError, *DAMAGED):
            return Identities(), {}
        return Identities(published, lambda number: stored.article(numbers[number])), removed

    @contextmanager
    def drafted(self) -> Iterator["_Draft"]:
        """Make a new generation; the lock must be held."""
        with self._directory.new_generation() as generation:
            yield _Draft(self._directory, generation)

    @contextmanager
    def revised(self) -> Iterator["_Revision"]:
        """Make a new generation of the published one; the lock must be held."""
        with self._directory.new_generation() as generation:
            yield _Revision(self._directory, generation)

    def contains(self, path: Path) -> bool:
        """Tell whether a path is the directory or lies in it."""
        index = self._directory.path.resolve()
        return index == path or index in path.parents


def _about(stored: StoredIndex) -> About:
    manifest = stored.manifest
    size = sum(checksums.size for checksums in manifest.files.values())
    built, origins = Built.read(stored.files), origins_of(stored.origins())
    return About("embedded", stored.name, manifest.created, manifest.counts, size, built, origins)


class _Draft:
    def __init__(self, directory: IndexDirectory, generation: Generation) -> None:
        self._directory, self._generation = directory, generation
        self.name = generation.name

    def writer(self) -> GenerationWriter:
        return GenerationWriter(self._generation.folder)

    def publish(self, created: str, counts: dict[str, int], notes: Notes) -> None:
        notes.write(self._generation.folder)
        self._directory.publish(self._generation, created, counts)


class _Revision:
    def __init__(self, directory: IndexDirectory, generation: Generation) -> None:
        self._directory, self._generation = directory, generation
        self._published = directory.current()
        self.name, self.before = generation.name, self._published.name
        self.updater = GenerationUpdater(self._published, generation.folder)

    def lexicons(self) -> LocalLexicons:
        return LocalLexicons.read(self._published.files())

    def built(self) -> Built:
        return Built.read(self._published.files())

    def removed(self) -> Mapping[str, str]:
        return read_removed(self._published.files())

    def counts(self) -> dict[str, int]:
        return self._published.manifest().counts

    def explain(self) -> None:
        self._published.verify()  # which names the file

    def publish(self, created: str, counts: dict[str, int], notes: Notes) -> None:
        notes.write(self._generation.folder)
        self._directory.publish(self._generation, created, counts, self.updater.shared)
