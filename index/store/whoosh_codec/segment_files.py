"""The files of a segment: written through Whoosh's storage, mapped where they lie on disk."""

from pathlib import Path
from typing import Any

from whoosh.codec.base import Segment
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.filedb.structfile import StructFile
from whoosh.util.filelock import LockBase

from index.store.files import filesystem
from index.store.files.array_file import ArrayFile, ArrayFileWriter, map_arrays, read_arrays
from index.store.files.checked import CheckedArray
from index.store.files.folder import Folder

POSTINGS, LENGTHS = ".postings", ".lengths"


class ArrayStorage(FileStorage):  # type: ignore[misc]
    """Whoosh's storage in a folder, whose files are checked as they are read.

    Whoosh would make another folder for what it sorts, but this codec sorts that itself.
    """

    def __init__(self, files: Folder) -> None:
        super().__init__(str(files.path))
        self.files = files

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **options: Any) -> StructFile:
        """Open a file to be written from its beginning."""
        return StructFile(filesystem.create(Path(self.folder, name)), name=name, **options)

    def delete_file(self, name: str) -> None:
        """Remove a file, if it is there."""
        filesystem.remove(Path(self.folder, name))

    def lock(self, name: str) -> LockBase:
        """Return the lock of the folder's one writer."""
        filesystem.open_lock(Path(self.folder, name)).close()
        return super().lock(name)

    def temp_storage(self, name: str | None = None) -> RamStorage:
        """Return a storage for what is never stored."""
        return RamStorage()


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
    name = segment.make_filename(extension)
    if isinstance(storage, ArrayStorage):
        return map_arrays(storage.files.open(name))
    with segment.open_file(storage, extension) as file:
        return read_arrays(CheckedArray.of(file.read()))


def folder_of(storage: Any) -> str | None:
    """Return where temporary files of a storage belong; None, for the system's place, where it is not on disk."""
    return getattr(storage, "folder", None)
