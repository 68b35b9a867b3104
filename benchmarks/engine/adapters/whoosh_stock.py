"""Whoosh 2.7.4 as it comes: a plain schema, its default codec, BM25F."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from whoosh import fields
from whoosh import query as q
from whoosh.analysis import SpaceSeparatedTokenizer, StemmingAnalyzer
from whoosh.filedb.filestore import FileStorage
from whoosh.scoring import BM25F

from benchmarks.engine.adapters import TOP
from benchmarks.engine.queries import Filter, Query
from benchmarks.engine.stories import Passage, Story

MEGABYTES = 256
"""Memory for postings before they are sorted to a file."""
UNLIMITED = ("and", "phrase")
"""What is faster when all results are scored than when ten are, for these have to be counted by a second pass."""
NOTE = (
    "Whoosh is given query objects, and its total is len(results), of ten results or, for AND and phrases, of all, "
    "which is faster; filters are constant-score parts of an And, "
    f"days are a NUMERIC field; one process writes, with limitmb={MEGABYTES}."
)


def build(stories: Iterable[Story], folder: Path) -> None:
    """Build an index of ready tokens."""
    _build(stories, folder, SpaceSeparatedTokenizer(), lambda passage: passage.tokens)


def build_stemming(stories: Iterable[Story], folder: Path) -> None:
    """Build an index of the text by Whoosh's own analyzer of words, stop words and stems."""
    _build(stories, folder, StemmingAnalyzer(), lambda passage: passage.text)


def _build(stories: Iterable[Story], folder: Path, analyzer: Any, text_of: Callable[[Passage], str]) -> None:
    schema = fields.Schema(
        text=fields.TEXT(analyzer=analyzer, phrase=True, stored=True),
        source=fields.ID(stored=True),
        day=fields.NUMERIC(int, stored=True),
        speaker=fields.KEYWORD(commas=True, stored=True),
        place=fields.KEYWORD(commas=True, stored=True),
        country=fields.KEYWORD(commas=True, stored=True),
        article=fields.ID(stored=True),
        ordinal=fields.STORED(),
    )
    writer = FileStorage(str(folder)).create_index(schema).writer(limitmb=MEGABYTES)
    for story in stories:
        for ordinal, passage in enumerate(story.passages, 1):
            writer.add_document(
                text=text_of(passage),
                source=story.source,
                day=story.day,
                speaker=",".join(passage.speakers),
                place=",".join(passage.places),
                country=",".join(passage.countries),
                article=story.id,
                ordinal=ordinal,
            )
    writer.commit()


class Opened:
    """A searcher of the index."""

    def __init__(self, folder: Path) -> None:
        self._searcher = FileStorage(str(folder)).open_index().searcher(weighting=BM25F())

    def top(self, query: Query) -> int:
        """Find the best ten and the total."""
        limit = None if query.operator in UNLIMITED else TOP
        results = self._searcher.search(_query(query), limit=limit)
        best = [(hit.docnum, hit.score) for hit in results[:TOP]]
        return len(results) if best else 0


def _query(query: Query) -> q.Query:
    wanted = _words(query)
    if query.filter is None:
        return wanted
    return q.And([wanted, q.ConstantScoreQuery(_filter(query.filter), 0.0)])


def _words(query: Query) -> q.Query:
    terms = [q.Term("text", term) for term in query.terms]
    match query.operator:
        case "term":
            return terms[0]
        case "and":
            return q.And(terms)
        case "or":
            return q.Or(terms)
        case "phrase":
            return q.Phrase("text", list(query.terms))
        case "prefix":
            return q.ConstantScoreQuery(q.Prefix("text", query.terms[0]), 1.0)


def _filter(wanted: Filter) -> q.Query:
    if wanted.field == "date":
        first, last = (int(day.replace("-", "")) for day in wanted.values)
        return q.NumericRange("day", first, last)
    return q.Term(wanted.field, wanted.values[0])
