"""The manifest of a generation: which files it is made of, with their checksums, and what they hold.

Whoosh opens what it finds by name, so a generation is checked before anything reads it: its folder must hold the files
of its manifest and no other one, each of its size.  What is in them is checked as it is read, block by block
(`index.store.files.checked`), and all of it by `dateline verify`, and by `search.archive` when a search has failed,
before it says why.

The manifest is JSON, an object `{"manifest": …, "sha256": …}`: the digest is that of the first, so that the counts and
the date that it tells are checked as well.
"""

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import IndexDamagedError, unreadable
from index.store.files import filesystem
from index.store.files.atomic import read_regular
from index.store.files.checked import ANOTHER_CHECKSUM, ANOTHER_SIZE, Version, version_of
from index.store.files.checksums import Checksums, Pace, at_once

NAME = "manifest.json"
_OF_THE_FINDER = ".DS_Store"
"""What macOS leaves in any folder that somebody looks into; nothing here reads it."""

NONE_KNOWN: Mapping[str, Checksums] = {}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds: `counts` for people, `files` for the check."""

    created: str
    counts: dict[str, int]
    files: dict[str, Checksums]

    @classmethod
    def of(
        cls, folder: Path, created: str, counts: dict[str, int], known: Mapping[str, Checksums] = NONE_KNOWN
    ) -> "Manifest":
        """Describe a finished generation; `known` files are those of another one, and are not read again."""
        files = {name: known.get(name) or Checksums.of(folder / name) for name in sorted(_names(folder))}
        return cls(created, counts, files)

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read the manifest of a generation; raise IndexDamagedError when there is no sound one."""
        path = folder / NAME
        try:
            read = json.loads(read_regular(path)[0])
            content = read["manifest"]
            if digest_of(content) != read["sha256"]:
                raise IndexDamagedError(path, ANOTHER_CHECKSUM)
            files = {name: Checksums(**about) for name, about in content["files"].items()}
            counts = {name: _whole(count) for name, count in content["counts"].items()}
            return cls(str(content["created"]), counts, files)
        except OSError as error:
            raise unreadable(path, error) from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise IndexDamagedError(path, "is no manifest") from error

    def write(self, folder: Path) -> None:
        """Write the manifest into the generation's folder."""
        content = asdict(self)
        filesystem.write(folder / NAME, json.dumps({"manifest": content, "sha256": digest_of(content)}, indent=1))

    def check(self, folder: Path, pace: Pace = at_once, read: dict[Version, Checksums] | None = None) -> None:
        """Read all files through, as fast as `pace` lets; raise IndexDamagedError for the first that is missing, extra
        or changed.

        Those that were `read` already and found sound are not read again; what is read is added, what is gone removed.
        """
        self.check_to_open(folder)
        read = {} if read is None else read
        with _unreadable_is_damage(folder):
            versions = {name: version_of((folder / name).lstat()) for name in self.files}
            for gone in read.keys() - set(versions.values()):
                del read[gone]
            for name, checksums in self.files.items():
                if read.get(versions[name]) == checksums:
                    continue
                if Checksums.of(folder / name, pace) != checksums:
                    raise IndexDamagedError(folder / name, ANOTHER_CHECKSUM)
                read[versions[name]] = checksums

    def check_to_open(self, folder: Path) -> None:
        """Raise IndexDamagedError for the first file that is missing, extra, or not of its size."""
        with _unreadable_is_damage(folder):
            found = set(_names(folder))
            for name in sorted(self.files.keys() - found):
                raise IndexDamagedError(folder / name, "is missing")
            for name in sorted(found - self.files.keys()):
                raise IndexDamagedError(folder / name, "is not in the manifest")
            for name, checksums in self.files.items():
                _check_size(folder / name, checksums.size)


@contextmanager
def _unreadable_is_damage(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unreadable(folder, error) from error


def _check_size(path: Path, size: int) -> None:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise IndexDamagedError(path, "is not a regular file")
    if status.st_size != size:
        raise IndexDamagedError(path, ANOTHER_SIZE)


def _names(folder: Path) -> Iterator[str]:
    """Yield the names, relative to `folder`, of all that lies in it and in its folders; links are not followed."""
    for parent, folders, names in os.walk(folder, onerror=_raise):
        links = (name for name in folders if Path(parent, name).is_symlink())
        for name in (*names, *links):
            relative = Path(parent, name).relative_to(folder).as_posix()
            if relative != NAME and name != _OF_THE_FINDER:
                yield relative


def _raise(error: OSError) -> None:
    raise error


def _whole(value: object) -> int:
    """Return a number that counts something; raise ValueError for anything else that JSON may hold in its place."""
    if type(value) is not int or value < 0:
        raise ValueError(f"{value!r} counts nothing")
    return value


def digest_of(content: object) -> str:
    """Return the SHA-256 of what JSON can write, however it is laid out."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
