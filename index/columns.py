"""Values by paragraph number, as arrays mapped from disk: what filters, sorts and counts without touching the text.

A column holds one number a paragraph (unsigned 32-bit, little-endian).  A facet column holds any number of values a
paragraph, as codes into a dictionary of distinct values: the codes of paragraph n are
`codes[starts[n] : starts[n + 1]]` (compressed sparse rows), code c stands for the record c of the dictionary, and is
counted as code `canonical[c]`: several names of one person are one value.  For counting, the codes that are counted,
each once a paragraph, are there a second time: `first` has for each paragraph its first code and 1, 0 where there is
none; further codes are in `others`, and the numbers of their paragraphs in `owners`.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
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
PARAGRAPHS_AT_ONCE = 1 << 18
"""Paragraphs whose values are in memory when a facet is finished."""
CODE_BITS = 32
BEYOND = "a facet goes beyond its values"
"""Said of damaged numbers, which would otherwise fill all memory."""
BISECTION_COST = 30
"""What finding a paragraph's further values by bisection costs, in steps over those of all."""
SORTING_COST = 8
"""What sorting a value costs, in steps over the counts of all values."""


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
        """Write what each paragraph counts for: its first value, and the others with its number."""
        starts = map_array(self._folder / f"{self._name}.starts", NUMBER)
        codes = map_array(self._folder / f"{self._name}.codes", NUMBER)
        with (
            (self._folder / f"{self._name}.first").open("wb") as first,
            (self._folder / f"{self._name}.others").open("wb") as others,
            (self._folder / f"{self._name}.owners").open("wb") as owners,
        ):
            for begin in range(0, len(starts) - 1, PARAGRAPHS_AT_ONCE):
                part = starts[begin : begin + PARAGRAPHS_AT_ONCE + 1].astype(np.int64)
                rows = np.repeat(np.arange(len(part) - 1), np.diff(part))
                pairs = np.unique(rows << CODE_BITS | canonical[codes[part[0] : part[-1]]])
                rows, values = pairs >> CODE_BITS, pairs & ((1 << CODE_BITS) - 1)
                is_first = np.diff(rows, prepend=-1) != 0
                firsts = np.zeros(len(part) - 1, NUMBER)
                firsts[rows[is_first]] = values[is_first] + 1
                first.write(firsts.data)
                others.write(values[~is_first].astype(NUMBER).data)
                owners.write((rows[~is_first] + begin).astype(NUMBER).data)


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
        self._first = map_array(folder / f"{name}.first", NUMBER)
        self._others = map_array(folder / f"{name}.others", NUMBER)
        self._owners = map_array(folder / f"{name}.owners", NUMBER)
        self._starts = map_array(folder / f"{name}.starts", NUMBER)
        self._canonical = map_array(folder / f"{name}.canonical", NUMBER)
        self._values = Records(folder, name + DICTIONARY)

    def __len__(self) -> int:
        """Return how many codes there are, of values that count as others too."""
        return len(self._values)

    @property
    def paragraphs(self) -> int:
        """How many paragraphs there are, with and without a value."""
        return len(self._first)

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

    def count(self, paragraphs: NDArray[Any], is_among: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the codes of the values that paragraphs count for, each once a paragraph, and the count of each code.

        `is_among` is a table of all paragraphs, true for those.
        """
        if len(paragraphs) * 2 > self.paragraphs:  # those that are not among them are fewer
            is_left_out = ~is_among[: self.paragraphs]
            firsts, others = self._counted(is_left_out.nonzero()[0], is_left_out)
            counts = self._totals - self._bincount(firsts, others)
        else:
            firsts, others = self._counted(paragraphs, is_among)
            if len(firsts) + len(others) < len(self) // SORTING_COST:
                return np.unique(np.concatenate([firsts[firsts > 0] - 1, others]), return_counts=True)
            counts = self._bincount(firsts, others)
        codes = counts.nonzero()[0]
        return codes, counts[codes]

    def pairs(self, paragraphs: NDArray[Any], is_among: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return what paragraphs count for, as `count` does, in any order: a paragraph's number and a code each."""
        firsts, (owners, others) = self._first[paragraphs], self._further(paragraphs, is_among)
        has_one = firsts > 0
        return np.concatenate([paragraphs[has_one], owners]), np.concatenate([firsts[has_one] - 1, others])

    def totals(self) -> NDArray[np.int64]:
        """Return for every code in how many paragraphs its value stands."""
        return self._totals

    @cached_property
    def _totals(self) -> NDArray[np.int64]:
        return self._bincount(self._first, self._others)

    def _counted(self, paragraphs: NDArray[Any], is_among: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[Any]]:
        return self._first[paragraphs], self._further(paragraphs, is_among)[1]

    def _further(self, paragraphs: NDArray[Any], is_among: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the owners and codes of the paragraphs' values after the first."""
        if len(paragraphs) * BISECTION_COST < len(self._owners):
            begins = self._owners.searchsorted(paragraphs)
            counts = self._owners.searchsorted(paragraphs, side="right") - begins
            rows = np.repeat(begins, counts) + counting_positions(counts)
        else:
            rows = is_among[self._owners].nonzero()[0]
        return self._owners[rows], self._others[rows]

    def _bincount(self, firsts: NDArray[Any], others: NDArray[Any]) -> NDArray[np.int64]:
        if firsts.max(initial=0) > len(self) or others.max(initial=0) >= max(len(self), 1):
            raise ValueError(BEYOND)
        counts = np.bincount(firsts, minlength=len(self) + 1)[1:]
        counts += np.bincount(others, minlength=len(self))
        return counts
