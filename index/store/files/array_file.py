"""A file of named arrays, to be mapped: the arrays one after another, each aligned, then a directory as JSON.

    array, array, …, directory, length of the directory (8 bytes), MAGIC

Numbers are unsigned and little-endian.  The directory is an object `{"arrays": {name: [offset, count, dtype]}, …}` with
where it begins itself, and whatever else its writer says of the file.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from index.store.files import filesystem
from index.store.files.checked import BYTE, CheckedArray, CheckedFile

MAGIC = b"DLARRAY1"
ALIGNMENT = 64
"""Bytes: a cache line."""
COPIED_AT_ONCE = 1 << 20
NARROWER = ("<u1", "<u2", "<u4", "<u8")

Array = NDArray[Any]


class NotAnArrayFileError(ValueError):
    """A file that should hold arrays doesn't."""


@dataclass(frozen=True, slots=True)
class ArrayFile:
    """The arrays of a file by name, views of its bytes, and its directory; `file` is None for bytes in memory.

    What is mapped stays so as long as one of the arrays is used, and counts as memory of the process once it was
    looked at.
    """

    arrays: dict[str, CheckedArray]
    directory: dict[str, Any]
    file: CheckedFile | None = None

    def forget(self) -> None:
        """Give the memory back of what was looked at: it can be read again."""
        if self.file is not None:
            self.file.forget()


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
            self._parts[name] = filesystem.scratch(self._folder)
            self._dtypes[name] = dtype
        if narrow:
            largest = int(values.max()) if len(values) else 0
            self._largest[name] = max(self._largest.get(name, 0), largest)
        self._parts[name].write(values.astype(dtype, copy=False).data)

    def save(self, file: Any, about: Mapping[str, Any]) -> None:
        """Write everything to an open binary file, with `about` in the directory."""
        arrays = {}
        for name, part in self._parts.items():
            stored = self._dtypes[name]
            if name in self._largest:
                stored = narrowest(self._largest[name])
            offset = _align(file)
            _copy(part, self._dtypes[name], file, stored)
            arrays[name] = [offset, (file.tell() - offset) // np.dtype(stored).itemsize, stored]
        _write_directory(file, arrays, about)

    def close(self) -> None:
        """Remove the temporary files; what of them could not be written is not missed."""
        for part in self._parts.values():
            with suppress(OSError):
                part.close()


def write_arrays(file: Any, arrays: Iterable[tuple[str, Array]]) -> None:
    """Write arrays by name, each complete, to an open binary file, as they come."""
    directory = {}
    for name, values in arrays:
        directory[name] = [_align(file), len(values), values.dtype.str]
        content = np.ascontiguousarray(values).view(BYTE)
        for begin in range(0, len(content), COPIED_AT_ONCE):  # one write would become pages too large to map in part
            file.write(content[begin : begin + COPIED_AT_ONCE].data)
    _write_directory(file, directory, {})


def narrowest(largest: int) -> str:
    """Return the narrowest type that holds numbers up to `largest`."""
    return next(dtype for dtype in NARROWER if largest <= np.iinfo(dtype).max)


def _align(file: Any) -> int:
    """Go on to where an array may begin, and return that offset."""
    file.write(bytes(-file.tell() % ALIGNMENT))
    return int(file.tell())


def _write_directory(file: Any, arrays: Mapping[str, Any], about: Mapping[str, Any]) -> None:
    directory = json.dumps({**about, "arrays": arrays, "begins": file.tell()}).encode()
    file.write(directory + len(directory).to_bytes(8, "little") + MAGIC)


def _copy(part: IO[bytes], dtype: str, file: Any, stored: str) -> None:
    part.seek(0)
    if dtype == stored:
        shutil.copyfileobj(part, file, COPIED_AT_ONCE)
        return
    while chunk := part.read(COPIED_AT_ONCE):
        file.write(np.frombuffer(chunk, dtype).astype(stored).data)


def map_arrays(file: CheckedFile) -> ArrayFile:
    """Return the arrays of a mapped file; raise NotAnArrayFileError, IndexDamagedError."""
    return read_arrays(file.bytes, file)


def read_arrays(content: CheckedArray, file: CheckedFile | None = None) -> ArrayFile:
    """Take the arrays and the directory out of bytes, perhaps of a mapped file; raise as `map_arrays`."""
    end = len(content) - len(MAGIC) - 8
    if end < 0 or content[end + 8 :].tobytes() != MAGIC:
        raise NotAnArrayFileError("the file of postings does not end as one does")
    begins = end - int.from_bytes(content[end : end + 8].tobytes(), "little")
    try:
        directory = json.loads(content[max(begins, 0) : end].tobytes())
        if directory["begins"] != begins:
            raise NotAnArrayFileError("the file of postings is not as long as it was")
        before, stored = content.part(0, begins), directory["arrays"].items()
        arrays = {name: before.numbers(dtype, count, offset) for name, (offset, count, dtype) in stored}
    except (LookupError, TypeError, AttributeError, OverflowError, ValueError) as error:
        raise NotAnArrayFileError(f"the file of postings has no directory that fits it: {error}") from error
    return ArrayFile(arrays, directory, file)
