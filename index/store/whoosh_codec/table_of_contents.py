"""The index as Whoosh knows it, with a table of contents that is JSON.

Whoosh keeps the schema and the list of segments as pickles, which name the modules that their classes live in, and run
whatever they say.  Here the schema is the program's own, and a segment is three plain values: nothing is unpickled, and
an index outlives any move of a module.
"""

import errno
import json
from collections.abc import Sequence
from typing import Any

from whoosh.codec.base import Segment
from whoosh.fields import Schema
from whoosh.index import TOC, FileIndex, clean_files

from index.store.files import filesystem
from index.store.files.folder import Folder
from index.store.whoosh_codec.codec import ArraySegment
from index.store.whoosh_codec.segment_files import ArrayStorage

NAME = "MAIN"
"""What Whoosh calls an index that is alone in its folder; the names of its files begin with it."""


class ArrayIndex(FileIndex):  # type: ignore[misc]
    """A Whoosh index in a folder of its own, all of whose segments are of this codec.

    What is asked of it raises OSError, ValueError, KeyError or TypeError where its table of contents can't be read.
    """

    def __init__(self, folder: Folder, schema: Schema) -> None:
        self.storage = ArrayStorage(folder)
        self.indexname = NAME
        self._schema = schema
        self._folder = folder

    @classmethod
    def create(cls, folder: Folder, schema: Schema) -> "ArrayIndex":
        """Return a new index in an empty folder."""
        created = cls(folder, schema)
        created.commit(0, ())
        return created

    def writer(self, procs: int = 1, **options: Any) -> Any:
        """Refuse: Whoosh's own writer would leave pickles; `index.store.whoosh_codec.writer` writes to this index."""
        raise NotImplementedError("write to it with an ArrayWriter")

    def commit(self, generation: int, segments: Sequence[Segment]) -> None:
        """Let the index be made of these segments, and remove the files of others."""
        path = self._folder.path / TOC._filename(NAME, generation)
        draft = path.with_suffix(".draft")
        filesystem.write(draft, json.dumps([segment.values() for segment in segments]))
        filesystem.rename(draft, path)
        clean_files(self.storage, NAME, generation, segments)

    def segments(self) -> list[ArraySegment]:
        """Return what the index is made of."""
        return list(self._read_toc().segments)

    def _read_toc(self) -> TOC:
        generation = self.latest_generation()
        if generation < 0:
            raise FileNotFoundError(errno.ENOENT, "it holds no postings, or no longer", str(self._folder.path))
        contents = json.loads(self._folder.read(TOC._filename(NAME, generation)))
        return TOC(self._schema, [ArraySegment.of(NAME, *values) for values in contents], generation)
