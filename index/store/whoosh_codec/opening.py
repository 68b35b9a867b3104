"""The postings of a generation, a Whoosh index in a folder of its own: how one is begun, and how it is read.

Who stores and who searches need no more of Whoosh than these two.  What the system refuses, a folder that was removed
meanwhile say, raises OSError.
"""

from pathlib import Path

from whoosh.reading import IndexReader

from index.store.files import filesystem
from index.store.files.folder import Folder
from index.store.whoosh_codec.schema import schema
from index.store.whoosh_codec.table_of_contents import ArrayIndex
from index.store.whoosh_codec.writer import ArrayWriter


def begin_postings(folder: Path, budget: int) -> ArrayWriter:
    """Return what writes the postings of paragraphs, sorted within `budget` bytes, into a new folder.

    It is ended by `commit` or by `cancel`.
    """
    filesystem.make_folder(folder)
    return ArrayWriter(ArrayIndex.create(Folder(folder), schema()), budget)


def open_postings(folder: Folder) -> IndexReader:
    """Open what was committed; raise OSError, ValueError, KeyError, TypeError or IndexDamagedError for a folder that
    isn't sound."""
    return ArrayIndex(folder, schema()).reader()
