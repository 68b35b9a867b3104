"""Load: a server under a share of what it can do, while its index is published again and again.

    python -m tests.soak.load --index DIR [--minutes 30] [--rounds 30] [--every 60] [--share 0.8] [--descriptors 256]

Promised is that no answer fails; that the server holds no more descriptors in the end than before, but for a file that
each process may be verifying, and no file of a generation that is gone; that its memory does not grow; and that the
99th percentile of the answers is within three times that of the quiet server, in the median of the steady rounds.

The index is not touched: what is served is made of its files by hard links, as an update makes one generation of
another.  `dateline serve` runs as anybody would start it.  Before each round and after it clients ask as fast as it
answers: that is its capacity, which changes with the machine, from minute to minute where others use it.  In a round
questions are due at a share of it, evenly, whatever the answers take, and how long an answer takes counts from when it
was due: for a while with nothing else going on, then while `dateline update` publishes an article in place of another,
whenever it is time to.  A round is steady where the capacity after it is that before it, or nearly: of another it isn't
known what share was asked for.  What is asked is drawn from the index (`benchmarks.serving.questions`), as JSON and as
pages.
"""

import argparse
import math
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from heapq import nlargest
from pathlib import Path
from threading import Event, Thread

import numpy as np

from benchmarks.scoring import DATELINE
from benchmarks.serving import load, questions
from benchmarks.serving.load import Answered
from benchmarks.serving.questions import Question
from benchmarks.serving.server import Server, running
from index.store.files.links import link
from index.store.generation import IndexDirectory

CLIENTS = 8
"""Connections by which capacity is measured."""
QUESTIONS = 500
"""Different ones of each kind."""
RELEASED_WITHIN = 30.0
"""Seconds without any question after which a server holds nothing any more of what is gone."""
LOOKS = 5
"""After so many that found the same it is taken to be at rest."""
SLOWEST = 10
"""Answers of all rounds that are told of one by one."""
STEADY = 1.15
"""How many times the lower of two capacities the higher may be."""
SLOWER = 3.0
"""How many times the quiet server's 99th percentile an answer may take."""
GROWTH = 1.1
"""How many times its memory after the first third of the publications a server may hold after the last."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done: seconds of each stage, how often is published, which share of the capacity is asked for, and how
    many descriptors a process of the server may hold."""

    measured: float = 10.0
    quiet: float = 20.0
    every: float = 60.0
    publications: int = 30
    """In all."""
    rounds: int = 30
    share: float = 0.8
    descriptors: int = 256
    clients: int = 32
    """Connections by which questions are asked that are due."""
    options: tuple[str, ...] = ()
    """Of `dateline serve`."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a server holds that no connection is open to."""

    descriptors: int
    memory: int = field(compare=False)
    mapped_of_removed: int
    processes: int

    @classmethod
    def by(cls, server: Server, index: Path) -> "Held":
        """Look at the server of an index until it holds the same for a while, and nothing that is gone, or ought to."""
        latest, held, unchanged = time.monotonic() + RELEASED_WITHIN, None, 0
        while unchanged < LOOKS and time.monotonic() < latest:
            time.sleep(0.1)
            before, held = held, cls.now(server, index)
            unchanged = unchanged + 1 if held == before and not held.mapped_of_removed else 0
        return held or cls.now(server, index)

    @classmethod
    def now(cls, server: Server, index: Path) -> "Held":
        """Look at the server of an index once."""
        return cls(server.descriptors(), server.memory().own, server.mapped_of_removed(index), server.processes())


@dataclass
class Round:
    """What was seen in one round; before and after it answers as fast as they came."""

    before: Answered
    quiet: Answered
    loaded: Answered
    after: Answered

    @property
    def capacities(self) -> tuple[float, float]:
        """Answers a second before it and after it."""
        return self.before.rate(), self.after.rate()

    @property
    def is_steady(self) -> bool:
        """Whether the machine could do as much after it as before."""
        return max(self.capacities) <= STEADY * min(self.capacities)

    @property
    def slower(self) -> float:
        """How many times the quiet 99th percentile that under load is."""
        return self.loaded.percentile(99) / self.quiet.percentile(99)

    def lines(self) -> Iterator[str]:
        """Give what was seen, to be read."""
        before, after = self.capacities
        steadily = "steadily" if self.is_steady else "not steadily"
        yield f"{steadily} {before:.0f} and {after:.0f} answers a second; {self.slower:.2f} times the quiet p99"
        for name, answered in (("quiet", self.quiet), ("published anew", self.loaded)):
            percentiles = "  ".join(f"p{each} {answered.percentile(each):.1f} ms" for each in (50, 95, 99, 99.9))
            yield f"{name:>15}: {answered.count():,} answers, {answered.errors} errors  {percentiles}"


