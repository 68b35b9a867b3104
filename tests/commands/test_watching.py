"""A folder is watched as people do it: in a process of its own, killed and started again."""

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from watchfiles import watch as watch_files
from watchfiles._rust_notify import WatchfilesRustInternalError
from watchfiles.main import FileChange

from index.errors import DatelineError
from index.pipeline import watching as watching_room
from index.pipeline.summary import Summary
from index.store.generation import IndexDirectory
from search.archive import Archive
from search.request import SearchRequest
from tests.commands.running import ARTICLE, DATELINE, dateline

PATIENCE = 300
"""Seconds after which what is waited for is given up."""


class Watch:
    """A running `dateline watch`, and the lines it has said."""

    def __init__(self, folder: Path, index: Path, *options: str) -> None:
        command = [DATELINE, "watch", str(folder), "--index", str(index), "--settle", "0.3", *options]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        self.lines: list[str] = []
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        with self.process.stdout as said:  # type: ignore[union-attr]
            for line in said:
                self.lines.append(line.rstrip("\n").partition("  ")[2])

    def says(self, words: str, times: int = 1) -> bool:
        return sum(words in line for line in self.lines) >= times

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(how)
        self._listener.join(PATIENCE)
        return self.process.wait(PATIENCE)


@contextmanager
def watching(folder: Path, index: Path, *options: str) -> Iterator[Watch]:
    watch = Watch(folder, index, *options)
    try:
        yield watch
    finally:
        watch.stop(signal.SIGKILL)


def wait_until(happens: Callable[[], bool], watch: Watch) -> None:
    for _ in range(PATIENCE * 10):
        if happens():
            return
        time.sleep(0.1)
    raise AssertionError("\n".join(watch.lines))


def found(index: Path, query: str) -> int:
    try:
        return Archive(index).search(SearchRequest(query)).total
    except DatelineError:
        return -1


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_files_are_taken_as_they_come_change_and_go(articles: Path, index: Path) -> None:
    with watching(articles, index, "--prune") as watch:
        wait_until(lambda: found(index, "monster") == 1, watch)
        (articles / "pond.txt").write_text("The pond of Vorn is dry.")
        wait_until(lambda: found(index, "dry") == 1, watch)
        (articles / "pond.txt").write_text("The pond of Vorn is full.")
        wait_until(lambda: (found(index, "dry"), found(index, "full")) == (0, 1), watch)
        (articles / "deep").mkdir()
        (articles / "deep" / "well.txt").write_text("The well of Vorn is deep.")
        wait_until(lambda: found(index, "well") == 1, watch)
        (articles / "pond.txt").unlink()
        wait_until(lambda: found(index, "full") == 0, watch)
        assert watch.stop() == 0
    assert watch.lines[0].startswith(f"Watching {articles}; ")
    assert watch.lines[-1] == "Stopped; what was published is complete."
    assert dateline("verify", "--index", index).returncode == 0


def test_a_burst_is_taken_in_few_updates_and_unfinished_files_are_waited_for(articles: Path, index: Path) -> None:
    with watching(articles, index, "--settle", "3") as watch:
        wait_until(lambda: watch.says("1 new"), watch)
        with (articles / "slow.txt").open("w") as slow:
            for number in range(30):
                (articles / f"{number}.txt").write_text(f"Log number {number} floats.")
                slow.write(f"Slow line {number}.\n")
                slow.flush()
                time.sleep(0.05)
        wait_until(lambda: found(index, "log floats") == 30 and found(index, '"slow line 29"') == 1, watch)
        watch.stop()
    assert int(IndexDirectory(index).current().name) < 15
    page = Archive(index).search(SearchRequest('"slow line 29"'))
    assert page.results[0].article.changes == ()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_what_came_while_nobody_watched_is_made_up_for(articles: Path, index: Path, how: signal.Signals) -> None:
    with watching(articles, index) as watch:
        wait_until(lambda: watch.says("1 new"), watch)
        assert watch.stop(how) == (-how if how == signal.SIGKILL else 0)
    (articles / "pond.txt").write_text("The pond of Vorn is dry.")
    with watching(articles, index) as watch:
        wait_until(lambda: found(index, "dry") == 1, watch)
        wait_until(lambda: watch.says("1 new, 1 unchanged"), watch)


def test_a_folder_that_goes_and_comes_back_is_waited_for(articles: Path, index: Path, tmp_path: Path) -> None:
    with watching(articles, index, "--prune") as watch:
        wait_until(lambda: watch.says("1 new"), watch)
        articles.rename(tmp_path / "away")
        wait_until(lambda: watch.says(f"{articles} is not there; it is waited for."), watch)
        (tmp_path / "away" / "pond.txt").write_text("The pond of Vorn is dry.")
        (tmp_path / "away").rename(articles)
        wait_until(lambda: found(index, "dry") == 1, watch)
        wait_until(lambda: watch.says(f"{articles} is there again."), watch)
        assert found(index, "monster") == 1
        assert watch.process.poll() is None


