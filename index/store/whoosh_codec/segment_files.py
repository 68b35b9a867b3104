"""The files of a segment: written through Whoosh's storage, mapped where they lie on disk."""

from typing import Any

from whoosh.codec.base import Segment

from index.store.files.array_file import ArrayFile, ArrayFileWriter, map_arrays, read_arrays

POSTINGS, LENGTHS = ".postings", ".lengths"


def save(arrays: ArrayFileWriter, storage: Any, segment: Segment, extension: str, about: dict[str, Any]) -> None:
    """Write arrays to a file of a segment."""
    file = segment.create_file(storage, extension)
    try:
        arrays.save(file, about)
    finally:
        file.close()
        arrays.close()


def open_arrays(storage: Any, segment: Segment, extension: str) -> ArrayFile:
    """Open a file of a segment: mapped, where Whoosh's storage has it as a file of its own."""
    file = segment.open_file(storage, extension)
    try:
        return map_arrays(file) if file.is_real else read_arrays(file.read())
    finally:
        file.close()


def folder_of(storage: Any) -> str | None:
    """Return where temporary files of a storage belong; None, for the system's place, where it is not on disk."""
    return getattr(storage, "folder", None)
