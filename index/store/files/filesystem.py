"""All that writing does to a disk, an operation a function, so that each one can be made to fail.

What makes an index, an update, a compiled gazetteer writes by these functions and no others, and calls them as
`filesystem.create`: a test puts others in their place that fail at the n-th call, write half, or remember everything
and lose what was not synced (`tests.soak.disk`).  Only SQLite's files are written to by SQLite itself.

Each raises OSError with `errno` and `filename`, unless it says otherwise.
"""

import errno
import os
import shutil
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

PRIVATE = 0o700
"""The mode of a folder that nobody else may look into."""
WRITTEN_AT_ONCE = 1 << 20
"""Bytes: one write of everything would become pages too large to map in part."""


def create(path: Path) -> BinaryIO:
    """Open a file to be written from its beginning."""
    return path.open("wb")


def create_new(path: Path) -> BinaryIO:
    """Open a new file to be written; raise FileExistsError where anything is, a link that leads nowhere too."""
    return path.open("xb")


def open_lock(path: Path) -> BinaryIO:
    """Open a file to be locked, read and written, and make it where there is none; raise OSError for a link, a pipe or
    whatever else is no file."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise OSError(errno.EINVAL, "it is not a regular file; remove it", str(path))
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NONBLOCK | os.O_NOFOLLOW, 0o666)
    return os.fdopen(descriptor, "r+b")


def scratch(folder: str | None) -> IO[bytes]:
    """Open a file without a name, to be written and read, that goes when it is closed; None: in the system's place."""
    return TemporaryFile(dir=folder)


def make_folder(path: Path, mode: int = 0o777) -> None:
    """Make a folder in one that is there."""
    path.mkdir(mode)


def rename(source: Path, target: Path) -> None:
    """Give a file or folder another name; a file that has that name is replaced, at once."""
    source.replace(target)


def link(source: Path, target: Path) -> None:
    """Give a file a second name."""
    os.link(source, target)


def remove(path: Path) -> None:
    """Remove a file or a link, if it is there."""
    path.unlink(missing_ok=True)


def remove_tree(folder: Path) -> None:
    """Remove a folder with all that is in it, as far as that can be done; never raises OSError."""
    shutil.rmtree(folder, ignore_errors=True)


def sync(path: Path) -> None:
    """Have a file's content, or the names in a folder, written to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write(path: Path, content: bytes | str) -> None:
    """Write a whole file, text as UTF-8."""
    with create(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


def write_array(path: Path, values: NDArray[Any]) -> None:
    """Write the bytes of an array, and nothing else, as a whole file."""
    with create(path) as file:
        append_array(file, values)


def append_array(file: IO[bytes], values: NDArray[Any]) -> None:
    """Write the bytes of an array to an open file: as `ndarray.tofile` does, but its errors have no `errno`."""
    content = np.ascontiguousarray(values).view("u1").reshape(-1)
    for begin in range(0, len(content), WRITTEN_AT_ONCE):
        file.write(content[begin : begin + WRITTEN_AT_ONCE].data)
