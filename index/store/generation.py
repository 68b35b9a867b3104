"""The index directory: generations, of which one is published, and one writer at a time.

    dateline-index/
        FORMAT              what this directory is, and the version of its format
        CURRENT             the name of the published generation
        LOCK                locked by the process that writes, whose number it holds
        cache/              what annotation found, kept by whoever builds (`index.pipeline.annotation_cache`)
        generations/
            000007/         a published, immutable state
                manifest.json   checksums of every other file, and what the generation holds

A writer makes a new folder beside the published one, and `publish` makes CURRENT name it: one atomic rename, after
everything that it relies on has reached the disk.  Until then, and whatever happens before, the old one is served.  An
index of an earlier format is not read, but it is rebuilt in its directory.
"""

import errno
import fcntl
import os
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from index.errors import (
    DatelineError,
    ExhaustedError,
    ForeignDirectoryError,
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
    unreadable,
)
from index.interrupts import interrupts_held
from index.store import manifest
from index.store.files import filesystem
from index.store.files.atomic import DRAFT, make_folders, read_regular, replace_text
from index.store.files.checked import Version
from index.store.files.checksums import Checksums, Pace, at_once
from index.store.files.folder import Folder
from index.store.files.permissions import require_folder, require_private
from index.store.manifest import NONE_KNOWN, Manifest

FORMAT = "dateline index, format 10\n"
"""Raised with every change of what a generation is made of; 10 has a checksum a block of every file, and one of the
manifest itself, and the words as they are written of headlines and of what was said."""

SYNCED_AT_ONCE = 16
"""Files that are written to the disk side by side: nearly all the time is waiting for it."""
_FORMAT = re.compile(r"dateline index, format ([0-9]+)\n")
_NAME = re.compile(r"[0-9]{6,18}")
_NOT_FOREIGN = frozenset({"LOCK", "FORMAT" + DRAFT, "cache", ".DS_Store"})
"""What may lie in a directory that is to become an index."""

Published = tuple[str, int, int]
"""What changes with every publication; see `IndexDirectory.published`."""
Read = TypeVar("Read")
"""What is made of a generation that is read."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A folder that holds one state of the index."""

    folder: Path

    @property
    def name(self) -> str:
        """The generation's name, higher for a newer one."""
        return self.folder.name

    def manifest(self) -> Manifest:
        """Read the manifest; raise IndexDamagedError when there is no sound one."""
        return Manifest.read(self.folder)

    def files(self) -> Folder:
        """Return the folder with what the manifest knows of its files; raise IndexDamagedError."""
        return Folder(self.folder, self.manifest().files)

    def verify(self, pace: Pace = at_once, read: dict[Version, Checksums] | None = None) -> Manifest:
        """Check every file against the manifest, as fast as `pace` lets, and return it; raise IndexDamagedError for the
        first that differs.  With what was `read` before it is as `Manifest.check` says."""
        found = self.manifest()
        found.check(self.folder, pace, read)
        return found

    def verify_to_open(self) -> Manifest:
        """Check what must be sound for a generation to be opened, and return its manifest.

        Raises IndexDamagedError where a file is not there or has not its size; what is in them is checked as it is
        read.  Raises ForeignDirectoryError where others may write to them, or where the folder is a link.  Takes
        milliseconds.
        """
        read = self.manifest()
        read.check_to_open(self.folder)
        folders = {(self.folder / name).parent for name in read.files}
        files = (self.folder / name for name in (manifest.NAME, *read.files))
        require_folder(self.folder)
        require_private((self.folder.parent, self.folder, *folders, *files), self.folder.parent.parent)
        return read


