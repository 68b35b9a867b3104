"""What is known of an archive only as a whole: who goes by several names, what is a copy of what, what words it has.

Everything is gathered in the folder of a draft, as a generation without postings, so that it is found by the same code
as that of an index on one machine.  Then the documents are told of it: those few of which it is not what they were
written with, or were told before.  Memory is bounded as that of `index.store.writer`; the folder takes as much as the
texts.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis.batch import IndexedBatch
from index.analysis.languages import STEMMED
from index.opensearch.bulk import BulkWriter
from index.opensearch.states import Draft
from index.opensearch.telling import AS_WRITTEN, NUMBERS, STORIES_TOLD, TOLD, Changes
from index.store import contents
from index.store.columns import Days, read_column
from index.store.company import Beside
from index.store.counts import Joined, NameUse
from index.store.facets import DICTIONARY, Facet
from index.store.files import filesystem
from index.store.files.folder import Folder
from index.store.files.records import DATA, OFFSETS, RecordPart, RecordWriter
from index.store.files.term_dictionary import COUNTS
from index.store.writer import GenerationWriter, NoPostings

TOTALS = ".totals"
"""In how many paragraphs the value of each code of a facet counts."""
LANGUAGES = "languages"
"""The language of each article."""
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
    """Gathers articles in order, until `finish` or `cancel`."""

    def __init__(self, folder: Path) -> None:
        """Begin in an empty folder, which then has all that is to be told and kept."""
        self._folder = folder
        self._writer = GenerationWriter(folder, NoPostings())
        self._numbers = filesystem.create(folder / NUMBERS)
        self._told = RecordWriter(folder, TOLD)
        self._stories_told = RecordWriter(folder, STORIES_TOLD)
        self._languages = RecordWriter(folder, LANGUAGES)

    def add(
        self, batch: IndexedBatch, numbers: NDArray[np.int64], told: Sequence[bytes], stories: Sequence[bytes]
    ) -> None:
        """Add articles, with the number of each paragraph, and what each of these and each article was told before."""
        self._writer.add(batch)
        self._numbers.write(numbers.astype("<i8").data)
        self._told.extend(told)
        self._stories_told.extend(stories)
        self._languages.extend([head.language.encode() for head in batch.heads])

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
        self._close()
        counts = self._writer.finish(joined)
        write_totals(self._folder)
        return counts

    def cancel(self) -> None:
        """Give up what was added; scraps of it stay in the folder."""
        self._close()
        self._writer.cancel()

    @contextmanager
    def cancelled_on_failure(self) -> Iterator[None]:
        """Give up what was added where the block fails."""
        try:
            yield
        except BaseException:
            self.cancel()
            raise

    def _close(self) -> None:
        for file in (self._numbers, self._told, self._stories_told, self._languages):
            file.close()


def write_totals(folder: Path) -> None:
    """Write for each facet of a folder in how many paragraphs its values count."""
    for name in contents.FACETS:
        filesystem.write_array(folder / (name + TOTALS), Facet(Folder(folder), name).totals().astype("<u4"))


def tell(draft: Draft, bulk: BulkWriter) -> None:
    """Tell the documents what was found out in the folder of a draft, and keep the files."""
    folder = Folder(draft.folder)
    for action in Changes(folder).actions():
        bulk.add(action)
    bulk.flush()
    draft.tables.write_files(draft.folder / name for name in FILES)
    languages = set(RecordPart(folder, LANGUAGES).to_list())
    draft.newest = Days.of(read_column(folder, "date")).newest
    draft.languages = tuple(one for one in STEMMED if one.encode() in languages)
    draft.is_settled = True
