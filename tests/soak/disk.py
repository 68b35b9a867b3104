"""Disks that fail, and disks that lose what was not synced, put in the place of `index.store.files.filesystem`.

`FailingDisk` does what the system does until its n-th operation, which fails, or is done by half: a write of one block
too many, a folder that was removed in part.  `RememberingDisk` does all, and remembers it, so that `after_power_loss`
can say what might be left of it at any moment, in the model that SQLite's, LevelDB's and ALICE's tests have: a file's
content and a folder's names are sure to be there once they were synced.  Until then a file has any beginning of what
was written to it, and of what happened to a folder's names any first part was done.  (Pillai et al. 2014, "All File
Systems Are Not Created Equal".)
"""

import io
import os
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import IO, Any, BinaryIO, TypeVar, cast
from unittest.mock import patch

from index.store.files import filesystem

Opened = TypeVar("Opened", bound=IO[bytes])
BLOCK = 512
"""Bytes that a disk writes wholly or not at all."""


class Disk:
    """Does what the system does; `meet` is told of every operation before it is done."""

    def __init__(self) -> None:
        self.count = 0
        self.lock = RLock()
        self._opened_files: list[IO[bytes]] = []
        self._is_over = False
        self._system = {name: getattr(filesystem, name) for name in OPERATIONS}

    def meet(self, name: str, path: Path) -> None:
        """Count an operation; raise OSError where it fails."""
        self.count += 1

    def create(self, path: Path) -> BinaryIO:
        return self._opened("create", path, "wb")

    def create_new(self, path: Path) -> BinaryIO:
        return self._opened("create_new", path, "xb")

    def _opened(self, name: str, path: Path, mode: str) -> BinaryIO:
        with self.lock:
            self.meet(name, path)
            return self._noted(cast(BinaryIO, io.BufferedWriter(WatchedFile(path, mode, self))))

    def open_lock(self, path: Path) -> BinaryIO:
        with self.lock:
            self.meet("open_lock", path)
            return self._system["open_lock"](path)  # type: ignore[no-any-return]

    def scratch(self, folder: str | None) -> IO[bytes]:
        with self.lock:
            self.meet("scratch", Path(folder or "/"))
            return self._noted(cast(IO[bytes], io.BufferedRandom(ScratchFile(self._system["scratch"](folder), self))))

    def make_folder(self, path: Path, mode: int = 0o777) -> None:
        with self.lock:
            self.meet("make_folder", path)
            self._system["make_folder"](path, mode)

    def rename(self, source: Path, target: Path) -> None:
        with self.lock:
            self.meet("rename", target)
            self._system["rename"](source, target)

    def link(self, source: Path, target: Path) -> None:
        with self.lock:
            self.meet("link", target)
            self._system["link"](source, target)

    def remove(self, path: Path) -> None:
        with self.lock:
            self.meet("remove", path)
            self._system["remove"](path)

    def remove_tree(self, folder: Path) -> None:
        """Remove file by file, each an operation; what fails ends it, as it raises nothing."""
        try:
            for path in sorted(folder.rglob("*"), reverse=True):
                with self.lock:
                    self.meet("remove_tree", path)
                    path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
            with self.lock:
                self.meet("remove_tree", folder)
                folder.rmdir()
        except OSError:
            return

    def sync(self, path: Path) -> None:
        with self.lock:
            self.meet("sync", path)
            self._system["sync"](path)

    def write(self, path: Path | None, content: bytes, at: int, really: Callable[[bytes], int]) -> int:
        """Write to a file, None for a scratch one, as `really` does it."""
        with self.lock:
            if self._is_over:
                return len(content)
            self.meet("write", path or Path())
            return really(content)

    def close(self) -> None:
        """Close what was left open by whoever gave up, which the end of the process would."""
        self._is_over = True
        for file in self._opened_files:
            file.close()

    def _noted(self, file: Opened) -> Opened:
        self._opened_files.append(file)
        return file


