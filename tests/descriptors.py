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


@contextmanager
def no_file_may_be_opened() -> Iterator[None]:
    """Let this process open nothing; what it has open it may use."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
