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
from index.documents.paragraph import text_of
from index.store import contents
from index.store.company import Beside
from index.store.copies import carry_copies
from index.store.counts import Joined, NameUse
from index.store.files import filesystem
from index.store.files.checksums import Checksums
from index.store.files.folder import Folder
from index.store.files.links import link
from index.store.files.records import DATA, OFFSETS, RecordPart, RecordWriter, part_name, parts_of
from index.store.generation import Generation
from index.store.people import joined_names, write_names
from index.store.reader import StoredIndex
from index.store.updating.carrying import LEFT_OUT, Carrying, carry_article_numbers, carry_column
from index.store.updating.completions import carry_completions
from index.store.updating.facets import CarriedFacet, carry_facet
from index.store.updating.policy import segments_kept
from index.store.updating.words import carry_words, count_words
from index.store.whoosh_codec import live_paragraphs, segment_sizes, segments_of, update_postings
from index.store.writer import POSTINGS_BYTES, WORDS_KEPT, GenerationWriter

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
        self._first_paragraphs = np.flatnonzero(np.diff(self._stored.columns["article"].astype(np.int64), prepend=-1))
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
        added_counts = self._added.finish(joined)
        sizes = segment_sizes(self._old.within(contents.POSTINGS))
        live = [int(part.sum()) for part in np.split(self._is_live, np.cumsum(sizes, dtype=np.int64))[: len(sizes)]]
        kept = self._policy(sizes, live, added_counts["paragraphs"])
        paragraphs = Carrying(sum(sizes[:kept]), self._is_live)
        old_articles = [len(RecordPart(self._old, part)) for part in parts_of(self._old, contents.ARTICLES)]
        articles = Carrying(sum(old_articles[:kept]), self._is_live.take(self._first_paragraphs))
        self._carry_postings(kept)
        self._carry_records(contents.PARAGRAPHS, kept, paragraphs)
        self._carry_records(contents.ARTICLES, kept, articles)
        lengths = self._carry_columns(paragraphs, articles)
        carry_copies(self._old, self._part, self._folder, paragraphs, articles)
        self._carry_words()
        facets = {name: carry_facet(self._old, self._part, self._folder, name, paragraphs) for name in contents.FACETS}
        for name in contents.COMPLETED:
            facet = facets[name]
            values = list(map(bytes.decode, facet.values))
            carry_completions(self._old, self._folder, name, facet.new_codes, values, facet.totals)
        self._carry_people(facets["speaker_name"], joined)
        self._share(contents.LEXICONS)
        filesystem.remove_tree(self._part.path)
        counts = {
            "articles": articles.live + added_counts["articles"],
            "paragraphs": paragraphs.live + added_counts["paragraphs"],
            "words": lengths,
        }
        return counts | {
            counted: int(np.count_nonzero(facets[name].totals)) for name, counted in contents.COUNTED.items()
        }

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

    def _carry_records(self, name: str, kept: int, rows: Carrying) -> None:
        """Share the parts of segments that stay, and write one more of all others, where they have anything."""
        parts = parts_of(self._old, name)
        for part in parts[:kept]:
            self._share(part + DATA)
            self._share(part + OFFSETS)
        others = [RecordPart(self._old, part) for part in parts[kept:]]
        added = RecordPart(self._part, name)
        if kept and len(rows) == rows.kept and not len(added):
            return
        writer, first = RecordWriter(self._folder, part_name(name, kept)), rows.kept
        for one in others:
            writer.copy(one, rows.is_live[first : first + len(one)])
            first += len(one)
        writer.copy(added, np.ones(len(added), bool))
        writer.close()

    def _carry_columns(self, paragraphs: Carrying, articles: Carrying) -> int:
        """Write the columns, and return how many words there are."""
        old, added, folder = self._old, self._part, self._folder
        carry_article_numbers(old, added, folder, paragraphs, articles)
        columns = {
            name: carry_column(old, added, folder, name, paragraphs) for name in contents.COLUMNS if name != "article"
        }
        return int(columns["length"].sum(dtype=np.int64))

    def _carry_words(self) -> None:
        removed = np.flatnonzero(self._was_live & ~self._is_live)
        texts = [text_of(self._stored.record(number)) for number in removed.tolist()]
        articles = np.unique(self._stored.columns["article"].take(removed)).tolist()
        titles = [self._stored.article(article).title for article in articles]
        carry_words(self._old, self._part, self._folder, count_words(texts, titles), WORDS_KEPT)

    def _carry_people(self, speakers: CarriedFacet, joined: Mapping[str, Joined]) -> None:
        """Write who goes by several of the names that are there."""
        reasons = {**joined, **joined_names(self._old)}
        counted_as_another = np.flatnonzero(speakers.is_named & (speakers.canonical != np.arange(len(speakers.values))))
        people = {}
        for code in counted_as_another.tolist():
            name, goes_by = (speakers.values[one].decode() for one in (code, speakers.canonical[code]))
            people[name] = Joined(goes_by, reasons[name].reason)
        names_before = [name for person in self._stored.people for name in person]
        names_now = write_names(self._folder, people)
        code_of = {name: code for code, name in enumerate(names_now)}
        new_codes = np.array([code_of.get(name, LEFT_OUT) for name in names_before], np.int64)
        ones = np.ones(len(names_now), np.int64)
        carry_completions(self._old, self._folder, contents.PEOPLE, new_codes, names_now, ones)

    def _share(self, name: str) -> None:
        """Share a file of the published generation, if it has one that was not written anew."""
        if name not in self._old or (self._folder / name).exists():
            return
        if link(self._old.path / name, self._folder / name):
            self._note_shared(name)

    def _note_shared(self, name: str) -> None:
        self.shared[name] = self._stored.manifest.files[name]
