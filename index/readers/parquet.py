"""Read Parquet, as `dateline export` and data sets come: one article a row, its columns found by their names.

Only the columns that `index.sources.columns` knows are read, some rows at a time.
"""

from collections.abc import Iterator, Mapping

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

from index.documents.article import Article
from index.readers.records import Records, no_text
from index.sources.columns import columns_among
from index.sources.content import BadLineError, open_found
from index.sources.files import BadInput, FoundFile
from index.sources.options import ReadingOptions
from index.sources.unpacking import Budget, seekable

ROWS_AT_ONCE = 16
_OF_AN_EXPORT = "schema"


def read_parquet(found: FoundFile, options: ReadingOptions) -> Iterator[Article | BadInput]:
    """Yield the article, or what is bad, of each row; raise BadLineError where no column holds the text."""
    records = Records(found.shown, found.relative, options, "row")
    with open_found(found) as stream, seekable(stream) as file:
        try:
            table = parquet.ParquetFile(file)
            wanted = _wanted(table.schema_arrow.names, options)
            _bound(table.metadata, wanted, found.budget or Budget(found.size))
            yield from records.listed(_articles(table, wanted, records))
        except (pa.ArrowException, OSError) as error:
            raise BadLineError(f"the Parquet file is broken: {str(error).splitlines()[0]}") from error


def _wanted(names: list[str], options: ReadingOptions) -> list[str]:
    columns = columns_among(names, options.columns)
    missing = next((name for name in options.columns.values() if name.partition(".")[0] not in names), None)
    if not columns["text"] or missing:
        raise BadLineError(f"there is no column “{missing}”" if missing else no_text(names, options, "column"))
    known = {name.partition(".")[0] for held in columns.values() for name in held}
    return [name for name in names if name in known or name == _OF_AN_EXPORT]


def _bound(metadata: parquet.FileMetaData, wanted: list[str], budget: Budget) -> None:
    """Take from a budget what the columns unpack to, as the file says itself."""
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        for chunk in map(group.column, range(group.num_columns)):
            if chunk.path_in_schema.partition(".")[0] in wanted:
                budget.take(chunk.total_uncompressed_size)


def _articles(table: parquet.ParquetFile, wanted: list[str], records: Records) -> Iterator[Article | BadInput]:
    number = 0
    for batch in table.iter_batches(ROWS_AT_ONCE, columns=wanted, use_threads=False):
        for row in batch.to_pylist():
            number += 1
            try:
                yield records.article(_written(row), number)
            except BadLineError as error:
                yield BadInput(records.shown, None, f"row {number}: {error.reason}")
    if not number:
        yield BadInput(records.shown, None, "it holds no article")


def _written(row: Mapping[str, object]) -> dict[str, object]:
    """Write days and times as in JSON."""
    return {name: str(value.isoformat()) if hasattr(value, "isoformat") else value for name, value in row.items()}
