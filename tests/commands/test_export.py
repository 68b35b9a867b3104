"""The whole archive out again: every member documented, in both formats, and back in by a rebuild."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet  # type: ignore[import-untyped]
import pytest

from dateline.exporting import complete_file, write_json_lines
from index.errors import DatelineError
from index.store.files import filesystem
from search.archive import Archive
from search.request import SearchRequest
from tests.commands.running import dateline, fails_in_one_line, installed
from tests.conftest import PROJECT
from web.api.members import article_members, search_members

QUESTIONS = (
    "speaker:okonjo bridge",
    "said:winter",
    "location:portugal",
    "the",
    '"eleven minutes"',
    "tide OR clock -bridge",
    "source:gazette date:2022-03..2024-06",
)
NOT_THE_SAME = {"took_ms", "after", "links", "provenance", "stretches", "generation"}


@pytest.fixture(scope="module")
def exported(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "archive.jsonl"
    run = dateline("export", path, "--index", sample_index)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == f"Wrote 22 articles, 236 paragraphs to {path}.\n"
    return path


def articles_in(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def answers(index: Path) -> list[Any]:
    archive = Archive(index)
    found = [search_members(asked, archive.search(asked), 100) for asked in map(SearchRequest, QUESTIONS)]
    pages = [archive.article(one.article.id) for one in archive.articles()]
    by_id = {page.article.id: article_members(page, "") for page in pages if page}
    return [without_place(found), without_place(by_id)]


def without_place(value: Any) -> Any:
    """Leave out what tells of when and where from, not of what."""
    if isinstance(value, dict):
        return {name: without_place(one) for name, one in value.items() if name not in NOT_THE_SAME}
    return [without_place(one) for one in value] if isinstance(value, list) else value


def test_a_rebuild_of_an_export_gives_the_same_answers(sample_index: Path, exported: Path, tmp_path: Path) -> None:
    run = dateline("rebuild", exported, "--index", tmp_path / "again")
    assert (run.returncode, run.stderr) == (0, "")

    assert answers(tmp_path / "again") == answers(sample_index)

    dateline("export", tmp_path / "again.jsonl", "--index", tmp_path / "again")
    first, second = ({one["id"]: one for one in articles_in(path)} for path in (exported, tmp_path / "again.jsonl"))
    assert without_place(first) == without_place(second)


def test_parquet_is_indexed_again_as_well(sample_index: Path, exported: Path, tmp_path: Path) -> None:
    dateline("export", tmp_path / "archive.parquet", "--index", sample_index)

    run = dateline("rebuild", tmp_path / "archive.parquet", "--index", tmp_path / "again")

    assert (run.returncode, run.stderr) == (0, "")
    dateline("export", tmp_path / "again.jsonl", "--index", tmp_path / "again")
    assert without_place(articles_in(tmp_path / "again.jsonl")) == without_place(articles_in(exported))


def test_offsets_are_into_the_text_of_the_article(exported: Path) -> None:
    mentions = 0
    for article in articles_in(exported):
        text = article["text"]
        for paragraph in article["paragraphs"]:
            assert text[paragraph["start"] : paragraph["end"]] == paragraph["text"]
            for group in ("speakers", "locations", "demonyms"):
                for one in paragraph[group]:
                    assert text[one["start"] : one["end"]] == one["mention"]
                    mentions += 1
            for one in paragraph["quotations"]:
                assert text[one["start"] - 1] in "“‘\"'"
    assert mentions > 200


def test_speakers_are_told_by_the_one_name_of_the_person(exported: Path, sample_index: Path) -> None:
    people = {
        speaker["person"]
        for article in articles_in(exported)
        for paragraph in article["paragraphs"]
        for speaker in paragraph["speakers"]
    }
    listed = Archive(sample_index).values(SearchRequest(), "speaker", 1_000).values

    assert people == {one.value for one in listed}


def test_every_member_is_documented(exported: Path) -> None:
    documented = set(re.findall(r"`([a-z_]+)`", (PROJECT / "docs" / "export.md").read_text("utf-8")))

    def members(value: Any) -> Iterator[str]:
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from one
                for inner in one.values():
                    yield from members(inner)

    assert set(members(articles_in(exported))) <= documented


def test_parquet_holds_the_same(sample_index: Path, exported: Path, tmp_path: Path) -> None:
    run = dateline("export", tmp_path / "archive.parquet", "--index", sample_index)

    assert (run.returncode, run.stderr) == (0, "")
    assert pyarrow.parquet.read_table(tmp_path / "archive.parquet").to_pylist() == articles_in(exported)


def test_both_formats_go_to_standard_output(sample_index: Path, exported: Path, tmp_path: Path) -> None:
    assert installed("export", "-", "--index", sample_index).stdout == exported.read_text("utf-8")

    run = dateline("export", tmp_path / "odd", "--format", "parquet", "--index", sample_index)
    assert run.returncode == 0
    assert (tmp_path / "odd").read_bytes()[:4] == b"PAR1"


def test_without_pyarrow_a_sentence_says_what_adds_it(
    sample_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "dateline.parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    run = dateline("export", tmp_path / "archive.parquet", "--index", sample_index)

    assert fails_in_one_line(run) == (
        "Error: pyarrow, which writes Parquet, is not installed: `make install EXTRAS=parquet` adds it.\n"
    )
    assert not list(tmp_path.iterdir())


def test_what_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "archive.jsonl"
    path.write_text("before")

    def breaks_off() -> Iterator[dict[str, Any]]:
        yield {"paragraphs": []}
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), complete_file(path) as file:
        write_json_lines(breaks_off(), file)

    assert [one.name for one in tmp_path.iterdir()] == ["archive.jsonl"]
    assert path.read_text() == "before"


@pytest.mark.parametrize("stop", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_an_export_that_is_stopped_leaves_nothing_half_written(sample_index: Path, tmp_path: Path, stop: str) -> None:
    program = f"""
