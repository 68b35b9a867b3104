"""The account that a rebuild gives: what was read, refused and passed over, and that the numbers add up."""

import gzip
import io
import json
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from index.pipeline.account import ReportError, ledger
from index.pipeline.rebuild import rebuild
from index.store.generation import IndexDirectory
from tests.commands.running import DATELINE, dateline

LINE = {"title": "Pond complains", "text": "The pond of Hexley filed a complaint.", "date": "2031-09-10"}


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    """A folder with a file of each kind, and most that can be wrong with one."""
    folder = tmp_path / "untidy"
    folder.mkdir()
    for name, content in {
        "a.txt": b"The pond of Hexley filed a complaint.",
        "b.md": b"---\ntitle: Pond\ndate: 2031-02-30\n---\nThe pond of Hexley has agreed.",
        "c.html": b"<html><body></body></html>",
        "d.jsonl": b'{"text": "A good line, in full."}\n{"text"}\n' + json.dumps(LINE).encode(),
        "e.csv": b"title,text,date\nPond,It is deep in the middle.,2031-09-11\nLake,It is deeper.,2031-09-12,x\n",
        "f.json": json.dumps([LINE | {"text": "The lake joined it."}, {"name": "x"}]).encode(),
        "g.txt": "Der Fluß steigt über die Ufer.".encode("latin-1"),
        "h.txt": b"\0\1",
        "picture.jpg": b"\xff\xd8",
        "picture2.jpg": b"\xff\xd8",
        "style.css": b"p { color: green }",
        "notes": b"Buy milk.",
        "empty.jsonl": b"",
        "k.md": b"---\nurl: https://echo.example/pond\n---\nThe pond of Hexley sleeps.",
        "l.md": b"---\nurl: https://echo.example/pond\n---\nThe pond of Hexley sleeps.",
    }.items():
        (folder / name).write_bytes(content)
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        archive.writestr("y.txt", "The lake of Hexley filed one, too.")
        archive.writestr("../x.txt", "The sea filed none.")
        archive.writestr("sound.mp3", "ID3")
    (folder / "link.txt").symlink_to("/etc/hostname")
    return folder


def test_the_account_says_what_was_read_refused_and_passed_over(untidy: Path, tmp_path: Path) -> None:
    run = dateline("rebuild", untidy, "--index", tmp_path / "index")

    assert run.returncode == 1
    _, account, refused, remarks = run.stdout.splitlines()
    assert account == (
        "Of 23 found, 9 read, 8 refused, 1 there already, 5 passed over (.jpg: 2, no ending: 1, .css: 1, .mp3: 1)."
    )
    assert refused.startswith("Refused: ")
    assert "it holds no article: 1" in refused or "others" in refused
    assert remarks == "6 articles have no date; 1 date could not be read; 1 file is not in UTF-8."
    assert run.stderr.splitlines()[-1] == (
        "Error: 8 files or lines could not be read and 1 article was there already; the rest is indexed."
    )


