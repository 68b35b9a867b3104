"""Dateline, asked as its web server asks it: a line of text and filters in, read and answered."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.engine.queries import Filter, Query
from benchmarks.engine.stories import Story
from index.analysis.batch import IndexedBatch, pack
from index.analysis.batch_analyzer import BatchAnalyzer
from index.analysis.document import index_article
from index.annotation.spans import Annotation
from index.documents.article import Article, Paragraph, Piece
from index.pipeline.batching import batches
from index.pipeline.people import canonical_names
from index.store.generation import IndexDirectory
from index.store.writer import GenerationWriter
from search.archive import Archive
from search.engine.embedded.engine import EmbeddedEngine
from search.engine.protocol import Engine, Wanted
from search.limits import Deadline, Limits
from search.query.planner import Planner
from search.request import SearchRequest

LIMITS = Limits(max_milliseconds=600_000)
"""No prefix is cut to its most frequent words, as no other engine cuts it, and no query is given up."""
BEST_TEN = Wanted(stop=10)
NOTE = (
    "Dateline is given a query as typed, and filters; what a query means, it remembers, as tantivy is given query "
    "objects.  It indexes the speakers' and places' names, "
    "sources and dates for search as well."
)


def build(stories: Iterable[Story], folder: Path) -> None:
    """Build and publish an index, tokenizing included."""
    directory = IndexDirectory(folder)
    with directory.lock(), directory.new_generation() as generation:
        writer = GenerationWriter(generation.folder)
        for batch in packed(stories, BatchAnalyzer()):
            writer.add(batch)
        counts = writer.finish(canonical_names(writer.names(), writer.beside))
        directory.publish(generation, "2031-01-01T00:00:00+00:00", counts)


def packed(stories: Iterable[Story], analyzer: BatchAnalyzer) -> Iterator[IndexedBatch]:
    """Tokenize stories, some at a time, as a writer takes them."""
    for batch in batches(stories, _characters):
        yield pack((index_article(*_parts(story)) for story in batch), analyzer)


def _characters(story: Story) -> int:
    return sum(len(passage.text) for passage in story.passages)


def _parts(story: Story) -> tuple[Article, list[Paragraph], list[Annotation]]:
    article = Article(story.id, "benchmark", "", date=story.date, source=story.source)
    paragraphs = [Paragraph(passage.text, (Piece(0, 0, len(passage.text)),)) for passage in story.passages]
    return article, paragraphs, [passage.annotation for passage in story.passages]


class Opened:
    """The published generation."""

    def __init__(self, folder: Path) -> None:
        self._open(Archive(folder, LIMITS), EmbeddedEngine(folder))

    def _open(self, archive: Archive, engine: Engine) -> None:
        self._archive = archive
        self._snapshot = engine.snapshot()
        self._planner = Planner(LIMITS)

    def top(self, query: Query) -> int:
        """Find the best ten and the total."""
        deadline = Deadline(LIMITS.max_milliseconds)
        return self._snapshot.find(self._planner.of(request(query)), BEST_TEN, deadline).total

    def page(self, query: Query) -> int:
        """Make the page as `dateline serve` does, before it becomes JSON."""
        return self._archive.search(request(query)).total


def request(query: Query) -> SearchRequest:
    """Type the query, and set its filter."""
    match query.filter:
        case Filter("source", values):
            return SearchRequest(_typed(query), sources=values)
        case Filter("country", values):
            return SearchRequest(_typed(query), countries=values)
        case Filter("date", (first, last)):
            return SearchRequest(_typed(query), date_from=first, date_to=last)
    return SearchRequest(_typed(query))


def _typed(query: Query) -> str:
    match query.operator:
        case "or":
            return " OR ".join(query.words)
        case "phrase":
            return f'"{" ".join(query.words)}"'
        case "prefix":
            return f"{query.words[0]}*"
    return " ".join(query.words)
