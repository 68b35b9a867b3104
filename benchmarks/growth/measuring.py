"""One size, measured from the documents to the served index."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any, Self

import numpy as np

from benchmarks.engine import building, timing
from benchmarks.engine.adapters import BUILDS, ENGINES
from benchmarks.engine.building import BuildFigures
from benchmarks.engine.preparing import documents
from benchmarks.engine.queries import Query, draw
from benchmarks.engine.timing import Answer
from benchmarks.growth.copying import prepare
from benchmarks.serving import load, questions
from benchmarks.serving.server import running
from search.engine.embedded.engine import EmbeddedEngine

ENGINE = "dateline"
ROUNDS = 3
"""Times that each query is asked, warm, of which the shortest is taken."""
OPENINGS = 5
"""Times that an index is opened, of which the median is taken."""
WARM_SECONDS = 3.0
"""Seconds of HTTP before it counts."""

Times = dict[str, tuple[float, float]]
"""Milliseconds by class of queries: median and 95th percentile."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What is drawn, and how long is asked: queries a class, none to build only; clients, seconds of HTTP."""

    queries: int = 100
    clients: int = 8
    seconds: float = 8.0
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """The figures of an index in use: milliseconds, searches a second over HTTP, bytes."""

    opening_ms: float
    top: Times
    page: Times
    searches_per_second: float
    http_ms: tuple[float, float]
    http_cpu_ms: float
    """What the server's processes took of the processor for a search: that, unlike the rate, is the same on a machine
    that does other things besides."""
    processes: int
    server_own_bytes: int
    server_mapped_bytes: int


@dataclass(frozen=True, slots=True)
class Point:
    """The figures of one size; `asked` is None where the index was built and no more."""

    built: BuildFigures
    asked: Asked | None = None

    @property
    def paragraphs(self) -> int:
        """How many paragraphs there really are."""
        return self.built.paragraphs

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Take what `asdict` has made of a point."""
        return cls(BuildFigures(**told["built"]), Asked(**told["asked"]) if told["asked"] else None)


def measure(corpora: Path, work: Path, paragraphs: int, effort: Effort) -> Point:
    """Build so many paragraphs in `work`, and ask and serve them where queries are wanted.

    Raises CorporaMissingError, BuildError or ServingError.
    """
    known = prepare(corpora, work, paragraphs, effort.seed)
    drawn = draw(known, effort.queries, effort.seed) if effort.queries else None
    del known
    build = next(build for build in BUILDS if build.engine == ENGINE)
    built = building.measure(build, documents(work), work)
    documents(work).unlink()
    return Point(built, _asked(work / build.folder, drawn.classes, effort) if drawn else None)


def _asked(index: Path, classes: Mapping[str, Sequence[Query]], effort: Effort) -> Asked:
    opening_ms = median(_opening_ms(index) for _ in range(OPENINGS))
    opened = ENGINES[ENGINE].open(index)
    top = {name: _times(opened.top, queries) for name, queries in classes.items()}
    page = {name: _times(opened.page, queries) for name, queries in classes.items()}
    asked = questions.draw(index, effort.queries * 5, effort.seed)
    with running(index) as server:
        load.ask(server.host, server.port, asked, effort.clients, min(WARM_SECONDS, effort.seconds))
        cpu_began = server.cpu_seconds()
        answered = load.ask(server.host, server.port, asked, effort.clients, effort.seconds)
        cpu_seconds = server.cpu_seconds() - cpu_began
        memory = server.memory()
        processes = server.processes()
    return Asked(
        opening_ms,
        top,
        page,
        answered.rate(),
        (answered.percentile(50), answered.percentile(95)),
        cpu_seconds * 1000 / max(answered.count(), 1),
        processes,
        memory.own,
        memory.resident - memory.own,
    )


def _opening_ms(index: Path) -> float:
    began = time.perf_counter()
    EmbeddedEngine(index).snapshot()
    return (time.perf_counter() - began) * 1000


def _times(answer: Answer, queries: Sequence[Query]) -> tuple[float, float]:
    """Take each query's best of several times: what else the machine does must not look like growth."""
    measured = [timing.measure({ENGINE: answer}, queries, {})[ENGINE] for _ in range(ROUNDS)]
    if failure := measured[0].failure:
        raise RuntimeError(failure)
    best = replace(measured[0], milliseconds=np.minimum.reduce([one.milliseconds for one in measured]))
    return best.median(), best.percentile_95()
