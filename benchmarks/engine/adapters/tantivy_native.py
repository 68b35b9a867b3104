"""tantivy by its Python binding: text split at spaces, values and days as fast fields, BM25."""

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.engine.adapters import TOP
from benchmarks.engine.queries import Filter, Query
from benchmarks.engine.stories import Story

HEAP_BYTES = 256_000_000
THREADS = 1
TOKENIZER = "spaces"
VALUES_COUNTED = 100
"""Values of each facet: as many as Dateline returns."""
NANOSECONDS_A_DAY = 86_400_000_000_000
MAX_BARS = 60
"""Bars of the histogram, at most: as many as Dateline's."""
NOTE = (
    "tantivy is given query objects, which is faster than its parse_query; "
    f"it writes with {THREADS} thread and a heap of {HEAP_BYTES // 1_000_000} MB.  Its page is three calls, for the "
    "binding has no other way: search, aggregate (which evaluates the query again), and a snippet of its default 150 "
    "characters of each of the ten, of the tokens, where Dateline marks the whole paragraph.  Its histogram has bars "
    f"of one width that gives the whole archive {MAX_BARS}; a prefix is a fuzzy_term_query "
    "with distance 0, four times as fast as a regex_query; its snippets mark neither."
)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=True, tokenizer_name=TOKENIZER, index_option="position")
    for name in ("source", "speaker", "place", "country"):
        builder.add_text_field(name, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_date_field("date", stored=True, indexed=True, fast=True)
    builder.add_text_field("article", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("ordinal", stored=True)
    return builder.build()


def _register(index: tantivy.Index) -> None:
    index.register_tokenizer(TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())


def build(stories: Iterable[Story], folder: Path) -> None:
    """Build an index of ready tokens."""
    index = tantivy.Index(_schema(), str(folder))
    _register(index)
    writer = index.writer(HEAP_BYTES, THREADS)
    for story in stories:
        date = _moment(story.date) if story.date else None
        for ordinal, passage in enumerate(story.passages, 1):
            document = tantivy.Document()
            document.add_text("text", passage.tokens)
            document.add_text("source", story.source)
            if date:
                document.add_date("date", date)
            for name, values in (
                ("speaker", passage.speakers),
                ("place", passage.places),
                ("country", passage.countries),
            ):
                for value in values:
                    document.add_text(name, value)
            document.add_text("article", story.id)
            document.add_unsigned("ordinal", ordinal)
            writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


class Opened:
    """A searcher of the index."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder))
        _register(index)
        self._schema = index.schema
        self._searcher = index.searcher()
        self._aggregations = _aggregations(self._bar_days())

    def top(self, query: Query) -> int:
        """Find the best ten and the total."""
        found: Any = self._searcher.search(self._query(query), TOP, count=True)  # its stub leaves `count` out
        _ = found.hits
        return int(found.count)

    def page(self, query: Query) -> int:
        """Find the best ten and the total, count facets and days, fetch the ten and cut marked snippets from them."""
        wanted = self._query(query)
        found: Any = self._searcher.search(wanted, TOP, count=True)
        self._searcher.aggregate(wanted, self._aggregations)
        snippets = tantivy.SnippetGenerator.create(self._searcher, wanted, self._schema, "text")
        for _, address in found.hits:
            document = self._searcher.doc(address)
            document.to_dict()
            snippets.snippet_from_doc(document).to_html()
        return int(found.count)

    def _bar_days(self) -> int:
        """Choose bars so wide that the days of the whole archive fill no more than `MAX_BARS`."""
        extremes = {"first": {"min": {"field": "date"}}, "last": {"max": {"field": "date"}}}
        found = self._searcher.aggregate(tantivy.Query.all_query(), extremes)
        first, last = (found[name]["value"] for name in extremes)
        nanoseconds = last - first if first is not None else 0
        return int(nanoseconds / NANOSECONDS_A_DAY / MAX_BARS) + 1

    def _query(self, query: Query) -> tantivy.Query:
        wanted = self._words(query)
        if query.filter is None:
            return wanted
        must = tantivy.Occur.Must
        filtering = tantivy.Query.const_score_query(self._filter(query.filter), 0.0)
        return tantivy.Query.boolean_query([(must, wanted), (must, filtering)])

    def _words(self, query: Query) -> tantivy.Query:
        match query.operator:
            case "phrase":
                return tantivy.Query.phrase_query(self._schema, "text", list(query.terms))
            case "prefix":
                return tantivy.Query.fuzzy_term_query(self._schema, "text", query.terms[0], 0, True, True)
            case "term":
                return self._term(query.terms[0])
        occur = tantivy.Occur.Must if query.operator == "and" else tantivy.Occur.Should
        return tantivy.Query.boolean_query([(occur, self._term(term)) for term in query.terms])

    def _term(self, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, "text", term, "freq")

    def _filter(self, wanted: Filter) -> tantivy.Query:
        if wanted.field == "date":
            first, last = map(_moment, wanted.values)
            return tantivy.Query.range_query(self._schema, "date", tantivy.FieldType.Date, first, last)
        return tantivy.Query.term_query(self._schema, wanted.field, wanted.values[0], "basic")


def _aggregations(bar_days: int) -> dict[str, Any]:
    facets = ("speaker", "place", "country", "source")
    histogram = {"field": "date", "fixed_interval": f"{bar_days}d"}
    return {name: {"terms": {"field": name, "size": VALUES_COUNTED}} for name in facets} | {
        "date": {"date_histogram": histogram}
    }


def _moment(day: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.UTC)
