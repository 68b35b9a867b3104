"""Values by paragraph number, as arrays mapped from disk: what filters, sorts and counts without touching the text.

A column holds one number a paragraph (unsigned 32-bit, little-endian).  A facet column holds any number of values a
paragraph, as codes into a dictionary of distinct values: the codes of paragraph n are
`codes[starts[n] : starts[n + 1]]` (compressed sparse rows), code c stands for the record c of the dictionary, and is
counted as code `canonical[c]`: several names of one person are one value.  For counting, the codes that are counted,
each once a paragraph, are there a second time: `first` has for each paragraph its first code and 1, 0 where there is
none; further codes are in `others`, and the numbers of their paragraphs in `owners`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.files.array_file import narrowest
from index.store.files.records import map_array

Codes = NDArray[np.uint32]


NUMBER = "<u4"


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
    return map_numbers(folder / f"{name}.column")


def map_numbers(path: Path) -> Codes:
    """Map a file of numbers."""
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
