"""SQLite's FTS5: an index without the texts (`content=''`), and beside it a table with one row a paragraph."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.engine.adapters import TOP
from benchmarks.engine.queries import Query
from benchmarks.engine.stories import Story

NOTE = (
    "FTS5 is asked twice, for the best ten by its bm25 (of a prefix, for any ten) and for count(*): in one statement, "
    "with count(*) OVER (), small results are faster and large ones slower.  A source or a country is a token of a "
    "column without weight, days are joined from a table; the index is made without fsync, ends with 'optimize', and, "
    "as by default, has no index of prefixes."
)
FILE = "index.sqlite"
PAGES_KEPT = -262_144
"""SQLite's cache, in KiB when negative."""
MAPPED_BYTES = 1 << 34

# What is ASCII and neither letter nor digit would separate: those characters stand in Dateline's terms, or in values.
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE paragraph (
    id INTEGER PRIMARY KEY, day INTEGER, source TEXT, speaker TEXT, place TEXT, country TEXT,
    article TEXT, ordinal INTEGER, text TEXT
);
CREATE VIRTUAL TABLE words USING fts5(
    text, source, country, content='', tokenize="ascii tokenchars '.,''_'"
);
INSERT INTO words (words, rank) VALUES ('rank', 'bm25(1.0, 0.0, 0.0)');
"""


def build(stories: Iterable[Story], folder: Path) -> None:
    """Build an index of ready tokens, in one transaction."""
    database = sqlite3.connect(folder / FILE)
    database.executescript(_TABLES)
    rows = 0
    for story in stories:
        token = _token(story.source)
        words = [
            (rows + at, passage.tokens, token, " ".join(passage.countries))
            for at, passage in enumerate(story.passages, 1)
        ]
        paragraphs = [
            (
                rows + at,
                story.day,
                story.source,
                "\t".join(passage.speakers),
                "\t".join(passage.places),
                "\t".join(passage.countries),
                story.id,
                at,
                passage.text,
            )
            for at, passage in enumerate(story.passages, 1)
        ]
        database.executemany("INSERT INTO words (rowid, text, source, country) VALUES (?, ?, ?, ?)", words)
        database.executemany("INSERT INTO paragraph VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", paragraphs)
        rows += len(story.passages)
    database.execute("INSERT INTO words (words) VALUES ('optimize')")
    database.commit()
    database.close()


class Opened:
    """A connection to the index."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True)
        self._database.execute(f"PRAGMA cache_size = {PAGES_KEPT}")
        self._database.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")

    def top(self, query: Query) -> int:
        """Find the best ten and the total."""
        source, parameters = _matching(query)
        best = "words.rowid, rank" if query.operator != "prefix" else "words.rowid"  # prefixes score alike
        order = "ORDER BY rank" if query.operator != "prefix" else ""
        self._database.execute(f"SELECT {best} FROM {source} {order} LIMIT {TOP}", parameters).fetchall()
        [total] = self._database.execute(f"SELECT count(*) FROM {source}", parameters).fetchone()
        return int(total)


def _matching(query: Query) -> tuple[str, Sequence[object]]:
    """Return what follows FROM, and its parameters."""
    wanted = f"text : ({_words(query)})"
    if query.filter is None:
        return "words WHERE words MATCH ?", (wanted,)
    if query.filter.field != "date":
        value = _token(query.filter.values[0])
        return "words WHERE words MATCH ?", (f"({wanted}) AND {query.filter.field} : {_quoted(value)}",)
    days = [int(day.replace("-", "")) for day in query.filter.values]
    joined = "words JOIN paragraph ON paragraph.id = words.rowid WHERE words MATCH ? AND day BETWEEN ? AND ?"
    return joined, (wanted, *days)


def _words(query: Query) -> str:
    quoted = list(map(_quoted, query.terms))
    match query.operator:
        case "and":
            return " AND ".join(quoted)
        case "or":
            return " OR ".join(quoted)
        case "phrase":
            return " + ".join(quoted)
        case "prefix":
            return f"{quoted[0]} *"
    return quoted[0]


def _quoted(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'


def _token(value: str) -> str:
    """Make one token of a value: what could separate it is spelled as its code."""
    return "".join(c if c.isalnum() else f"_{ord(c):x}_" for c in value)
