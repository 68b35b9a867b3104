"""What a server knows of damage before anybody meets it: all of the published index is read through, now and then.

Whoever asks reads only what answers, and checks it then (`index.store.files.checked`): that nobody is answered from a
damaged block needs nothing more.  But whoever looks after the archive wants to know of one before it is asked for, and
a disk may change what was checked already.  So whatever is new is verified when it was published, and everything again
every so many minutes, a MB at a time, with pauses, so that searches hardly notice.  Damage is said once, in a line; the
archive remembers it.
"""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from index.errors import DatelineError, IndexDamagedError
from search.archive import Archive

MINUTES = 60
"""Between the beginnings of two verifications of everything."""
LOOKS_EVERY_SECONDS = 2.0
SHARE = 0.1
"""How much of the time is spent reading, at most: ten gigabytes take some two minutes of the disk's and the processor's
time, twenty in all."""
LONGEST_PAUSE_SECONDS = 5.0


class _EndedError(Exception):
    """The server stops, or what was read through has been replaced."""


@contextmanager
def verified(archive: Archive, minutes: float = MINUTES, share: float = SHARE) -> Iterator[None]:
    """Verify the archive again and again within the `with`, by a thread of its own; never where `minutes` is 0."""
    ended = threading.Event()
    thread = threading.Thread(
        target=_verify, args=(archive, minutes * 60, share, ended), name="verification", daemon=True
    )
    if minutes:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        if minutes:
            thread.join()


def _verify(archive: Archive, every: float, share: float, ended: threading.Event) -> None:
    publication, latest = "", 0.0
    while not ended.is_set():
        with suppress(DatelineError, _EndedError):  # whoever asks is told that there is no index
            published = archive.publication()
            again = time.monotonic() > latest
            if again or published != publication:
                publication, latest = published, time.monotonic() + every if again else latest
                _read_through(archive, _Pace(archive, publication, share, ended), again)
        ended.wait(LOOKS_EVERY_SECONDS)


def _read_through(archive: Archive, pace: "_Pace", again: bool) -> None:
    try:
        archive.verify(pace, again=again)
    except IndexDamagedError as error:
        print(error, file=sys.stderr, flush=True)


class _Pace:
    """Lets others have most of the time."""

    def __init__(self, archive: Archive, publication: str, share: float, ended: threading.Event) -> None:
        self._archive, self._publication, self._share, self._ended = archive, publication, share, ended
        self._since = time.monotonic()

    def __call__(self) -> None:
        took = time.monotonic() - self._since
        if self._ended.wait(min(took * (1 / self._share - 1), LONGEST_PAUSE_SECONDS)):
            raise _EndedError
        if self._archive.publication() != self._publication:
            raise _EndedError
        self._since = time.monotonic()
