"""An index is kept up to date as people do it: by the commands, with a server running, killed at any moment."""

import json
import signal
from pathlib import Path

import pytest

from index.store.generation import IndexDirectory
from tests.commands.running import ARTICLE, DATELINE, dateline, fails_in_one_line, stop_while_writing


@pytest.fixture
def index(articles: Path, tmp_path: Path) -> Path:
    """Make an index of two articles."""
    (articles / "pond.txt").write_text("The pond of Vorn is dry.\n")
    dateline("rebuild", articles, "--index", tmp_path / "index")
    return tmp_path / "index"


def found(index: Path, query: str) -> list[str]:
    results = json.loads(dateline("search", query, "--json", "--index", index).stdout)["results"]
    return [result["article"]["id"] for result in results]


def test_what_was_done_is_told(articles: Path, index: Path) -> None:
    (articles / "new.txt").write_text("The new log floats.\n")
    (articles / "pond.txt").write_text("The pond of Vorn is full.\n")
    run = dateline("update", articles, "--index", index)
    assert (run.returncode, run.stderr) == (0, "")
    first, second = run.stdout.splitlines()[:2]
    assert first.startswith(
        f"Published generation 000002 in {index}: 1 new, 1 changed, 1 unchanged; 3 articles, 4 paragraphs, "
    )
    assert second == "Of 3 found, 2 read, 1 unchanged."
    run = dateline("update", articles, "--index", index)
    assert run.stdout.startswith(f"Nothing changed in {index}: 3 articles, 4 paragraphs, ")
    assert dateline("verify", "--index", index).returncode == 0


def test_what_is_gone_is_removed_when_asked_for(articles: Path, index: Path) -> None:
    [pond] = found(index, "pond")
    (articles / "pond.txt").unlink()
    assert "Nothing changed" in dateline("update", articles, "--index", index).stdout
    assert found(index, "pond") == [pond]
    assert ": 1 removed, 1 unchanged; 1 article, " in dateline("update", "--prune", articles, "--index", index).stdout
    assert found(index, "pond") == []


def test_an_update_makes_an_index_where_there_is_none(articles: Path, tmp_path: Path) -> None:
    run = dateline("update", articles, "--index", tmp_path / "index")
    assert run.stdout.startswith(f"Published generation 000001 in {tmp_path / 'index'}: 1 new; 1 article, ")


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(articles: Path, index: Path) -> None:
    (articles / "noise.txt").write_bytes(b"\0")
    (articles / "new.txt").write_text("The new log floats.\n")
    run = dateline("update", articles, "--index", index)
    assert (run.returncode, run.stderr.count("\n")) == (1, 2)
    assert run.stderr.endswith("Error: 1 file or line could not be read; the rest is indexed.\n")
    assert ": 1 new, 2 unchanged; " in run.stdout


def test_a_copy_is_told_of_and_is_no_failure(articles: Path, index: Path) -> None:
    (articles / "zebra.txt").write_text(ARTICLE)
    run = dateline("update", articles, "--index", index)
    assert run.returncode == 0
    assert run.stderr.endswith(f"was read before, from {articles / 'lake.txt'}; the first one is kept\n")
    assert "Of 3 found, 0 read, 2 unchanged, 1 there already." in run.stdout


def test_articles_are_removed_by_id(articles: Path, index: Path) -> None:
    [pond] = found(index, "pond")
    run = dateline("remove", pond, "--index", index)
    assert run.returncode == 0
    assert run.stdout.startswith(f"Published generation 000002 in {index}: 1 removed; 1 article, ")
    assert run.stderr == (
        f"the file is still there, and read again by the next update of its folder: {articles / 'pond.txt'}\n"
    )
    assert found(index, "pond") == []
    run = dateline("remove", pond, "--index", index)
    assert (run.returncode, run.stdout.split(" in ")[0]) == (1, "Nothing changed")
    assert run.stderr.splitlines() == [f"no article has the id “{pond}”", "Error: 1 article is not in the index."]
    assert ": 1 new, 1 unchanged; " in dateline("update", articles, "--index", index).stdout


def test_articles_are_removed_by_source_and_date(tmp_path: Path) -> None:
    days = (("a", "Gazette", "2021-03-04"), ("b", "Gazette", "2023-03-04"), ("c", "Herald", "2021-03-04"))
    lines = [{"id": name, "source": source, "date": day, "text": f"Log {name}."} for name, source, day in days]
    (tmp_path / "logs.jsonl").write_text("\n".join(map(json.dumps, lines)))
    dateline("rebuild", tmp_path / "logs.jsonl", "--index", tmp_path / "index")
    run = dateline("remove", "--source", "gazette", "--before", "2022", "--index", tmp_path / "index")
    assert (run.returncode, "1 removed; 2 articles" in run.stdout) == (0, True)
    assert (
        "no article would be left"
        in fails_in_one_line(dateline("remove", "--before", "2024-05", "--index", tmp_path / "index")).lower()
    )


@pytest.mark.parametrize(
    "words", [[], ["a", "--source", "b"], ["--before", "May"], ["--before", "2022-13"], ["--before", ""]]
)
def test_wrong_usage_of_remove_is_told(words: list[str], index: Path) -> None:
    run = dateline("remove", *words, "--index", index)
    assert run.returncode == 2
    assert "Error: " in run.stderr


@pytest.mark.parametrize("command", [["remove", "a"], ["remove", "--before", "2022"]])
def test_without_an_index_there_is_nothing_to_remove(command: list[str], tmp_path: Path) -> None:
    assert "dateline rebuild" in fails_in_one_line(dateline(*command, "--index", tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()


def test_it_is_told_when_an_index_was_updated(articles: Path, index: Path) -> None:
    before = json.loads(dateline("info", "--json", "--index", index).stdout)
    assert (before["updates"], before["rebuilt"]) == (0, before["created"])
    (articles / "new.txt").write_text("The new log floats.\n")
    dateline("update", articles, "--index", index)
    after = json.loads(dateline("info", "--json", "--index", index).stdout)
    assert (after["updates"], after["rebuilt"]) == (1, before["rebuilt"])
    assert after["created"] >= before["created"]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_an_update_that_is_stopped_leaves_the_old_index_and_the_next_goes_on(
    articles: Path, index: Path, stop: signal.Signals
) -> None:
    with (articles / "big.jsonl").open("w") as file:
        for number in range(3_000):
            file.write(json.dumps({"id": number, "text": ARTICLE * 5}) + "\n")
    command = [DATELINE, "update", str(articles), "--index", str(index)]
    written = index / "generations" / "000002" / "added" / "paragraphs.records"
    stop_while_writing(command, written, stop)
    assert IndexDirectory(index).current().name == "000001"
    assert len(found(index, "monster")) == 1
    run = dateline("update", articles, "--index", index)
    assert ": 3,000 new, 2 unchanged; 3,002 articles, " in run.stdout
    assert dateline("verify", "--index", index).returncode == 0
    assert len(list((index / "generations").iterdir())) == 1
