"""What a command costs, seen from outside, what lies on disk, and what a served archive costs a search."""

import json
import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import chain
from pathlib import Path

from benchmarks.engine.corpora import take
from benchmarks.scoring import DATELINE
from benchmarks.serving import load
from benchmarks.serving.questions import Question
from benchmarks.serving.server import running

SECONDS_BETWEEN_LOOKS = 0.1
"""How often it is looked at how much memory a command's processes have."""
FILES: Mapping[str, Sequence[str]] = {
    "texts and what was found in them": ("paragraphs.*", "articles.*"),
    "postings": ("whoosh/*",),
    "what copies are found by": ("copies.*", "stories.*", "quoted.*"),
    "columns and facets": ("*.column", "*.starts", "*.first", "*.codes"),
    "dictionaries and the rest": ("*",),
}
"""Kinds of a generation's files, and their names; the first that fits counts."""
SEGMENTS: Mapping[str, Sequence[str]] = {
    "texts and what was found in them": ("fd?",),
    "postings": ("doc", "pos", "pay", "psm", "tim", "tip", "tmd", "nv?"),
    "columns and facets": ("dv?", "kd?", "dim", "dii"),
    "dictionaries and the rest": ("*",),
}
"""The same of Lucene's files, by their extensions."""


class CommandError(Exception):
    """A command failed; the message is the last line of what it said."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What a command took: seconds of the processors and of the clock, bytes of its processes' own at the peak."""

    cpu_seconds: float
    seconds: float
    own_peak_bytes: int


def write_articles(corpora: Path, paragraphs: int, seed: int, file: Path) -> None:
    """Write articles that have so many paragraphs, drawn from the corpora, as JSON Lines; raise CorporaMissingError."""
    with file.open("w", encoding="utf-8") as lines:
        for article in take(corpora, paragraphs, seed):
            source = article.source
            record = {
                "id": source.id,
                "date": source.date,
                "source": source.source,
                "title": source.title,
                "text": source.text,
            }
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def dateline(*arguments: str) -> Effort:
    """Run a command of Dateline, and measure it; raise CommandError."""
    before, began, most = os.times(), time.monotonic(), 0
    command = [DATELINE[0], *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        while True:
            try:
                said, _ = run.communicate(timeout=SECONDS_BETWEEN_LOOKS)
                break
            except subprocess.TimeoutExpired:
                most = max(most, sum(map(_own_bytes, processes(run.pid))))
    if run.returncode:
        raise CommandError(f"{' '.join(arguments)}: {(said.strip().splitlines() or ['said nothing'])[-1]}")
    after = os.times()
    taken = after.children_user + after.children_system - before.children_user - before.children_system
    return Effort(taken, time.monotonic() - began, most)


def processes(pid: int) -> Iterator[int]:
    """Yield a process and all below it; none below where the system does not tell."""
    yield pid
    try:
        told = [one.read_text() for one in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return
    yield from chain.from_iterable(processes(int(child)) for child in " ".join(told).split())


def _own_bytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:  # it has ended meanwhile
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:"))


def on_disk(generation: Path) -> Counter[str]:
    """Return the bytes of a generation by kind of file."""
    files = ((str(path.relative_to(generation)), path.stat().st_size) for path in generation.rglob("*"))
    return by_kind(files, FILES)


def by_kind(files: Iterable[tuple[str, int]], kinds: Mapping[str, Sequence[str]]) -> Counter[str]:
    """Add up sizes by the first kind of which a pattern fits the name."""
    found: Counter[str] = Counter(dict.fromkeys(kinds, 0))
    for name, size in files:
        found[next(kind for kind, patterns in kinds.items() if any(fnmatch(name, one) for one in patterns))] += size
    return found


@dataclass(frozen=True, slots=True)
class Served:
    """What a search takes of a server's processors, how many there were, and what memory the server holds."""

    cpu_ms: float
    asked: int
    """Those too that came before it counted."""
    own_bytes: int
    mapped_bytes: int


def served(index: str, questions: Sequence[Question], clients: int, seconds: float) -> Served:
    """Serve an archive by one process, and ask it; raise ServingError, and OSError where an answer is none."""
    with running(index, ["--processes", "1"]) as server:
        warmed = load.ask(server.host, server.port, questions, clients, seconds / 3)
        before = server.cpu_seconds()
        answered = load.ask(server.host, server.port, questions, clients, seconds)
        taken, memory = server.cpu_seconds() - before, server.memory()
    if answered.errors:
        raise OSError(answered.first_error)
    return Served(
        taken / answered.count() * 1000,
        warmed.count() + answered.count(),
        memory.own,
        memory.resident - memory.own,
    )