import signal
from dateline import exporting
from dateline.cli import main

members = exporting.article_members

def stopped(whole):
    signal.raise_signal(signal.{stop})
    return members(whole)

exporting.article_members = stopped
main(["export", {str(tmp_path / "archive.jsonl")!r}, "--index", {str(sample_index)!r}])
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=300, check=False)
    assert fails_in_one_line(run).startswith("Error: Interrupted")
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_was_planted_beside_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("somebody's")
    path = tmp_path / "archive.jsonl"
    path.symlink_to(victim)
    (tmp_path / "archive.jsonl.part").symlink_to(victim)
    names = set()
    for _ in range(2):
        with complete_file(path) as file:
            names.add(file.name)
            file.write(b"whole")
    assert len(names) == 2, "where it is written to can be guessed"
    assert (victim.read_text(), path.read_text()) == ("somebody's", "whole")
    assert not path.is_symlink()


def test_a_file_is_on_the_disk_before_it_appears(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "archive.jsonl"
    synced = []

    def sync(one: Path) -> None:
        synced.append((one.is_dir(), path.exists(), one.stat().st_size if one.is_file() else 0))

    monkeypatch.setattr(filesystem, "sync", sync)
    with complete_file(path) as file:
        file.write(b"whole")
    assert synced == [(False, False, 5), (True, True, 0)]


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DatelineError, match="pipe is no file that can be replaced"), complete_file(tmp_path / "pipe"):
        pass
    assert (tmp_path / "pipe").is_fifo()
    assert [one.name for one in tmp_path.iterdir()] == ["pipe"]


def test_articles_are_written_one_after_another(tmp_path: Path) -> None:
    held = []

    def articles() -> Iterator[dict[str, Any]]:
        for number in range(3):
            held.append(number)
            yield {"paragraphs": [], "number": number}
            assert file.tell() > 0, "an article is asked for before the one before is written"

    with complete_file(tmp_path / "archive.jsonl") as file:
        assert write_json_lines(articles(), file) == (3, 0)

    assert held == [0, 1, 2]


def test_a_place_that_cannot_be_written_to_is_told_in_a_sentence(sample_index: Path, tmp_path: Path) -> None:
    missing = tmp_path / "none" / "archive.jsonl"

    assert fails_in_one_line(dateline("export", missing, "--index", sample_index)) == (
        f"Error: {missing} can't be written: No such file or directory.\n"
    )
    assert "is a folder" in fails_in_one_line(dateline("export", tmp_path, "--index", sample_index))
    assert "There is no index" in fails_in_one_line(dateline("export", "-", "--index", tmp_path / "no-index"))


def test_an_id_is_kept_of_what_dateline_wrote_alone(exported: Path, tmp_path: Path) -> None:
    first = articles_in(exported)[0]
    with pytest.raises(DatelineError), complete_file(tmp_path):
        pass
    path = tmp_path / "wire.jsonl"
    odd = [
        {"schema": "another", "id": "pond", "text": "A pond is deep."},
        {"schema": "dateline-export-1", "id": "../Pond", "text": "A lake is deep."},
        {"schema": "dateline-export-1", "id": first["id"], "text": "A sea is deep."},
    ]
    path.write_text("\n".join(map(json.dumps, odd)))

    dateline("rebuild", path, "--index", tmp_path / "index")

    ids = [one.article.id for one in Archive(tmp_path / "index").articles()]
    assert [one == first["id"] for one in ids] == [False, False, True]
    assert all(re.fullmatch(r"[a-z0-9-]+", one) for one in ids)
