"""Who may write to an index: those alone whom its owner trusts.

Nothing of an index is run, but whoever writes to it says what is found, and can give that fitting checksums.  So one
that anybody may write to is not read, nor one that a group may write to, but for the group that many systems give each
user (user private groups, with which new files are the group's to write).  Where it is meant otherwise, for a shared
folder of a newsroom or a disk that knows no rights, the environment says so.
"""

import grp
import os
import pwd
import shlex
import stat
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from index.errors import ForeignDirectoryError

SETTING = "DATELINE_SHARED_INDEX"
"""The environment variable that is 1 where others may write to an index."""


def require_private(paths: Iterable[Path], index: Path) -> None:
    """Raise ForeignDirectoryError for the first of some paths of an index that others may write to, or to what a link
    there leads to, OSError for one that isn't there."""
    if os.environ.get(SETTING) == "1":
        return
    for path in paths:
        if is_writable_by_others(path.stat()):
            raise ForeignDirectoryError(
                f"Others may write to {path}, and so to what is found in this index: run `chmod -R go-w "
                f"{shlex.quote(str(index))}`, or set {SETTING}=1 where they are meant to."
            )


def require_folder(path: Path) -> None:
    """Raise ForeignDirectoryError where anything but a folder is in the place of one of an index, OSError where nothing
    is: who planted a link there chose what would be removed and read elsewhere."""
    if not stat.S_ISDIR(path.lstat().st_mode):
        raise ForeignDirectoryError(f"{path} is not a folder of its own, but a link or a file: remove it.")


def is_writable_by_others(status: os.stat_result) -> bool:
    """Tell whether anybody but its owner may write to what has a status."""
    is_for_group = bool(status.st_mode & stat.S_IWGRP) and not _is_private_group(status.st_uid, status.st_gid)
    return is_for_group or bool(status.st_mode & stat.S_IWOTH)


@lru_cache(maxsize=64)
def _is_private_group(user: int, group: int) -> bool:
    """Tell whether a group is that of one user, which has the user's name and nobody else in it."""
    try:
        name, found = pwd.getpwuid(user).pw_name, grp.getgrgid(group)
    except KeyError:
        return user == group
    return found.gr_name == name and set(found.gr_mem) <= {name}
