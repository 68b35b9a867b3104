"""A second name for a file that never changes: what a new generation shares with the old one."""

import shutil
from pathlib import Path

from index.store.files import filesystem


def link(source: Path, target: Path) -> bool:
    """Let `target` be the same file as `source`, or where the file system has no hard links a copy of it; tell whether
    it is the same.  Neither may be written to from then on."""
    try:
        filesystem.link(source, target)
    except OSError:
        with source.open("rb") as file, filesystem.create(target) as copy:
            shutil.copyfileobj(file, copy)
        return False
    return True
