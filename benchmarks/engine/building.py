"""How long a build takes, how much memory, how large its index: each in a process of its own.

The processor's time is that of the process and its children (os.times), all threads, user and system, without what
reading the prepared stories took.  As a program it is such a process, and prints the figures as JSON.
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
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

from benchmarks.engine import adapters, stories
from benchmarks.engine.adapters import ENGINES, Build
from benchmarks.engine.stories import Story
from benchmarks.scoring import PROJECT


class BuildError(Exception):
    """A build failed; the message is the last line of what it said."""


@dataclass(frozen=True, slots=True)
class BuildFigures:
    """Seconds of the processor; bytes resident at the peak, and of the finished index."""

    paragraphs: int
    cpu_seconds: float
    peak_bytes: int
    index_bytes: int


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
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    if run.returncode:
        raise BuildError((run.stderr.strip().splitlines() or [f"exit status {run.returncode}"])[-1])
    figures = BuildFigures(**json.loads(run.stdout))
    (folder.parent / f"{build.folder}.json").write_text(run.stdout, "utf-8")
    return figures


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
    status = Path("/proc/self/status")
    if not status.exists():
        return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + child) * unit
    [peak] = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    return int(peak) * 1024 + child * unit


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
