"""Let each operation of the writer fail in turn, and cut the power before each: `python -m tests.soak.faults`.

Every rebuild, update and removal must end as a complete old index or a complete new one, say which in one sentence, and
be mended by being done again.
"""

import errno
import os
import random
import resource
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import DatelineError
from tests.soak.command import run
from tests.soak.disk import Disk, FailingDisk, RememberingDisk, in_place
from tests.soak.trials import BrokenPromiseError, Trial, require_mended, require_sound, trials


@dataclass(frozen=True)
class Fault:
    """How an operation fails."""

    error: int
    torn: bool = False
    for_good: bool = False


FAULTS = {
    "no space, once": Fault(errno.ENOSPC),
    "no space from then on, a torn block": Fault(errno.ENOSPC, torn=True, for_good=True),
    "input or output, a torn block": Fault(errno.EIO, torn=True),
    "input or output from then on": Fault(errno.EIO, for_good=True),
    "permission": Fault(errno.EACCES),
    "stale handle": Fault(errno.ESTALE),
    "read-only from then on": Fault(errno.EROFS, for_good=True),
    "too many open files": Fault(errno.EMFILE),
}
POWER = "power loss"
SIZE = "limit of a file's size"
TOLD = 3
"""The exit status of a process that said in one sentence what failed."""
LEFT = 3
"""States that a loss of power is tried to leave at each moment: nothing that was not synced, and others by chance."""
MOMENTS = 4
"""Moments of one and the same run at which the power is cut."""


def operations(trial: Trial, folder: Path) -> int:
    """Count the operations of a trial on a disk that does not fail."""
    disk = Disk()
    index = _prepared(trial, folder)
    with in_place(disk):
        trial.run(index)
    return disk.count


def fail(trial: Trial, fault: Fault, number: int, folder: Path) -> str:
    """Let an operation fail, and return how the trial ended; raise BrokenPromiseError."""
    index = _prepared(trial, folder)
    disk = FailingDisk(number, fault.error, fault.torn, fault.for_good)
    error = None
    try:
        with in_place(disk):
            trial.run(index)
    except DatelineError as told:
        error = told
    except Exception as raised:
        raise BrokenPromiseError(f"{disk.failed} failed, and that was raised as {raised!r}") from raised
    try:
        require_sound(trial, index, error)
        require_mended(trial, index)
    except (BrokenPromiseError, DatelineError) as broken:
        raise BrokenPromiseError(f"after {disk.failed} failed: {broken}") from broken
    return "went on" if error is None else "told"


def lose_power(
    trial: Trial, moments: frozenset[int], folder: Path, chance: random.Random
) -> Iterator[str | BrokenPromiseError]:
    """Cut the power before some operations and after the last one, and yield how each ended."""
    index = _prepared(trial, folder)
    left: list[Path] = []

    def moment(disk: RememberingDisk) -> None:
        if disk.count in moments:
            leave(disk)

    def leave(disk: RememberingDisk) -> None:
        for number in range(LEFT):
            left.append(folder / f"left-{disk.count}-{number}")
            disk.after_power_loss(left[-1], chance if number else None)

    disk = RememberingDisk(index.parent, moment)
    with in_place(disk):
        trial.run(index)
    disk.count = 0
    leave(disk)
    for at in left:
        done = at.name.startswith("left-0-")
        try:
            require_sound(trial, at / index.name, None if done else DatelineError("it is published, perhaps"))
            require_mended(trial, at / index.name)
            yield "sound"
        except (BrokenPromiseError, DatelineError, OSError) as broken:
            yield BrokenPromiseError(f"{at.name}: {broken}")
        shutil.rmtree(at)


def limit_size(trial: Trial, most: int, folder: Path) -> str:
    """Have the system refuse to make any file larger, SQLite's too; return how the trial ended."""
    index = _prepared(trial, folder)
    child = os.fork()
    if not child:
        status = 1
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            trial.run(index)
            status = 0
        except DatelineError:
            status = TOLD
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (0, TOLD):
        raise BrokenPromiseError(f"with files of at most {most} bytes it ended with status {status}")
    try:
        require_sound(trial, index, DatelineError("it is published, perhaps") if status else None)
        require_mended(trial, index)
    except DatelineError as broken:
        raise BrokenPromiseError(f"after files of at most {most} bytes: {broken}") from broken
    return "told" if status else "went on"


def campaign(every: int, seed: int, seconds: float, folder: Path) -> tuple[Counter[tuple[str, str, str]], list[str]]:
    """Try every n-th operation, beginning by chance, for so many seconds at most, in an order of chance's; return how
    the trials ended and how often, and what was broken."""
    chance, counted, broken = random.Random(seed), Counter[tuple[str, str, str]](), list[str]()
    end = time.monotonic() + seconds
    planned: list[tuple[Trial, str, Sequence[int]]] = []
    for trial in trials(folder / "archive"):
        count = operations(trial, folder)
        for name in (*FAULTS, POWER):
            chosen = range(chance.randint(1, every), count + 1, every)
            at_once = MOMENTS if name == POWER else 1
            planned += [(trial, name, chosen[first : first + at_once]) for first in range(0, len(chosen), at_once)]
        planned += [(trial, SIZE, [1 << chance.randrange(17)]) for _ in range(400 // every)]
    for trial, name, numbers in chance.sample(planned, len(planned)):
        if time.monotonic() > end:
            break
        for ended in _tried(trial, name, numbers, folder, chance):
            counted[trial.name, name, ended if isinstance(ended, str) else "BROKEN"] += 1
            if isinstance(ended, BrokenPromiseError):
                broken.append(f"{trial.name}, {name}, {[*numbers]}: {ended}")
    return counted, broken


def _tried(
    trial: Trial, name: str, numbers: Sequence[int], folder: Path, chance: random.Random
) -> Iterator[str | BrokenPromiseError]:
    """Yield how what is planned ended; the numbers are those of operations, or of bytes."""
    if name == POWER:
        yield from lose_power(trial, frozenset(numbers), folder, chance)
        return
    for number in numbers:
        try:
            fault = FAULTS.get(name)
            yield fail(trial, fault, number, folder) if fault else limit_size(trial, number, folder)
        except BrokenPromiseError as error:
            yield error


def _prepared(trial: Trial, folder: Path) -> Path:
    """Return the index that a trial is done to, in a folder of its own."""
    place = folder / "trial"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    index = place / "index"
    trial.prepare(index)
    return index


if __name__ == "__main__":
    run(campaign, __doc__, "--every", 1, 7_200)
