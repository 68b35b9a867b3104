"""The benchmark of the rebuild does the work of a rebuild, and tells what it took."""

import json
from pathlib import Path

import pytest

from benchmarks import rebuilding
from index.documents.article import Article
from search.archive import Archive
from search.request import SearchRequest

pytestmark = pytest.mark.slow


@pytest.fixture
def file(tmp_path: Path) -> Path:
    lines = [
        {
            "id": f"a{number}",
            "source": "The Paper",
            "text": f"“Clock {number} hums,” said Ada Brook in Lerwick on Monday.",
        }
        for number in range(12)
    ]
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return path


def test_it_prints_the_time_of_the_whole_and_of_every_stage(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rebuilding.main([str(file), "--profiled", "6"]) == 0

    printed = capsys.readouterr().out
    assert "12 articles, 120 words" in printed
    assert "words a second of wall time" in printed
    stages = [line.split("|")[1].strip() for line in printed.splitlines() if line.startswith("|")][2:]
    assert stages[0] == "reading"
    assert {"speakers", "places", "writing"} < set(stages)
    assert stages[-1] == "all"


def test_the_profiled_work_makes_an_index(file: Path, tmp_path: Path) -> None:
    articles = [one for one in rebuilding._articles(file) if isinstance(one, Article)]
    profile = rebuilding.profile(file, articles[::2], 2, tmp_path / "index")

    assert all(seconds >= 0 for seconds in profile.seconds.values())
    page = Archive(tmp_path / "index").search(SearchRequest('speaker:"Ada Brook" location:lerwick clock'))
    assert page.total == 6


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rebuilding.main([str(tmp_path / "none.jsonl")]) == 1
    assert "none.jsonl is needed" in capsys.readouterr().err
