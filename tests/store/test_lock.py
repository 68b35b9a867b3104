"""One writes at a time, whoever comes first, and the others are told."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.synchronize import Event
from pathlib import Path
from threading import Barrier

import pytest

from index.errors import DatelineError, IndexLockedError
from index.store.generation import FORMAT, IndexDirectory, storage_failures


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("elsewhere")], ids=["pipe", "link"])
def test_what_is_no_file_in_the_place_of_the_lock_is_refused(tmp_path: Path, make: Callable[[Path], None]) -> None:
    directory = IndexDirectory(tmp_path)
    with directory.lock():
        pass
    (tmp_path / "LOCK").unlink()
    make(tmp_path / "LOCK")
    with pytest.raises(DatelineError, match=r"LOCK: it is not a"), storage_failures(tmp_path), directory.lock():
        pass
    assert not (tmp_path / "elsewhere").exists()


def write_first(path: Path, ready: Barrier) -> str:
    ready.wait(300)
    try:
        with storage_failures(path), IndexDirectory(path).lock():
            return "wrote"
    except IndexLockedError:
        return "was told to wait"


def test_first_writers_that_race_in_an_empty_directory_write_or_wait(tmp_path: Path) -> None:
    """One used to rename the draft of another, which said that there was no such file."""
    with multiprocessing.get_context("spawn").Manager() as manager:
        ready = manager.Barrier(4)
        with ProcessPoolExecutor(4, multiprocessing.get_context("spawn")) as writers:
            for round in range(20):
                index = tmp_path / str(round) / "index"
                ends = list(writers.map(write_first, [index] * 4, [ready] * 4))
                assert "wrote" in ends
                assert (index / "FORMAT").read_text() == FORMAT


def hold(path: Path, holds: Event, release: Event) -> None:
    with IndexDirectory(path).lock():
        holds.set()
        release.wait(300)


def test_the_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    holds, release = context.Event(), context.Event()
    holder = context.Process(target=hold, args=(tmp_path, holds, release))
    holder.start()
    try:
        assert holds.wait(300)
        with pytest.raises(IndexLockedError, match=str(holder.pid)), IndexDirectory(tmp_path).lock():
            pass
    finally:
        release.set()
        holder.join(30)
    with IndexDirectory(tmp_path).lock():
        assert (tmp_path / "LOCK").read_text().strip() != str(holder.pid)