def test_the_numbers_of_the_account_are_data_and_add_up(untidy: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.jsonl"
    summary = rebuild([untidy], tmp_path / "index", report=report)
    account = summary.account

    lines = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    outcomes: Counter[str] = Counter()
    for line in lines:
        outcomes[line["outcome"]] += line.get("count", 1)
    assert outcomes == {
        "read": account.articles,
        "refused": account.refused,
        "repeated": account.repeated,
        "passed over": sum(account.passed_over.values()),
        "date": account.unread_dates,
        "encoding": account.guessed_encodings,
    }
    assert account.articles == summary.counts["articles"]
    assert account.refused + account.repeated == sum(item.failures for item in summary.bad)
    assert account.refused == sum(account.reasons.values())
    assert account.found == account.articles + account.refused + account.repeated + sum(account.passed_over.values())
    assert account.undated == sum(line["outcome"] == "read" and "date" not in line for line in lines)


def test_every_file_of_a_folder_is_in_the_report(untidy: Path, tmp_path: Path) -> None:
    rebuild([untidy], tmp_path / "index", report=tmp_path / "report.jsonl")

    told = {json.loads(line)["path"] for line in (tmp_path / "report.jsonl").read_text("utf-8").splitlines()}
    assert {str(path) for path in untidy.iterdir() if path.suffix != ".zip"} <= told
    assert {f"{untidy}/z.zip/{name}" for name in ("y.txt", "../x.txt", "sound.mp3")} <= told


def test_a_report_names_articles_by_their_ids_and_refusals_by_their_lines(untidy: Path, tmp_path: Path) -> None:
    run = dateline("rebuild", untidy / "d.jsonl", "--index", tmp_path / "index", "--report", tmp_path / "report")

    assert run.returncode == 1
    undated, dated, refused = [json.loads(line) for line in (tmp_path / "report").read_text("utf-8").splitlines()]
    assert undated["outcome"] == dated["outcome"] == "read"
    assert (dated["title"], dated["date"]) == ("Pond complains", "2031-09-10")
    assert refused == {
        "path": f"{untidy}/d.jsonl",
        "line": 2,
        "outcome": "refused",
        "reason": "malformed JSON at character 8: Expecting ':' delimiter",
    }
    address = f"/articles/{dated['id']}"
    found = json.loads(dateline("search", "complaint", "--json", "--index", tmp_path / "index").stdout)
    assert address in {result["url"].partition("?")[0] for result in found["results"]}


def test_where_all_is_read_the_account_is_one_line(articles: Path, tmp_path: Path) -> None:
    run = dateline("rebuild", articles, "--index", tmp_path / "index")

    assert run.stdout.splitlines()[1:] == ["Of 1 found, 1 read.", "1 article has no date."]


@pytest.mark.parametrize("command", ["rebuild", "update"])
def test_where_the_report_of_a_build_fails_at_its_end_nothing_is_published(
    articles: Path, tmp_path: Path, command: str
) -> None:
    """What is short is written when all is done: that used to be after the index was published."""
    index = tmp_path / "index"
    rebuild([articles], index)
    before = IndexDirectory(index).published()
    (articles / "pond.txt").write_text("The pond of Hexley sleeps.")
    run = dateline(command, articles, "--index", index, "--report", "/dev/full")
    assert run.stderr == "Error: The report /dev/full can't be written: No space left on device.\n"
    assert IndexDirectory(index).published() == before
    assert dateline(command, articles, "--index", index, "--report", tmp_path / "report").returncode == 0
    assert "pond.txt" in (tmp_path / "report").read_text()


@pytest.mark.parametrize("command", ["rebuild", "update"])
def test_a_report_is_left_alone_while_another_process_writes(articles: Path, tmp_path: Path, command: str) -> None:
    index, report = tmp_path / "index", tmp_path / "report"
    rebuild([articles], index)
    report.write_text("what the other process reports\n")
    with IndexDirectory(index).lock():
        run = dateline(command, articles, "--index", index, "--report", report)
    assert "is being written by another process" in run.stderr
    assert report.read_text() == "what the other process reports\n"


def test_a_report_that_fails_does_not_hide_what_else_failed() -> None:
    with pytest.raises(KeyboardInterrupt), ledger(Path("/dev/full")) as noted:
        noted._write({"path": "a.txt"})
        raise KeyboardInterrupt
    with pytest.raises(ReportError), ledger(Path("/dev/full")) as noted:
        noted._write({"path": "a.txt"})
        noted.complete()


def test_a_report_that_can_t_be_written_is_one_line_and_the_old_index_stays(articles: Path, tmp_path: Path) -> None:
    run = dateline("rebuild", articles, "--index", tmp_path / "index", "--report", tmp_path / "no" / "report")

    assert run.returncode == 1
    assert run.stderr == f"Error: The report {tmp_path}/no/report can't be written: No such file or directory.\n"
    assert not (tmp_path / "index" / "CURRENT").exists()


def test_columns_and_members_are_named_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text("what;said\nPond complains;The pond of Hexley filed a complaint.\n")
    arguments = ("rebuild", tmp_path / "export.csv", "--index", tmp_path / "index")

    assert "--map text=NAME" in dateline(*arguments).stderr
    run = dateline(*arguments, "--map", "title=what", "--map", "text=said")

    assert run.returncode == 0
    assert "Pond complains" in dateline("search", "complaint", "--index", tmp_path / "index").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--map", "headline"], "'headline' is not FIELD=NAME with one of the fields id, title, text"),
        (["--map", "colour=green"], "'colour=green' is not FIELD=NAME"),
        (["--encoding", "klingon"], "'klingon' is no encoding that is known"),
    ],
)
def test_an_option_that_means_nothing_is_wrong_usage(articles: Path, arguments: list[str], said: str) -> None:
    run = dateline("rebuild", articles, *arguments)

    assert run.returncode == 2
    assert said in " ".join(run.stderr.split())


def test_an_encoding_that_is_given_is_used_for_all_text(tmp_path: Path) -> None:
    (tmp_path / "pond.txt").write_bytes("Пруд Хексли подал жалобу на дождь.".encode("koi8-r"))
    index = tmp_path.with_suffix(".index")

    run = dateline("rebuild", tmp_path, "--encoding", "koi8-r", "--index", index)

    assert (run.returncode, run.stderr) == (0, "")
    assert "жалобу" in dateline("search", "жалобу", "--index", index).stdout


@pytest.mark.parametrize(
    ("content", "articles"),
    [
        (json.dumps(LINE).encode() + b"\n" + json.dumps(LINE | {"id": "2"}).encode(), 2),
        (json.dumps([LINE, LINE | {"text": "It is deep."}]).encode(), 2),
        (b"title,text\nPond,It is deep.\n", 1),
        (gzip.compress(b"The pond of Hexley filed a complaint."), 1),
    ],
    ids=["json lines", "json", "table", "compressed text"],
)
def test_standard_input_may_be_of_any_format(tmp_path: Path, content: bytes, articles: int) -> None:
    (tmp_path / "more.txt").write_text("The lake of Hexley joined it.")

    command = [DATELINE, "rebuild", "-", str(tmp_path / "more.txt"), "--index", str(tmp_path / "index")]
    run = subprocess.run(command, input=content, capture_output=True, check=False, timeout=120)

    assert run.returncode == 0, run.stderr
    assert f": {articles + 1} articles" in run.stdout.decode()


def test_an_archive_comes_through_a_pipe(tmp_path: Path) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("pond.txt", "The pond of Hexley filed a complaint.")
    command = [DATELINE, "rebuild", "-", "--index", str(tmp_path / "index"), "--report", str(tmp_path / "report")]
    run = subprocess.run(command, input=written.getvalue(), capture_output=True, check=False, timeout=120)

    assert run.returncode == 0, run.stderr
    assert json.loads((tmp_path / "report").read_text())["path"] == "standard input/pond.txt"
