"""Write articles to Parquet: a row each, their members as columns, lists and structs as in the JSON."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

from index.documents.exported import SCHEMA

ROWS_AT_ONCE = 500
"""Articles of a row group, some 5 MB: what is held at once, and the least that is read of the file."""

_TEXTS = pa.list_(pa.string())
_SPAN = {"start": pa.int32(), "end": pa.int32()}
_MENTION = {**_SPAN, "mention": pa.string()}
_SAID = {**_SPAN, "speaker": pa.string(), "person": pa.string(), "sure": pa.bool_()}


def _objects(members: dict[str, Any]) -> Any:
    return pa.list_(pa.struct(list(members.items())))


PARAGRAPH = {
    **_SPAN,
    "text": pa.string(),
    "stretches": pa.list_(pa.list_(pa.int32())),
    "speakers": _objects(
        {
            **dict.fromkeys(("name", "person", "kind", "role", "by"), pa.string()),
            "sure": pa.bool_(),
            **_MENTION,
        }
    ),
    "quotations": _objects(_SAID),
    "statements": _objects(_SAID),
    "locations": _objects(
        {
            **dict.fromkeys(("id", "name", "kind"), pa.string()),
            **dict.fromkeys(("latitude", "longitude"), pa.float64()),
            "country": pa.string(),
            "within": _TEXTS,
            "probability": pa.float64(),
            "runner_up": pa.string(),
            **_MENTION,
        }
    ),
    "demonyms": _objects({"name": pa.string(), **_MENTION}),
}
PROVENANCE = {
    "file": pa.string(),
    "line": pa.int32(),
    **dict.fromkeys(("entry", "format", "reader", "annotator", "content_hash", "indexed"), pa.string()),
}
ARTICLE = pa.schema(
    {
        **dict.fromkeys(("schema", "id", "title", "date", "source", "url", "section"), pa.string()),
        "authors": _TEXTS,
        **dict.fromkeys(("language", "written_in", "agency"), pa.string()),
        "changes": _TEXTS,
        "text": pa.string(),
        "paragraphs": _objects(PARAGRAPH),
        "provenance": pa.struct(list(PROVENANCE.items())),
    },
    metadata={"schema": SCHEMA},
)


def write_parquet(articles: Iterable[dict[str, Any]], file: BinaryIO) -> tuple[int, int]:
    """Write articles, a row each; return how many there were, and how many paragraphs."""
    count = paragraphs = 0
    with parquet.ParquetWriter(file, ARTICLE, compression="zstd") as writer:
        for rows in _batches(iter(articles)):
            writer.write_table(pa.Table.from_pylist(rows, schema=ARTICLE))
            count += len(rows)
            paragraphs += sum(len(row["paragraphs"]) for row in rows)
    return count, paragraphs


def _batches(articles: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while rows := list(islice(articles, ROWS_AT_ONCE)):
        yield rows
