"""Writes facet columns: the values of paragraphs as they come, and in the end what each paragraph counts for.

The files are those that `index.columns` maps, and tells of.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec import FieldTokens
from index.columns import CODE_BITS, DICTIONARY, NUMBER
from index.numbering import Numbering
from index.records import RecordWriter

PARAGRAPHS_AT_ONCE = 1 << 18
"""Paragraphs whose values are in memory when a facet is finished."""


class FacetWriter:
    """Appends the values of paragraphs; memory grows with the distinct values only, by some 100 bytes and the value."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._values = Numbering()
        self._dictionary = RecordWriter(folder, name + DICTIONARY)
        self._codes = (folder / f"{name}.codes").open("wb")
        self._starts = (folder / f"{name}.starts").open("wb")
        self._count = self._paragraphs = 0
        self._starts.write(np.zeros(1, NUMBER).data)

    def append(self, values: FieldTokens, described: Mapping[str, str] | None = None) -> None:
        """Add the next paragraphs' values, in order, each once a paragraph.

        `described` gives what a value is written as: as it is when it first comes.
        """
        known = len(self._values)
        codes = self._values.of(values.terms)
        new = self._values.since(known)
        self._dictionary.extend([(described[value] if described else value).encode() for value in new])
        self._codes.write(codes[values.ids].astype(NUMBER).data)
        ends = np.cumsum(values.counts, dtype=np.int64) + self._count
        self._starts.write(ends.astype(NUMBER).data)
        self._count = int(ends[-1]) if len(ends) else self._count
        self._paragraphs += len(ends)

    def close(self, canonical: Mapping[str, str] | None = None) -> NDArray[np.int64]:
        """Finish the files, and return for every code in how many paragraphs its value stands, and is counted as that.

        `canonical` gives values that stand for another the one they are to be counted as.
        """
        self._codes.close()
        self._starts.close()
        self._dictionary.close()
        counted_as = np.arange(len(self._values), dtype=NUMBER)
        if canonical:
            counted_as[self._values.of(list(canonical))] = self._values.of(list(canonical.values()))
        counted_as.tofile(self._folder / f"{self._name}.canonical")
        return self._write_counted(counted_as)

    def _write_counted(self, canonical: NDArray[Any]) -> NDArray[np.int64]:
        """Write what each paragraph counts for: its first value, and the others with its number."""
        starts, codes = self._folder / f"{self._name}.starts", self._folder / f"{self._name}.codes"
        totals = np.zeros(len(canonical), np.int64)
        with (
            (self._folder / f"{self._name}.first").open("wb") as first,
            (self._folder / f"{self._name}.others").open("wb") as others,
            (self._folder / f"{self._name}.owners").open("wb") as owners,
        ):
            for begin in range(0, self._paragraphs, PARAGRAPHS_AT_ONCE):
                part = _read(starts, begin, PARAGRAPHS_AT_ONCE + 1).astype(np.int64)
                rows = np.repeat(np.arange(len(part) - 1), np.diff(part))
                of_part = _read(codes, part.item(0), part.item(-1) - part.item(0))
                pairs = np.unique(rows << CODE_BITS | canonical[of_part])
                rows, values = pairs >> CODE_BITS, pairs & ((1 << CODE_BITS) - 1)
                totals += np.bincount(values, minlength=len(totals))
                is_first = np.diff(rows, prepend=-1) != 0
                firsts = np.zeros(len(part) - 1, NUMBER)
                firsts[rows[is_first]] = values[is_first] + 1
                first.write(firsts.data)
                others.write(values[~is_first].astype(NUMBER).data)
                owners.write((rows[~is_first] + begin).astype(NUMBER).data)
        return totals


def _read(path: Path, first: int, count: int) -> NDArray[np.uint32]:
    """Read so many numbers of a file, or as many as there are: mapped, it would count as memory in full."""
    return np.fromfile(path, NUMBER, count, offset=first * np.dtype(NUMBER).itemsize)
