"""Files that came or changed in a folder, until they are whole: of a size and a time that stay for a while.

A file is written over seconds, and a burst of files comes over minutes; what is read too early is read in half.  What
could not be read is tried again, each time after twice as long, for a file may be whole and still locked, or on a disk
that is away.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FIRST_WAIT = 5.0
"""Seconds until what could not be read is tried again, at first."""
MOST_TRIES = 6
"""How often that is done: for five minutes in all."""

Signature = tuple[int, int] | None
"""Size in bytes and time of change in nanoseconds; None of what is not there."""


@dataclass(slots=True)
class _Arrival:
    """A path as it was last looked at, and since when it has been so; `not_before` is when it may be taken."""

    signature: Signature
    since: float
    not_before: float = 0.0
    tries: int = 0


class Arrivals:
    """The paths that changed in a folder and are not taken yet; `settle` is for how many seconds they must stay.

    All times are those of one clock, in seconds.
    """

    def __init__(self, settle: float) -> None:
        self._settle = settle
        self._waiting: dict[Path, _Arrival] = {}
        self._tried: dict[Path, int] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def note(self, paths: Iterable[Path], now: float) -> None:
        """Take note that paths changed: files, or folders with all that lies in them."""
        for path in paths:
            for one in _files_below(path):
                self._tried.pop(one, None)
                self._waiting[one] = _Arrival(_signature(one), now)

    def take(self, now: float) -> list[Path]:
        """Return the paths that are whole, or are gone for good, in order, and forget them."""
        taken = []
        for path, arrival in list(self._waiting.items()):
            signature = _signature(path)
            if signature != arrival.signature:
                arrival.signature, arrival.since = signature, now
            elif now - arrival.since >= self._settle and now >= arrival.not_before:
                del self._waiting[path]
                taken.append(path)
        return sorted(taken)

    def try_again(self, paths: Iterable[Path], now: float) -> list[Path]:
        """Have paths that were taken, and could not be read, taken once more; return those that were tried for the last
        time."""
        given_up = []
        for path in paths:
            tries = self._tried[path] = self._tried.get(path, 0) + 1
            if tries >= MOST_TRIES:
                del self._tried[path]
                given_up.append(path)
            else:
                self._waiting.setdefault(path, _Arrival(_signature(path), now, now + FIRST_WAIT * 2 ** (tries - 1)))
        return given_up

    def put_back(self, paths: Iterable[Path], now: float) -> None:
        """Have paths taken once more that were taken when nothing could be done."""
        for path in paths:
            self._waiting.setdefault(path, _Arrival(_signature(path), now, now + FIRST_WAIT))

    def was_tried(self, path: Path) -> bool:
        """Tell whether a path is one that could not be read."""
        return path in self._tried

    def read(self, path: Path) -> None:
        """Take note that a path could be read."""
        self._tried.pop(path, None)


def _signature(path: Path) -> Signature:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _files_below(path: Path) -> Iterable[Path]:
    """Return the files in a folder, and in those in it, or the path itself."""
    if not path.is_dir():
        return [path]
    return [Path(folder) / name for folder, _, names in os.walk(path) for name in names]