@dataclass
class Outcome:
    """What was seen."""

    rounds: list[Round] = field(default_factory=list)
    before: Held = field(default_factory=lambda: Held(0, 0, 0, 1))
    after: Held = field(default_factory=lambda: Held(0, 0, 0, 1))
    memory: list[int] = field(default_factory=list)
    """Bytes of the server's own after each publication."""
    generations: tuple[str, str] = ("", "")
    """Published first, and last."""
    updates: list[tuple[float, float]] = field(default_factory=list)
    """When each update was begun and done, by the monotonic clock."""

    @property
    def publications(self) -> int:
        """How often was published while it was asked."""
        first, last = map(int, self.generations)
        return last - first

    @property
    def steady(self) -> list[Round]:
        """The rounds before and after which the machine could do the same."""
        return [one for one in self.rounds if one.is_steady]

    @property
    def slower(self) -> float:
        """How many times the quiet 99th percentile that under load is, in the median of the steady rounds."""
        return statistics.median([one.slower for one in self.steady] or [math.inf])

    @property
    def growth(self) -> float:
        """How many times the memory of the first third of the publications, in the median, that of the last is."""
        third = max(len(self.memory) // 3, 1)
        return statistics.median(self.memory[-third:]) / max(statistics.median(self.memory[:third]), 1)

    def lines(self) -> Iterator[str]:
        """Give what was seen in all rounds together, to be read."""
        for name, held in (("before", self.before), ("after", self.after)):
            yield (
                f"{name:>15}: {held.descriptors} descriptors, {held.memory / 1e6:,.0f} MB of its own, "
                f"{held.mapped_of_removed / 1e6:,.1f} MB of removed files mapped"
            )
        yield f"{'memory':>15}: {' '.join(f'{one / 1e6:.0f}' for one in self.memory)} MB after each publication"
        slowest = nlargest(SLOWEST, (answer for one in self.rounds for answer in one.loaded.slowest))
        for milliseconds, kind, came in slowest:
            began, done = max((one for one in self.updates if one[0] < came), default=(came, came))
            yield (
                f"{milliseconds:,.0f} ms: {kind}, asked {came - milliseconds / 1000 - began:.1f} s after an update "
                f"began, which took {done - began:.1f} s"
            )

    def broken(self, plan: Plan) -> list[str]:
        """Tell which promises were broken, those about time and memory left out."""
        answered = [answers for one in self.rounds for answers in (one.before, one.quiet, one.loaded, one.after)]
        told = {f"{one.errors} answers failed, the first so: {one.first_error}": one.errors > 0 for one in answered} | {
            f"only {self.publications} times was published": self.publications < plan.publications,
            f"{self.after.descriptors} descriptors were held, {self.before.descriptors} before": (
                self.after.descriptors > self.before.descriptors + self.after.processes  # each may be verifying a file
            ),
            f"{self.after.mapped_of_removed:,} bytes of removed files were mapped": self.after.mapped_of_removed > 0,
        }
        return [sentence for sentence, is_so in told.items() if is_so]


def campaign(index: Path, plan: Plan, tell: Callable[[Round], None] = lambda _: None) -> Outcome:
    """Serve a copy of an index, ask it and publish it anew; its own files are not written to.

    `tell` is called with each round once it is over.
    """
    outcome = Outcome()
    with tempfile.TemporaryDirectory(prefix="dateline-load-") as folder:
        copy = linked(index, Path(folder) / "index")
        asked = [_as_page(one) if number % 4 == 0 else one for number, one in enumerate(_questions(copy))]
        with running(copy, plan.options, plan.descriptors) as server:

            def ask(seconds: float, clients: int = CLIENTS, rate: float | None = None) -> Answered:
                return load.ask(server.host, server.port, asked, clients, seconds, rate)

            ask(2 * plan.measured)  # until it has read what most ask for
            outcome.before = Held.by(server, copy)
            first, capacity = IndexDirectory(copy).current().name, ask(plan.measured)
            for publications in map(len, np.array_split(range(plan.publications), plan.rounds)):
                due = partial(ask, clients=plan.clients, rate=plan.share * capacity.rate())
                quiet, loaded = due(plan.quiet), _loaded(copy, server, due, plan, publications, outcome)
                before, capacity = capacity, ask(plan.measured)
                outcome.rounds.append(Round(before, quiet, loaded, capacity))
                tell(outcome.rounds[-1])
            outcome.generations = first, IndexDirectory(copy).current().name
            outcome.after = Held.by(server, copy)
    return outcome


def _loaded(
    index: Path, server: Server, due: Callable[[float], Answered], plan: Plan, publications: int, outcome: Outcome
) -> Answered:
    """Ask what is due while an index is published so often."""
    answered, first = Answered(), int(IndexDirectory(index).current().name)
    with _republished(index, plan.every, outcome.updates) as ended:
        for number in range(publications):
            answered.add(due(plan.every))
            while not ended.is_set() and int(IndexDirectory(index).current().name) <= first + number:
                answered.add(due(max(plan.every / 10, 1.0)))
            outcome.memory.append(server.memory().own)
        ended.set()
    return answered


def linked(index: Path, copy: Path) -> Path:
    """Make an index of the files of another's published generation, and return it."""
    generation = IndexDirectory(index).current()
    for path in generation.folder.rglob("*"):
        if path.is_file():
            target = copy / path.relative_to(index)
            target.parent.mkdir(parents=True, exist_ok=True)
            link(path, target)
    for name in ("FORMAT", "CURRENT"):
        (copy / name).write_bytes((index / name).read_bytes())
    return copy


def _questions(index: Path) -> list[Question]:
    return questions.draw(index, QUESTIONS, seed=1)


def _as_page(question: Question) -> Question:
    return Question(f"{question.kind}, page", question.path.replace("/api/search", "/", 1))


@contextmanager
def _republished(index: Path, every: float, updates: list[tuple[float, float]]) -> Iterator[Event]:
    """Publish an update whenever it is time to, by the command, until the event that it gives is set."""
    ended = Event()
    thread = Thread(target=_republish, args=(index, every, updates, ended), daemon=True)
    thread.start()
    try:
        yield ended
    finally:
        ended.set()
        thread.join()


def _republish(index: Path, every: float, updates: list[tuple[float, float]], ended: Event) -> None:
    folder = index.with_name("told")
    folder.mkdir(exist_ok=True)
    number, due = len(updates), time.monotonic()
    while not ended.wait(max(due - time.monotonic(), 0)):
        due += every
        (folder / "tide.txt").write_text(f"The tide was late {number} times.\n\nNobody minded.\n")
        began = time.monotonic()
        run = subprocess.run([DATELINE[0], "update", folder, "--index", index], check=False, stdout=subprocess.DEVNULL)
        updates.append((began, time.monotonic()))
        if run.returncode:
            ended.set()  # it said why
        number += 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was seen; return 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, required=True, help="the index to serve a copy of")
    parser.add_argument("--minutes", type=float, default=30.0, help="of load (default 30)")
    parser.add_argument("--rounds", type=int, default=30, help="in which capacity is measured anew (default 30)")
    parser.add_argument("--every", type=float, default=60.0, help="seconds between publications (default 60)")
    parser.add_argument("--share", type=float, default=0.8, help="of the measured capacity (default 0.8)")
    parser.add_argument("--descriptors", type=int, default=256, help="that a process may hold (default 256)")
    parser.add_argument("--processes", type=int, help="of the server (default: as many as it starts by itself)")
    chosen = parser.parse_args(arguments)
    publications = max(round(chosen.minutes * 60 / chosen.every), 1)
    rounds = min(max(chosen.rounds, 1), publications)
    options = () if chosen.processes is None else ("--processes", str(chosen.processes))
    plan = Plan(
        every=chosen.every,
        publications=publications,
        rounds=rounds,
        share=chosen.share,
        descriptors=chosen.descriptors,
        options=options,
    )
    seen = campaign(chosen.index, plan, lambda one: print("\n".join(one.lines()), flush=True))
    print("\n".join(seen.lines()))
    broken = seen.broken(plan)
    if seen.slower > SLOWER:
        broken.append(
            f"the 99th percentile was {seen.slower:.1f} times the quiet one in the median of the steady rounds"
        )
    if seen.growth > GROWTH:
        broken.append(f"memory grew to {seen.growth:.2f} times what it was")
    print(
        f"{seen.publications} publications; the 99th percentile {seen.slower:.2f} times the quiet one in the median of "
        f"{len(seen.steady)} steady rounds of {len(seen.rounds)}, memory {seen.growth:.2f} times what it was; "
        f"{len(broken)} promises broken"
    )
    for sentence in broken:
        print(f"BROKEN: {sentence}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
