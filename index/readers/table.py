"""Read a table with a header: one article a row, its columns found by their names, as `index.sources.columns` tells.

Cells are parted by commas, semicolons, tabs or bars, whichever part the header into the most known names, and may stand
in quotation marks, then over several lines (`index.readers.dialects`).  A row of more or fewer cells than the header is
refused: what is one cell further may be in any column.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, TextIO

from index.documents.article import Article
from index.readers.dialects import dialect_of
from index.readers.metadata import remarks
from index.readers.records import Records, no_text
from index.sources import limits
from index.sources.columns import columns_among
from index.sources.content import BadLineError, open_found
from index.sources.encodings import NOT_ALL_UTF_8, open_text
from index.sources.files import BadInput, FoundFile
from index.sources.options import ReadingOptions

if TYPE_CHECKING:
    from _csv import Reader

SAMPLE_CHARACTERS = 100_000
"""How much of a table its dialect is told by."""

_SEPARATOR_NAMED = re.compile(r"sep=(.)[ \t]*\r?\n", re.IGNORECASE)
"""What Excel writes as the first line."""

csv.field_size_limit(limits.MAX_ARTICLE_CHARACTERS)


def read_table(found: FoundFile, options: ReadingOptions) -> Iterator[Article | BadInput]:
    """Yield the article, or what is bad, of each row; raise BadLineError where no column holds the text."""
    records = Records(found.shown, found.relative, options, "row")
    with open_found(found) as stream:
        text, about = open_text(stream, options)
        with text:
            yield from records.listed(_articles(text, records))
    yield from remarks(found.shown, encoding=about)


def _articles(text: TextIO, records: Records) -> Iterator[Article | BadInput]:
    sample = text.read(SAMPLE_CHARACTERS) + text.readline(limits.MAX_LINE_BYTES)
    is_whole = len(sample) < SAMPLE_CHARACTERS
    sample = sample.removeprefix("\ufeff").replace("\0", "\ufffd")
    if named := _SEPARATOR_NAMED.match(sample):
        sample = sample[named.end() :]
    delimiter = named[1] if named else ""
    dialect = dialect_of(sample, records.options.columns, delimiter=delimiter, is_whole=is_whole)
    lines = chain(_lines(io.StringIO(sample, newline="")), _lines(text))
    rows = csv.reader(lines, **dialect)
    header = [name.strip() for name in next(rows, [])]
    while header and not header[-1]:
        header.pop()
    _require(header, records.options)
    is_altered = False
    for number, (line, row) in enumerate(_rows(rows, 1 + bool(named)), 1):
        try:
            if isinstance(row, BadLineError):
                raise row
            is_altered = is_altered or any("\ufffd" in cell for cell in row)
            yield records.article(_record(header, row), number, line)
        except BadLineError as error:
            yield BadInput(records.shown, line, error.reason)
    if is_altered and not records.options.encoding:
        yield from remarks(records.shown, encoding=NOT_ALL_UTF_8)


def _lines(text: TextIO) -> Iterator[str]:
    """Yield the lines of a text; raise BadLineError where one is over the limit."""
    number = 0
    while line := text.readline(limits.MAX_LINE_BYTES + 1):
        number += 1
        if len(line) > limits.MAX_LINE_BYTES:
            about = f"the line is longer than {limits.MAX_LINE_BYTES:,} characters; the rest of the file was not read"
            raise BadLineError(about, number)
        yield line.replace("\0", "\ufffd")


def _require(header: list[str], options: ReadingOptions) -> None:
    """Raise BadLineError where a column that was asked for is not there, or none that holds the text."""
    names = ", ".join(f"“{name}”" for name in header[:20]) or "none"
    for field, column in options.columns.items():
        if column not in header:
            raise BadLineError(f"there is no column “{column}” for the {field}; its columns are {names}", 1)
    if not columns_among(header, options.columns)["text"]:
        raise BadLineError(no_text(header, options, "column"), 1)


def _rows(rows: "Reader", before: int) -> Iterator[tuple[int, list[str] | BadLineError]]:
    """Yield each row that is not empty with the number of its first line, `before` of which the reader has not seen."""
    while True:
        line = rows.line_num + before
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, BadLineError(f"the row can't be read: {error}; a quotation mark may be left open")
            continue
        if any(row):
            yield line, row


def _record(header: list[str], row: list[str]) -> Mapping[str, object]:
    while len(row) > len(header) and not row[-1]:
        row.pop()
    if len(row) != len(header):
        raise BadLineError(f"the row has {_cells(len(row))}, the header {len(header)}")
    return dict(zip(header, row, strict=True))


def _cells(count: int) -> str:
    return f"{count} cell{'s' * (count != 1)}"