def test_an_empty_folder_in_its_place_removes_nothing(articles: Path, index: Path, tmp_path: Path) -> None:
    """As the place is where a disk is mounted when the disk is not."""
    dateline("rebuild", articles, "--index", index)
    other = tmp_path / "other"
    other.mkdir()
    (other / "pond.txt").write_text("The pond of Vorn is dry.")
    dateline("update", other, "--index", index)
    shutil.rmtree(articles)
    articles.mkdir()
    with watching(articles, index, "--prune") as watch:
        wait_until(lambda: watch.says("the folder holds no article"), watch)
        (articles / "well.txt").write_text("The well of Vorn is deep.")
        wait_until(lambda: found(index, "well") == 1, watch)
    assert found(index, "monster") == 1


def test_an_index_is_made_when_the_first_article_comes(index: Path, tmp_path: Path) -> None:
    folder = tmp_path / "incoming"
    with watching(folder, index) as watch:
        wait_until(lambda: watch.says("is not there; it is waited for."), watch)
        folder.mkdir()
        wait_until(lambda: watch.says("Nothing was indexed"), watch)
        (folder / "pond.txt").write_text("The pond of Vorn is dry.")
        wait_until(lambda: found(index, "dry") == 1, watch)


def test_what_cannot_be_read_is_told_of_once_and_taken_when_it_can_be(articles: Path, index: Path) -> None:
    with watching(articles, index) as watch:
        wait_until(lambda: watch.says("1 new"), watch)
        (articles / "noise.txt").write_bytes(b"\0\0")
        wait_until(lambda: watch.says("noise.txt: it is binary"), watch)
        (articles / "noise.txt").write_text("The pond of Vorn is dry.")
        wait_until(lambda: found(index, "dry") == 1, watch)
        assert sum("it is binary" in line for line in watch.lines) == 1


def test_an_index_that_is_being_written_is_waited_for(articles: Path, index: Path) -> None:
    dateline("rebuild", articles, "--index", index)
    (articles / "pond.txt").write_text("The pond of Vorn is dry.")
    directory = IndexDirectory(index)
    with directory.lock(), watching(articles, index) as watch:
        wait_until(lambda: watch.says("is being written by another process"), watch)
        directory_lock_is_held = found(index, "dry")
    assert directory_lock_is_held == 0
    with watching(articles, index) as watch:
        wait_until(lambda: found(index, "dry") == 1, watch)


def test_an_index_within_the_folder_is_none_of_its_articles(articles: Path) -> None:
    index = articles / "dateline-index"
    with watching(articles, index) as watch:
        wait_until(lambda: found(index, "monster") == 1, watch)
        (articles / "pond.txt").write_text("The pond of Vorn is dry.")
        wait_until(lambda: found(index, "dry") == 1, watch)
        time.sleep(2)
        watch.stop()
    assert int(IndexDirectory(index).current().name) == 2
    assert "Of 2 found, 0 read, 2 unchanged." in dateline("update", articles, "--index", index).stdout


def test_a_directory_that_is_no_index_is_left_alone(articles: Path) -> None:
    foreign = articles.parent / "thesis"
    foreign.mkdir()
    (foreign / "chapter.txt").write_text(ARTICLE)
    run = subprocess.run(
        [DATELINE, "watch", str(articles), "--index", str(foreign)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert run.returncode == 1
    assert "did not make" in run.stderr


class Refusals:
    """In the place of what tells of changes: fails as it does where the system grants no more watches."""

    def __init__(self, error: Exception, looks_before: int, polls: bool) -> None:
        self._error, self._looks_before, self._polls = error, looks_before, polls

    def __call__(self, folder: Path, *, force_polling: bool | None, **options: Any) -> Iterator[set[FileChange]]:
        looks = watch_files(folder, force_polling=force_polling, **options)
        yield from looks if self._polls and force_polling else islice(looks, self._looks_before)
        raise self._error


@pytest.mark.parametrize("polls", [True, False], ids=["where it can be polled", "where it can't"])
@pytest.mark.parametrize("looks_before", [0, 2])
@pytest.mark.parametrize(
    "error", [OSError(28, "OS file watch limit reached."), WatchfilesRustInternalError("error in underlying watcher")]
)
def test_where_no_more_can_be_watched_that_is_said_and_files_are_taken_all_the_same(
    articles: Path, index: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, looks_before: int, polls: bool
) -> None:
    monkeypatch.setattr(watching_room, "watch_files", Refusals(error, looks_before, polls))
    monkeypatch.setattr(watching_room, "POLL_EVERY", 0.1)
    said: list[str] = []

    def tell(news: Summary | str) -> None:
        said.append(news if isinstance(news, str) else f"{news.changes.new} new, {news.counts['articles']} held")
        if said[-1] == "1 new, 1 held":
            (articles / "pond.txt").write_text("The pond of Vorn is dry.")
        if said[-1] == "1 new, 2 held":
            raise EOFError  # which is where this test ends

    def run() -> None:
        with suppress(EOFError):
            watching_room.watch(watching_room.Watched(articles, index, processes=1, settle=0.1), tell)

    watch = threading.Thread(target=run, daemon=True)
    watch.start()
    watch.join(PATIENCE)
    assert said[-1] == "1 new, 2 held"
    reason = error.strerror if isinstance(error, OSError) else str(error)
    assert [line for line in said if "can't be noticed" in line] == [
        f"Changes in {articles} can't be noticed as they happen ({reason}): it is looked through every 0.1 seconds"
        + (", unless fs.inotify.max_user_watches and max_user_instances are raised." if watching_room.IS_LINUX else ".")
    ]
