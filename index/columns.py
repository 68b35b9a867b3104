"""Values by paragraph number, as arrays mapped from disk: what filters, sorts and counts without touching the text.

A column holds one number a paragraph (unsigned 32-bit, little-endian).  A facet column holds any number of values a
paragraph, as codes into a dictionary of distinct values: the codes of paragraph n are
`codes[starts[n] : starts[n + 1]]` (compressed sparse rows), code c stands for the record c of the dictionary, and is
counted as code `canonical[c]`: several names of one person are one value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.records import Records, RecordWriter, map_array

Codes = NDArray[np.uint32]
NUMBER = "<u4"
OFFSET = "<u8"
DICTIONARY = ".values"


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


class FacetWriter:
    """Appends the values of each paragraph; memory grows with the distinct values only."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._codes_of: dict[str, int] = {}
        self._values = RecordWriter(folder, name + DICTIONARY)
        self._codes = (folder / f"{name}.codes").open("wb")
        self._starts = (folder / f"{name}.starts").open("wb")
        self._count = 0
        self._starts.write(self._count.to_bytes(8, "little"))

    def append(self, values: Iterable[str]) -> None:
        """Add the next paragraph's values, in order; one that is given twice counts once."""
        for value in dict.fromkeys(values):
            code = self._codes_of.get(value)
            if code is None:
                code = self._codes_of[value] = len(self._codes_of)
                self._values.append(value.encode())
            self._codes.write(code.to_bytes(4, "little"))
            self._count += 1
        self._starts.write(self._count.to_bytes(8, "little"))

    def close(self, canonical: Mapping[str, str] | None = None) -> int:
        """Finish the files, and return how many different values there are.

        `canonical` gives values that stand for another the one they are to be counted as.
        """
        for file in (self._values, self._codes, self._starts):
            file.close()
        counted_as = canonical or {}
        codes = [self._codes_of[counted_as.get(value, value)] for value in self._codes_of]
        np.array(codes, NUMBER).tofile(self._folder / f"{self._name}.canonical")
        return len(set(codes))


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
        self._starts = map_array(folder / f"{name}.starts", OFFSET)
        self._canonical = map_array(folder / f"{name}.canonical", NUMBER)
        self._values = Records(folder, name + DICTIONARY)

    def __len__(self) -> int:
        """Return how many codes there are, of values that count as others too."""
        return len(self._values)

    def value(self, code: int) -> str:
        """Return the value that a code stands for."""
        text: bytes = self._values[code]
        return text.decode()

    def gather(self, paragraphs: NDArray[np.int64]) -> Occurrences:
        """Return the values of paragraphs, in the order of both."""
        starts = self._starts[paragraphs].astype(np.int64)
        counts = self._starts[paragraphs + 1].astype(np.int64) - starts
        rows = np.repeat(np.arange(len(paragraphs)), counts)
        places = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        codes = self._canonical[self._codes[np.repeat(starts, counts) + places]]
        return Occurrences(rows, places, codes.astype(np.int64))

    def totals(self) -> NDArray[np.int64]:
        """Return for every code in how many paragraphs its value stands."""
        paragraphs = np.arange(len(self._starts) - 1)
        found = self.gather(paragraphs)
        pairs = np.unique(found.rows * max(len(self), 1) + found.codes)
        return np.bincount(pairs % max(len(self), 1), minlength=len(self))
