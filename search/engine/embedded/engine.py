"""The engine of an index directory: whatever generation of it is published at the moment, held open.

Opening a generation checks that its files are all there; after that a request costs a look at one small file, to see
whether a newer one has been published.  Where somebody follows what is (`refresh`), nobody else opens it, which takes
a while.  Searches under way finish on the generation they began with.  What is read is checked when it is first read; a
disk that changes it later may make a search fail in any way: whatever fails unexpectedly, the checksums of all files
are verified, once after each verification, and damage is what is reported.  Damage, by whomever it was found, is
remembered: nobody is answered by a generation that is known to be damaged.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from index.errors import DatelineError, ExhaustedError, IndexDamagedError
from index.store.files.checksums import Pace, at_once
from index.store.generation import IndexDirectory
from search.engine.embedded.snapshot import EmbeddedSnapshot
from search.engine.protocol import Snapshot

SOON_SECONDS = 0.3
"""A newer generation that is ready so soon is waited for: who publishes and asks then finds what was published."""
Published = tuple[str, int, int]
"""What changes with every publication; see `IndexDirectory.published`."""


class EmbeddedEngine:
    """Answers from the index at a path; safe to share between threads."""

    def __init__(self, index: Path) -> None:
        self._directory = IndexDirectory(index)
        self._opening = threading.Lock()
        self._opened: tuple[Published, EmbeddedSnapshot] | None = None
        self._followed_until = self._newer_since = 0.0
        """Until when `refresh` takes up what is published, and since when something is that it hasn't."""
        self._taken_up = threading.Condition()
        self._verified = 0
        """How often what was published was read through and not found damaged."""
        self._diagnosed: tuple[Published, int] | None = None

    def publication(self) -> str:
        """Return what differs between any two publications; raise as `snapshot` does."""
        return self.snapshot().info.publication

    def snapshot(self) -> EmbeddedSnapshot:
        """Return the published generation.

        Raises IndexMissingError, IndexDamagedError or ForeignDirectoryError where there is nothing to ask.  Where the
        system has no room to open a newer one, the one before is asked on, if there is one, else raises ExhaustedError.
        """
        if (opened := self._asked_on()) is not None:
            opened[1].damage.recall()
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
            self._opened[1].damage.recall()
            return self._opened[1]

    def refresh(self, prepare: Callable[[Snapshot], None], followed_for: float) -> None:
        """Let go of a generation that was replaced, and open the one that took its place; raise as `snapshot`.

        Until `prepare` is done with that one, or with one that is published within `followed_for` seconds, the one
        before is asked on, unless that takes no more than SOON_SECONDS.
        """
        opened = self._opened
        if opened is None:
            return
        if not self._directory.is_published(opened[0]):
            self._followed_until = float("inf") if followed_for else 0.0
            try:
                with self._opening:
                    newer = self._open()
                    prepare(newer[1])
                    self._opened = newer
            except DatelineError:
                followed_for = 0.0  # who asks finds it out
            finally:
                self._followed_until = self._newer_since = 0.0
                with self._taken_up:
                    self._taken_up.notify_all()
        self.snapshot()
        self._followed_until = time.monotonic() + followed_for

    def verify(self, pace: Pace | None = None) -> None:
        """Read through all of the published generation, calling `pace` before each MB, which may wait.

        Raises IndexDamagedError where it is damaged, and not merely replaced, its files removed, meanwhile.  What is
        damaged is so for all who ask it.
        """
        self._read_through(pace or at_once)
        self._verified += 1

    def diagnose(self, snapshot: Snapshot) -> None:
        """Raise IndexDamagedError where the generation is damaged.

        It is read through once for that, whatever comes of it, until it is verified again for another reason: that
        takes seconds of a large one.  Nobody waits for another who does so.
        """
        opened = self._opened
        if opened is None or opened[1] is not snapshot:
            return
        with self._opening:
            asked = opened[0], self._verified
            if self._diagnosed == asked:
                return
            self._diagnosed = asked
        with suppress(ExhaustedError, OSError):  # what failed first is told, not what kept it from being explained
            self._read_through(at_once)

    def _read_through(self, pace: Pace) -> None:
        snapshot = self.snapshot()
        generation, damage, publication = snapshot.generation, snapshot.damage, snapshot.info.publication
        del snapshot  # which would stay mapped, were it replaced meanwhile
        try:
            generation.verify(pace)
        except IndexDamagedError as error:
            if _name_of(self._directory.published()) == publication:
                damage.note(error)
                raise

    def _asked_on(self) -> tuple[Published, EmbeddedSnapshot] | None:
        """Return what is open if it may be asked: it is published, or whoever follows that is about a newer one."""
        opened = self._opened
        if opened is None or self._directory.is_published(opened[0]):
            return opened
        now = time.monotonic()
        if now >= self._followed_until:
            return None
        with self._taken_up:
            self._newer_since = self._newer_since or now
            self._taken_up.wait_for(lambda: self._opened is not opened, self._newer_since + SOON_SECONDS - now)
        return self._opened

    def _open(self) -> tuple[Published, EmbeddedSnapshot]:
        """Open the published generation, which may be replaced, and removed, while it is being opened."""
        while True:
            published = self._directory.published()
            try:
                generation = self._directory.current()
                return published, EmbeddedSnapshot(generation, _name_of(published))
            except (IndexDamagedError, FileNotFoundError):
                if self._directory.published() == published:
                    raise


def _name_of(published: Published) -> str:
    return "-".join(map(str, published))
