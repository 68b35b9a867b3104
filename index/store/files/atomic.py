"""Small files that are whole after any crash, and never waited for: what they say, an index relies on."""

import errno
import os
import stat
from pathlib import Path

DRAFT = ".draft"
MAX_BYTES = 100_000_000
"""Longest content of a file read here: a manifest has eight bytes for each block of the index."""


def read_regular(path: Path) -> tuple[bytes, os.stat_result]:
    """Return a small file's content and status; raise OSError, also for a pipe or a device, which might block."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file; remove it", str(path))
        return os.read(descriptor, min(status.st_size, MAX_BYTES)), status
    finally:
        os.close(descriptor)


def replace_text(path: Path, text: str) -> None:
    """Write a small file so that it has either its old content or the new one, also after a crash."""
    draft = path.with_name(path.name + DRAFT)
    draft.write_text(text, encoding="utf-8")
    sync(draft)
    draft.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Have a file's content, or a folder's names, written to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
