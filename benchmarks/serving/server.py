"""A `dateline serve` in processes of its own: started, looked at, stopped."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scoring import DATELINE

ENDS_WITHIN = 20
"""Seconds that the server has to end in, before it is killed."""


class ServingError(Exception):
    """The server did not start; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes of all processes of a server: resident, pages that they share counted once, and of these what is not a
    mapped file, which alone the kernel can't drop and read again."""

    resident: int
    own: int


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers at `host` and `port`."""

    pid: int
    host: str
    port: int
    seconds_to_start: float

    def cpu_seconds(self) -> float:
        """Return the seconds of the processor that its processes have taken so far; 0 where there is no /proc."""
        ticks = os.sysconf("SC_CLK_TCK")
        return sum(sum(map(int, _read(pid, "stat").rpartition(")")[2].split()[11:13])) for pid in self._pids()) / ticks

    def memory(self) -> Memory:
        """Return what its processes hold; zeros where there is no /proc."""
        rollups = [_read(pid, "smaps_rollup") for pid in self._pids()]
        return Memory(
            sum(_kilobytes(one, "Pss") for one in rollups), sum(_kilobytes(one, "Anonymous") for one in rollups)
        )

    def descriptors(self) -> int:
        """Return how many descriptors its processes hold; 0 where there is no /proc."""
        return sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in self._pids())  # noqa: PTH208  # no need of paths

    def mapped_of_removed(self, folder: Path) -> int:
        """Return how many bytes of files that were in a folder, and were removed, its processes have mapped; 0 where
        there is no /proc."""
        area = re.compile(rf"([0-9a-f]+)-([0-9a-f]+) .* {re.escape(str(folder))}/.* \(deleted\)")
        areas = [found.groups() for pid in self._pids() for found in area.finditer(_read(pid, "maps"))]
        return sum(int(end, 16) - int(begin, 16) for begin, end in areas)

    def processes(self) -> int:
        """Return how many of its processes answer: not the one that starts the others, nor what tracks resources."""
        return max(1, len(self._pids()) - 2)

    def _pids(self) -> list[int]:
        if not Path("/proc/self/smaps_rollup").exists():
            return []
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
        return [self.pid, *(pid for pid, parent in pairs if parent == self.pid)]


@contextmanager
def running(index: Path | str, options: Sequence[str] = (), descriptors: int | None = None) -> Iterator[Server]:
    """Serve an index on a free port as long as the block runs; raise ServingError where that fails.

    No process of it may hold more `descriptors` than so many, if that is said.
    """
    command = [DATELINE[0], "serve", "--index", str(index), "--port", "0", *options]
    if descriptors is not None:
        command = ["sh", "-c", f'ulimit -n {descriptors} && exec "$@"', "sh", *command]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://([\d.]+):(\d+)/", process.stdout.readline())
            if found is None:
                raise ServingError(f"{' '.join(command)} ended with status {process.wait(ENDS_WITHIN)}")
            yield Server(process.pid, found[1], int(found[2]), time.perf_counter() - began)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(ENDS_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text("utf-8", "replace")
    except OSError:  # it has ended meanwhile
        return ") 0 " * 20


def _kilobytes(rollup: str, name: str) -> int:
    found = re.search(rf"^{name}: +(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
