"""Small archives for tests: articles given as data, annotated by hand, in a real index."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np

from index.analysis.batch import IndexedBatch, pack
from index.analysis.batch_analyzer import BatchAnalyzer
from index.analysis.document import index_article
from index.analysis.tokens import FieldTokens
from index.annotation.spans import Annotation, Location, Quotation, Speaker
from index.documents.article import Article, Paragraph, Piece
from index.pipeline.people import canonical_names
from index.store.facets import Facet, FacetWriter
from index.store.files.folder import Folder
from index.store.generation import IndexDirectory
from index.store.updater import GenerationUpdater, Policy
from index.store.updating.policy import segments_kept
from index.store.writer import GenerationWriter
from search.archive import Archive

CREATED = "2031-01-01T00:00:00+00:00"
NOT_SYNCED = patch("index.store.files.filesystem.sync")
"""What a test publishes needs to outlive no crash, and a disk takes longer for it than all else does."""


@dataclass(frozen=True)
class Said:
    """Words in a paragraph that somebody says, or None for quotation marks that nobody speaks."""

    words: str
    by: str | None


@dataclass(frozen=True)
class Told:
    """A paragraph and what is to be found in it; mentions are the first occurrence of their words.

    Speakers who are `pronouns` are known by one, who are `organizations` are such.  `places` are cities that no
    gazetteer knows, as (name, country,  within); `locations` are given in full, and so is all that is `found`.
    """

    text: str
    said: tuple[Said, ...] = ()
    speakers: tuple[str, ...] = ()
    places: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    locations: tuple[Location, ...] = ()
    pronouns: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    found: Annotation | None = None


@dataclass(frozen=True)
class Story:
    """An article of such paragraphs."""

    id: str
    paragraphs: tuple[Told, ...]
    title: str = ""
    date: str | None = None
    source: str = ""
    url: str = ""
    language: str = "en"
    authors: tuple[str, ...] = ()


def annotation(told: Told) -> Annotation:
    """Annotate by hand: speakers are those named and those who say something."""
    if told.found:
        return told.found
    names = list(dict.fromkeys([*told.speakers, *(said.by for said in told.said if said.by)]))
    return Annotation(
        speakers=tuple(
            Speaker(
                name,
                "organization" if name in told.organizations else "person",
                0,
                1,
                by="pronoun" if name in told.pronouns else "name",
            )
            for name in names
        ),
        quotations=tuple(
            Quotation(told.text.index(said.words), told.text.index(said.words) + len(said.words), said.by)
            for said in told.said
        ),
        locations=(
            *(
                Location(name, "city", start := told.text.index(name), start + len(name), 1.0, 2.0, country, within)
                for name, country, within in told.places
            ),
            *told.locations,
        ),
    )


def batches_of(stories: Iterable[Story]) -> Iterator[IndexedBatch]:
    """Pack stories for a writer, each by itself."""
    analyzer = BatchAnalyzer()
    for story in stories:
        text = "\n".join(told.text for told in story.paragraphs)
        article = Article(story.id, "stories", text, story.title, story.date, story.source, story.url, story.authors)
        paragraphs = [Paragraph(told.text, (Piece(0, 0, len(told.text)),)) for told in story.paragraphs]
        annotations = list(map(annotation, story.paragraphs))
        yield pack([index_article(article, paragraphs, annotations, story.language)], analyzer)


def publish(index: Path, stories: Sequence[Story]) -> Path:
    """Publish a generation of the stories at `index`."""
    directory = IndexDirectory(index)
    with directory.lock(), directory.new_generation() as generation:
        writer = GenerationWriter(generation.folder)
        for batch in batches_of(stories):
            writer.add(batch)
        counts = writer.finish(canonical_names(writer.names(), writer.beside))
        with NOT_SYNCED:
            directory.publish(generation, CREATED, counts)
    return index


def update(index: Path, removed: Sequence[str], stories: Sequence[Story], policy: Policy = segments_kept) -> Path:
    """Publish a generation without the articles that are removed and with the stories."""
    directory = IndexDirectory(index)
    with directory.lock(), directory.new_generation() as generation:
        updater = GenerationUpdater(directory.current(), generation.folder, policy)
        updater.remove(removed)
        for batch in batches_of(stories):
            updater.add(batch)
        counts = updater.finish({})
        with NOT_SYNCED:
            directory.publish(generation, CREATED, counts, updater.shared)
    return index


def archive_of(index: Path, *stories: Story) -> Archive:
    """Publish the stories and open the archive."""
    return Archive(publish(index, stories))


def texts(*paragraphs: str, id: str = "a", date: str | None = None) -> Story:
    """A story of plain paragraphs."""
    return Story(id, tuple(map(Told, paragraphs)), date=date)


def facet_of(folder: Path, rows: Sequence[Sequence[str]], canonical: Mapping[str, str] | None = None) -> Facet:
    """A facet column of these values, a row a paragraph."""
    values = list(dict.fromkeys(value for row in rows for value in row))
    ids = np.array([values.index(value) for row in rows for value in row], np.uint32)
    writer = FacetWriter(folder, "facet")
    writer.append(FieldTokens(values, ids, np.array([len(row) for row in rows], np.uint32)))
    writer.close(canonical)
    return Facet(Folder(folder), "facet")


TIDES = [
    Story(
        f"story-{number}",
        (
            Told("“The tide is late,” Ada Lund said.", (Said("The tide is late,", "Ada Lund"),), ("Lund",)),
            Told(f"The clocks of Porvoo count {number} tides.", places=(("Porvoo", "FI", ("Uusimaa", "Finland")),)),
        ),
        f"Tides and clocks {number}",
        f"2031-01-{number:02d}",
        "Lantern Wire",
    )
    for number in range(1, 9)
]
"""Eight stories in which somebody speaks and a place is named, each told in its own numbers."""