OPERATIONS = [name for name in vars(Disk) if not name.startswith("_") and hasattr(filesystem, name) and name != "write"]


class WatchedFile(io.FileIO):
    """A file that writes by way of a disk."""

    def __init__(self, path: Path, mode: str, disk: Disk) -> None:
        super().__init__(path, mode)
        self._path, self._disk = path, disk

    def write(self, content: Any) -> int:
        return self._disk.write(self._path, bytes(content), self.tell(), super().write)


class ScratchFile(io.FileIO):
    """A file without a name that writes by way of a disk."""

    def __init__(self, opened: IO[bytes], disk: Disk) -> None:
        super().__init__(os.dup(opened.fileno()), "r+b")
        opened.close()
        self._disk = disk

    def write(self, content: Any) -> int:
        return self._disk.write(None, bytes(content), self.tell(), super().write)


@contextmanager
def in_place(disk: Disk) -> Iterator[None]:
    """Have all that is written go to a disk."""
    with ExitStack() as patched:
        for name in OPERATIONS:
            patched.enter_context(patch.object(filesystem, name, getattr(disk, name)))
        patched.callback(disk.close)
        yield


class FailingDisk(Disk):
    """A disk whose `fails_at`-th operation fails with an error of the system, alone or with all that follow it.

    A write that fails has written what is `torn` off its last block.
    """

    def __init__(self, fails_at: int, error: int, torn: bool = False, for_good: bool = False) -> None:
        super().__init__()
        self._fails_at, self._error, self._torn, self._for_good = fails_at, error, torn, for_good
        self.failed = ""
        """The operation that failed first."""

    def meet(self, name: str, path: Path) -> None:
        super().meet(name, path)
        if self.count == self._fails_at or (self._for_good and self.count > self._fails_at):
            self.failed = self.failed or f"{name} {path.name}"
            raise OSError(self._error, os.strerror(self._error), str(path))

    def write(self, path: Path | None, content: bytes, at: int, really: Callable[[bytes], int]) -> int:
        try:
            return super().write(path, content, at, really)
        except OSError:
            if self._torn and content:
                really(content[: max(len(content) - BLOCK, 0) + min(BLOCK, len(content)) // 2])
            raise


class KillingDisk(Disk):
    """A disk whose `kills_at`-th operation ends the process, before it is done."""

    def __init__(self, kills_at: int, signal: int) -> None:
        super().__init__()
        self._kills_at, self._signal = kills_at, signal

    def meet(self, name: str, path: Path) -> None:
        super().meet(name, path)
        if self.count == self._kills_at:
            os.kill(os.getpid(), self._signal)


@dataclass(eq=False)
class File:
    """A file: what was written, and what of that is sure to be there."""

    written: bytes = b""
    synced: bytes | None = None


@dataclass(eq=False)
class Folder:
    """A folder: the names in it, and those that are sure to be there, before what happened to them since."""

    names: "dict[str, Node]" = field(default_factory=dict)
    synced: "dict[str, Node]" = field(default_factory=dict)
    pending: "list[dict[str, Node | None]]" = field(default_factory=list)

    def change(self, **to: "Node | None") -> None:
        """Let names mean other files, or none, at once."""
        self.pending.append(dict(to))
        _apply(self.names, to)


Node = File | Folder


def _apply(names: "dict[str, Node]", to: "dict[str, Node | None]") -> None:
    for name, node in to.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


class RememberingDisk(Disk):
    """A disk that remembers all that was done below a folder, and what of it would outlive the loss of power."""

    def __init__(self, root: Path, moment: Callable[["RememberingDisk"], None]) -> None:
        """`moment` is called before each operation, when what it would leave can be asked for."""
        super().__init__()
        self._root = root
        self._tree = _read(root)
        self._moment = moment

    def meet(self, name: str, path: Path) -> None:
        super().meet(name, path)
        self._moment(self)

    def create(self, path: Path) -> BinaryIO:
        opened = super().create(path)
        self._note_file(path)
        return opened

    def create_new(self, path: Path) -> BinaryIO:
        opened = super().create_new(path)
        self._note_file(path)
        return opened

    def open_lock(self, path: Path) -> BinaryIO:
        opened = super().open_lock(path)
        if (folder := self._folder(path.parent)) and path.name not in folder.names:
            folder.change(**{path.name: File()})
        return opened

    def make_folder(self, path: Path, mode: int = 0o777) -> None:
        super().make_folder(path, mode)
        if folder := self._folder(path.parent):
            folder.change(**{path.name: Folder()})

    def rename(self, source: Path, target: Path) -> None:
        super().rename(source, target)
        if folder := self._folder(source.parent):
            node = folder.names[source.name]
            if source.parent == target.parent:
                folder.change(**{target.name: node, source.name: None})
            else:
                raise NotImplementedError("a rename into another folder")

    def link(self, source: Path, target: Path) -> None:
        super().link(source, target)
        if folder := self._folder(target.parent):
            folder.change(**{target.name: self._node(source)})

    def remove(self, path: Path) -> None:
        super().remove(path)
        self._forget(path)

    def remove_tree(self, folder: Path) -> None:
        paths = [*sorted(folder.rglob("*"), reverse=True), folder]
        super().remove_tree(folder)
        for path in paths:
            self._forget(path)

    def sync(self, path: Path) -> None:
        super().sync(path)
        node = self._node(path)
        if isinstance(node, File):
            node.synced = node.written
        elif node:
            node.synced = dict(node.names)
            node.pending.clear()

    def write(self, path: Path | None, content: bytes, at: int, really: Callable[[bytes], int]) -> int:
        written = super().write(path, content, at, really)
        node = self._node(path) if path else None
        if isinstance(node, File):
            node.written = node.written[:at] + content[:written] + node.written[at + written :]
        return written

    def after_power_loss(self, target: Path, chance: random.Random | None) -> None:
        """Write into a new folder what is left: by `chance` some of what was not synced; without it none of that."""
        _write(self._tree, target, chance)

    def _note_file(self, path: Path) -> None:
        if folder := self._folder(path.parent):
            folder.change(**{path.name: File()})

    def _forget(self, path: Path) -> None:
        folder = self._folder(path.parent)
        if folder and path.name in folder.names:
            folder.change(**{path.name: None})

    def _node(self, path: Path) -> Node | None:
        if not path.is_relative_to(self._root):
            return None
        node: Node | None = self._tree
        for name in path.relative_to(self._root).parts:
            node = node.names.get(name) if isinstance(node, Folder) else None
        return node

    def _folder(self, path: Path) -> Folder | None:
        node = self._node(path)
        return node if isinstance(node, Folder) else None


def _read(path: Path) -> Folder:
    """Take a folder for one all of whose content is on the disk."""
    folder = Folder()
    for one in path.iterdir():
        content = b"" if one.is_dir() else one.read_bytes()
        folder.names[one.name] = _read(one) if one.is_dir() else File(content, content)
    folder.synced = dict(folder.names)
    return folder


def _write(folder: Folder, target: Path, chance: random.Random | None) -> None:
    target.mkdir()
    names = dict(folder.synced)
    for change in folder.pending[: chance.randint(0, len(folder.pending)) if chance else 0]:
        _apply(names, change)
    for name, node in names.items():
        if isinstance(node, Folder):
            _write(node, target / name, chance)
        else:
            (target / name).write_bytes(_left_of(node, chance))


def _left_of(file: File, chance: random.Random | None) -> bytes:
    """Return what is left of a file: what was synced, and by chance any beginning of what was written since, with
    zeros, as for blocks that were given to it but not written, or nothing after it."""
    if file.synced == file.written or chance is None:
        return file.synced or b""
    kept = chance.randint(0, len(file.written))
    zeros = bytes(len(file.written) - kept) if chance.random() < 0.5 else b""
    return chance.choice([file.synced or b"", file.written, file.written[:kept] + zeros])
