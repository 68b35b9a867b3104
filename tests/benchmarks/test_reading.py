"""The benchmark of reading makes files that are what they are called, and measures what reading them takes."""

from pathlib import Path

import pytest

from benchmarks import reading
from benchmarks.invented import lines


@pytest.mark.parametrize("name", reading.MADE)
def test_files_of_every_format_are_made_and_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / ("file.md" if name == "markdown" else "file.txt")
    path.write_bytes(reading.MADE[name](200_000))

    told = reading.measure(path, path)

    assert told["articles"] >= 1
    assert told["bad"] == 0
    assert told["bytes"] >= 0
    assert told["seconds"] > 0


def test_a_process_of_its_own_is_measured(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(200_000))
    (tmp_path / "small.jsonl").write_bytes(lines(1_000))

    assert reading.measured(tmp_path / "a.jsonl", tmp_path / "small.jsonl")["articles"] == 64
