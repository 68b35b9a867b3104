"""Values by paragraph number, as arrays mapped from disk: what filters, sorts and counts without touching the text.

A column holds one number a paragraph (unsigned 32-bit, little-endian).  A facet column holds any number of values a
paragraph, as codes into a dictionary of distinct values: the codes of paragraph n are
`codes[starts[n] : starts[n + 1]]` (compressed sparse rows), code c stands for the record c of the dictionary, and is
counted as code `canonical[c]`: several names of one person are one value.  For counting, `counted` and `rows` hold the
same as pairs, of the code that is counted and the paragraph's number, each pair once; those of paragraph n begin at
`counted_starts[n]`.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec import FieldTokens
from index.codec.arrays import narrowest
from index.codec.tokens import counting_positions
from index.records import Records, RecordWriter, map_array

Codes = NDArray[np.uint32]
NUMBER = "<u4"
DICTIONARY = ".values"
PARAGRAPHS_AT_ONCE = 1 << 20
"""Paragraphs whose values are in memory when a facet is finished."""
CODE_BITS = 32
BEYOND = "a facet's rows go beyond its codes"
"""Said of damaged offsets, which would otherwise fill all memory."""
GATHERING_COST = 6
"""What gathering a paragraph's values costs, in steps over the values of all."""


class ColumnWriter:
    """Appends one number a paragraph."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = (folder / f"{name}.column").open("wb")

    def append(self, numbers: NDArray[Any]) -> None:
        """Add the next paragraphs' numbers."""
        self._file.write(numbers.astype(NUMBER).data)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def read_column(folder: Path, name: str) -> Codes:
    """Map the column `name`: an array of one number a paragraph."""
    return map_array(folder / f"{name}.column", NUMBER)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Days:
    """The column of days as codes into the archive's distinct `days`, ascending numbers YYYYMMDD, 0 where unknown."""

    days: NDArray[np.int64]
    codes: NDArray[Any]

    @classmethod
    def of(cls, column: Codes) -> "Days":
        """Take the column of days apart."""
        days, codes = np.unique(column, return_inverse=True)
        return cls(days.astype(np.int64), codes.astype(narrowest(len(days))))