class IndexDirectory:
    """The directory of an index: where its published generation is, and how a new one takes its place.

    What reads raises a DatelineError for all that can go wrong; what writes raises OSError as well, which
    `storage_failures` puts in words.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cache = path / "cache"
        """A folder for whoever builds, which may be removed at any time."""
        self._format = path / "FORMAT"
        self._current = path / "CURRENT"
        self._generations = path / "generations"

    def published(self) -> Published:
        """Return what changes with every publication, also with that of a directory made anew: name, inode, time.

        Raises IndexMissingError when nothing is published, ForeignDirectoryError when the directory is not ours, others
        may write to it, or its generations lie elsewhere.
        """
        with storage_failures(self.path):
            self._require_format()
            require_private((self.path, self._format), self.path)
            read = self._read_current()
            require_private((self._current,), self.path)
            with suppress(FileNotFoundError):  # which is damage, and said to be that by what reads it
                require_folder(self._generations)
            return read

    def _read_current(self) -> Published:
        try:
            content, status = read_regular(self._current)
        except FileNotFoundError:
            raise IndexMissingError(
                f"{self.path} has no published index yet: make one with `dateline rebuild PATH... --index {self.path}`."
            ) from None
        name = content.decode("ascii", "replace").strip()
        if not _NAME.fullmatch(name):
            raise IndexDamagedError(self._current, "does not name a generation")
        return name, status.st_ino, status.st_mtime_ns

    def is_published(self, published: Published) -> bool:
        """Tell, by a look at one file, whether what `published` returned is what is published still."""
        try:
            status = self._current.lstat()
        except OSError:
            return False
        return (status.st_ino, status.st_mtime_ns) == published[1:]

    def current(self) -> Generation:
        """Return the published generation; raise as `published`."""
        return Generation(self._generations / self.published()[0])

    def read(self, read: Callable[[Generation, Published], Read]) -> Read:
        """Return what `read` makes of the published generation; raise as `published`, and what it raises.

        Another process may publish meanwhile, and remove the files of that generation: then it is begun again, of the
        new one.  Only what is missing or changed of one that is published still is damage.
        """
        while True:
            published = self.published()
            generation = Generation(self._generations / published[0])
            try:
                return read(generation, published)
            except (IndexDamagedError, OSError) as error:
                if self.published() != published:
                    continue
                if isinstance(error, OSError):
                    raise unreadable(generation.folder, error) from error
                raise

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the one writer; make the directory where there is none.

        Raises ForeignDirectoryError for a directory with something else in it, or that others may write to,
        IndexLockedError while another process writes.  The lock is the kernel's (flock): it ends with the process,
        however that ends.
        """
        self._make_place()
        with filesystem.open_lock(self.path / "LOCK") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = lock.read(20).decode("ascii", "replace").strip() or "unknown"
                raise IndexLockedError(
                    f"{self.path} is being written by another process (process id {holder}): "
                    f"wait until it has finished, then try again."
                ) from None
            lock.truncate(0)
            lock.write(f"{os.getpid()}\n".encode())
            lock.flush()
            self._make()
            require_private(self._relied_on(), self.path)
            yield

    def _relied_on(self) -> Iterator[Path]:
        """Yield what a writer relies on beside the generations; what a link leads to is not read as a cache."""
        yield from (self.path, self._format, self._generations)
        if os.path.lexists(self._current):
            yield self._current
        if self.cache.is_dir() and not self.cache.is_symlink():
            yield self.cache
            yield from (path for path in self.cache.iterdir() if not path.is_symlink())

    @contextmanager
    def new_generation(self) -> Iterator[Generation]:
        """Make the folder of a new generation, to be published inside the `with`; what is not, is removed.

        The lock must be held.  What earlier writers left is removed first, but for one finished generation: the
        published one, or where CURRENT names none, the newest, which may be all there is.
        """
        published = self._published_name()
        taken = [published or "0", *(path.name for path in self._numbered())]
        self._remove_others_than(published if self._is_finished(published) else self._newest_finished())
        generation = Generation(self._generations / f"{max(map(int, taken)) + 1:06d}")
        filesystem.make_folder(generation.folder)
        try:
            yield generation
        finally:
            with interrupts_held():
                if not self._may_be_published(generation):
                    filesystem.remove_tree(generation.folder)

    def publish(
        self,
        generation: Generation,
        created: str,
        counts: dict[str, int],
        shared: Mapping[str, Checksums] = NONE_KNOWN,
    ) -> None:
        """Make a finished generation the published one, and remove those before.

        Everything is on disk (fsync of files and folders) before the one rename that publishes; a crash at any moment
        leaves either the old generation or the new one, whole.  Files that are `shared` with the published generation
        (hard links), given as its manifest has them, are there already.  Raises OSError where nothing was published,
        DatelineError where it was, but may not outlive a crash.
        """
        Manifest.of(generation.folder, created, counts, shared).write(generation.folder)
        there = {generation.folder / name for name in shared}
        new = [path for path in generation.folder.rglob("*") if path not in there]
        with ThreadPoolExecutor(SYNCED_AT_ONCE) as threads:
            list(threads.map(filesystem.sync, [*new, generation.folder, self._generations]))
        if self._is_of_earlier_format():
            filesystem.remove(self._current)  # between the two, nothing is published, rather than what is not read
            replace_text(self._format, FORMAT)
        with interrupts_held():
            self._switch_to(generation)
            self._remove_others_than(generation.name)

    def _switch_to(self, generation: Generation) -> None:
        try:
            replace_text(self._current, generation.name + "\n")
        except OSError as error:
            if not self._may_be_published(generation):
                raise
            raise DatelineError(
                f"Generation {generation.name} is published in {self.path}, but may not outlive a crash, for the disk "
                f"failed: {error.strerror or error}."
            ) from error

    def _may_be_published(self, generation: Generation) -> bool:
        """Tell whether a generation is published, or is finished and might be, where CURRENT can't be read."""
        try:
            return self._read_current()[0] == generation.name
        except IndexMissingError:
            return False
        except (IndexDamagedError, OSError):
            return self._is_finished(generation.name)

    def _remove_others_than(self, name: str | None) -> None:
        for folder in self._folders():
            if folder.name != name:
                filesystem.remove_tree(folder)

    def _is_finished(self, name: str | None) -> bool:
        """Tell whether all of a generation was written: its manifest is written last."""
        return name is not None and (self._generations / name / manifest.NAME).exists()

    def _newest_finished(self) -> str | None:
        return max((folder.name for folder in self._folders() if self._is_finished(folder.name)), key=int, default=None)

    def _published_name(self) -> str | None:
        try:
            return self._read_current()[0]
        except (IndexMissingError, IndexDamagedError):
            return None

    def _is_of_earlier_format(self) -> bool:
        """Tell whether this is an index that an earlier Dateline made, which may be rebuilt where it is."""
        try:
            written = _FORMAT.fullmatch(read_regular(self._format)[0].decode("utf-8", "replace"))
        except (FileNotFoundError, NotADirectoryError):
            return False
        return written is not None and int(written[1]) < int(_FORMAT.fullmatch(FORMAT)[1])  # type: ignore[index]

    def _numbered(self) -> list[Path]:
        """Return what has the name of a generation; what else lies beside, a file of the Finder's say, is not ours.

        Raises ForeignDirectoryError where a link leads to them: what lies there is somebody else's.
        """
        require_folder(self._generations)
        return [path for path in self._generations.iterdir() if _NAME.fullmatch(path.name)]

    def _folders(self) -> list[Path]:
        return [path for path in self._numbered() if path.is_dir() and not path.is_symlink()]

    def _make_place(self) -> None:
        """Make the directory, unless something else is in its place or in it."""
        try:
            make_folders(self.path)
        except (FileExistsError, NotADirectoryError):
            raise self._missing_or_foreign() from None
        if self._is_foreign():
            raise self._missing_or_foreign()
        if not os.access(self.path, os.W_OK):  # else it would turn out when all the work is done
            raise PermissionError(errno.EACCES, "it cannot be written to", str(self.path))

    def _make(self) -> None:
        """Make what an index directory has, where it is not there; the lock must be held."""
        if not self._format.exists():
            replace_text(self._format, FORMAT)
        if not self._is_of_earlier_format():
            self._require_format()
        if not os.path.lexists(self._generations):
            filesystem.make_folder(self._generations)
        require_folder(self._generations)

    def _require_format(self) -> None:
        try:
            found = read_regular(self._format)[0].decode("utf-8", "replace")
        except (FileNotFoundError, NotADirectoryError):
            raise self._missing_or_foreign() from None
        if found != FORMAT:
            where = f"{self.path}`" if self._is_of_earlier_format() else "DIR`, in a new directory"
            raise ForeignDirectoryError(
                f"{self.path} holds an index that was made in another format ({found.strip()[:60]!r}): "
                f"rebuild it with `dateline rebuild PATH... --index {where}."
            )

    def _missing_or_foreign(self) -> DatelineError:
        if self._is_foreign():
            return ForeignDirectoryError(
                f"{self.path} holds files that Dateline did not make: name a new or empty directory with --index."
            )
        if self.path.is_symlink() and not self.path.exists():
            return ForeignDirectoryError(
                f"{self.path} is a link to {self.path.readlink()}, where nothing is: make a directory there, or name "
                f"another one with --index."
            )
        if self.path.exists() and not self.path.is_dir():
            return ForeignDirectoryError(f"{self.path} is not a directory: name another one with --index.")
        return IndexMissingError(
            f"There is no index at {self.path}: make one with `dateline rebuild PATH... --index {self.path}`."
        )

    def _is_foreign(self) -> bool:
        """Tell whether something else is in the directory; another writer may make it an index at any time."""
        others = self.path.is_dir() and any(path.name not in _NOT_FOREIGN for path in self.path.iterdir())
        return others and not self._format.exists()


@contextmanager
def storage_failures(index: Path) -> Iterator[None]:
    """Turn what the system refuses while the index is read or written into a DatelineError that says so."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DatelineError(
                f"The disk of {index} is full: make room, or name a directory elsewhere with --index. "
                f"What was published there before is unharmed."
            ) from error
        if isinstance(exhausted := unreadable(index, error), ExhaustedError):
            raise exhausted from error
        reason = error.strerror or str(error).rstrip(".")
        where = f"{error.filename}: " if error.filename else ""
        raise DatelineError(f"The index directory {index} cannot be used: {where}{reason}.") from error
