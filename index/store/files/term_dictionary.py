"""A sorted dictionary of terms, mapped from disk: terms to numbers and back, and the range of those that begin alike.

The terms' UTF-8 bytes lie one after another in the order of bytes, which is that of code points; beside them are the
offset at which each begins, one more than there are terms, and a count a term: in how many paragraphs it stands, say. A
term's number is its place in that order.  A search bisects: first the terms at every `BLOCK`-th place, kept in memory
from the first search on, then the block.  On disk a dictionary is records (`index.store.files.records`) and the file
NAME.counts.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.files import filesystem
from index.store.files.checked import CheckedArray
from index.store.files.folder import Folder
from index.store.files.records import DATA, OFFSETS, RecordWriter

COUNTS = ".counts"
COUNT = "<u4"
BLOCK = 64
"""Terms between two that are kept in memory: 500,000 terms keep 8,000."""


class Dictionary:
    """Terms by number and numbers by term.  Safe to share between threads; damaged bytes give wrong terms, no errors.

    Of `data`, the terms' bytes, `offsets`, unsigned integers, has the n + 1 borders; `counts` has a number for each of
    the n terms.  All of them are checked when a term is first looked for.
    """

    def __init__(self, data: CheckedArray, offsets: CheckedArray, counts: CheckedArray) -> None:
        self._data, self._offsets, self._counts = data, offsets, counts
        self._len = len(offsets) - 1

    @classmethod
    def open(cls, folder: Folder, name: str) -> "Dictionary":
        """Map the dictionary that `write_dictionary` wrote; raise OSError, ValueError when its files don't agree."""
        offsets = folder.map(name + OFFSETS, "<u8")
        counts = folder.map(name + COUNTS, COUNT)
        if len(offsets) != len(counts) + 1:
            raise ValueError(f"the dictionary {name} has {len(counts)} counts and {len(offsets)} offsets")
        return cls(folder.map(name + DATA), offsets, counts)

    def __len__(self) -> int:
        return self._len

    @cached_property
    def data(self) -> memoryview:
        """The terms' bytes."""
        return self._data.whole.data

    @cached_property
    def offsets(self) -> NDArray[Any]:
        """Where each term begins in them, and the end."""
        return self._offsets.whole

    @cached_property
    def counts(self) -> NDArray[Any]:
        """The count of each term."""
        return self._counts.whole

    @cached_property
    def _offset(self) -> Callable[[int], int]:
        return self.offsets.item

    def key(self, number: int) -> bytes:
        """Return a term's bytes, by its number from 0 to n - 1."""
        return self.data[self._offset(number) : self._offset(number + 1)].tobytes()

    def term(self, number: int) -> str:
        """Return a term by its number from 0 to n - 1."""
        return self.key(number).decode("utf-8", "replace")

    def terms(self, numbers: NDArray[Any]) -> list[str]:
        """Return several terms by their numbers."""
        borders = zip(self.offsets[numbers].tolist(), self.offsets[numbers + 1].tolist(), strict=True)
        return [str(self.data[start:end], "utf-8", "replace") for start, end in borders]

    def find(self, term: str | bytes) -> int | None:
        """Return a term's number; None when it is not here."""
        key = _key(term)
        number = self.lower_bound(key)
        return number if number < self._len and self.key(number) == key else None

    def count(self, term: str | bytes) -> int:
        """Return a term's count; 0 when it is not here."""
        number = self.find(term)
        return 0 if number is None else int(self.counts[number])

    def lower_bound(self, term: str | bytes) -> int:
        """Return the number of the first term that is not less; n when all are."""
        key = _key(term)
        block = bisect_left(self._sample, key)
        first, end = max((block - 1) * BLOCK, 0), min(block * BLOCK, self._len)
        return bisect_left(range(first, end), key, key=self.key) + first

    def prefix_range(self, beginning: str | bytes) -> tuple[int, int]:
        """Return the numbers, from the first to before the second, of the terms that begin so; all begin with ""."""
        key = _key(beginning)
        return self.lower_bound(key), self._end_of_prefix(key)

    def most_frequent(self, beginning: str | bytes, limit: int) -> list[str]:
        """Return the at most `limit` terms of the largest counts that begin so, in order of counts, then of terms."""
        first, end = self.prefix_range(beginning)
        return self.terms(first + largest(self.counts[first:end], limit))

    def _end_of_prefix(self, key: bytes) -> int:
        """Return the number of the first term after all that begin with `key`."""
        key = key.rstrip(b"\xff")
        return self.lower_bound(key[:-1] + bytes([key[-1] + 1])) if key else self._len

    @cached_property
    def _sample(self) -> list[bytes]:
        return [self.key(number) for number in range(0, self._len, BLOCK)]


def largest(counts: NDArray[Any], limit: int) -> NDArray[np.intp]:
    """Return the places of at most `limit` largest numbers, in order of size, equal ones in order of place."""
    if limit < 1:
        return np.empty(0, np.intp)
    if len(counts) <= limit:
        return np.argsort(-counts.astype(np.int64), kind="stable")
    least = np.partition(counts, -limit)[-limit]
    above, equal = np.flatnonzero(counts > least), np.flatnonzero(counts == least)
    chosen = np.concatenate([above, equal[: limit - len(above)]])
    return chosen[np.argsort(-counts[chosen].astype(np.int64), kind="stable")]


def write_dictionary(folder: Path, name: str, counted: Iterable[tuple[str | bytes, int]]) -> None:
    """Write terms, each with its count (below 2^32), that come in the order of their bytes; memory: the counts.

    Raises ValueError for a term that comes twice or out of order.
    """
    records, counts, last = RecordWriter(folder, name), array("I"), None
    try:
        for term, count in counted:
            key = _key(term)
            if last is not None and key <= last:
                raise ValueError(f"{term!r} must stand before {last!r}, and once")
            records.append(key)
            counts.append(count)
            last = key
    finally:
        records.close()
    filesystem.write_array(folder / (name + COUNTS), np.array(counts, COUNT))


def _key(term: str | bytes) -> bytes:
    return term if isinstance(term, bytes) else term.encode("utf-8", "surrogatepass")
