"""The rankings that are measured: Dateline and two peers, each a function from a query to ten paragraphs."""

import contextlib
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.relevance.judging import DEPTH, Paragraph, checksum
from search.archive import Archive
from search.request import SearchRequest
from search.results import Hit

Ranking = Callable[[str], list[Paragraph]]
HEAP_BYTES = 200_000_000
EVERYTHING = SearchRequest(sort="oldest")


def rankings(archive: Archive) -> Iterator[tuple[str, Ranking]]:
    """Yield the name of each ranking, and the ranking."""
    yield "Dateline", lambda query: [_known(hit) for hit in archive.search(SearchRequest(query, size=DEPTH)).results]
    hits = [(_known(hit), hit.text) for hit in archive.export(EVERYTHING).hits]
    yield "plain BM25 (FTS5)", _fts5(hits)
    with contextlib.suppress(ImportError):
        yield "tantivy", _tantivy(hits)


def _known(hit: Hit) -> Paragraph:
    return hit.article.id, checksum(hit.text)


def _fts5(paragraphs: list[tuple[Paragraph, str]]) -> Ranking:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE paragraph USING fts5(text, tokenize='porter unicode61')")
    database.executemany(
        "INSERT INTO paragraph(rowid, text) VALUES (?, ?)", ((row, text) for row, (_, text) in enumerate(paragraphs))
    )

    def ranking(query: str) -> list[Paragraph]:
        any_word = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        found = database.execute(
            "SELECT rowid FROM paragraph WHERE paragraph MATCH ? ORDER BY rank LIMIT ?", (any_word, DEPTH)
        )
        return [paragraphs[row][0] for (row,) in found]

    return ranking


def _tantivy(paragraphs: list[tuple[Paragraph, str]]) -> Ranking:
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", tokenizer_name="en_stem", index_option="position")
    schema.add_unsigned_field("row", stored=True)
    folder = tempfile.TemporaryDirectory()
    index = tantivy.Index(schema.build(), str(Path(folder.name)))
    writer = index.writer(HEAP_BYTES, 1)
    for row, (_, text) in enumerate(paragraphs):
        document = tantivy.Document()
        document.add_text("text", text)
        document.add_unsigned("row", row)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ranking(query: str) -> list[Paragraph]:
        _ = folder  # which lives as long as the ranking
        wanted = index.parse_query(re.sub(r"[^\w\s\"'-]", " ", query), ["text"])
        return [paragraphs[searcher.doc(address)["row"][0]][0] for _, address in searcher.search(wanted, DEPTH).hits]

    return ranking
