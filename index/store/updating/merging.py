"""The published generation and what is added, put together in a new folder: all of a generation but its postings.

What is one number a paragraph or one line a name is written anew, records are shared as hard links where the segment
that they belong to stays.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.documents.article_head import decode_head
from index.documents.paragraph import text_of
from index.store import contents
from index.store.columns import read_column
from index.store.copies import carry_copies
from index.store.counts import Joined
from index.store.files.folder import Folder
from index.store.files.links import link
from index.store.files.records import DATA, OFFSETS, RecordPart, Records, RecordWriter, part_name, parts_of
from index.store.people import joined_names, read_people, write_names
from index.store.updating.carrying import LEFT_OUT, Carrying, carry_article_numbers, carry_column
from index.store.updating.completions import carry_completions
from index.store.updating.facets import CarriedFacet, carry_facet
from index.store.updating.words import carry_words, count_words
from index.store.writer import WORDS_KEPT


def first_paragraphs(folder: Folder) -> NDArray[np.int64]:
    """Return the number of the first paragraph of each article of a generation."""
    return np.flatnonzero(np.diff(read_column(folder, "article").astype(np.int64), prepend=-1))


class Merge:
    """A published generation without what was removed, and what was added, a small generation of its own."""

    def __init__(self, old: Folder, added: Folder, folder: Path, paragraphs: Carrying, kept: int) -> None:
        """Begin in a new folder; `paragraphs` are those of the old one, of whose segments the first `kept` stay."""
        self._old, self._added, self._folder = old, added, folder
        self._kept, self.paragraphs = kept, paragraphs
        staying = sum(len(RecordPart(old, part)) for part in parts_of(old, contents.ARTICLES)[:kept])
        self.articles = Carrying(staying, paragraphs.is_live.take(first_paragraphs(old)))
        self.shared: list[str] = []
        """The files that are the same in both folders."""

    def write(self, joined: Mapping[str, Joined], removed: NDArray[np.int64]) -> dict[str, int]:
        """Write all files, and return how many articles, paragraphs, words, and distinct speakers and places there are.

        `joined` maps names of speakers that count as others to those; a name that was there before counts as it did.
        `removed` are the paragraphs that were live before.
        """
        old, added, folder = self._old, self._added, self._folder
        self.carry_records(contents.PARAGRAPHS, self.paragraphs)
        self.carry_records(contents.ARTICLES, self.articles)
        words = self._carry_columns()
        carry_copies(old, added, folder, self.paragraphs, self.articles)
        self._carry_words(removed)
        facets = {name: carry_facet(old, added, folder, name, self.paragraphs) for name in contents.FACETS}
        for name in contents.COMPLETED:
            facet = facets[name]
            values = list(map(bytes.decode, facet.values))
            carry_completions(old, folder, name, facet.new_codes, values, facet.totals)
        self._carry_people(facets["speaker_name"], joined)
        counts = {
            "articles": self.articles.live + len(RecordPart(added, contents.ARTICLES)),
            "paragraphs": self.paragraphs.live + len(RecordPart(added, contents.PARAGRAPHS)),
            "words": words,
        }
        return counts | {
            counted: int(np.count_nonzero(facets[name].totals)) for name, counted in contents.COUNTED.items()
        }

    def carry_records(self, name: str, rows: Carrying) -> None:
        """Share the parts of segments that stay, and write one more of all others, where they have anything."""
        parts = parts_of(self._old, name) or [name]
        for part in parts[: self._kept]:
            self.share(part + DATA)
            self.share(part + OFFSETS)
        others = [RecordPart(self._old, part) for part in parts[self._kept :]]
        added = RecordPart(self._added, name)
        if self._kept and len(rows) == rows.kept and not len(added):
            return
        writer, first = RecordWriter(self._folder, part_name(name, self._kept)), rows.kept
        for one in others:
            writer.copy(one, rows.is_live[first : first + len(one)])
            first += len(one)
        writer.copy(added, np.ones(len(added), bool))
        writer.close()

    def share(self, name: str) -> None:
        """Share a file of the published generation, if it has one that was not written anew."""
        if name not in self._old or (self._folder / name).exists():
            return
        if link(self._old.path / name, self._folder / name):
            self.shared.append(name)

    def _carry_columns(self) -> int:
        """Write the columns, and return how many words there are."""
        old, added, folder = self._old, self._added, self._folder
        carry_article_numbers(old, added, folder, self.paragraphs, self.articles)
        columns = {
            name: carry_column(old, added, folder, name, self.paragraphs)
            for name in contents.COLUMNS
            if name != "article"
        }
        return int(columns["length"].sum(dtype=np.int64))

    def _carry_words(self, removed: NDArray[np.int64]) -> None:
        paragraphs, heads = Records(self._old, contents.PARAGRAPHS), Records(self._old, contents.ARTICLES)
        texts = [text_of(paragraphs[number]) for number in removed.tolist()]
        articles = np.unique(read_column(self._old, "article").take(removed)).tolist()
        titles = [decode_head(heads[article]).title for article in articles]
        carry_words(self._old, self._added, self._folder, count_words(texts, titles), WORDS_KEPT)

    def _carry_people(self, speakers: CarriedFacet, joined: Mapping[str, Joined]) -> None:
        """Write who goes by several of the names that are there."""
        reasons = {**joined, **joined_names(self._old)}
        counted_as_another = np.flatnonzero(speakers.is_named & (speakers.canonical != np.arange(len(speakers.values))))
        people = {}
        for code in counted_as_another.tolist():
            name, goes_by = (speakers.values[one].decode() for one in (code, speakers.canonical[code]))
            people[name] = Joined(goes_by, reasons[name].reason)
        names_before = [name for person in read_people(self._old) for name in person]
        names_now = write_names(self._folder, people)
        code_of = {name: code for code, name in enumerate(names_now)}
        new_codes = np.array([code_of.get(name, LEFT_OUT) for name in names_before], np.int64)
        ones = np.ones(len(names_now), np.int64)
        carry_completions(self._old, self._folder, contents.PEOPLE, new_codes, names_now, ones)
