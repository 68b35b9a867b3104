"""Parquet with an article a row: columns by name, and files that are broken or unpack to too much."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from pyarrow import parquet

from index.documents.article import Article
from index.readers import read_file
from index.sources import limits
from index.sources.files import BadInput, FoundFile
from index.sources.options import ReadingOptions
from index.sources.walk import find_files
from tests.readers.reading import read, read_bad

TEXT = "The pond of Hexley filed a complaint."


def write(folder: Path, columns: Mapping[str, object], name: str = "ponds.parquet") -> Path:
    path = folder / name
    parquet.write_table(pa.table(dict(columns)), path)
    return path


def test_columns_are_found_by_their_names(tmp_path: Path) -> None:
    (article,) = read(
        write(
            tmp_path,
            {
                "Headline": ["Pond complains"],
                "body": [TEXT],
                "published": [datetime(2031, 9, 10, 23, 30, tzinfo=UTC)],
                "newspaper": ["Hexley Echo"],
                "authors": [["Ada Moor", "Joan Holt"]],
                "embedding": [[0.1, 0.2]],
            },
        )
    )

    assert isinstance(article, Article)
    assert (article.title, article.text, article.date, article.source) == (
        "Pond complains",
        TEXT,
        "2031-09-10",
        "Hexley Echo",
    )
    assert article.authors == ("Ada Moor", "Joan Holt")
    assert (article.own_id, article.format, article.line) == ("row-1", "parquet", None)


def test_days_and_missing_values_are_read(tmp_path: Path) -> None:
    columns = {"text": [TEXT, None, "The lake joined it."], "date": [date(2031, 9, 10), date(2031, 9, 11), None]}

    first, bad, last = read(write(tmp_path, columns))

    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert (first.date, last.date) == ("2031-09-10", None)
    assert str(bad).endswith("ponds.parquet: row 2: the article has no text")


def test_it_is_known_by_its_content(tmp_path: Path) -> None:
    (found,) = find_files([write(tmp_path, {"text": [TEXT]}, "ponds.data")])

    assert isinstance(found, FoundFile)
    assert found.format == "parquet"


def test_columns_can_be_told(tmp_path: Path) -> None:
    (found,) = find_files([write(tmp_path, {"what": [TEXT], "inner": [{"head": "Pond"}]})])
    assert isinstance(found, FoundFile)

    (article,) = read_file(found, ReadingOptions(columns={"text": "what", "title": "inner.head"}))
    (bad,) = read_file(found, ReadingOptions(columns={"text": "body"}))

    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Pond", TEXT)
    assert isinstance(bad, BadInput)
    assert bad.reason == "there is no column “body”"


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"what": [TEXT]}, "no column is called text, body or content, but “what”; --map text=NAME says which holds"),
        ({"text": pa.array([], pa.string())}, "it holds no article"),
    ],
)
def test_a_table_without_articles_is_refused(tmp_path: Path, columns: dict[str, object], reason: str) -> None:
    assert read_bad(write(tmp_path, columns)).reason.startswith(reason)


@pytest.mark.parametrize("kept", [8, 0.5, 0.95])
def test_a_broken_file_is_told_in_a_sentence(tmp_path: Path, kept: float) -> None:
    path = write(tmp_path, {"text": [TEXT * 50] * 50, "title": [str(n) for n in range(50)]})
    content = path.read_bytes()
    path.write_bytes(content[: int(kept if kept > 1 else kept * len(content))])

    bad = read_bad(path)

    assert bad.reason.startswith("the Parquet file is broken: ")
    assert "\n" not in bad.reason


def test_damage_within_it_leaves_what_came_before(tmp_path: Path) -> None:
    path = write(tmp_path, {"text": [f"{TEXT} {n}" for n in range(5_000)]})
    content = bytearray(path.read_bytes())
    content[len(content) // 3 : len(content) // 3 + 200] = b"\xff" * 200
    path.write_bytes(content)

    *_, last = read(path)

    assert isinstance(last, (BadInput, Article))


def test_what_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED_FREELY_BYTES", 1_000)
    monkeypatch.setattr(limits, "MAX_UNPACKED_RATIO", 2)
    path = tmp_path / "ponds.parquet"
    texts = [f"{number} {TEXT * 200}" for number in range(100)]
    parquet.write_table(pa.table({"text": texts}), path, compression="zstd", use_dictionary=False)

    assert "unpack" in read_bad(path).reason
