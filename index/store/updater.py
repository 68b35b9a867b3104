"""Writes the next generation: the published one, with articles removed and others added.

What is added is first written as a generation of its own, a small one (`index.store.writer`); then both are put
together (`index.store.updating`).  Postings and records, which are nearly all of an index, are shared with the
published generation as hard links where they stay as they are; what is one number a paragraph or one line a name is
written anew, which takes a fraction of a second for 500,000 paragraphs.  Nothing of the published generation is ever
written to.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis.batch import IndexedBatch
from index.documents.article_head import ArticleHead
from index.store import contents
from index.store.company import Beside
from index.store.counts import Joined, NameUse
from index.store.files import filesystem
from index.store.files.checksums import Checksums
from index.store.files.folder import Folder
from index.store.generation import Generation
from index.store.reader import StoredIndex
from index.store.updating.carrying import Carrying
from index.store.updating.merging import Merge, first_paragraphs
from index.store.updating.policy import segments_kept
from index.store.whoosh_codec import live_paragraphs, segment_sizes, segments_of, update_postings
from index.store.writer import POSTINGS_BYTES, GenerationWriter

Policy = Callable[[Sequence[int], Sequence[int], int], int]
"""As `index.store.updating.policy.segments_kept`."""
ADDED = "added"
"""The folder of what is added, in that of the new generation until that is finished."""


class GenerationUpdater:
    """Removes articles from what is published and adds others, into a new generation's folder, until `finish` or
    `cancel` ends it.  The published generation must stay until then.

    Names of people that are joined already stay joined, whatever is added or removed.
    """

    def __init__(self, published: Generation, folder: Path, policy: Policy = segments_kept) -> None:
        """Begin in the empty folder of a new generation; `policy` says which segments stay.

        Raises IndexDamagedError for a published generation that is damaged where that is noticed when it is opened.
        """
        self._policy = policy
        self._stored = StoredIndex(published)
        self._old, self._folder = self._stored.files, folder
        self._segments = segments_of(self._stored.whoosh)
        self._was_live = live_paragraphs(self._old.within(contents.POSTINGS))
        self._is_live = self._was_live.copy()
        self._first_paragraphs = first_paragraphs(self._old)
        filesystem.make_folder(folder / ADDED)
        self._added = GenerationWriter(folder / ADDED)
        self.shared: dict[str, Checksums] = {}
        """The files of the new generation that are the same as in the published one, to be told `publish`."""

    def articles(self) -> Iterator[ArticleHead]:
        """Yield the heads of the articles that are there, without removed and added ones."""
        for article, first in enumerate(self._first_paragraphs.tolist()):
            if self._is_live[first]:
                yield self._stored.article(article)

    def article(self, article_id: str) -> ArticleHead | None:
        """Return the head of an article that is there; None where none is, or it was removed."""
        paragraphs = self._paragraphs_of(article_id)
        return self._stored.article(self._stored.columns["article"].item(paragraphs[0])) if len(paragraphs) else None

    def remove(self, ids: Iterable[str]) -> int:
        """Remove articles that were there before; return how many there were.  Others may be added under their ids."""
        removed = 0
        for article_id in ids:
            paragraphs = self._paragraphs_of(article_id)
            self._is_live[paragraphs] = False
            removed += len(paragraphs) > 0
        return removed

    def add(self, batch: IndexedBatch) -> None:
        """Add articles; the caller sees to it that none has the id of another that is there."""
        self._added.add(batch)

    def names(self) -> Mapping[str, NameUse]:
        """Return how the speakers' names are used in all that was added."""
        return self._added.names()

    def beside(self, pairs: Sequence[tuple[str, str]]) -> Sequence[Beside]:
        """Say of pairs of speakers' names how they appear beside each other in all that was added."""
        return self._added.beside(pairs)

    def finish(self, joined: Mapping[str, Joined]) -> dict[str, int]:
        """Complete all files, and return how many articles, paragraphs, words, and distinct speakers and places there
        are.

        `joined` maps names of speakers that count as others to those; a name that was there before counts as it did.
        """
        added = self._added.finish(joined)["paragraphs"]
        sizes = segment_sizes(self._old.within(contents.POSTINGS))
        live = [int(part.sum()) for part in np.split(self._is_live, np.cumsum(sizes, dtype=np.int64))[: len(sizes)]]
        kept = self._policy(sizes, live, added)
        self._carry_postings(kept)
        merge = Merge(self._old, self._part, self._folder, Carrying(sum(sizes[:kept]), self._is_live), kept)
        counts = merge.write(joined, np.flatnonzero(self._was_live & ~self._is_live))
        merge.share(contents.LEXICONS)
        for name in merge.shared:
            self._note_shared(name)
        filesystem.remove_tree(self._part.path)
        return counts

    def cancel(self) -> None:
        """Give up what was added; scraps of it stay in the folder."""
        self._added.cancel()

    @property
    def _part(self) -> Folder:
        return Folder(self._folder / ADDED)

    def _paragraphs_of(self, article_id: str) -> NDArray[np.int64]:
        """Return the numbers of the paragraphs of an article that is there."""
        for segment in self._segments:
            field = segment.fields.get("article")
            term = field.terms.find(article_id) if field else None
            if field is not None and term is not None:
                numbers = field.postings(term).numbers.astype(np.int64) + segment.first
                if self._is_live[numbers[0]]:
                    return numbers
        return np.empty(0, np.int64)

    def _carry_postings(self, kept: int) -> None:
        old, added = (part.within(contents.POSTINGS) for part in (self._old, self._part))
        folder = self._folder / contents.POSTINGS
        for name in update_postings(old, added, folder, kept, self._is_live, POSTINGS_BYTES):
            self._note_shared(f"{contents.POSTINGS}/{name}")

    def _note_shared(self, name: str) -> None:
        self.shared[name] = self._stored.manifest.files[name]
