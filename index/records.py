"""Byte strings by number: what is read back whole, a paragraph with its annotations, an article's head, a name.

Two files: the records one after another, and the offset at which each begins (unsigned 64-bit, little-endian, one more
than there are records).  Both are mapped, so that a record costs one page and a generation costs no start-up.
"""

import mmap
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DATA = ".records"
OFFSETS = ".offsets"


def map_array(path: Path, dtype: str) -> NDArray[np.generic]:
    """Map a file of numbers read-only; an empty file, which cannot be mapped, is an empty array."""
    if path.stat().st_size == 0:
        return np.empty(0, dtype)
    return np.memmap(path, dtype, mode="r")


class RecordWriter:
    """Appends records to the files `name`.records and `name`.offsets of a folder; memory stays flat."""

    def __init__(self, folder: Path, name: str) -> None:
        self._data = (folder / (name + DATA)).open("wb")
        self._offsets = (folder / (name + OFFSETS)).open("wb")
        self._end = 0
        self._offsets.write(self._end.to_bytes(8, "little"))

    def append(self, record: bytes) -> None:
        """Add a record; its number is how many were added before it."""
        self._data.write(record)
        self._end += len(record)
        self._offsets.write(self._end.to_bytes(8, "little"))

    def close(self) -> None:
        """Finish both files."""
        self._data.close()
        self._offsets.close()


class Records(Sequence[bytes]):
    """The records of a folder by number, mapped from disk."""

    def __init__(self, folder: Path, name: str) -> None:
        self._offsets = map_array(folder / (name + OFFSETS), "<u8")
        with (folder / (name + DATA)).open("rb") as data:
            empty = self._offsets[-1] == 0
            self._data = b"" if empty else mmap.mmap(data.fileno(), 0, access=mmap.ACCESS_READ)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number):  # type: ignore[no-untyped-def]  # a sequence's two overloads, of which one is used
        if not 0 <= number < len(self):
            raise IndexError(f"no record {number} of {len(self)}")
        return self._data[int(self._offsets[number]) : int(self._offsets[number + 1])]

    def __iter__(self) -> Iterator[bytes]:
        return (self[number] for number in range(len(self)))
