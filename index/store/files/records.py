"""Byte strings by number: what is read back whole, a paragraph with its annotations, an article's head, a name.

Two files: the records one after another, and the offset at which each begins (unsigned 64-bit, little-endian, one more
than there are records).  Both are mapped, so that a record costs one page and a generation costs no start-up.
"""

import mmap
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DATA = ".records"
OFFSETS = ".offsets"


def map_bytes(path: Path) -> bytes | mmap.mmap:
    """Map a file read-only; an empty one, which cannot be mapped, is empty bytes."""
    with path.open("rb") as file:
        empty = os.fstat(file.fileno()).st_size == 0
        return b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def map_array(path: Path, dtype: str) -> NDArray[np.generic]:
    """Map a file of numbers read-only; raise ValueError for one that ends within a number."""
    return np.frombuffer(map_bytes(path), dtype)


class RecordWriter:
    """Appends records to the files `name`.records and `name`.offsets of a folder; memory stays flat."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._data = (folder / (name + DATA)).open("wb")
        self._offsets = (folder / (name + OFFSETS)).open("wb")
        self._end = 0
        self._offsets.write(self._end.to_bytes(8, "little"))

    def append(self, record: bytes) -> None:
        """Add a record; its number is how many were added before it."""
        self._data.write(record)
        self._end += len(record)
        self._offsets.write(self._end.to_bytes(8, "little"))

    def extend(self, records: Sequence[bytes]) -> None:
        """Add several records."""
        self._data.write(b"".join(records))
        ends = np.cumsum([len(record) for record in records], dtype=np.int64) + self._end
        self._offsets.write(ends.astype("<u8").data)
        self._end = int(ends[-1]) if len(ends) else self._end

    def close(self) -> None:
        """Finish both files."""
        self._data.close()
        self._offsets.close()


class Records(Sequence[bytes]):
    """The records of a folder by number, mapped from disk."""

    def __init__(self, folder: Path, name: str) -> None:
        self._offsets = map_array(folder / (name + OFFSETS), "<u8")
        self._data = map_bytes(folder / (name + DATA))

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number):  # type: ignore[no-untyped-def]  # a sequence's two overloads, of which one is used
        if not 0 <= number < len(self):
            raise IndexError(f"no record {number} of {len(self)}")
        return self._data[int(self._offsets[number]) : int(self._offsets[number + 1])]

    def __iter__(self) -> Iterator[bytes]:
        return (self[number] for number in range(len(self)))
