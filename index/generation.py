"""The index directory: generations, of which one is published, and one writer at a time.

    dateline-index/
        FORMAT              what this directory is, and the version of its format
        CURRENT             the name of the published generation
        LOCK                locked by the process that writes, whose number it holds
        generations/
            000007/         a published, immutable state
                manifest.json   size and SHA-256 of every other file, and what the generation holds

A rebuild writes a new folder beside the published one, and `publish` makes CURRENT name it: one atomic rename, after
everything that it relies on has reached the disk.  Until then, and whatever happens before, the old one is served.
Files are checked against the manifest before anything reads them, because Whoosh unpickles what it opens.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import DatelineError, ForeignDirectoryError, IndexDamagedError, IndexLockedError, IndexMissingError

FORMAT = "dateline index, format 1\n"
MANIFEST = "manifest.json"
DRAFT = ".draft"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds: `counts` for people, `files` with (size in bytes, SHA-256) for the check."""

    created: str
    counts: dict[str, int]
    files: dict[str, tuple[int, str]]


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
        try:
            content = json.loads((self.folder / MANIFEST).read_bytes())
            files = {name: (int(size), str(digest)) for name, (size, digest) in content["files"].items()}
            return Manifest(str(content["created"]), dict(content["counts"]), files)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise _damaged(self.folder / MANIFEST, "cannot be read") from error

    def verify(self) -> Manifest:
        """Check every file against the manifest and return it; raise IndexDamagedError for the first that differs."""
        manifest = self.manifest()
        for name, (size, digest) in manifest.files.items():
            path = self.folder / name
            try:
                if path.stat().st_size != size:
                    raise _damaged(path, "does not have its size")
                if _digest(path) != digest:
                    raise _damaged(path, "does not have its checksum")
            except OSError as error:
                raise _damaged(path, "cannot be read") from error
        return manifest


class IndexDirectory:
    """The directory of an index: where its published generation is, and how a new one takes its place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._current = path / "CURRENT"
        self._generations = path / "generations"

    def current_name(self) -> str:
        """Return the name of the published generation; raise IndexMissingError or ForeignDirectoryError."""
        try:
            found = (self.path / "FORMAT").read_text("utf-8", "replace")
        except (FileNotFoundError, NotADirectoryError):
            raise self._missing_or_foreign() from None
        except OSError as error:
            raise DatelineError(f"{self.path} cannot be read: {error.strerror}.") from error
        if found != FORMAT:
            raise ForeignDirectoryError(
                f"{self.path} holds an index of another format ({found.strip()[:60]!r}): "
                f"make it again with `dateline rebuild PATH... --index DIR`, in a new directory."
            )
        try:
            name = self._current.read_text("utf-8", "replace").strip()
        except FileNotFoundError:
            raise IndexMissingError(
                f"{self.path} has no published index yet: make one with `dateline rebuild PATH... --index {self.path}`."
            ) from None
        if not name.isdigit():
            raise _damaged(self._current, "does not name a generation")
        return name

    def published(self) -> tuple[str, int, int]:
        """Return what changes with every publication, also with that of a directory made anew: name, inode, time."""
        name = self.current_name()
        status = self._current.stat()
        return name, status.st_ino, status.st_mtime_ns

    def current(self) -> Generation:
        """Return the published generation; raise as `current_name`, or IndexDamagedError when its folder is gone."""
        generation = Generation(self._generations / self.current_name())
        if not generation.folder.is_dir():
            raise _damaged(generation.folder, "is missing")
        return generation

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the one writer; make the directory where there is none.

        Raises ForeignDirectoryError for a directory with something else in it, IndexLockedError while another
        process writes.  The lock is the kernel's (flock): it ends with the process, however that ends.
        """
        self._make()
        with (self.path / "LOCK").open("a+", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock.seek(0)
                holder = lock.read().strip() or "unknown"
                raise IndexLockedError(
                    f"{self.path} is being written by another process (process id {holder}): "
                    f"wait until it has finished, then try again."
                ) from None
            lock.truncate(0)
            lock.write(f"{os.getpid()}\n")
            lock.flush()
            yield

    @contextmanager
    def new_generation(self) -> Iterator[Generation]:
        """Make the folder of a new generation, to be published inside the `with`; what is not, is removed.

        The lock must be held.  What earlier writers left unfinished is removed first.
        """
        published = self._published_name()
        for folder in self._generations.iterdir():
            if folder.name != published:
                shutil.rmtree(folder)
        generation = Generation(self._generations / f"{int(published or 0) + 1:06d}")
        generation.folder.mkdir()
        try:
            yield generation
        finally:
            if self._published_name() != generation.name:
                shutil.rmtree(generation.folder, ignore_errors=True)

    def publish(self, generation: Generation, created: str, counts: dict[str, int]) -> None:
        """Make a finished generation the published one, and remove the one before.

        Everything is on disk (fsync of files and folders) before the one rename that publishes; a crash at any moment
        leaves either the old generation or the new one, whole.
        """
        files = {
            str(path.relative_to(generation.folder)): (path.stat().st_size, _digest(path))
            for path in sorted(generation.folder.rglob("*"))
            if path.is_file()
        }
        manifest = json.dumps(asdict(Manifest(created, counts, files)), indent=1)
        (generation.folder / MANIFEST).write_text(manifest, encoding="utf-8")
        for path in [*generation.folder.rglob("*"), generation.folder, self._generations]:
            _sync(path)
        before = self._published_name()
        _replace(self._current, generation.name + "\n")
        if before is not None:
            shutil.rmtree(self._generations / before, ignore_errors=True)

    def _published_name(self) -> str | None:
        try:
            return self.current_name()
        except (IndexMissingError, IndexDamagedError):
            return None

    def _make(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if not (self.path / "FORMAT").exists():
                if self._holds_other_files():
                    raise self._missing_or_foreign()
                _replace(self.path / "FORMAT", FORMAT)
            self._generations.mkdir(exist_ok=True)
        except OSError as error:
            raise DatelineError(f"{self.path} cannot be made an index directory: {error.strerror}.") from error
        self._published_name()

    def _missing_or_foreign(self) -> DatelineError:
        if self._holds_other_files():
            return ForeignDirectoryError(
                f"{self.path} holds files that Dateline did not make: name a new or empty directory with --index."
            )
        if self.path.exists() and not self.path.is_dir():
            return ForeignDirectoryError(f"{self.path} is not a directory: name another one with --index.")
        return IndexMissingError(
            f"There is no index at {self.path}: make one with `dateline rebuild PATH... --index {self.path}`."
        )

    def _holds_other_files(self) -> bool:
        ours = {"LOCK", "FORMAT" + DRAFT}
        return self.path.is_dir() and any(path.name not in ours for path in self.path.iterdir())


def _damaged(path: Path, how: str) -> IndexDamagedError:
    return IndexDamagedError(
        f"The index is damaged: {path} {how}. Make it again with `dateline rebuild PATH... --index DIR`."
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _replace(path: Path, text: str) -> None:
    """Write a small file so that it has either its old content or the new one, also after a crash."""
    draft = path.with_name(path.name + DRAFT)
    draft.write_text(text, encoding="utf-8")
    _sync(draft)
    draft.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
