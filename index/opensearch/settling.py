"""What is known of an archive only as a whole: who goes by several names, what is a copy of what, what words it has.

Everything is gathered in a temporary folder, as a generation without postings, so that it is found by the same code as
that of an index on one machine.  Then the documents are told of it: those few of which it is not what they were written
with, or were told before.  Memory is bounded as that of `index.store.writer`; the folder takes as much as the texts.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from index.analysis.batch import IndexedBatch
from index.analysis.languages import STEMMED
from index.opensearch.bulk import Action, BulkWriter
from index.opensearch.states import Draft
from index.opensearch.telling import AS_WRITTEN, NUMBERS, STORIES_TOLD, TOLD, Changes
from index.store import contents
from index.store.columns import Days, read_column
from index.store.company import Beside
from index.store.counts import Joined, NameUse
from index.store.facets import DICTIONARY, Facet
from index.store.files import filesystem
from index.store.files.folder import Folder
from index.store.files.records import DATA, OFFSETS, RecordWriter
from index.store.files.term_dictionary import COUNTS
from index.store.writer import GenerationWriter, NoPostings

TOTALS = ".totals"
"""In how many paragraphs the value of each code of a facet counts."""
_COMPLETIONS = (".spelled", ".entries", ".ranks", ".frequent", ".frequencies")
FILES = (
    *(contents.WORDS + suffix for suffix in (DATA, OFFSETS, COUNTS)),
    *(name + suffix for name in (*contents.COMPLETED, contents.PEOPLE) for suffix in _COMPLETIONS),
    f"{contents.PEOPLE}.jsonl",
    *(
        name + suffix
        for name in contents.FACETS
        for suffix in (DICTIONARY + DATA, DICTIONARY + OFFSETS, ".canonical", ".kinds", TOTALS)
    ),
)
"""The files that are kept in the cluster (`index.opensearch.tables`)."""


class Settling:
    """Gathers articles in order, until `finish`; then it has what is to be told and kept, until `close`."""

    def __init__(self) -> None:
        self._temporary = TemporaryDirectory(prefix="dateline-")
        self._folder = Path(self._temporary.name)
        self._writer = GenerationWriter(self._folder, NoPostings())
        self._numbers = filesystem.create(self._folder / NUMBERS)
        self._told = RecordWriter(self._folder, TOLD)
        self._stories_told = RecordWriter(self._folder, STORIES_TOLD)
        self._languages: set[str] = set()

    def add(
        self, batch: IndexedBatch, numbers: NDArray[np.int64], told: Sequence[bytes], stories: Sequence[bytes]
    ) -> None:
        """Add articles, with the number of each paragraph, and what each of these and each article was told before."""
        self._writer.add(batch)
        self._numbers.write(numbers.astype("<i8").data)
        self._told.extend(told)
        self._stories_told.extend(stories)
        self._languages.update(head.language for head in batch.heads)

    def add_written(self, batch: IndexedBatch, first: int) -> None:
        """Add articles that were just written, the first paragraph under a number."""
        count = len(batch.records)
        self.add(batch, np.arange(first, first + count), [AS_WRITTEN] * count, [AS_WRITTEN] * len(batch.heads))

    def names(self) -> Mapping[str, NameUse]:
        """Return how the speakers' names are used in all that was added."""
        return self._writer.names()

    def beside(self, pairs: Sequence[tuple[str, str]]) -> Sequence[Beside]:
        """Say of pairs of speakers' names how they appear beside each other in all that was added."""
        return self._writer.beside(pairs)

    def finish(self, joined: Mapping[str, Joined]) -> dict[str, int]:
        """Find everything out, and return what `GenerationWriter.finish` does."""
        self._close_files()
        counts = self._writer.finish(joined)
        folder = Folder(self._folder)
        for name in contents.FACETS:
            filesystem.write_array(self._folder / (name + TOTALS), Facet(folder, name).totals().astype("<u4"))
        return counts

    def cancel(self) -> None:
        """Give up what was added."""
        self._close_files()
        self._writer.cancel()
        self.close()

    def close(self) -> None:
        """Remove the folder."""
        self._temporary.cleanup()

    def _close_files(self) -> None:
        self._numbers.close()
        self._told.close()
        self._stories_told.close()

    @property
    def newest(self) -> str | None:
        """The newest day of an article, as YYYY-MM-DD; None where none has one."""
        return Days.of(read_column(Folder(self._folder), "date")).newest

    @property
    def languages(self) -> tuple[str, ...]:
        """Those other than English that have a stemmer."""
        return tuple(one for one in STEMMED if one in self._languages)

    def files(self) -> Iterator[Path]:
        """Yield the files that are to be kept."""
        return (self._folder / name for name in FILES)

    def changes(self) -> Iterator[Action]:
        """Yield what is to be told to the documents, each at most once."""
        return Changes(Folder(self._folder)).actions()


def settle(settling: Settling, draft: Draft, bulk: BulkWriter, joined: Mapping[str, Joined]) -> dict[str, int]:
    """Find everything out, tell the documents, keep the files; return how much of what there is."""
    counts = settling.finish(joined)
    for action in settling.changes():
        bulk.add(action)
    bulk.flush()
    draft.tables.write_files(settling.files())
    draft.newest, draft.languages = settling.newest, settling.languages
    return counts
