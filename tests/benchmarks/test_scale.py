"""What a million paragraphs cost: a whole small run, the kinds of files, and the line through the sizes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import scale
from benchmarks.scale_measuring import FILES, SEGMENTS, CommandError, by_kind, dateline, processes
from benchmarks.scale_plan import FIGURES
from tests.benchmarks.test_engine import folder  # noqa: F401  # a fixture
from tests.conftest import PROJECT


def test_files_are_counted_by_the_first_kind_that_fits() -> None:
    sizes = {
        "whoosh/MAIN.postings": 5,
        "paragraphs.records": 7,
        "copies.keys": 11,
        "date.column": 13,
        "people.jsonl": 17,
    }

    assert list(by_kind(sizes.items(), FILES).values()) == [7, 5, 11, 13, 17]


def test_segments_are_counted_by_extension() -> None:
    sizes = {"fdt": 5, "pos": 7, "nvd": 11, "dvd": 13, "kdd": 17, "si": 19}

    assert list(by_kind(sizes.items(), SEGMENTS).values()) == [5, 18, 30, 19]


def test_the_last_column_is_the_slope_of_the_line_through_the_sizes() -> None:
    found = [
        {"paragraphs": size, "articles": size / 10, "on disk, MB": 3.0 + size / 1e6 * 700, "only once": 2.0}
        for size in (1e5, 2e5, 4e5)
    ]
    del found[1]["only once"], found[2]["only once"]

    lines = scale.table([*found, {"paragraphs": 3e5, "growth: a search, CPU ms": 2.0}]).splitlines()

    assert lines[0] == "| paragraphs | 100,000 | 200,000 | 400,000 | a million more | power | sizes |"
    assert lines[3:] == [
        "| on disk, MB | 73.0 | 143 | 283 | 700 | 0.98 | 3 |",
        "| only once | 2.00 |  |  | – | – | 1 |",
    ]


def test_a_size_that_is_measured_later_is_put_beside_the_others() -> None:
    kept = [{"paragraphs": 10, "on disk, MB": 1.0, "articles": 1}, {"paragraphs": 30, "on disk, MB": 3.0}]

    found = scale.merged([*kept, {"paragraphs": 20, "on disk, MB": 2.0}, {"paragraphs": 10, "on disk, MB": 1.5}])

    assert found == [
        {"paragraphs": 10, "on disk, MB": 1.5, "articles": 1},
        {"paragraphs": 20, "on disk, MB": 2.0},
        {"paragraphs": 30, "on disk, MB": 3.0},
    ]


def test_the_table_of_the_documents_is_what_was_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert scale.main(["--figures", str(FIGURES)]) == 0

    assert capsys.readouterr().out in (PROJECT / "docs" / "scale.md").read_text("utf-8")


def test_a_process_is_found_with_those_below_it() -> None:
    waits = "import sys; print(1, flush=True); sys.stdin.read()"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{waits}'])"
    with subprocess.Popen([sys.executable, "-c", child], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None and run.stdin is not None
        run.stdout.readline()
        found = list(processes(run.pid))
        run.stdin.close()

    assert found[0] == run.pid
    assert len(found) == (2 if Path("/proc/self/task").exists() else 1)


def test_a_command_that_fails_is_told_by_its_last_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nothing-here"):
        dateline("rebuild", str(tmp_path / "nothing-here"), "--index", str(tmp_path / "index"))


@pytest.mark.slow
def test_a_small_run_tells_what_each_size_costs(
    folder: Path,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    options = ["--sizes", "60,120", "--corpora", str(folder), "--work", str(tmp_path), "--processes", "1"]
    saved = tmp_path / "figures.json"
    assert scale.main([*options, "--seconds", "0.5", "--questions", "5", "--save", str(saved)]) == 0

    assert len(json.loads(saved.read_text("utf-8"))) == 2
    printed = capsys.readouterr().out
    for title in ("annotating, CPU s", "on disk, MB: postings", "a search, CPU ms", "server, MB of its own"):
        assert f"| {title} |" in printed
    kept = json.loads((tmp_path / "scale-60.json").read_text("utf-8"))
    assert 60 <= kept["paragraphs"] < 120

    (tmp_path / "scale-60.json").write_text(json.dumps(kept | {"cluster: documents": 90}), "utf-8")
    monkeypatch.setattr(scale, "_asked", lambda *_: {f"cluster: {scale.SHARD_COSTS}": 29.0})
    address = "opensearch+http://127.0.0.1:9/scale"
    again = ["--sizes", "60", "--work", str(tmp_path), "--cluster", address, "--again"]
    assert scale.main([*again, "--save", str(saved)]) == 0
    first, _ = json.loads(saved.read_text("utf-8"))
    assert first["cluster: a search, CPU ms of the nodes"] == 29.0
    assert first["on disk, MB"] == kept["on disk, MB"]
    capsys.readouterr()

    archive = str(tmp_path / "120")
    assert scale.main(["--sizes", "", "--archive", archive, "--seconds", "0.5", "--questions", "5"]) == 0
    assert "| a search, CPU ms |" in capsys.readouterr().out


def test_without_corpora_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scale.main(["--sizes", "100", "--corpora", str(tmp_path), "--work", str(tmp_path / "work")]) == 1
    assert str(tmp_path) in capsys.readouterr().err
