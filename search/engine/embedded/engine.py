"""The engine of an index directory: whatever generation of it is published at the moment, held open.

Opening a generation checks that its files are all there and their small ones sound; after that a request costs a look
at one small file, to see whether a newer one has been published.  Searches under way finish on the generation they
began with.  A large file in which a bit has changed may make a search fail in any way: whatever fails unexpectedly, the
checksums of all files are verified, once a generation, and damage is what is reported.
"""

import threading
from pathlib import Path

from index.errors import DatelineError, ExhaustedError, IndexDamagedError
from index.store.generation import IndexDirectory
from search.engine.embedded.snapshot import EmbeddedSnapshot
from search.engine.protocol import Snapshot

Published = tuple[str, int, int]
"""What changes with every publication; see `IndexDirectory.published`."""


class EmbeddedEngine:
    """Answers from the index at a path; safe to share between threads."""

    def __init__(self, index: Path) -> None:
        self._directory = IndexDirectory(index)
        self._opening = threading.Lock()
        self._opened: tuple[Published, EmbeddedSnapshot] | None = None

    def publication(self) -> str:
        """Return what differs between any two publications; raise as `snapshot` does."""
        return self.snapshot().info.publication

    def snapshot(self) -> EmbeddedSnapshot:
        """Return the published generation.

        Raises IndexMissingError, IndexDamagedError or ForeignDirectoryError where there is nothing to ask.  Where the
        system has no room to open a newer one, the one before is asked on, if there is one, else raises ExhaustedError.
        """
        opened = self._opened
        if opened is not None and self._directory.is_published(opened[0]):
            return opened[1]
        with self._opening:
            try:
                if self._opened is None or self._opened[0] != self._directory.published():
                    self._opened = self._open()
            except ExhaustedError:
                if self._opened is None:
                    raise
            except DatelineError:
                self._opened = None
                raise
            return self._opened[1]

    def refresh(self) -> None:
        """Let go of a generation that was replaced, and open the one that took its place; raise as `snapshot`."""
        if self._opened is not None:
            self.snapshot()

    def diagnose(self, snapshot: Snapshot) -> None:
        """Raise IndexDamagedError where the generation is damaged, and not merely replaced, its files removed."""
        opened = self._opened
        if opened is not None and opened[1] is snapshot and self._directory.published() == opened[0]:
            opened[1].verify()

    def _open(self) -> tuple[Published, EmbeddedSnapshot]:
        """Open the published generation, which may be replaced, and removed, while it is being opened."""
        while True:
            published = self._directory.published()
            try:
                generation = self._directory.current()
                return published, EmbeddedSnapshot(generation, "-".join(map(str, published)))
            except (IndexDamagedError, FileNotFoundError):
                if self._directory.published() == published:
                    raise
