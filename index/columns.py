"""Values by paragraph number, as arrays mapped from disk: what filters, sorts and counts without touching the text.

A column holds one number a paragraph (unsigned 32-bit, little-endian).  A facet column holds any number of values a
paragraph, as codes into a dictionary of distinct values: the codes of paragraph n are
`codes[offsets[n] : offsets[n + 1]]` (compressed sparse rows), code c stands for the record c of the dictionary.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from index.records import Records, RecordWriter, map_array

Codes = NDArray[np.uint32]
NUMBER = "<u4"
OFFSET = "<u8"
DICTIONARY = ".values"
MERGED_AT_ONCE = 1_000_000
"""Paragraphs whose values are merged at once: some 50 MB of arrays."""


class ColumnWriter:
    """Appends one number a paragraph."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = (folder / f"{name}.column").open("wb")

    def append(self, number: int) -> None:
        """Add the next paragraph's number."""
        self._file.write(number.to_bytes(4, "little"))

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def read_column(folder: Path, name: str) -> Codes:
    """Map the column `name`: an array of one number a paragraph."""
    return map_array(folder / f"{name}.column", NUMBER)  # type: ignore[return-value]


class FacetCodesWriter:
    """Appends the codes of paragraphs, in any number at once."""

    def __init__(self, folder: Path, name: str) -> None:
        self._codes = (folder / f"{name}.codes").open("wb")
        self._offsets = (folder / f"{name}.starts").open("wb")
        self._count = 0
        self._offsets.write(self._count.to_bytes(8, "little"))

    def append(self, codes: ArrayLike, counts: ArrayLike) -> None:
        """Add the next paragraphs' codes, one paragraph's after another's, and how many each has."""
        ends = self._count + np.cumsum(counts)
        self._codes.write(np.asarray(codes, NUMBER).tobytes())
        self._offsets.write(ends.astype(OFFSET).tobytes())
        self._count = int(ends[-1])

    def close(self) -> None:
        """Finish the files."""
        self._codes.close()
        self._offsets.close()


class FacetWriter:
    """Appends the values of each paragraph; memory grows with the distinct values only."""

    def __init__(self, folder: Path, name: str) -> None:
        self._codes_of: dict[str, int] = {}
        self._values = RecordWriter(folder, name + DICTIONARY)
        self._codes = FacetCodesWriter(folder, name)

    def append(self, values: Iterable[str]) -> None:
        """Add the next paragraph's values; one that is given twice counts once."""
        codes = []
        for value in dict.fromkeys(values):
            code = self._codes_of.get(value)
            if code is None:
                code = self._codes_of[value] = len(self._codes_of)
                self._values.append(value.encode())
            codes.append(code)
        self._codes.append(codes, [len(codes)])

    @property
    def distinct(self) -> int:
        """How many different values there are so far."""
        return len(self._codes_of)

    def close(self) -> None:
        """Finish the files."""
        self._values.close()
        self._codes.close()


def merge_values(folder: Path, name: str, merged: Mapping[str, str]) -> None:
    """Put other values of the dictionary in place of some, in a finished facet column; what is put together counts
    once a paragraph."""
    facet = Facet(folder, name)
    code_of = {facet.value(code): code for code in range(len(facet.values))}
    new_codes = np.array([code_of[merged.get(value, value)] for value in code_of], np.int64)
    draft = FacetCodesWriter(folder, name + ".draft")
    paragraphs = len(facet.offsets) - 1
    for first in range(0, paragraphs, MERGED_AT_ONCE):
        count = min(MERGED_AT_ONCE, paragraphs - first)
        rows, codes = facet.gather(np.arange(first, first + count))
        pairs = np.unique(rows * len(code_of) + new_codes[codes])
        draft.append(pairs % len(code_of), np.bincount(pairs // len(code_of), minlength=count))
    draft.close()
    for ending in (".codes", ".starts"):
        (folder / (name + ".draft" + ending)).replace(folder / (name + ending))


class Facet:
    """A facet column, mapped: `codes` and `offsets` as the module tells, `values` by code."""

    def __init__(self, folder: Path, name: str) -> None:
        self.codes: Codes = map_array(folder / f"{name}.codes", NUMBER)  # type: ignore[assignment]
        self.offsets: NDArray[np.uint64] = map_array(folder / f"{name}.starts", OFFSET)  # type: ignore[assignment]
        self.values = Records(folder, name + DICTIONARY)

    def value(self, code: int) -> str:
        """Return the value that a code stands for."""
        text: bytes = self.values[code]
        return text.decode()

    def gather(self, paragraphs: NDArray[np.int64]) -> tuple[NDArray[np.int64], Codes]:
        """Return, for ascending or any order of paragraph numbers, each value's row in `paragraphs` and its code."""
        starts = self.offsets[paragraphs].astype(np.int64)
        counts = self.offsets[paragraphs + 1].astype(np.int64) - starts
        rows = np.repeat(np.arange(len(paragraphs)), counts)
        before = np.cumsum(counts) - counts
        within = np.arange(len(rows)) - np.repeat(before, counts)
        return rows, self.codes[np.repeat(starts, counts) + within]