class FacetWriter:
    """Appends the values of paragraphs; memory grows with the distinct values only."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._codes_of: defaultdict[str, int] = defaultdict()
        self._codes_of.default_factory = self._codes_of.__len__
        self._codes = (folder / f"{name}.codes").open("wb")
        self._starts = (folder / f"{name}.starts").open("wb")
        self._count = 0
        self._starts.write(np.zeros(1, NUMBER).data)

    def append(self, values: FieldTokens) -> None:
        """Add the next paragraphs' values, in order, each once a paragraph."""
        codes = np.fromiter(map(self._codes_of.__getitem__, values.terms), NUMBER, len(values.terms))
        self._codes.write(codes[values.ids].data)
        ends = np.cumsum(values.counts, dtype=np.int64) + self._count
        self._starts.write(ends.astype(NUMBER).data)
        self._count = int(ends[-1]) if len(ends) else self._count

    def close(self, canonical: Mapping[str, str] | None = None) -> int:
        """Finish the files, and return how many different values there are.

        `canonical` gives values that stand for another the one they are to be counted as.
        """
        self._codes.close()
        self._starts.close()
        dictionary = RecordWriter(self._folder, self._name + DICTIONARY)
        dictionary.extend([value.encode() for value in self._codes_of])
        dictionary.close()
        counted_as = canonical or {}
        codes = np.array([self._codes_of[counted_as.get(value, value)] for value in self._codes_of], NUMBER)
        codes.tofile(self._folder / f"{self._name}.canonical")
        self._write_counted(codes)
        return len(np.unique(codes))

    def _write_counted(self, canonical: NDArray[Any]) -> None:
        """Write what each paragraph counts for: the codes of its values as counted, once each, and its number."""
        starts = map_array(self._folder / f"{self._name}.starts", NUMBER)
        codes = map_array(self._folder / f"{self._name}.codes", NUMBER)
        count = 0
        with (
            (self._folder / f"{self._name}.counted").open("wb") as counted,
            (self._folder / f"{self._name}.rows").open("wb") as rows,
            (self._folder / f"{self._name}.counted_starts").open("wb") as counted_starts,
        ):
            counted_starts.write(np.zeros(1, NUMBER).data)
            for first in range(0, len(starts) - 1, PARAGRAPHS_AT_ONCE):
                part = starts[first : first + PARAGRAPHS_AT_ONCE + 1].astype(np.int64)
                owners = np.repeat(np.arange(len(part) - 1), np.diff(part))
                pairs = np.unique(owners << CODE_BITS | canonical[codes[part[0] : part[-1]]])
                owners = pairs >> CODE_BITS
                counted.write((pairs & ((1 << CODE_BITS) - 1)).astype(NUMBER).data)
                rows.write((owners + first).astype(NUMBER).data)
                ends = count + np.cumsum(np.bincount(owners, minlength=len(part) - 1))
                counted_starts.write(ends.astype(NUMBER).data)
                count += len(owners)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Values of several paragraphs: the row of the paragraph in what was asked for, the value's place among those of
    its paragraph, from 0, and the code of the value it counts as."""

    rows: NDArray[np.int64]
    places: NDArray[np.int64]
    codes: NDArray[np.int64]


class Facet:
    """A facet column, mapped."""

    def __init__(self, folder: Path, name: str) -> None:
        self._codes = map_array(folder / f"{name}.codes", NUMBER)
        self._counted = map_array(folder / f"{name}.counted", NUMBER)
        self._counted_starts = map_array(folder / f"{name}.counted_starts", NUMBER)
        self._rows = map_array(folder / f"{name}.rows", NUMBER)
        self._starts = map_array(folder / f"{name}.starts", NUMBER)
        self._canonical = map_array(folder / f"{name}.canonical", NUMBER)
        self._values = Records(folder, name + DICTIONARY)

    def __len__(self) -> int:
        """Return how many codes there are, of values that count as others too."""
        return len(self._values)

    def value(self, code: int) -> str:
        """Return the value that a code stands for."""
        text: bytes = self._values[code]
        return text.decode()

    def gather(self, paragraphs: NDArray[Any]) -> Occurrences:
        """Return the values of paragraphs, in the order of both."""
        starts = self._starts[paragraphs].astype(np.int64)
        ends = self._starts[paragraphs + 1].astype(np.int64)
        if ends.max(initial=0) > len(self._codes):
            raise ValueError(BEYOND)
        counts = ends - starts
        rows = np.repeat(np.arange(len(paragraphs)), counts)
        places = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        codes = self._canonical[self._codes[np.repeat(starts, counts) + places]]
        return Occurrences(rows, places, codes.astype(np.int64))

    def counted(self, paragraphs: NDArray[Any]) -> NDArray[Any]:
        """Return the codes of what the paragraphs, ascending, count for, each once a paragraph, in order."""
        total = len(self._starts) - 1
        if len(paragraphs) == total:
            return np.asarray(self._counted)
        if len(paragraphs) * GATHERING_COST < total + len(self._counted):
            firsts = self._counted_starts[paragraphs]
            counts = self._counted_starts[1:][paragraphs] - firsts
            if counts.sum(dtype=np.int64) > len(self._counted):
                raise ValueError(BEYOND)
            return np.asarray(self._counted[np.repeat(firsts, counts) + counting_positions(counts)])
        flags = np.zeros(total, bool)
        flags[paragraphs] = True
        return np.asarray(self._counted[flags[self._rows]])

    def totals(self) -> NDArray[np.int64]:
        """Return for every code in how many paragraphs its value stands."""
        return np.bincount(self._counted, minlength=len(self))
