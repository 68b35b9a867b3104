"""A published generation, opened for reading: Whoosh's postings, the columns, the records, by paragraph number.

Everything is opened at once and mapped: a search that is under way ends well when a newer generation is published and
this one's files are removed.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import numpy as np

from index.deduplication.near_duplicates import Copies
from index.documents.article_head import ArticleHead, decode_head, decode_origin
from index.documents.paragraph import KnownPlace, StoredParagraph, decode_paragraph, known_place
from index.documents.provenance import Provenance
from index.errors import DatelineError, IndexDamagedError, unreadable
from index.remembering import remembered
from index.store import contents
from index.store.columns import Codes, Columns
from index.store.completions import Completions
from index.store.copies import StoredGroups
from index.store.facets import Facet
from index.store.files.checked import Checks
from index.store.files.folder import Folder
from index.store.files.records import Records
from index.store.files.term_dictionary import Dictionary
from index.store.generation import Generation
from index.store.manifest import Manifest
from index.store.people import read_people
from index.store.removed import map_removed, removed_in
from index.store.whoosh_codec import open_postings

PLACES_KEPT = 10_000
"""Places that are remembered as read: the same ones are named again and again."""


class StoredIndex:
    """One generation, immutable.  Everything is mapped, and may be shared between threads."""

    def __init__(self, generation: Generation, checks: Checks | None = None) -> None:
        """Open a generation that has all its files, of which `checks` know what is sound; raise IndexDamagedError.

        So does whatever reads of it something that is not what was published.
        """
        self.manifest: Manifest = generation.verify_to_open()
        self.files = Folder(generation.folder, self.manifest.files, checks=checks or Checks())
        """Its folder, whose files are checked as they are read."""
        self.name = generation.name
        files = self.files
        with _damage(files.path):
            self.columns: Mapping[str, Codes] = Columns(files, contents.COLUMNS)
            self.facets: dict[str, Facet] = {name: Facet(files, name) for name in contents.FACETS}
            self.completions = {name: Completions(files, name) for name in contents.COMPLETED}
            self._paragraphs = Records(files, contents.PARAGRAPHS)
            self._articles = Records(files, contents.ARTICLES)
            self.vocabulary = Dictionary.open(files, contents.WORDS)
            """The archive's folded words, and in how many paragraphs each stands."""
            self.whoosh = open_postings(files.within(contents.POSTINGS))
            """Whoosh's reader of the postings."""
            self.people = read_people(files)
            """The people who go by several names: their names, first the one that stands for all, and why each was
            joined."""
            self._groups = StoredGroups(files)
            self._removed = map_removed(files)
            self.people_by_word = Completions(files, contents.PEOPLE)
            """What finds all these names, numbered in the same order."""

    @cached_property
    def removed(self) -> Mapping[str, str]:
        """The ids of articles that were removed, each with the day, ISO 8601."""
        return removed_in(self._removed)

    @cached_property
    def copies(self) -> Copies:
        """The groups of paragraphs with the same text, of those with the same quotation, and of articles."""
        return self._groups.read()

    def __len__(self) -> int:
        """Return how many numbers of paragraphs there are, those of deleted ones included."""
        return len(self._paragraphs)

    def records(self) -> Mapping[str, Records]:
        """Return the records by the names of their files."""
        return {contents.PARAGRAPHS: self._paragraphs, contents.ARTICLES: self._articles}

    @property
    def articles(self) -> int:
        """How many numbers of articles there are, those of deleted ones included."""
        return len(self._articles)

    def paragraph(self, number: int) -> StoredParagraph:
        """Return a paragraph by its number."""
        return decode_paragraph(
            self._paragraphs[number], [self.place(code) for code in self.facets["place"].codes_of(number)]
        )

    def record(self, number: int) -> bytes:
        """Return the record of a paragraph by its number."""
        record: bytes = self._paragraphs[number]
        return record

    def sizes(self, first: int, stop: int) -> list[int]:
        """Return the bytes of the record of each paragraph from `first` to before `stop`."""
        return self._paragraphs.sizes(first, stop)

    @remembered(PLACES_KEPT)
    def place(self, code: int) -> KnownPlace:
        """Return the place that a code of the facet `place` stands for."""
        return known_place(self.facets["place"].value(code))

    def article(self, number: int) -> ArticleHead:
        """Return an article's head by its number."""
        return decode_head(self._articles[number])

    def live_articles(self) -> Iterator[tuple[int, range]]:
        """Yield the numbers of the articles that are not deleted, in order, and those of the paragraphs of each."""
        owners = self.columns["article"]
        firsts = np.flatnonzero(np.concatenate([[True], owners[1:] != owners[:-1]])) if len(owners) else owners
        ends = [*firsts[1:].tolist(), len(owners)]
        for first, end in zip(firsts.tolist(), ends, strict=True):
            if not self.whoosh.is_deleted(first):
                yield int(owners[first]), range(first, end)

    def origins(self) -> Iterator[tuple[str, Provenance]]:
        """Yield the path and the provenance of each article that is not deleted, in order."""
        return (decode_origin(self._articles[number]) for number, _ in self.live_articles())


@contextmanager
def _damage(folder: Path) -> Iterator[None]:
    """Turn any failure to open the files of a generation into IndexDamagedError: they are gone, or were made wrong."""
    try:
        yield
    except DatelineError:
        raise
    except OSError as error:
        raise unreadable(folder, error, "opened") from error
    except Exception as error:  # NumPy, Whoosh and the table of contents each have their own
        raise IndexDamagedError(folder, f"cannot be opened ({type(error).__name__}: {error})") from error
