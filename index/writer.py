"""Writes one generation: Whoosh's postings, and beside them the columns and records by the same paragraph numbers.

Paragraphs are numbered in the order they are added, by Whoosh (one segment, one commit) as by the columns; the rest of
Dateline relies on it.
"""

import errno
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from whoosh.filedb.filestore import FileStorage
from whoosh.index import IndexError as WhooshIndexError

from index.columns import ColumnWriter, FacetWriter
from index.document import IndexedArticle
from index.people import NameUse, canonical_names
from index.records import RecordWriter
from index.schema import schema

POSTINGS_MEGABYTES = 128
"""Memory for postings before Whoosh sorts them to a file."""
VOCABULARY_KEPT = 400_000
"""Distinct words counted at once for spelling; when there are twice as many, the rarest half is forgotten."""
COLUMNS = ("article", "ordinal", "date", "length")
EXACT_FACETS = ("speaker_name", "location_name", "country", "source_name")
"""Facets of what the fields of these names hold exactly."""
FACETS = (*EXACT_FACETS, "place")
"""All facets.  The dictionary of `place` is the place index: one value a place, described as compact JSON."""


class GenerationWriter:
    """Adds articles to a new generation's folder.  A context manager: leaving it by an exception leaves scraps behind,
    leaving it well finishes every file.  Memory is bounded, but for the distinct names of people, places and sources.
    """

    def __init__(self, folder: Path) -> None:
        whoosh_folder = folder / "whoosh"
        whoosh_folder.mkdir()
        self._folder = folder
        with _removed_meanwhile(whoosh_folder):
            self._whoosh = FileStorage(str(whoosh_folder)).create_index(schema()).writer(limitmb=POSTINGS_MEGABYTES)
        self._columns = {name: ColumnWriter(folder, name) for name in COLUMNS}
        self._facets = {name: FacetWriter(folder, name) for name in FACETS}
        self._paragraphs = RecordWriter(folder, "paragraphs")
        self._articles = RecordWriter(folder, "articles")
        self._vocabulary: Counter[str] = Counter()
        self._names: defaultdict[str, NameUse] = defaultdict(NameUse)
        self._places: dict[str, str] = {}
        self._counts = Counter(articles=0, paragraphs=0, words=0)

    def add(self, article: IndexedArticle) -> None:
        """Add an article's paragraphs; the caller sees to it that no two articles have one id."""
        first = self._counts["paragraphs"]
        for ordinal, paragraph in enumerate(article.paragraphs, 1):
            fields = {**paragraph.values, **paragraph.postings, "ordinal": ordinal}
            self._whoosh.add_document(**{name: value for name, value in fields.items() if value})
            numbers = (self._counts["articles"], ordinal, article.day, paragraph.length)
            for column, number in zip(self._columns.values(), numbers, strict=True):
                column.append(number)
            for name in EXACT_FACETS:
                self._facets[name].append(paragraph.values[name])
            self._facets["place"].append(self._describe(paragraph.places))
            for name, kind, role in paragraph.speakers:
                self._names[name].add(kind, role)
            self._paragraphs.append(paragraph.record)
            self._counts["words"] += paragraph.length
        self._counts["paragraphs"] += len(article.paragraphs)
        self._articles.append(json.dumps(article.head | {"first": first}, ensure_ascii=False).encode())
        self._counts["articles"] += 1
        self._count_words(article.vocabulary)

    def counts(self) -> dict[str, int]:
        """How many articles, paragraphs, words, and distinct speakers and places were added; known after the end."""
        return dict(self._counts)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for column in self._columns.values():
            column.close()
        self._paragraphs.close()
        self._articles.close()
        if kind is not None:
            for facet in self._facets.values():
                facet.close()
            self._whoosh.cancel()
            return
        with _removed_meanwhile(self._folder):
            self._whoosh.commit()
        write_vocabulary(self._folder, self._vocabulary.items())
        canonical = canonical_names(self._names)
        write_people(self._folder, canonical)
        distinct = {
            name: facet.close(canonical if name == "speaker_name" else None) for name, facet in self._facets.items()
        }
        self._counts["speakers"] = distinct["speaker_name"]
        self._counts["places"] = distinct["place"]

    def _describe(self, places: Sequence[tuple[str, str]]) -> list[str]:
        """Describe places as they were when they first came: an id stands for one value of the facet."""
        return [self._places.setdefault(place_id, description) for place_id, description in places]

    def _count_words(self, vocabulary: Counter[str]) -> None:
        self._vocabulary.update(vocabulary)
        if len(self._vocabulary) > 2 * VOCABULARY_KEPT:
            self._vocabulary = Counter(dict(self._vocabulary.most_common(VOCABULARY_KEPT)))


@contextmanager
def _removed_meanwhile(folder: Path) -> Iterator[None]:
    """Turn Whoosh's own error about an index that is gone into the system's."""
    try:
        yield
    except WhooshIndexError as error:
        raise FileNotFoundError(errno.ENOENT, "it was removed while it was written", str(folder)) from error


def write_people(folder: Path, canonical: Mapping[str, str]) -> None:
    """Write the people who go by several names, a JSON list of names a line, first the one that stands for all."""
    names_of: defaultdict[str, list[str]] = defaultdict(list)
    for name, goes_by in canonical.items():
        if name != goes_by:
            names_of[goes_by].append(name)
    lines = (json.dumps([goes_by, *names_of[goes_by]], ensure_ascii=False) + "\n" for goes_by in sorted(names_of))
    (folder / "people.jsonl").write_text("".join(lines), "utf-8")


def write_vocabulary(folder: Path, counted: Iterable[tuple[str, int]]) -> None:
    """Write the archive's words, in order, each with the number of paragraphs it stands in: `word<TAB>count`."""
    lines = (f"{word}\t{count}\n" for word, count in sorted(counted))
    with (folder / "words.tsv").open("w", encoding="utf-8") as file:
        file.writelines(lines)
