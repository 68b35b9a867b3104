"""The engine of an index directory: whatever generation of it is published at the moment, held open.

Opening a generation checks that its files are all there; after that a request costs a look at one small file, to see
whether a newer one has been published.  Where somebody follows what is (`refresh`), nobody else opens it, which takes
a while.  Searches under way finish on the generation they began with.  What is read is checked when it is first read; a
disk that changes it later may make a search fail in any way: whatever fails unexpectedly, the checksums of all files
are verified, once after each verification, and damage is what is reported.  Damage, by whomever it was found, is
remembered: nobody is answered by a generation that is known to be damaged.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from index.errors import ExhaustedError, IndexDamagedError
from index.store.files.checked import Checks, Version
from index.store.files.checksums import Checksums, Pace, at_once
from index.store.generation import Generation, IndexDirectory, Published
from search.engine.embedded.snapshot import EmbeddedSnapshot
from search.engine.protocol import Snapshot
from search.engine.taking_up import TakingUp


class EmbeddedEngine:
    """Answers from the index at a path; safe to share between threads."""

    def __init__(self, index: Path) -> None:
        self._directory = directory = IndexDirectory(index)
        self._opening = _Opening(directory)
        self._states: TakingUp[Published, EmbeddedSnapshot] = TakingUp(
            directory.published, directory.is_published, self._opening, _require_sound
        )
        self._diagnosing = threading.Lock()
        self._read: dict[Version, Checksums] = {}
        """The files of the generation that was verified last, as far as they were read."""
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
        return self._states.state()

    def refresh(self, prepare: Callable[[Snapshot], None], followed_for: float) -> None:
        """Let go of a generation that was replaced, and open the one that took its place; raise as `snapshot`.

        Until `prepare` is done with that one, or with one that is published within `followed_for` seconds, the one
        before is asked on, unless that takes no more than SOON_SECONDS.
        """
        self._states.refresh(prepare, followed_for)

    def verify(self, pace: Pace | None = None, *, again: bool = True) -> None:
        """Read through all of the published generation, calling `pace` before each MB, which may wait; unless `again`,
        only what was not read so far, in this generation or one before it.

        Raises IndexDamagedError where it is damaged, and not merely replaced, its files removed, meanwhile.  What is
        damaged is so for all who ask it.
        """
        if again:
            self._read = {}
        self._read_through(pace or at_once, self._read)
        self._verified += 1

    def diagnose(self, snapshot: Snapshot) -> None:
        """Raise IndexDamagedError where the generation is damaged.

        It is read through once for that, whatever comes of it, until it is verified again for another reason: that
        takes seconds of a large one.  Nobody waits for another who does so.
        """
        opened = self._states.opened
        if opened is None or opened[1] is not snapshot:
            return
        with self._diagnosing:
            asked = opened[0], self._verified
            if self._diagnosed == asked:
                return
            self._diagnosed = asked
        with suppress(ExhaustedError, OSError):  # what failed first is told, not what kept it from being explained
            self._read_through(at_once, {})

    def _read_through(self, pace: Pace, read: dict[Version, Checksums]) -> None:
        snapshot = self.snapshot()
        generation, damage, publication = snapshot.generation, snapshot.damage, snapshot.info.publication
        del snapshot  # which would stay mapped, were it replaced meanwhile
        try:
            generation.verify(pace, read)
        except IndexDamagedError as error:
            self._opening.doubt()
            if _name_of(self._directory.published()) == publication:
                damage.note(error)
                raise


class _Opening:
    """Opens the generations of a directory, one after the other: what was found sound of one isn't checked again."""

    def __init__(self, directory: IndexDirectory) -> None:
        self._directory, self._checks = directory, Checks()

    def doubt(self) -> None:
        """Check all again of what is opened from now on: something that was sound is damaged."""
        self._checks = Checks()

    def __call__(self) -> tuple[Published, EmbeddedSnapshot]:
        """Open the published generation, which may be replaced, and removed, while it is being opened."""
        return self._directory.read(self._opened)

    def _opened(self, generation: Generation, published: Published) -> tuple[Published, EmbeddedSnapshot]:
        checks = self._checks.passed_on()
        opened = EmbeddedSnapshot(generation, _name_of(published), checks)
        self._checks = checks
        return published, opened


def _require_sound(snapshot: EmbeddedSnapshot) -> None:
    snapshot.damage.recall()


def _name_of(published: Published) -> str:
    return "-".join(map(str, published))
