"""One number a paragraph, as an array mapped from disk: what sorts and groups without touching the text.

A column is a file of unsigned 32-bit numbers, little-endian, in the order of the paragraphs.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.files import filesystem
from index.store.files.array_file import narrowest
from index.store.files.checked import CheckedArray
from index.store.files.folder import Folder

NUMBER = "<u4"
Codes = NDArray[np.uint32]


class ColumnWriter:
    """Appends one number a paragraph."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = filesystem.create(folder / f"{name}.column")

    def append(self, numbers: NDArray[Any]) -> None:
        """Add the next paragraphs' numbers."""
        self._file.write(numbers.astype(NUMBER).data)

    def flush(self) -> None:
        """Let what was added be read."""
        self._file.flush()

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


class Columns(Mapping[str, Codes]):
    """Mapped columns by name: arrays of one number a paragraph, each checked when it is first asked for."""

    def __init__(self, folder: Folder, names: Iterable[str]) -> None:
        self._columns = {name: map_numbers(folder, f"{name}.column") for name in names}

    def __getitem__(self, name: str) -> Codes:
        return self._columns[name].whole

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def read_column(folder: Folder, name: str) -> Codes:
    """Map the column `name`, check it, and return it."""
    return map_numbers(folder, f"{name}.column").whole


def map_numbers(folder: Folder, name: str) -> CheckedArray:
    """Map a file of numbers."""
    return folder.map(name, NUMBER)


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
