"""Bytes and numbers of a mapped file, checked against their checksums before they are first used.

A file is not read through to be opened: that would cost seconds for each ten gigabytes.  Instead every block
(`index.store.files.checksums`) is checked when something of it is first asked for, and remembered as sound as long as
the file is mapped; a small file is checked as a whole.  What is asked for again costs a look at the flags of its
blocks, some 200 nanoseconds, and nothing any more once the whole file is known to be sound.  A disk that damages a
block after it was checked is found by verification alone.

Two generations have most of their files in common.  Whoever opens one after the other may pass on which blocks are
sound (`Checks`): those of a file that is the very same, and was not written to since, are not checked again.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamagedError
from index.store.files.checksums import BLOCK, BLOCK_BITS, Checksums
from index.store.files.mapping import MappedFile

BYTE = "u1"
BLOCKS_AT_ONCE = 8
"""A file of at most so many blocks is checked as a whole: in a fifth of a millisecond."""
ANOTHER_CHECKSUM = "does not have its checksum"
ANOTHER_SIZE = "does not have its size"


@dataclass(slots=True)
class Damage:
    """What was found damaged of some files first, a path and how; None so far.  All that read them share it."""

    found: tuple[Path, str] | None = None

    def note(self, error: IndexDamagedError) -> None:
        """Remember what was found."""
        self.found = self.found or (error.path, error.how)

    def report(self, path: Path, how: str) -> NoReturn:
        """Remember what was found, and raise IndexDamagedError."""
        error = IndexDamagedError(path, how)
        self.note(error)
        raise error

    def recall(self) -> None:
        """Raise IndexDamagedError where something was found."""
        if self.found is not None:
            raise IndexDamagedError(*self.found)


Version = tuple[int, int, int]
"""Device, inode and time of the last change of a file, in nanoseconds."""


def version_of(status: os.stat_result) -> Version:
    """Return what another file, and another content, changes."""
    return status.st_dev, status.st_ino, status.st_mtime_ns


class Checks:
    """Which blocks of files are sound, by the version of each file; safe to share between threads."""

    def __init__(self, before: Mapping[Version, tuple[Checksums, bytearray]] | None = None) -> None:
        """Know what was found `before`."""
        self._before = before or {}
        self._found: dict[Version, tuple[Checksums, bytearray]] = {}

    def of(self, status: os.stat_result, checksums: Checksums) -> bytearray:
        """Return a byte for each block of a file, not 0 where it is sound: to be kept up by whoever checks one."""
        version = version_of(status)
        known, blocks = self._before.get(version, (None, bytearray()))
        if known != checksums:
            blocks = bytearray(len(checksums.crcs))
        self._found[version] = checksums, blocks
        return blocks

    def passed_on(self) -> "Checks":
        """Return what knows all that was found of the files that were asked for, and of no others."""
        return Checks(self._found)


class CheckedFile:
    """A mapped file, and which of its blocks are checked; safe to share between threads."""

    def __init__(self, path: Path, checksums: Checksums | None, damage: Damage, checks: Checks) -> None:
        """Map a file, of which nothing is to be checked without `checksums`, nor what `checks` know to be sound.

        Raises OSError, IndexDamagedError for one that has another size.
        """
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            size = status.st_size
            self._mapped = MappedFile(file.fileno(), size) if size else None
        if checksums is not None and checksums.size != size:
            damage.report(path, ANOTHER_SIZE)
        self._content = self._mapped.content if self._mapped else memoryview(b"")
        self._path, self._checksums, self._damage = path, checksums, damage
        self._is_checked = bytearray() if checksums is None else checks.of(status, checksums)
        self.is_sound = self._is_checked.find(0) < 0
        """Whether nothing of it is left to be checked."""

    @property
    def bytes(self) -> "CheckedArray":
        """The bytes of the file, to be checked as they are asked for."""
        return CheckedArray(np.frombuffer(self._content, BYTE), self)

    def require(self, begin: int, end: int) -> None:
        """Check the blocks of some bytes, those that are not yet; raise IndexDamagedError."""
        first, last = begin >> BLOCK_BITS, -(-end >> BLOCK_BITS)
        if self._is_checked.find(0, first, last) >= 0:
            is_small = len(self._is_checked) <= BLOCKS_AT_ONCE
            self._check(*(0, len(self._is_checked)) if is_small else (first, last))
            self.is_sound = self._is_checked.find(0) < 0

    def forget(self) -> None:
        """Give the memory back of what was looked at: it can be read again."""
        if self._mapped is not None:
            self._mapped.forget()

    def _check(self, first: int, last: int) -> None:
        expected = self._checksums.crcs if self._checksums is not None else ()
        for block in range(first, min(last, len(expected))):
            if self._is_checked[block]:
                continue
            begin = block << BLOCK_BITS
            if crc32(self._content[begin : begin + BLOCK]) != expected[block]:
                self._damage.report(self._path, ANOTHER_CHECKSUM)
            self._is_checked[block] = 1


class CheckedArray:
    """Numbers of one type that lie in a mapped file, from a byte on, or in memory; what it gives is checked."""

    __slots__ = ("_array", "_file", "_numbers", "_offset", "dtype", "itemsize")

    def __init__(self, array: NDArray[Any], file: CheckedFile | None = None, offset: int = 0) -> None:
        self._array, self._numbers, self._offset = array, array.data, offset
        self._file = file
        """None once nothing is left to be checked."""
        self.dtype = array.dtype
        self.itemsize: int = array.itemsize

    @classmethod
    def of(cls, content: bytes) -> "CheckedArray":
        """Return bytes that lie in memory."""
        return cls(np.frombuffer(content, BYTE))

    def __len__(self) -> int:
        return len(self._array)

    def __getitem__(self, places: slice) -> NDArray[Any]:
        """Return the numbers from a place to before another, as a view; raise IndexDamagedError."""
        if (file := self._file) is not None:
            begin, end, _ = places.indices(len(self._array))
            self._require(file, begin, end)
        return self._array[places]

    def item(self, place: int) -> int:
        """Return the number at a place, from 0; raise IndexError, IndexDamagedError."""
        if (file := self._file) is not None:
            self._require(file, place, place + 1)
        number: int = self._numbers[place]
        return number

    def content(self, begin: int, end: int) -> bytes:
        """Return the bytes of the numbers from a place to before another; raise IndexDamagedError."""
        if (file := self._file) is not None:
            self._require(file, begin, end)
        return self._numbers[begin:end].tobytes()

    @property
    def whole(self) -> NDArray[Any]:
        """All numbers; raise IndexDamagedError."""
        if (file := self._file) is not None:
            self._require(file, 0, len(self._array))
            self._file = None
        return self._array

    def part(self, begin: int, end: int) -> "CheckedArray":
        """Return those from a place to before another, which are not looked at before they are asked for."""
        return CheckedArray(self._array[begin:end], self._file, self._offset + begin * self.itemsize)

    def _require(self, file: CheckedFile, begin: int, end: int) -> None:
        """Check the numbers from a place to before another."""
        file.require(self._offset + begin * self.itemsize, self._offset + end * self.itemsize)
        if file.is_sound:
            self._file = None

    def numbers(self, dtype: str, count: int, offset: int = 0) -> "CheckedArray":
        """Return so many numbers that the bytes hold from a byte on; raise ValueError where there are not so many."""
        return CheckedArray(np.frombuffer(self._array.data, dtype, count, offset), self._file, self._offset + offset)
