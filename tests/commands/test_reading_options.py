"""What whoever reads an archive tells of it on the command line: the order of day and month, the names of sources."""

import json
from pathlib import Path

import pytest

from search.archive import Archive
from search.request import SearchRequest
from tests.commands.running import dateline

LINES = (
    {"text": "The pond of Hexley filed a complaint.", "date": "03/04/2022", "source": "echo.example"},
    {"text": "The lake of Hexley joined it.", "date": "05/04/2022", "source": "The Hexley Echo"},
    {"text": "The sea declined to comment.", "date": "2022-04-06", "url": "https://www.echo.example/sea"},
)
LEFT_OUT = "2 dates are left out that may have day or month first: --day-first or --month-first decides."


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    path = tmp_path / "wire.jsonl"
    path.write_text("\n".join(map(json.dumps, LINES)))
    return path


def days(index: Path) -> set[str | None]:
    found = Archive(index).search(SearchRequest("the")).results
    return {hit.article.date for hit in found}


def test_dates_of_two_readings_are_left_out_and_counted_in_one_line(wire: Path, tmp_path: Path) -> None:
    run = dateline("rebuild", wire, "--index", tmp_path / "index")

    assert run.returncode == 0
    assert run.stdout.splitlines()[-1] == LEFT_OUT
    assert run.stderr.splitlines() == [
        f"{wire}, line 1: the date “03/04/2022” may be 2022-04-03 or 2022-03-04, and is left out",
        f"{wire}, line 2: the date “05/04/2022” may be 2022-04-05 or 2022-05-04, and is left out",
    ]
    assert days(tmp_path / "index") == {None, "2022-04-06"}


@pytest.mark.parametrize(
    ("order", "first", "second"),
    [("--day-first", "2022-04-03", "2022-04-05"), ("--month-first", "2022-03-04", "2022-05-04")],
)
def test_their_order_can_be_told(wire: Path, tmp_path: Path, order: str, first: str, second: str) -> None:
    run = dateline("rebuild", wire, order, "--index", tmp_path / "index")

    assert (run.returncode, run.stderr) == (0, "")
    assert LEFT_OUT not in run.stdout
    assert days(tmp_path / "index") == {first, second, "2022-04-06"}


def test_annotate_takes_the_same_options(wire: Path) -> None:
    assert len(dateline("annotate", wire).stderr.splitlines()) == 2
    assert dateline("annotate", wire, "--day-first").stderr == ""


def test_a_table_calls_sources_by_one_name(wire: Path, tmp_path: Path) -> None:
    table = tmp_path / "sources.tsv"
    table.write_text("# ours\nEcho\techo.example\tHexley Echo\n", "utf-8-sig")

    run = dateline("rebuild", wire, "--sources", table, "--day-first", "--index", tmp_path / "index")

    assert run.returncode == 0, run.stderr
    page = Archive(tmp_path / "index").search(SearchRequest("the"))
    assert [(one.value, one.count) for one in page.facets.of("source")] == [("Echo", 3)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "No such file or directory"),
        (b"Echo\techo.example\nLeaf\n", "line 2 has one name alone: other names follow it, each after a tab"),
        (b"\xff\xfe\0", "it is not in UTF-8"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_in_a_sentence(
    wire: Path, tmp_path: Path, content: bytes | None, reason: str
) -> None:
    table = tmp_path / "sources.tsv"
    if content is not None:
        table.write_bytes(content)

    run = dateline("rebuild", wire, "--sources", table, "--index", tmp_path / "index")

    assert run.returncode == 1
    assert run.stderr == f"Error: The table of sources {table} can't be read: {reason}.\n"
    assert not (tmp_path / "index").exists()
