"""What promises cost: each is measured against the program without it, which is as it was afterwards."""

import json
from pathlib import Path

import pytest

from benchmarks.promises import OF_A_REBUILD, OF_A_SEARCH, Cost, main, searches
from index.store.files.checked import CheckedFile
from search.request import SearchRequest

pytestmark = pytest.mark.slow


def test_the_benchmark_runs(sample_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = [{"title": f"Tide {number}", "text": "The tide was late, Ada Lund said."} for number in range(3)]
    articles = tmp_path / "articles.jsonl"
    articles.write_text("".join(json.dumps(one) + "\n" for one in written))

    assert main(["--index", str(sample_index), "--questions", "2", "--articles", "2", str(articles)]) == 0
    printed = capsys.readouterr().out
    for promise in (*OF_A_SEARCH, *OF_A_REBUILD, "all of these", "requests are noted", "the whole index is verified"):
        assert f"| {promise} |" in printed


@pytest.mark.parametrize("promise", OF_A_SEARCH)
def test_what_is_left_out_is_there_again_afterwards(promise: str, sample_index: Path) -> None:
    before = {name: getattr(CheckedFile, name) for name in ("require", "bytes")}
    warm, first = searches(sample_index, [SearchRequest("tide")], OF_A_SEARCH[promise])
    assert warm.kept > 0 < first.without
    assert {name: getattr(CheckedFile, name) for name in before} == before


def test_a_cost_is_told_as_a_share_of_what_is_without() -> None:
    assert Cost(1.05, 1.0).share == "+5.0 %"
