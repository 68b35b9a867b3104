"""Writes one generation: Whoosh's postings, and beside them the columns and records by the same paragraph numbers.

Paragraphs are numbered in the order they are added, by Whoosh (one segment, one commit) as by the columns; the rest of
Dateline relies on it.  An archive whose postings are in a cluster (`index.opensearch`) is written so, too, without any.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.analysis.batch import IndexedBatch
from index.analysis.tokens import FieldTokens, counting_positions
from index.documents.article_head import encode_head
from index.store import contents
from index.store.columns import ColumnWriter
from index.store.company import FACETS_OF_COMPANY, Beside, beside
from index.store.completions import write_completions
from index.store.copies import KeyWriter, write_groups
from index.store.counts import Joined, NameUse, WordCounts
from index.store.facets import DICTIONARY, FacetWriter
from index.store.files.folder import Folder
from index.store.files.records import Records, RecordWriter
from index.store.files.term_dictionary import write_dictionary
from index.store.people import write_people
from index.store.whoosh_codec import begin_postings

POSTINGS_BYTES = 128_000_000
"""Memory for sorting tokens into postings; beyond it they are written to a file and merged in the end."""
WORDS_KEPT = 400_000
"""Distinct words counted at once for spelling; when there are twice as many, which takes some 120 MB, the rarest half
is forgotten."""


class Postings(Protocol):
    """What takes the tokens of paragraphs, one after another, until `commit` or `cancel` ends it."""

    def add_paragraphs(self, count: int, fields: Mapping[str, FieldTokens]) -> None:
        """Add so many paragraphs."""

    def commit(self) -> None:
        """Write what was added."""

    def cancel(self) -> None:
        """Give up what was added."""


class NoPostings:
    """Takes tokens that are indexed elsewhere."""

    def add_paragraphs(self, count: int, fields: Mapping[str, FieldTokens]) -> None:
        """Leave them."""

    def commit(self) -> None:
        """Write nothing."""

    def cancel(self) -> None:
        """Give up nothing."""


class GenerationWriter:
    """Adds articles to a new generation's folder, until `finish` or `cancel` ends it.

    Memory is bounded, but for what is different: some 250 bytes for each name of a speaker and each place, 130 for each
    of another facet's values.
    """

    def __init__(self, folder: Path, postings: Postings | None = None) -> None:
        """Begin in an empty folder; the postings are written there, too, unless others are given."""
        self._folder = folder
        self._postings = postings or begin_postings(folder / contents.POSTINGS, POSTINGS_BYTES)
        self._columns = {name: ColumnWriter(folder, name) for name in contents.COLUMNS}
        self._facets = {name: FacetWriter(folder, name) for name in contents.FACETS}
        self._paragraphs = RecordWriter(folder, contents.PARAGRAPHS)
        self._articles = RecordWriter(folder, contents.ARTICLES)
        self._keys = KeyWriter(folder)
        self._words = WordCounts(WORDS_KEPT)
        self._names: defaultdict[str, NameUse] = defaultdict(NameUse)
        self._counts = Counter(articles=0, paragraphs=0, words=0)

    def add(self, batch: IndexedBatch) -> None:
        """Add articles; the caller sees to it that no two articles have one id."""
        if not batch.heads:
            return
        sizes = batch.sizes
        articles, paragraphs = len(sizes), int(sizes.sum())
        self._postings.add_paragraphs(paragraphs, batch.fields)
        lengths = batch.fields["text"].counts
        numbers = np.arange(articles) + self._counts["articles"]
        columns: dict[str, NDArray[Any]] = {
            "article": np.repeat(numbers, sizes),
            "ordinal": counting_positions(sizes) + 1,
            "date": np.repeat(np.array(batch.days, np.int64), sizes),
            "length": lengths,
            "shape": batch.shapes,
        }
        for name, column in columns.items():
            self._columns[name].append(column)
        for name in contents.EXACT_FACETS:
            self._facets[name].append(batch.fields[name])
        self._facets["place"].append(batch.places, batch.described)
        for (name, kind, role, gender), count in batch.speakers.items():
            self._names[name].add(kind, role, count, gender)
        self._paragraphs.extend(batch.records)
        self._articles.extend(list(map(encode_head, batch.heads)))
        self._counts.update(articles=articles, paragraphs=paragraphs, words=int(lengths.sum()))
        self._words.add(batch.words)
        self._keys.append(batch.signatures)

    def names(self) -> Mapping[str, NameUse]:
        """Return how the speakers' names are used in all that was added."""
        return self._names

    def beside(self, pairs: Sequence[tuple[str, str]]) -> list[Beside]:
        """Say of pairs of speakers' names how they appear beside each other in all that was added."""
        for column in self._columns.values():
            column.flush()
        facets = [self._facets[name] for name in FACETS_OF_COMPANY]
        sizes = [facet.flush() for facet in facets]
        return beside(self._folder, sizes, [(facets[0].code(one), facets[0].code(other)) for one, other in pairs])

    def finish(self, joined: Mapping[str, Joined]) -> dict[str, int]:
        """Complete all files, and return how many articles, paragraphs, words, and distinct speakers and places there
        are.  This is where most of the work is: postings are merged, names sorted.

        `joined` maps each name of a speaker that counts as another to that one.
        """
        self._close()
        kinds = {name: contents.KINDS.index(use.kind) for name, use in self._names.items()}
        self._names.clear()
        self._postings.commit()
        write_groups(self._folder)
        write_dictionary(self._folder, contents.WORDS, self._words.items())
        write_people(self._folder, joined)
        canonical = {name: one.goes_by for name, one in joined.items()}
        for name, facet in self._facets.items():
            totals = facet.close(*((canonical, kinds) if name == "speaker_name" else ()))
            if name in contents.COUNTED:
                self._counts[contents.COUNTED[name]] = int(np.count_nonzero(totals))
            if name in contents.COMPLETED:
                values = map(bytes.decode, Records(Folder(self._folder), name + DICTIONARY))
                write_completions(self._folder, name, values, totals)
        return dict(self._counts)

    def cancel(self) -> None:
        """Give up what was added; scraps of it stay in the folder."""
        self._close()
        for facet in self._facets.values():
            facet.cancel()
        self._postings.cancel()

    def _close(self) -> None:
        for column in self._columns.values():
            column.close()
        self._paragraphs.close()
        self._articles.close()
        self._keys.close()
