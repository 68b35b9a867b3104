"""The command as people run it: what it prints, where, and with which exit status."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.generation import IndexDirectory

DATELINE = str(Path(sys.executable).with_name("dateline"))
ARTICLE = "The lake monster of Vorn is a log, said Ada Lund, the mayor.\n\n“It is a log,” she said in Lerwick.\n"


def dateline(*arguments: str | Path, stdin: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [DATELINE, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=120,
        check=False,
        env={name: value for name, value in os.environ.items() if name != "DATELINE_INDEX"},
    )


def fails_in_one_line(run: subprocess.CompletedProcess[str]) -> str:
    """Assert that a command failed as promised, and return what it said."""
    assert run.returncode == 1
    assert run.stderr.startswith("Error: ")
    assert run.stderr.count("\n") == 1
    assert "Traceback" not in run.stderr
    return run.stderr


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "lake.txt").write_text(ARTICLE)
    return folder


@pytest.mark.parametrize("command", ["", "rebuild", "annotate", "search", "serve", "info", "verify"])
def test_every_command_has_help(command: str) -> None:
    run = dateline(*command.split(), "--help")
    assert run.returncode == 0
    assert run.stdout.startswith("Usage: dateline")


@pytest.mark.parametrize(
    "arguments", [["rebuild"], ["search"], ["serve", "--port", "x"], ["fly"], ["search", "a", "b"]]
)
def test_wrong_usage_is_exit_status_2(arguments: list[str]) -> None:
    assert dateline(*arguments).returncode == 2


def test_rebuild_then_search(articles: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    run = dateline("rebuild", articles, "--index", index)
    assert (run.returncode, run.stderr) == (0, "")
    assert "1 articles, 2 paragraphs" in run.stdout
    found = dateline("search", "speaker:lund log", "--index", index)
    assert found.returncode == 0
    assert "2 paragraphs" in found.stdout
    assert "[log]" in found.stdout


def test_search_as_json_is_the_contract_of_the_endpoint(sample_index: Path) -> None:
    run = dateline("search", "speaker:okonjo bridge", "--json", "--limit", "3", "--index", sample_index)
    answer = json.loads(run.stdout)
    assert list(answer) == [
        "query", "total", "took_ms", "page", "size", "results", "facets", "suggestion", "notices", "links",
    ]  # fmt: skip
    assert len(answer["results"]) == 3
    assert "<mark>" in answer["results"][0]["html"]


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


def test_annotate_reports_a_bad_line_and_goes_on() -> None:
    run = dateline("annotate", "--json", "-", stdin='{"id": 1\n' + json.dumps({"id": "x", "text": ARTICLE}) + "\n")
    assert run.returncode == 1
    assert [json.loads(line)["id"] for line in run.stdout.splitlines()] == ["x"]
    assert "standard input, line 1: malformed JSON" in run.stderr


def test_bad_files_are_listed_and_the_rest_is_published(articles: Path, tmp_path: Path) -> None:
    (articles / "noise.txt").write_bytes(b"\x00\x01")
    (articles / "latin.txt").write_bytes("Der Fluß steigt.".encode("latin-1"))
    (articles / "more.jsonl").write_text('{"id": 1, "text": "A good line of text."}\n{"id": 2, "text"}\n')
    run = dateline("rebuild", articles, "--index", tmp_path / "index")
    assert run.returncode == 1
    assert "2 articles" in run.stdout
    for reported in ("noise.txt: it is binary", "latin.txt, line 1: byte 8", "more.jsonl, line 2: malformed JSON"):
        assert reported in run.stderr
    assert dateline("search", "monster", "--index", tmp_path / "index").stdout.startswith("1 paragraph")


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
    assert "1 articles" in run.stdout
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
    [segment] = (IndexDirectory(index).current().folder / "whoosh").glob("*.seg")
    content = bytearray(segment.read_bytes())
    content[len(content) // 2] ^= 1
    segment.write_bytes(content)
    for command in (["search", "log"], ["verify"]):
        assert "does not have its checksum" in fails_in_one_line(dateline(*command, "--index", index))


def test_a_query_beyond_the_limit_is_refused(sample_index: Path) -> None:
    assert "Shorten it" in fails_in_one_line(dateline("search", "a" * 10_000, "--index", sample_index))


def test_a_setting_that_is_no_number_is_named(sample_index: Path) -> None:
    run = subprocess.run(
        [DATELINE, "search", "log", "--index", str(sample_index)],
        env={**os.environ, "DATELINE_MAX_NESTING": "deep"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "DATELINE_MAX_NESTING is 'deep'" in fails_in_one_line(run)


def test_a_second_rebuild_is_told_who_holds_the_lock(articles: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    with IndexDirectory(index).lock():
        assert f"process id {os.getpid()}" in fails_in_one_line(dateline("rebuild", articles, "--index", index))


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_rebuild_leaves_the_old_index(articles: Path, tmp_path: Path, stop: signal.Signals) -> None:
    index, big = tmp_path / "index", tmp_path / "big.jsonl"
    dateline("rebuild", articles, "--index", index)
    with big.open("w") as file:
        for number in range(5_000):
            file.write(json.dumps({"id": number, "text": ARTICLE * 5}) + "\n")
    command = [DATELINE, "rebuild", str(big), "--index", str(index)]
    new = index / "generations" / "000002" / "paragraphs.records"
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            while process.poll() is None and not (new.exists() and new.stat().st_size):
                time.sleep(0.05)
            process.send_signal(stop)
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == (1 if stop == signal.SIGINT else -stop)
    if stop == signal.SIGINT:
        assert said == "Error: Interrupted; what was published before is unharmed.\n"
        assert [folder.name for folder in (index / "generations").iterdir()] == ["000001"]
    assert dateline("search", "monster", "--index", index).stdout.startswith("1 paragraph")
    assert dateline("rebuild", articles, "--index", index).returncode == 0
    assert len(list((index / "generations").iterdir())) == 1


def group_size(leader: int) -> int:
    """Count the processes of a process group."""
    groups = subprocess.run(["ps", "-A", "-o", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in groups.splitlines()]
    return sum(int(group) == leader and not state.startswith("Z") for group, state in rows)


@pytest.mark.parametrize("moment", ["while processes start", "while they work"])
def test_ctrl_c_twice_ends_a_rebuild_with_all_its_processes_and_one_line(
    tmp_path: Path, articles: Path, moment: str
) -> None:
    """A second Ctrl-C used to leave processes waiting for work for ever, an early one their tracebacks."""
    index, big = tmp_path / "index", tmp_path / "big.jsonl"
    dateline("rebuild", articles, "--index", index)
    with big.open("w") as file:
        for number in range(5_000):
            file.write(json.dumps({"id": number, "text": ARTICLE * 5}) + "\n")
    command = [DATELINE, "rebuild", str(big), "--index", str(index), "--processes", "2"]
    written = index / "generations" / "000002" / "paragraphs.records"
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        try:
            while process.poll() is None and not (
                group_size(process.pid) > 2
                if moment == "while processes start"
                else written.exists() and written.stat().st_size
            ):
                time.sleep(0.01)
            os.killpg(process.pid, signal.SIGINT)
            time.sleep(0.02)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert said == "Error: Interrupted; what was published before is unharmed.\n"
    assert process.returncode == 1
    assert [folder.name for folder in (index / "generations").iterdir()] == ["000001"]
    for _ in range(200):  # what tracks the processes' resources ends by itself when they are gone
        if group_size(process.pid) == 0:
            break
        time.sleep(0.05)
    assert group_size(process.pid) == 0


def test_an_index_that_is_removed_while_it_is_rebuilt_is_one_line(tmp_path: Path, articles: Path) -> None:
    index, big = tmp_path / "index", tmp_path / "big.jsonl"
    big.write_text("".join(json.dumps({"id": number, "text": ARTICLE * 5}) + "\n" for number in range(400)))
    command = [DATELINE, "rebuild", str(big), "--index", str(index)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not (index / "generations" / "000001").exists():
            time.sleep(0.01)
        shutil.rmtree(index, ignore_errors=True)
        out, said = process.communicate(timeout=60)
    fails_in_one_line(subprocess.CompletedProcess(command, process.returncode, out, said))


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems take no such names")
def test_names_of_any_bytes_are_indexed_and_shown_in_their_line(articles: Path, tmp_path: Path) -> None:
    for name in (b"\xff.txt", b"\xfe.txt", b"two\nlines.txt"):
        (articles / os.fsdecode(name)).write_text(ARTICLE)
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
        (tmp_path / year / "01.txt").write_text(ARTICLE)
    for paths in (["2021", "2022"], ["2021/01.txt", "2022/01.txt"]):
        assert "2 articles" in dateline("rebuild", *paths, cwd=tmp_path).stdout


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


@pytest.mark.parametrize("arguments", [["rebuild", ""], ["annotate", ""], ["search", "x", "--index", ""]])
def test_an_empty_path_is_refused_in_one_line(arguments: list[str], tmp_path: Path) -> None:
    run = dateline(*arguments, cwd=tmp_path)
    assert (run.returncode, run.stderr) == (2, "Error: An empty path names no file or folder.\n")
    assert not list(tmp_path.iterdir())


def test_a_reader_that_goes_away_is_no_failure_to_report(sample_index: Path) -> None:
    run = subprocess.run(
        f"{DATELINE} search the --limit 100 --index {sample_index} | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""


def test_ctrl_c_that_falls_into_a_destructor_is_delivered_again() -> None:
    """Python prints "Exception ignored in" for it, and would go on as if nothing had been pressed."""
    program = """
import signal, time, click
from index.invocation import Commands

class Falls:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
        time.sleep(0)

@click.group(cls=Commands)
def main(): ...

@main.command()
def work():
    falls = Falls()
    del falls
    time.sleep(30)

main()
"""
    run = subprocess.run(
        [sys.executable, "-c", program, "work"], capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.returncode, run.stderr) == (1, "Error: Interrupted; what was published before is unharmed.\n")
