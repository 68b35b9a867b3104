"""Bad input and odd states of the index directory: one clear line each, and nothing that was there is lost."""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from index.store.generation import IndexDirectory
from tests.commands.running import ARTICLE, DATELINE, dateline, fails_in_one_line, installed


def test_annotate_reports_a_bad_line_and_goes_on() -> None:
    run = dateline("annotate", "--json", "-", stdin='{"id": 1\n' + json.dumps({"id": "x", "text": ARTICLE}) + "\n")
    assert run.returncode == 1
    assert [json.loads(line)["id"] for line in run.stdout.splitlines()] == ["x"]
    assert "standard input, line 1: malformed JSON" in run.stderr
    assert run.stderr.splitlines()[-1] == "Error: 1 file or line could not be read; the rest is annotated."


def test_bad_files_are_listed_and_the_rest_is_published(articles: Path, tmp_path: Path) -> None:
    (articles / "noise.txt").write_bytes(b"\x00\x01")
    (articles / "latin.txt").write_bytes("Der Fluß steigt.".encode("latin-1"))
    (articles / "more.jsonl").write_text('{"id": 1, "text": "A good line of text."}\n{"id": 2, "text"}\n')
    run = dateline("rebuild", articles, "--index", tmp_path / "index")
    assert run.returncode == 1
    assert "3 articles" in run.stdout
    for reported in (
        "noise.txt: it is binary",
        "latin.txt: it is no UTF-8, and read as windows-1252",
        "more.jsonl, line 2: malformed JSON",
    ):
        assert reported in run.stderr
    assert run.stderr.splitlines()[-1] == "Error: 2 files or lines could not be read; the rest is indexed."
    assert dateline("search", "monster", "--index", tmp_path / "index").stdout.startswith("1 paragraph")


def test_what_is_only_remarked_on_is_no_failure(articles: Path, tmp_path: Path) -> None:
    (articles / "latin.txt").write_bytes("Der Fluß steigt.".encode("latin-1"))
    run = dateline("rebuild", articles, "--index", tmp_path / "index")
    assert run.returncode == 0
    assert run.stderr.splitlines()[-1].endswith("latin.txt: it is no UTF-8, and read as windows-1252")


