"""What a process holds of the system: its descriptors, and that it gets no more of them."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def descriptors(process: int | None = None) -> int:
    """Return how many a process holds, this one if None is given, one for the look at them included."""
    listed = Path("/proc", str(process or os.getpid()), "fd")
    return len(list((listed if listed.parent.exists() else Path("/dev/fd")).iterdir()))


def mapped_files() -> list[str]:
    """List what of files this process has mapped, with a name for each mapping; nothing where there is no /proc."""
    maps = Path("/proc/self/maps")
    lines = maps.read_text().splitlines() if maps.exists() else []
    return [fields[5] for line in lines if len(fields := line.split(maxsplit=5)) > 5 and fields[5].startswith("/")]


ALWAYS_OPEN = 8
"""Descriptors that a process of tests has from its beginning to its end, at least."""


@contextmanager
def no_file_may_be_opened() -> Iterator[None]:
    """Let this process open nothing; what it has open it may use, in other threads too.

    So the limit is not 0, but as many as are open all the time: `poll` refuses to watch more than the limit.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    os.close(first_free := os.dup(0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(first_free, ALWAYS_OPEN), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
