"""Standard streams that are closed, full, or read by nobody any more."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import pytest

from dateline.progress import compile_gazetteer
from index.gazetteer import compiler
from tests.commands.running import DATELINE, fails_in_one_line


def in_shell(command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, shell=True, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("annotate - <&-", "Standard input is closed."),
        ("search log >&-", "Standard output is closed."),
        ("info >/dev/full", "No space left on device."),
        ("search log --json >/dev/full", "No space left on device."),
        ("--help >/dev/full", "No space left on device."),
    ],
)
def test_a_standard_stream_that_cannot_be_used_is_one_line(sample_index: Path, command: str, message: str) -> None:
    if "/dev/full" in command and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    assert message in fails_in_one_line(in_shell(f"DATELINE_INDEX={sample_index} {DATELINE} {command}"))


def test_without_standard_error_the_exit_status_still_tells(sample_index: Path, tmp_path: Path) -> None:
    assert in_shell(f"{DATELINE} search the --index {sample_index} 2>&-").returncode == 0
    assert in_shell(f"{DATELINE} search the --index {tmp_path} 2>&-").returncode == 1


def test_json_is_utf_8_in_any_locale(sample_index: Path) -> None:
    run = subprocess.run(
        [DATELINE, "search", "“bridge”", "--json", "--index", str(sample_index)],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert json.loads(run.stdout.decode("utf-8"))["query"] == "“bridge”"


def test_what_is_published_is_said_to_be_where_nothing_else_can_be(articles: Path, tmp_path: Path) -> None:
    command = [DATELINE, "rebuild", str(articles), "--index", str(tmp_path / "index")]
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=300, check=False)
    said = "Output failed (No space left on device), but generation 000001 is published, and complete."
    assert (run.returncode, run.stderr) == (1, f"Error: {said}\n")


def test_a_reader_that_goes_away_is_no_failure_to_report(sample_index: Path) -> None:
    run = subprocess.run(
        f"{DATELINE} search the --limit 100 --index {sample_index} | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""


def test_what_takes_long_is_said_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    compile_gazetteer()
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(compiler, "write", lambda folder: (folder / "array.npy").write_bytes(b"numbers"))
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    compile_gazetteer()
    said = capsys.readouterr().err
    assert "gazetteer is being compiled" in said
    assert "DATELINE_CACHE" not in said


def test_where_the_gazetteer_is_kept_instead_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(compiler, "write", lambda folder: (folder / "array.npy").write_bytes(b"numbers"))
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    compile_gazetteer()
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert said[1].startswith(f"It can't be kept in {tmp_path / 'file'}, so it is kept in {tmp_path / 'dateline-'}")
    compile_gazetteer()
    assert capsys.readouterr().err == ""
