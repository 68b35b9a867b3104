"""Postings made of those there are already: some segments stay as they are, the others and what is added become one.

Which paragraphs are deleted stands in the table of contents, so that the files of a segment that stays are those of the
old folder.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import Segment
from whoosh.reading import SegmentReader

from index.store.files import filesystem
from index.store.files.folder import Folder
from index.store.files.links import link
from index.store.whoosh_codec.codec import ArraySegment
from index.store.whoosh_codec.schema import schema
from index.store.whoosh_codec.segment_files import LENGTHS, POSTINGS
from index.store.whoosh_codec.table_of_contents import ArrayIndex
from index.store.whoosh_codec.writer import ArrayWriter


def segment_sizes(folder: Folder) -> list[int]:
    """Return how many paragraphs each segment of a folder has, those that are deleted included."""
    return [segment.doc_count_all() for segment in ArrayIndex(folder, schema()).segments()]


def live_paragraphs(folder: Folder) -> NDArray[np.bool_]:
    """Return for every paragraph of a folder whether it is not deleted."""
    segments = ArrayIndex(folder, schema()).segments()
    is_live = np.ones(sum(segment.doc_count_all() for segment in segments), bool)
    first = 0
    for segment in segments:
        is_live[[first + number for number in segment.deleted_docs()]] = False
        first += segment.doc_count_all()
    return is_live


def update_postings(
    old: Folder, added: Folder, folder: Path, kept: int, is_live: NDArray[np.bool_], budget: int
) -> list[str]:
    """Write into a new folder the first `kept` segments of the `old` one, and one more, merged within `budget` bytes,
    of its other segments and of those that are `added`; return the names of the files shared with the old folder.

    `is_live` tells for every paragraph of the old folder whether it is not deleted: those of segments that stay are
    left out by whoever reads them, others are gone.
    """
    filesystem.make_folder(folder)
    segments = _with_deletions(ArrayIndex(old, schema()).segments(), is_live)
    shared = [
        name
        for segment in segments[:kept]
        for name in map(segment.make_filename, (POSTINGS, LENGTHS))
        if link(old.path / name, folder / name)
    ]
    index = ArrayIndex(Folder(folder), schema())
    index.commit(0, segments[:kept])
    writer = ArrayWriter(index, budget)
    try:
        _merge(writer, ArrayIndex(old, schema()), segments[kept:])
        of_added = ArrayIndex(added, schema())
        _merge(writer, of_added, of_added.segments())
        writer.commit(merge=False)
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise
    return shared


def _merge(writer: ArrayWriter, index: ArrayIndex, segments: Sequence[Segment]) -> None:
    for segment in segments:
        if segment.doc_count():
            writer.add_reader(SegmentReader(index.storage, schema(), segment))


def _with_deletions(segments: Sequence[ArraySegment], is_live: NDArray[np.bool_]) -> list[ArraySegment]:
    parts = np.split(is_live, np.cumsum([segment.doc_count_all() for segment in segments], dtype=np.int64)[:-1])
    return [segment.deleting(np.flatnonzero(~part).tolist()) for segment, part in zip(segments, parts, strict=False)]
