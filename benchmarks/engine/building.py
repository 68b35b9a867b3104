"""How long a build takes, how much memory, how large its index: each in a process of its own.

The processor's time is that of the process and its children (os.times), all threads, user and system, without what
reading the prepared stories took.  Memory that is the process's own is looked at from outside while it runs: unlike
pages of mapped files, the system can't drop it.  As a program this is such a process, and prints the figures as JSON.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from pathlib import Path

from benchmarks.engine import adapters, stories
from benchmarks.engine.adapters import ENGINES, Build
from benchmarks.engine.stories import Story
from benchmarks.scoring import PROJECT

SECONDS_BETWEEN_LOOKS = 0.02
"""How often it is looked at how much memory a build has of its own."""


class BuildError(Exception):
    """A build failed; the message is the last line of what it said."""


@dataclass(frozen=True, slots=True)
class BuildFigures:
    """Seconds of the processor; bytes resident at the peak, and of the finished index; bytes at the peak without
    mapped files, 0 where the system does not tell."""

    paragraphs: int
    cpu_seconds: float
    peak_bytes: int
    index_bytes: int
    own_peak_bytes: int = 0


def measure(build: Build, documents: Path, work: Path) -> BuildFigures:
    """Build an index of the documents in `work`/`build.folder`, in another process; raise BuildError.

    What an earlier run built there is removed.
    """
    folder = work / build.folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    most = [] if build.paragraphs is None else ["--paragraphs", str(build.paragraphs)]
    program = [sys.executable, "-m", "benchmarks.engine.building"]
    command = [*program, build.engine, build.function, str(documents), str(folder), *most]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        own_peak, (told, complained) = _watched(run)
    if run.returncode:
        raise BuildError((complained.strip().splitlines() or [f"exit status {run.returncode}"])[-1])
    figures = replace(BuildFigures(**json.loads(told)), own_peak_bytes=own_peak)
    (folder.parent / f"{build.folder}.json").write_text(json.dumps(asdict(figures)), "utf-8")
    return figures


def _watched(run: subprocess.Popen[str]) -> tuple[int, tuple[str, str]]:
    """Wait for a process; return the most memory of its own that it was seen to have, and what it wrote."""
    most = 0
    while True:
        try:
            return most, run.communicate(timeout=SECONDS_BETWEEN_LOOKS)
        except subprocess.TimeoutExpired:
            most = max(most, _status_bytes(f"/proc/{run.pid}/status", "RssAnon"))


def earlier(build: Build, work: Path) -> BuildFigures | None:
    """Return the figures of an index that an earlier run has finished in `work`; None where there is none."""
    figures = work / f"{build.folder}.json"
    return BuildFigures(**json.loads(figures.read_text("utf-8"))) if figures.exists() else None


def build_here(build: Build, told: Iterable[Story], folder: Path) -> BuildFigures:
    """Build in this process, whose peak of memory includes whatever it did before."""
    function = getattr(import_module(f"{adapters.__name__}.{ENGINES[build.engine].module}"), build.function)
    reading = _Reading(stories.first(told, build.paragraphs))
    began = _cpu_seconds()
    function(iter(reading), folder)
    cpu_seconds = _cpu_seconds() - began - reading.cpu_seconds
    return BuildFigures(reading.paragraphs, cpu_seconds, _peak_bytes(), _size(folder))


class _Reading:
    """Stories on their way to a build, and how long this thread took to read them."""

    def __init__(self, told: Iterable[Story]) -> None:
        self._told = iter(told)
        self.paragraphs = 0
        self.cpu_seconds = 0.0

    def __iter__(self) -> Iterator[Story]:
        while True:
            began = time.thread_time()
            story = next(self._told, None)
            self.cpu_seconds += time.thread_time() - began
            if story is None:
                return
            self.paragraphs += len(story.passages)
            yield story


def _cpu_seconds() -> float:
    return sum(os.times()[:4])


def _peak_bytes() -> int:
    """Return the peak resident size of this process, and of its largest child.

    Linux's own count of this process alone: ru_maxrss begins with the size of the process that started it.
    """
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    unit = 1 if sys.platform == "darwin" else 1024
    own = _status_bytes("/proc/self/status", "VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return own + child * unit


def _status_bytes(status: str, name: str) -> int:
    """Return a quantity of memory that Linux tells of a process; 0 where there is none."""
    try:
        lines = Path(status).read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Build and print the figures."""
    parser = argparse.ArgumentParser(description="Build one index and print what it took, as JSON.")
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("function", help="of the engine's module")
    parser.add_argument("documents", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--paragraphs", type=int, help="at most so many")
    chosen = parser.parse_args()
    build = Build("", chosen.engine, chosen.function, chosen.paragraphs)
    print(json.dumps(asdict(build_here(build, stories.read(chosen.documents), chosen.folder))))


if __name__ == "__main__":
    main()
