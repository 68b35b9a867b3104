"""Values by paragraph number, as arrays mapped from disk: what filters, sorts and counts without touching the text.

A column holds one number a paragraph (unsigned 32-bit, little-endian).  A facet column holds any number of values a
paragraph, as codes into a dictionary of distinct values: the codes of paragraph n are
`codes[starts[n] : starts[n + 1]]` (compressed sparse rows), code c stands for the record c of the dictionary, and is
counted as code `canonical[c]`: several names of one person are one value.  For counting, the codes that are counted,
each once a paragraph, are there a second time: `first` has for each paragraph its first code and 1, 0 where there is
none; further codes are in `others`, and the numbers of their paragraphs in `owners`.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import narrowest
from index.codec.tokens import counting_positions
from index.records import Records, map_array

Codes = NDArray[np.uint32]
NUMBER = "<u4"
DICTIONARY = ".values"
CODE_BITS = 32
BEYOND = "a facet goes beyond its values"
"""Said of damaged numbers, which would otherwise fill all memory."""
BISECTION_COST = 30
"""What finding a paragraph's further values by bisection costs, in steps over those of all."""
SORTING_COST = 8
"""What sorting a value costs, in steps over the counts of all values."""
VALUES_KEPT = 10_000
"""Values of a facet that are remembered: the most frequent are shown with almost every answer."""


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
    return _map_numbers(folder / f"{name}.column")


def _map_numbers(path: Path) -> Codes:
    return map_array(path, NUMBER)  # type: ignore[return-value]


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
        self._codes = _map_numbers(folder / f"{name}.codes")
        self._first = _map_numbers(folder / f"{name}.first")
        self._others = _map_numbers(folder / f"{name}.others")
        self._owners = _map_numbers(folder / f"{name}.owners")
        self._starts = _map_numbers(folder / f"{name}.starts")
        self._canonical = _map_numbers(folder / f"{name}.canonical")
        self._values = Records(folder, name + DICTIONARY)
        self.value = lru_cache(VALUES_KEPT)(self._read_value)
        """Return the value that a code stands for."""

    def __len__(self) -> int:
        """Return how many codes there are, of values that count as others too."""
        return len(self._values)

    @property
    def paragraphs(self) -> int:
        """How many paragraphs there are, with and without a value."""
        return len(self._first)

    def _read_value(self, code: int) -> str:
        text: bytes = self._values[code]
        return text.decode()

    def codes_of(self, paragraph: int) -> list[int]:
        """Return the codes of a paragraph's values, in their order."""
        start, end = self._starts.item(paragraph), self._starts.item(paragraph + 1)
        if end > len(self._codes):
            raise ValueError(BEYOND)
        codes: list[int] = self._codes[start:end].tolist()
        return codes

    def gather(self, paragraphs: NDArray[Any]) -> Occurrences:
        """Return the values of paragraphs, in the order of both."""
        starts = self._starts.take(paragraphs).astype(np.int64)
        ends = self._starts.take(paragraphs + 1).astype(np.int64)
        if ends.max(initial=0) > len(self._codes):
            raise ValueError(BEYOND)
        counts = ends - starts
        rows = np.repeat(np.arange(len(paragraphs)), counts)
        places = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        codes = self._canonical.take(self._codes.take(np.repeat(starts, counts) + places))
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
                return _values_and_counts(np.concatenate([firsts.compress(firsts > 0) - 1, others]))
            counts = self._bincount(firsts, others)
        codes = (counts > 0).nonzero()[0]
        return codes, counts.take(codes)

    def pairs(self, paragraphs: NDArray[Any], is_among: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return what paragraphs count for, as `count` does, in any order: a paragraph's number and a code each."""
        firsts, (owners, others) = self._first.take(paragraphs), self._further(paragraphs, is_among)
        has_one = firsts > 0
        return (
            np.concatenate([paragraphs.compress(has_one), owners]),
            np.concatenate([firsts.compress(has_one) - 1, others]),
        )

    def totals(self) -> NDArray[np.int64]:
        """Return for every code in how many paragraphs its value stands."""
        return self._totals

    @cached_property
    def _totals(self) -> NDArray[np.int64]:
        return self._bincount(self._first, self._others)

    def _counted(self, paragraphs: NDArray[Any], is_among: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[Any]]:
        return self._first.take(paragraphs), self._further(paragraphs, is_among)[1]

    def _further(self, paragraphs: NDArray[Any], is_among: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the owners and codes of the paragraphs' values after the first."""
        if len(paragraphs) * BISECTION_COST < len(self._owners):
            begins = self._owners.searchsorted(paragraphs)
            counts = self._owners.searchsorted(paragraphs, side="right") - begins
            rows = np.repeat(begins, counts) + counting_positions(counts)
        else:
            rows = is_among.take(self._owners).nonzero()[0]
        return self._owners.take(rows), self._others.take(rows)

    def _bincount(self, firsts: NDArray[Any], others: NDArray[Any]) -> NDArray[np.int64]:
        if firsts.max(initial=0) > len(self) or others.max(initial=0) >= max(len(self), 1):
            raise ValueError(BEYOND)
        counts = np.bincount(firsts, minlength=len(self) + 1)[1:]
        counts += np.bincount(others, minlength=len(self))
        return counts


def _values_and_counts(codes: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the distinct codes, ascending, and how often each stands there."""
    ordered = np.sort(codes)
    is_border = np.ones(len(ordered) + 1, bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_border[1:-1])
    borders = is_border.nonzero()[0]
    return ordered.take(borders[:-1]), borders[1:] - borders[:-1]
