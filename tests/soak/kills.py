"""Kill the writer at any moment, a thousand times: `python -m tests.soak.kills --trials 1000`.

Rebuilds, updates and removals are ended by SIGKILL, by the clock or before an operation that chance picks; now and then
the one that should mend it is killed too.  The index must open as a complete old one or a complete new one, and the
next run that is left alone must succeed and leave nothing lying about.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from index.errors import DatelineError
from tests.soak.command import run
from tests.soak.disk import Disk, KillingDisk, in_place
from tests.soak.trials import BrokenPromiseError, Trial, require_mended, require_sound, trials

COMMAND = str(Path(sys.executable).with_name("dateline"))
AGAIN = 0.3
"""The share of kills after which the next run is killed too."""
BY_COMMAND = 0.1
"""The share of trials that start the command, with processes of its own, as people do."""
WAIT = 60
"""Seconds after which a process that should have ended counts as one that hangs."""


def duration(trial: Trial, folder: Path) -> tuple[float, int]:
    """Return how many seconds and operations a trial takes that is left alone."""
    index = _prepared(trial, folder)
    began, disk = time.monotonic(), Disk()
    with in_place(disk):
        trial.run(index)
    return time.monotonic() - began, disk.count


def kill_by_the_clock(trial: Trial, index: Path, seconds: float) -> bool:
    """Kill a trial after so many seconds; tell whether it had not ended by then."""
    child = _forked(trial, index, Disk())
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return _was_killed(child)


def kill_at_an_operation(trial: Trial, index: Path, number: int) -> bool:
    """Kill a trial before an operation; tell whether it came so far."""
    return _was_killed(_forked(trial, index, KillingDisk(number, signal.SIGKILL)))


def kill_a_command(index: Path, articles: Path, name: str, seconds: float) -> bool:
    """Kill the command line, or its whole group of processes, after so many seconds; tell whether it had not ended."""
    options = ["--processes", "2", *(["--prune"] if name == "update" else [])]
    with subprocess.Popen(
        [COMMAND, name, str(articles), "--index", str(index), *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        time.sleep(seconds)
        process.kill()
        process.wait(WAIT)
    end = time.monotonic() + WAIT
    while is_alive(process.pid):
        if time.monotonic() > end:
            raise BrokenPromiseError("processes outlive the one that was killed")
        time.sleep(0.02)
    return process.returncode == -signal.SIGKILL


def campaign(count: int, seed: int, seconds: float, folder: Path) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Kill so many times, for so many seconds at most; return what was killed and how often, and broken promises."""
    chance, counted, broken = random.Random(seed), Counter[tuple[str, str]](), list[str]()
    end = time.monotonic() + seconds
    archive = folder / "archive"
    kinds = [(trial, *duration(trial, folder)) for trial in trials(archive)]
    while kills(counted) < count and time.monotonic() < end:
        trial, lasts, operations = chance.choice(kinds)
        index = _prepared(trial, folder)
        try:
            while True:
                how = chance.choices(["clock", "operation", "command"], [0.45, 0.45, BY_COMMAND])[0]
                if how == "clock":
                    killed = kill_by_the_clock(trial, index, chance.uniform(0, 1.1 * lasts))
                elif how == "operation":
                    killed = kill_at_an_operation(trial, index, chance.randint(1, operations))
                elif trial.name == "remove":
                    continue
                else:
                    command = "update" if trial.name == "update" else "rebuild"
                    killed = kill_a_command(index, archive / "articles", command, chance.uniform(0.3, 2.5))
                counted[trial.name, f"{how}, {'killed' if killed else 'had ended'}"] += 1
                require_sound(trial, index, DatelineError("killed, when it is published perhaps"))
                if chance.random() > AGAIN:
                    break
            require_mended(trial, index)
        except (BrokenPromiseError, DatelineError) as error:
            broken.append(f"{trial.name}, {how}, kill {counted.total()}: {error}")
    return counted, broken


def kills(counted: Counter[tuple[str, str]]) -> int:
    """Return how many were killed before they had ended."""
    return sum(count for (_, how), count in counted.items() if how.endswith("killed"))


def _prepared(trial: Trial, folder: Path) -> Path:
    index = folder / "index"
    shutil.rmtree(index, ignore_errors=True)
    trial.prepare(index)
    return index


def _forked(trial: Trial, index: Path, disk: Disk) -> int:
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        status = 1
        try:
            with in_place(disk):
                trial.run(index)
            status = 0
        finally:
            os._exit(status)
    return child


def _was_killed(child: int) -> bool:
    """Wait for a child; raise BrokenPromiseError where it neither ended well nor by the signal."""
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (0, -signal.SIGKILL):
        raise BrokenPromiseError(f"it ended by itself, with status {status}")
    return status != 0


def is_alive(group: int) -> bool:
    """Tell whether any process of a group has not ended."""
    listed = subprocess.run(["ps", "-A", "-o", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    return any(int(line.split()[0]) == group and "Z" not in line.split()[1] for line in listed.splitlines())


if __name__ == "__main__":
    run(campaign, __doc__, "--trials", 1_000, 3_600)
