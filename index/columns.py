"""Values by paragraph number, as arrays mapped from disk: what filters, sorts and counts without touching the text.

A column holds one number a paragraph (unsigned 32-bit, little-endian).  A facet column holds any number of values a
paragraph, as codes into a dictionary of distinct values: the codes of paragraph n are
`codes[offsets[n] : offsets[n + 1]]` (compressed sparse rows), code c stands for the record c of the dictionary.
"""

from collections.abc import Iterable
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
        self._codes_of: dict[str, int] = {}
        self._values = RecordWriter(folder, name + DICTIONARY)
        self._codes = (folder / f"{name}.codes").open("wb")
        self._offsets = (folder / f"{name}.starts").open("wb")
        self._count = 0
        self._offsets.write(self._count.to_bytes(8, "little"))

    def append(self, values: Iterable[str]) -> None:
        """Add the next paragraph's values; one that is given twice counts once."""
        for value in dict.fromkeys(values):
            code = self._codes_of.get(value)
            if code is None:
                code = self._codes_of[value] = len(self._codes_of)
                self._values.append(value.encode())
            self._codes.write(code.to_bytes(4, "little"))
            self._count += 1
        self._offsets.write(self._count.to_bytes(8, "little"))

    @property
    def distinct(self) -> int:
        """How many different values there are so far."""
        return len(self._codes_of)

    def close(self) -> None:
        """Finish the files."""
        self._values.close()
        self._codes.close()
        self._offsets.close()


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
