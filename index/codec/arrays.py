"""A file of named arrays, to be mapped: the arrays one after another, each aligned, then a directory as JSON.

    array, array, …, directory, length of the directory (8 bytes), MAGIC

Numbers are unsigned and little-endian.  The directory is an object `{"arrays": {name: [offset, count, dtype]}, …}` with
where it begins itself, and whatever else its writer says of the file.
"""

import json
import mmap
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"DLARRAY1"
ALIGNMENT = 64
"""Bytes: a cache line."""
COPIED_AT_ONCE = 1 << 20
NARROWER = ("<u1", "<u2", "<u4", "<u8")

Array = NDArray[Any]


class NotAnArrayFileError(ValueError):
    """A file that should hold arrays doesn't."""


class ArrayFileWriter:
    """Writes arrays that grow side by side; each is kept in a temporary file until all are complete."""

    def __init__(self, folder: str | None) -> None:
        self._folder = folder
        self._parts: dict[str, IO[bytes]] = {}
        self._dtypes: dict[str, str] = {}
        self._largest: dict[str, int] = {}

    def append(self, name: str, values: Array, dtype: str, *, narrow: bool = False) -> None:
        """Append values to an array; a `narrow` one ends up in the narrowest type that holds all of them."""
        if name not in self._parts:
            self._parts[name] = TemporaryFile(dir=self._folder)  # noqa: SIM115  # closed with the others
            self._dtypes[name] = dtype
        if narrow:
            largest = int(values.max()) if len(values) else 0
            self._largest[name] = max(self._largest.get(name, 0), largest)
        self._parts[name].write(values.astype(dtype, copy=False).data)

    def save(self, file: Any, about: Mapping[str, Any]) -> None:
        """Write everything to an open binary file, with `about` in the directory."""
        arrays = {}
        for name, part in self._parts.items():
            file.write(bytes(-file.tell() % ALIGNMENT))
            stored = self._dtypes[name]
            if name in self._largest:
                stored = narrowest(self._largest[name])
            offset = file.tell()
            _copy(part, self._dtypes[name], file, stored)
            arrays[name] = [offset, (file.tell() - offset) // np.dtype(stored).itemsize, stored]
        directory = json.dumps({**about, "arrays": arrays, "begins": file.tell()}).encode()
        file.write(directory + len(directory).to_bytes(8, "little") + MAGIC)

    def close(self) -> None:
        """Remove the temporary files."""
        for part in self._parts.values():
            part.close()


def narrowest(largest: int) -> str:
    """Return the narrowest type that holds numbers up to `largest`."""
    return next(dtype for dtype in NARROWER if largest <= np.iinfo(dtype).max)


def _copy(part: IO[bytes], dtype: str, file: Any, stored: str) -> None:
    part.seek(0)
    if dtype == stored:
        shutil.copyfileobj(part, file, COPIED_AT_ONCE)
        return
    while chunk := part.read(COPIED_AT_ONCE):
        file.write(np.frombuffer(chunk, dtype).astype(stored).data)


def read_arrays(buffer: memoryview) -> tuple[dict[str, Array], dict[str, Any]]:
    """Return views of the arrays in a file's bytes, and its directory; raise NotAnArrayFileError."""
    if bytes(buffer[-len(MAGIC) :]) != MAGIC:
        raise NotAnArrayFileError("the file of postings does not end as one does")
    length = int.from_bytes(buffer[-len(MAGIC) - 8 : -len(MAGIC)], "little")
    begins = len(buffer) - len(MAGIC) - 8 - length
    try:
        directory = json.loads(bytes(buffer[max(begins, 0) : -len(MAGIC) - 8]))
        if directory["begins"] != begins:
            raise NotAnArrayFileError("the file of postings is not as long as it was")
        stored = directory["arrays"].items()
        arrays = {name: np.frombuffer(buffer[:begins], dtype, count, offset) for name, (offset, count, dtype) in stored}
    except (LookupError, TypeError, AttributeError, OverflowError, ValueError) as error:
        raise NotAnArrayFileError(f"the file of postings has no directory that fits it: {error}") from error
    return arrays, directory


def map_arrays(path: Path) -> tuple[dict[str, Array], dict[str, Any]]:
    """Map a file read-only, and read its arrays and its directory; they stay mapped as long as one of them is used."""
    with path.open("rb") as file:
        return read_arrays(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
