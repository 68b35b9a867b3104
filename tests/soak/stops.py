"""Stop commands that write at any moment: `python -m tests.soak.stops --trials 200`.

Rebuilds, updates and removals are stopped by SIGINT, SIGTERM or SIGHUP, once or twice.  A command must end by itself or
by one line, leave no folder and no process, and the line must say what is published.
"""

import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tests.soak.command import run
from tests.soak.kills import COMMAND, WAIT, is_alive
from tests.soak.trials import BrokenPromiseError, Trial, state_of, trials

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
NOT_PUBLISHED = "Error: Interrupted; what was published before is unharmed.\n"
OF_PYTHON = "Fatal Python error: init_import_site"
"""What Python says of Ctrl-C before anything of Dateline is there to heed it."""
PUBLISHED = "is published, and complete.\n"
AT_WORK, WORKS = 0.7, (0.2, 0.8, 3.0)
"""The share of commands that are stopped when they have begun to write, and within how many seconds of that, one of
these by chance; the others are at any moment, which is most often while Python is still being loaded."""


def arguments(trial: Trial, index: Path, articles: Path, victim: str) -> list[str]:
    """Return the command that does what a trial does."""
    if trial.name == "remove":
        return ["remove", victim, "--index", str(index)]
    prune = ["--prune"] if trial.name == "update" else []
    return ["update" if prune else "rebuild", str(articles), "--index", str(index), *prune]


def stop(
    trial: Trial, index: Path, command: list[str], after: float, numbers: list[signal.Signals], *, at_work: bool = False
) -> str:
    """Send a command signals, so many seconds after it began, or began to write; return how it ended, or raise
    BrokenPromiseError."""
    before = _generations(index)
    with subprocess.Popen(
        [COMMAND, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            while at_work and process.poll() is None and _generations(index) == before:
                time.sleep(0.002)
            with suppress(subprocess.TimeoutExpired):
                process.wait(after)
            for number in numbers:
                if process.poll() is None:
                    os.killpg(process.pid, number)
                time.sleep(0.03)
            _, said = process.communicate(timeout=WAIT)
        except subprocess.TimeoutExpired:
            raise BrokenPromiseError("it did not end") from None
        finally:
            process.kill()
    if is_alive(process.pid):
        raise BrokenPromiseError("processes are left")
    state, published = state_of(index), PUBLISHED in said
    if process.returncode in [-number for number in numbers] and not said and not _began(index):
        return "ended before it began"
    if OF_PYTHON in said:
        return "ended before it began"
    if process.returncode not in (0, 1) or (process.returncode == 0) == bool(said):
        raise BrokenPromiseError(f"it ended with status {process.returncode}, and said {said!r}")
    if said and said != NOT_PUBLISHED and not (published and said.count("\n") == 1):
        raise BrokenPromiseError(f"it said {said!r}")
    if state != (trial.after if published or not said else trial.before):
        raise BrokenPromiseError(f"it said {said!r}, but published is {state}")
    if len(_generations(index)) > 1:
        raise BrokenPromiseError(f"it left {_generations(index)}")
    return "had ended" if not said else "said that it was published" if published else "said that nothing was published"


def campaign(count: int, seed: int, seconds: float, folder: Path) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Stop so many commands, for so many seconds at most; return how they ended, and what was broken."""
    chance, counted, broken = random.Random(seed), Counter[tuple[str, str]](), list[str]()
    end = time.monotonic() + seconds
    all_trials = trials(folder / "archive")
    victim, index = all_trials[-1].victim, folder / "index"
    lasts = 0.0
    while counted.total() < count and time.monotonic() < end:
        trial = chance.choice(all_trials)
        shutil.rmtree(index, ignore_errors=True)
        trial.prepare(index)
        command = arguments(trial, index, folder / "archive" / "articles", victim)
        numbers = chance.choices(SIGNALS, k=chance.choice([1, 1, 2]))
        at_work = lasts > 0 and chance.random() < AT_WORK
        after = chance.uniform(0, chance.choice(WORKS) if at_work else lasts) if lasts else WAIT
        began = time.monotonic()
        try:
            ended = stop(trial, index, command, after, numbers, at_work=at_work)
            counted[trial.name, ended] += 1
            if ended == "had ended" and not at_work:
                lasts = time.monotonic() - began
        except BrokenPromiseError as error:
            counted[trial.name, "BROKEN"] += 1
            of = "of work" if at_work else "in all"
            broken.append(f"{trial.name}, {[number.name for number in numbers]} after {after:.2f} s {of}: {error}")
    return counted, broken


def _began(index: Path) -> bool:
    return len(_generations(index)) > 1


def _generations(index: Path) -> list[str]:
    return sorted(path.name for path in index.glob("generations/*"))


if __name__ == "__main__":
    run(campaign, __doc__, "--trials", 200, 1_800)