def test_when_nothing_is_readable_the_old_index_stays(articles: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    dateline("rebuild", articles, "--index", index)
    empty = tmp_path / "empty"
    empty.mkdir()
    for path in (empty, tmp_path / "nowhere", "/dev/null"):
        assert "Nothing was indexed" in fails_in_one_line(dateline("rebuild", path, "--index", index))
    assert dateline("search", "monster", "--index", index).stdout.startswith("1 paragraph")


def test_articles_with_one_url_are_not_indexed_twice(tmp_path: Path) -> None:
    lines = [{"id": str(n), "url": "https://example.org/log", "text": f"Log number {n} floats."} for n in (1, 2)]
    (tmp_path / "logs.jsonl").write_text("\n".join(map(json.dumps, lines)))
    run = dateline("rebuild", tmp_path / "logs.jsonl", "--index", tmp_path / "index")
    assert run.returncode == 1
    assert "1 article," in run.stdout
    assert "the first one is kept" in run.stderr


@pytest.mark.parametrize("command", [["search", "log"], ["info"], ["verify"]])
def test_without_an_index_the_one_command_that_makes_one_is_named(command: list[str], tmp_path: Path) -> None:
    assert "dateline rebuild PATH..." in fails_in_one_line(dateline(*command, "--index", tmp_path / "nowhere"))


@pytest.mark.parametrize("command", [["search", "log"], ["info"], ["rebuild", "articles"]])
def test_a_foreign_directory_is_left_alone(command: list[str], articles: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "thesis"
    foreign.mkdir()
    (foreign / "chapter.txt").write_text("ten years")
    assert "did not make" in fails_in_one_line(dateline(*command, "--index", foreign, cwd=tmp_path))
    assert [path.name for path in foreign.iterdir()] == ["chapter.txt"]


def test_a_damaged_index_is_said_to_be(articles: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    dateline("rebuild", articles, "--index", index)
    [postings] = (IndexDirectory(index).current().folder / "whoosh").glob("*.postings")
    content = bytearray(postings.read_bytes())
    content[len(content) // 2] ^= 1
    postings.write_bytes(content)
    for command in (["search", "log"], ["verify"]):
        assert "does not have its checksum" in fails_in_one_line(dateline(*command, "--index", index))


def test_a_query_beyond_the_limit_is_refused(sample_index: Path) -> None:
    assert "Shorten it" in fails_in_one_line(dateline("search", "a" * 10_000, "--index", sample_index))


def test_a_setting_that_is_no_number_is_named(sample_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_MAX_NESTING", "deep")
    run = dateline("search", "log", "--index", sample_index)
    assert "DATELINE_MAX_NESTING is 'deep'" in fails_in_one_line(run)


def test_a_second_rebuild_is_told_who_holds_the_lock(articles: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    with IndexDirectory(index).lock():
        assert f"process id {os.getpid()}" in fails_in_one_line(installed("rebuild", articles, "--index", index))


def test_an_index_that_is_removed_while_it_is_rebuilt_is_one_line(tmp_path: Path, articles: Path) -> None:
    index, big = tmp_path / "index", tmp_path / "big.jsonl"
    big.write_text("".join(json.dumps({"id": number, "text": ARTICLE * 5}) + "\n" for number in range(1_000)))
    command = [DATELINE, "rebuild", str(big), "--index", str(index)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not (index / "generations" / "000001").exists():
            time.sleep(0.01)
        shutil.rmtree(index.rename(tmp_path / "removed"), ignore_errors=True)
        out, said = process.communicate(timeout=300)
    fails_in_one_line(subprocess.CompletedProcess(command, process.returncode, out, said))


def test_when_nothing_is_readable_the_first_reasons_are_named_and_all_are_counted(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text("{\n" * 1_200)
    message = fails_in_one_line(dateline("rebuild", tmp_path / "many.jsonl", "--index", tmp_path / "index"))
    assert "many.jsonl, line 1: malformed JSON" in message
    assert "many.jsonl, line 3: malformed JSON" in message
    assert "; and 1,197 more files or lines." in message
    assert "Error: 1,200 files or lines" in dateline("annotate", tmp_path / "many.jsonl").stderr


@pytest.mark.parametrize("name", ["LOCK", "CURRENT", "FORMAT"])
def test_a_folder_where_a_file_should_be_is_named(articles: Path, tmp_path: Path, name: str) -> None:
    index = tmp_path / "index"
    dateline("rebuild", articles, "--index", index)
    (index / name).unlink()
    (index / name).mkdir()
    assert f"{name}: " in fails_in_one_line(dateline("rebuild", articles, "--index", index))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
@pytest.mark.parametrize("name", [".", "LOCK", "CURRENT", "FORMAT", "generations"])
def test_what_may_not_be_read_or_written_is_named(articles: Path, tmp_path: Path, name: str) -> None:
    index = tmp_path / "index"
    dateline("rebuild", articles, "--index", index)
    (index / name).chmod(0)
    try:
        fails_in_one_line(dateline("rebuild", articles, "--index", index))
        if name != "LOCK":
            fails_in_one_line(dateline("search", "log", "--index", index))
    finally:
        (index / name).chmod(0o700)


def test_an_index_of_nothing_is_not_sound(articles: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    dateline("rebuild", articles, "--index", index)
    folder = IndexDirectory(index).current().folder
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "manifest.json").write_text('{"created": "", "counts": {}, "files": {}}')
    assert "damaged" in fails_in_one_line(dateline("verify", "--index", index))


@pytest.mark.parametrize("arguments", [["rebuild", ""], ["annotate", ""], ["search", "x", "--index", ""]])
def test_an_empty_path_is_refused_in_one_line(arguments: list[str], tmp_path: Path) -> None:
    run = dateline(*arguments, cwd=tmp_path)
    assert (run.returncode, run.stderr) == (2, "Error: An empty path names no file or folder.\n")
    assert not list(tmp_path.iterdir())
