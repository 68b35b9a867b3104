"""What the commands do when all is well: what they print, where, and with which exit status."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.commands.running import ARTICLE, dateline, installed


@pytest.mark.parametrize(
    "command", ["", "rebuild", "update", "remove", "watch", "annotate", "search", "serve", "info", "export", "verify"]
)
def test_every_command_has_help(command: str) -> None:
    run = dateline(*command.split(), "--help")
    assert run.returncode == 0
    assert run.stdout.startswith("Usage: dateline")


@pytest.mark.parametrize(
    "arguments", [["rebuild"], ["search"], ["serve", "--port", "x"], ["fly"], ["search", "a", "b"]]
)
def test_wrong_usage_is_exit_status_2(arguments: list[str]) -> None:
    assert dateline(*arguments).returncode == 2


def test_commands_work_as_installed(articles: Path, tmp_path: Path) -> None:
    """Each in a process of its own; `dateline serve` is in `tests/web/test_processes.py`."""
    index = ("--index", tmp_path / "index")
    for words, said in (
        (("rebuild", articles, *index), "1 article, 2 paragraphs"),
        (("search", "speaker:lund log", *index), "2 paragraphs"),
        (("info", *index), "articles    1"),
        (("verify", *index), "is sound"),
        (("annotate", articles), "who: Ada Lund (mayor)"),
    ):
        run = installed(*words)
        assert (run.returncode, run.stderr) == (0, "")
        assert said in run.stdout


def test_rebuild_then_search(articles: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    run = dateline("rebuild", articles, "--index", index)
    assert (run.returncode, run.stderr) == (0, "")
    assert "1 article, 2 paragraphs" in run.stdout
    found = dateline("search", "speaker:lund log", "--index", index)
    assert found.returncode == 0
    assert "2 paragraphs" in found.stdout
    assert "[log]" in found.stdout


def test_search_as_json_is_the_contract_of_the_endpoint(sample_index: Path) -> None:
    run = dateline("search", "speaker:okonjo bridge", "--json", "--limit", "3", "--index", sample_index)
    answer = json.loads(run.stdout)
    assert list(answer) == [
        "query", "total", "origins", "took_ms", "page", "size", "results", "facets", "suggestion", "readings",
        "notices", "after", "links",
    ]  # fmt: skip
    assert len(answer["results"]) == 3
    assert "<mark>" in answer["results"][0]["html"]


def test_what_the_archive_has_nothing_of_is_said(sample_index: Path) -> None:
    run = dateline("search", "speaker:nobody", "--index", sample_index)
    assert "No speaker of this archive is called “nobody”." in run.stdout


def test_the_index_is_found_by_its_default_name(articles: Path, tmp_path: Path) -> None:
    assert dateline("rebuild", articles, cwd=tmp_path).returncode == 0
    assert dateline("verify", cwd=tmp_path).returncode == 0
    assert (tmp_path / "dateline-index").is_dir()


def test_info_and_verify_tell_what_is_published(sample_index: Path) -> None:
    about = json.loads(dateline("info", "--json", "--index", sample_index).stdout)
    assert about["articles"] == 22
    assert about["paragraphs"] > 200
    assert "articles    22" in dateline("info", "--index", sample_index).stdout
    assert "is sound" in dateline("verify", "--index", sample_index).stdout


def test_annotate_reads_json_lines_and_keeps_order_ids_and_offsets() -> None:
    texts = {"b": ARTICLE, "a": "Banner\n\n" + ARTICLE}
    stdin = "".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in texts.items())
    run = dateline("annotate", "--json", "-", stdin=stdin)
    assert run.returncode == 0
    annotated = [json.loads(line) for line in run.stdout.splitlines()]
    assert [article["id"] for article in annotated] == ["b", "a"]
    for article in annotated:
        text = texts[article["id"]]
        speakers = [speaker for paragraph in article["paragraphs"] for speaker in paragraph["speakers"]]
        assert [speaker["name"] for speaker in speakers] == ["Ada Lund", "Ada Lund"]
        assert [text[speaker["start"] : speaker["end"]] for speaker in speakers] == ["Ada Lund", "she"]
        [place] = [
            place
            for paragraph in article["paragraphs"]
            for place in paragraph["locations"]
            if place["name"] == "Lerwick"
        ]
        assert (place["mention"], place["country"]) == ("Lerwick", "GB")
        [quotation] = [quotation for paragraph in article["paragraphs"] for quotation in paragraph["quotations"]]
        assert text[quotation["start"] : quotation["end"]] == "It is a log,"
        assert quotation["speaker"] == "Ada Lund"


def test_annotate_for_people(articles: Path) -> None:
    run = dateline("annotate", articles)
    assert "who: Ada Lund (mayor)" in run.stdout
    assert "where: Lerwick" in run.stdout


@pytest.mark.parametrize("query", ["-monster", "-horse", "-title:lake"])
def test_a_query_may_begin_with_a_minus(articles: Path, tmp_path: Path, query: str) -> None:
    index = tmp_path / "index"
    dateline("rebuild", articles, "--index", index)
    for words in ([query, "--json"], ["--json", "--", query]):
        run = dateline("search", "--index", index, *words)
        assert json.loads(run.stdout)["query"] == query


def test_a_misspelt_option_is_no_query() -> None:
    assert "No such option" in dateline("search", "--jsn").stderr
    assert dateline("search", "-h").stdout.startswith("Usage: dateline search")


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems take no such names")
def test_names_of_any_bytes_are_indexed_and_shown_in_their_line(articles: Path, tmp_path: Path) -> None:
    for number, name in enumerate((b"\xff.txt", b"\xfe.txt", b"two\nlines.txt")):
        (articles / os.fsdecode(name)).write_text(f"{ARTICLE}\nThere are {number} more.\n")
    (articles / os.fsdecode(b"noise\xff\x1b[31m\n.txt")).write_bytes(b"\0")
    run = dateline("rebuild", articles, "--index", tmp_path / "index")
    assert "4 articles" in run.stdout
    assert run.stderr.splitlines()[0].startswith(rf"{articles}/noise�\x1b[31m\n.txt: it is binary")
    assert run.stderr.count("\n") == 2
    annotated = dateline("annotate", "--json", articles)
    assert len(annotated.stdout.splitlines()) == 4


def test_folders_with_equal_names_in_them_lose_no_article(tmp_path: Path) -> None:
    for year in ("2021", "2022"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "01.txt").write_text(f"{ARTICLE}\nThat was in {year}.\n")
    for paths in (["2021", "2022"], ["2021/01.txt", "2022/01.txt"]):
        assert "2 articles" in dateline("rebuild", *paths, cwd=tmp_path).stdout
