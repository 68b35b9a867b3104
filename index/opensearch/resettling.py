"""What was settled before, settled anew without some articles and with others: as the embedded engine updates an index.

What is added is gathered as an archive of its own, a small one (`index.opensearch.settling`); then both are put
together (`index.store.updating.merging`), without a look at what lies in the cluster.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

import numpy as np

from index.analysis.batch import IndexedBatch
from index.documents.article_head import ArticleHead, decode_head
from index.opensearch.bulk import BulkWriter
from index.opensearch.settling import LANGUAGES, Settling, tell, write_totals
from index.opensearch.states import Draft
from index.opensearch.telling import NUMBERS, STORIES_TOLD, TOLD
from index.store import contents
from index.store.company import Beside
from index.store.counts import Joined, NameUse
from index.store.files import filesystem
from index.store.files.folder import Folder
from index.store.files.records import Records
from index.store.updating.carrying import Carrying
from index.store.updating.merging import Merge, first_paragraphs

ADDED = "added"
"""The folder of what is added, in the one in which all is settled."""


class KeptSettler:
    """Settles what was kept of a state, without removed and with added articles; ended by `finish` or `cancel`.

    Names of people that are joined already stay joined, and copies in their groups, whatever is added or removed.
    """

    def __init__(self, kept: Folder, draft: Draft, bulk: BulkWriter) -> None:
        """Begin; what is added is written, and the documents are told, through `bulk`."""
        self._kept, self._draft, self._bulk = kept, draft, bulk
        self._numbers = kept.map(NUMBERS, "<i8").whole
        self._is_live = np.ones(len(self._numbers), bool)
        filesystem.make_folder(draft.folder / ADDED)
        self._added = Settling(draft.folder / ADDED)

    def articles(self) -> Iterator[ArticleHead]:
        """Yield the heads of the articles that are there, without removed and added ones."""
        heads = Records(self._kept, contents.ARTICLES)
        for article, first in enumerate(first_paragraphs(self._kept).tolist()):
            if self._is_live[first]:
                yield decode_head(heads[article])

    def remove(self, number: int, paragraphs: int) -> None:
        """Remove an article that was there before, by its number, with its paragraphs."""
        first = int(np.searchsorted(self._numbers, number))
        self._is_live[first : first + paragraphs] = False

    def add_written(self, batch: IndexedBatch, first: int) -> None:
        """Add articles that were just written, the first paragraph under a number."""
        self._added.add_written(batch, first)

    def names(self) -> Mapping[str, NameUse]:
        """Return how the speakers' names are used in all that was added."""
        return self._added.names()

    def beside(self, pairs: Sequence[tuple[str, str]]) -> Sequence[Beside]:
        """Say of pairs of speakers' names how they appear beside each other in all that was added."""
        return self._added.beside(pairs)

    def finish(self, joined: Mapping[str, Joined]) -> dict[str, int]:
        """Settle the archive, and return how many articles, paragraphs, words, and distinct speakers and places there
        are.

        `joined` maps names of speakers that count as others to those; a name that was there before counts as it did.
        """
        with closing(self._bulk), self._added.cancelled_on_failure():
            self._bulk.flush()
            self._added.finish(joined)
            counts = self._put_together(joined)
            tell(self._draft, self._bulk)
            return counts

    def cancel(self) -> None:
        """Give up what isn't written yet."""
        self._bulk.close()
        self._added.cancel()

    def _put_together(self, joined: Mapping[str, Joined]) -> dict[str, int]:
        folder = self._draft.folder
        added = Folder(folder / ADDED)
        paragraphs = Carrying(0, self._is_live)
        merge = Merge(self._kept, added, folder, paragraphs, 0)
        counts = merge.write(joined, np.flatnonzero(~self._is_live))
        numbers = np.concatenate([paragraphs.rows(self._numbers), added.map(NUMBERS, "<i8").whole])
        filesystem.write_array(folder / NUMBERS, numbers)
        for name, rows in ((TOLD, paragraphs), (STORIES_TOLD, merge.articles), (LANGUAGES, merge.articles)):
            merge.carry_records(name, rows)
        write_totals(folder)
        filesystem.remove_tree(added.path)
        return counts
