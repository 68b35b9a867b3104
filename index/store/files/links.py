"""A second name for a file that never changes: what a new generation shares with the old one."""

import os
import shutil
from pathlib import Path


def link(source: Path, target: Path) -> bool:
    """Let `target` be the same file as `source`, or where the file system has no hard links a copy of it; tell whether
    it is the same.  Neither may be written to from then on."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        return False
    return True
