"""Small files that are whole after any crash, and never waited for: what they say, an index relies on."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from index.store.files import filesystem

DRAFT = ".draft"
MAX_BYTES = 100_000_000
"""Longest content of a file read here: a manifest has eight bytes for each block of the index."""


def read_regular(path: Path) -> tuple[bytes, os.stat_result]:
    """Return a small file's content and status; raise OSError, also for a pipe or a device, which might block, and for
    a link, which might lead to what nobody is to be told of."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _irregular(path) from error
        raise
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _irregular(path)
        return os.read(descriptor, min(status.st_size, MAX_BYTES)), status
    finally:
        os.close(descriptor)


def _irregular(path: Path) -> OSError:
    return OSError(errno.EINVAL, "it is not a regular file; remove it", str(path))


def make_folders(path: Path) -> None:
    """Make a folder, and those that it lies in, where there is none, so that they are there after a crash too.

    Raises FileExistsError where something else lies in its place.
    """
    if not path.is_dir():
        if path.parent != path:
            make_folders(path.parent)
        try:
            filesystem.make_folder(path)
        except FileExistsError:
            if not path.is_dir():  # another process may have made it
                raise
        with suppress(PermissionError):  # one who may make a folder there may not list what there is
            filesystem.sync(path.parent)


def replace_text(path: Path, text: str) -> None:
    """Write a small file so that it has either its old content or the new one, also after a crash.

    Only one process may at a time.  What lies in the draft's place, a link that somebody planted even, is removed.
    """
    draft = path.with_name(path.name + DRAFT)
    filesystem.remove(draft)
    with filesystem.create_new(draft) as file:
        file.write(text.encode())
    filesystem.sync(draft)
    filesystem.rename(draft, path)
    filesystem.sync(path.parent)
