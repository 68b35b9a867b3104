"""Ctrl-C and worse, at any moment: one line, no process left, the published index unharmed."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands.running import ARTICLE, DATELINE, dateline, stop_while_writing


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_an_interrupted_rebuild_leaves_the_old_index(articles: Path, tmp_path: Path, stop: signal.Signals) -> None:
    index, big = tmp_path / "index", tmp_path / "big.jsonl"
    dateline("rebuild", articles, "--index", index)
    with big.open("w") as file:
        for number in range(5_000):
            file.write(json.dumps({"id": number, "text": ARTICLE * 5}) + "\n")
    command = [DATELINE, "rebuild", str(big), "--index", str(index)]
    new = index / "generations" / "000002" / "paragraphs.records"
    stop_while_writing(command, new, stop)
    if stop != signal.SIGKILL:
        assert [folder.name for folder in (index / "generations").iterdir()] == ["000001"]
    assert dateline("search", "monster", "--index", index).stdout.startswith("1 paragraph")
    assert dateline("rebuild", articles, "--index", index).returncode == 0
    assert len(list((index / "generations").iterdir())) == 1


def test_a_rebuild_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    """What was annotated before the kill is kept, and is what is not annotated again."""
    index, big = tmp_path / "index", tmp_path / "big.jsonl"
    with big.open("w") as file:
        for number in range(3_000):
            file.write(json.dumps({"id": number, "text": f"{ARTICLE * 3}\n\nIt is log number {number}."}) + "\n")
    command = [DATELINE, "rebuild", str(big), "--index", str(index)]
    written = index / "generations" / "000001" / "paragraphs.records"
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            while process.poll() is None and not (written.exists() and written.stat().st_size):
                time.sleep(0.05)
        finally:
            process.kill()
    assert process.returncode == -signal.SIGKILL
    kept = records_kept(index)
    assert 0 < len(kept) < 3_000
    assert "3,000 articles" in dateline("rebuild", big, "--index", index).stdout
    assert records_kept(index)[: len(kept)] == kept
    assert len(records_kept(index)) == 3_000


def records_kept(index: Path) -> list[tuple[int, bytes]]:
    """Return which records the cache has: their numbers and keys."""
    with closing(sqlite3.connect(index / "cache" / "annotations.sqlite")) as database:
        return database.execute("SELECT number, key FROM records ORDER BY number").fetchall()


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
            _, said = process.communicate(timeout=300)
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


@pytest.mark.parametrize("stop", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("command", ["rebuild", "update"])
def test_what_is_published_when_a_command_is_stopped_is_said_to_be(
    articles: Path, tmp_path: Path, stop: str, command: str
) -> None:
    index = tmp_path / "index"
    dateline("rebuild", articles, "--index", index)
    (articles / "pond.txt").write_text("The pond is dry.")
    program = f"""
import signal
from index.store.files import filesystem
from dateline.cli import main

rename = filesystem.rename

def interrupted(source, target):
    if target.name == "CURRENT":
        signal.raise_signal(signal.{stop})
    rename(source, target)

filesystem.rename = interrupted
main()
"""
    run = subprocess.run(
        [sys.executable, "-c", program, command, str(articles), "--index", str(index)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.stderr == "Error: Interrupted, but generation 000002 is published, and complete.\n"
    assert run.returncode == 1
    assert [folder.name for folder in (index / "generations").iterdir()] == ["000002"]
    assert dateline("search", "pond", "--index", index).stdout.startswith("1 paragraph")


def test_what_another_process_publishes_is_not_said_to_be_ones_own(articles: Path, tmp_path: Path) -> None:
    """All the time in which a pipe is read, or a share is written, others may publish."""
    index = tmp_path / "index"
    dateline("rebuild", articles, "--index", index)
    (articles / "pond.txt").write_text("The pond is dry.")
    update = ["update", str(articles), "--index", str(index)]
    program = f"""
import subprocess
from dateline.cli import main
from index.pipeline import update

def stopped(*given):
    subprocess.run({[DATELINE, *update]}, check=True, stdout=subprocess.DEVNULL)
    raise KeyboardInterrupt

update.with_standard_input = stopped
main()
"""
    run = subprocess.run(
        [sys.executable, "-c", program, *update], capture_output=True, text=True, timeout=300, check=False
    )
    assert (run.returncode, run.stderr) == (1, "Error: Interrupted; what was published before is unharmed.\n")
    assert [folder.name for folder in (index / "generations").iterdir()] == ["000002"]


def test_sigterm_ends_a_command_that_ignores_ctrl_c_as_jobs_in_the_background_do(
    articles: Path, tmp_path: Path
) -> None:
    """`watch` used to raise a SIGINT for it, which was ignored."""
    with subprocess.Popen(
        ["/bin/sh", "-c", f"trap '' INT; exec {DATELINE} watch {articles} --index {tmp_path / 'index'}"],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout and "Watching" in process.stdout.readline()
            process.terminate()
            said, _ = process.communicate(timeout=300)
        finally:
            process.kill()
    assert said.endswith("Stopped; what was published is complete.\n")


@pytest.mark.parametrize("background", [False, True])
def test_a_signal_that_falls_into_a_destructor_is_delivered_again(background: bool) -> None:
    """Python prints "Exception ignored in" for it, and would go on as if nothing had been pressed; the command ends
    long before its sleep does."""
    program = f"""
import signal, time, click
from dateline.group import Commands
from dateline.stopping import ended_by_signals

if {background}:
    signal.signal(signal.SIGINT, signal.SIG_IGN)

class Falls:
    def __del__(self):
        signal.raise_signal(signal.SIGTERM if {background} else signal.SIGINT)
        time.sleep(0)

@click.group(cls=Commands)
def main(): ...

@main.command()
def work():
    with ended_by_signals():
        falls = Falls()
        del falls
        time.sleep(600)

main()
"""
    run = subprocess.run(
        [sys.executable, "-c", program, "work"], capture_output=True, text=True, timeout=300, check=False
    )
    assert (run.returncode, run.stderr) == (1, "Error: Interrupted; what was published before is unharmed.\n")


def test_what_is_cleaned_up_when_python_ends_is_so_without_a_word() -> None:
    program = """
import builtins
from index.interrupts import interrupts_held

def cleaning_up():
    try:
        yield
    finally:
        with interrupts_held():
            print("cleaned up", flush=True)

builtins.left_half_done = cleaning_up()
next(builtins.left_half_done)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr) == ("cleaned up\n", "")
