"""Byte strings by number: what is read back whole, a paragraph with its annotations, an article's head, a name.

Two files: the records one after another, and the offset at which each begins (unsigned 64-bit, little-endian, one more
than there are records).  Both are mapped, so that a record costs one page and a generation costs no start-up.  Records
may lie in several parts, NAME, NAME.1, NAME.2 …, of two files each, the numbers going on from one to the next: what is
added later is a part of its own.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, count, pairwise, takewhile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.store.files import filesystem
from index.store.files.folder import Folder

DATA = ".records"
OFFSETS = ".offsets"


class RecordWriter:
    """Appends records to the files `name`.records and `name`.offsets of a folder; memory stays flat."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._data = filesystem.create(folder / (name + DATA))
        self._offsets = filesystem.create(folder / (name + OFFSETS))
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

    def copy(self, part: "RecordPart", is_kept: NDArray[np.bool_]) -> None:
        """Add those records of a part that are kept, a flag a record; runs of them are copied at once."""
        edges, offsets = np.flatnonzero(np.diff(is_kept, prepend=False, append=False)), part.offsets.whole
        for begin, end in offsets.take(edges).reshape(-1, 2).tolist():
            self._data.write(part.data[begin:end].data)
        ends = np.cumsum(np.diff(offsets.astype(np.int64)).compress(is_kept)) + self._end
        self._offsets.write(ends.astype("<u8").data)
        self._end = int(ends[-1]) if len(ends) else self._end

    def close(self) -> None:
        """Finish both files."""
        self._data.close()
        self._offsets.close()


def part_name(name: str, part: int) -> str:
    """Return what the files of a part begin with."""
    return f"{name}.{part}" if part else name


def parts_of(folder: Folder, name: str) -> list[str]:
    """Return what the files of each part of some records begin with, in order."""
    return list(takewhile(lambda part: part + OFFSETS in folder, (part_name(name, n) for n in count())))


class RecordPart:
    """The records of two files, mapped: those of number n lie in `data` from `offsets[n]` to `offsets[n + 1]`."""

    def __init__(self, folder: Folder, name: str) -> None:
        self.offsets = folder.map(name + OFFSETS, "<u8")
        self.data = folder.map(name + DATA)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, number: int) -> bytes:
        return self.data.content(self.offsets.item(number), self.offsets.item(number + 1))

    def is_in_order(self) -> bool:
        """Tell whether the records lie one after another, from the beginning to the end."""
        offsets = self.offsets.whole
        return offsets.item(0) == 0 and offsets.item(-1) == len(self.data) and bool((offsets[1:] >= offsets[:-1]).all())

    def to_list(self) -> list[bytes]:
        """Return all records."""
        data, borders = self.data.whole.tobytes(), self.offsets.whole.tolist()
        return [data[begin:end] for begin, end in pairwise(borders)]


class Records(Sequence[bytes]):
    """The records of a folder by number, mapped from disk."""

    def __init__(self, folder: Folder, name: str) -> None:
        """Open all parts, one at least; raise OSError where there is none."""
        self._parts = [RecordPart(folder, part) for part in parts_of(folder, name) or [name]]
        *self._firsts, self._len = accumulate(map(len, self._parts), initial=0)

    def __len__(self) -> int:
        return self._len

    def __getitem__(self, number):  # type: ignore[no-untyped-def]  # a sequence's two overloads, of which one is used
        if not 0 <= number < self._len:
            raise IndexError(f"no record {number} of {self._len}")
        part = bisect_right(self._firsts, number) - 1
        return self._parts[part][number - self._firsts[part]]

    def are_in_order(self) -> bool:
        """Tell whether the records of each part lie one after another, from the beginning to the end of its file."""
        return all(map(RecordPart.is_in_order, self._parts))

    def __iter__(self) -> Iterator[bytes]:
        return (self[number] for number in range(len(self)))

    def sizes(self, first: int, stop: int) -> list[int]:
        """Return the bytes of each record from `first` to before `stop`, without reading any."""
        sizes: list[int] = []
        for begin, part in zip(self._firsts, self._parts, strict=True):
            low, high = max(first - begin, 0), min(stop - begin, len(part))
            if low < high:
                sizes += np.diff(part.offsets[low : high + 1].astype(np.int64)).tolist()
        return sizes
