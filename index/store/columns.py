"""One number a paragraph, as an array mapped from disk: what sorts and groups without touching the text.

A column is a file of unsigned 32-bit numbers, little-endian, in the order of the paragraphs.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.files.array_file import narrowest
from index.store.files.mapping import map_array

NUMBER = "<u4"
Codes = NDArray[np.uint32]


class ColumnWriter:
    """Appends one number a paragraph."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = (folder / f"{name}.column").open("wb")

    def append(self, numbers: NDArray[Any]) -> None:
        """Add the next paragraphs' numbers."""
        self._file.write(numbers.astype(NUMBER).data)

    def flush(self) -> None:
        """Let what was added be read."""
        self._file.flush()

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

    @property
    def newest(self) -> str | None:
        """The newest day as YYYY-MM-DD; None where none is known."""
        newest = int(self.days[-1]) if len(self.days) else 0
        return f"{newest // 10_000:04}-{newest // 100 % 100:02}-{newest % 100:02}" if newest else None
