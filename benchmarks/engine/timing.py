"""How long engines take for the same queries: warm, in one process, taking turns."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.engine.queries import Query

QUERIES_A_TURN = 25
"""Queries that an engine answers before the next one has its turn.  Who comes after another, that read megabytes
of its own, finds the processor's caches empty, as a server that is asked much does not; and turns as short as these
still let whatever else the machine does hit all alike."""

Answer = Callable[[Query], int]
"""Answers a query and returns the total."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What an engine took for the first queries of a class, in milliseconds, and the total of each; or, where it
    failed at one of them, nothing, and how."""

    milliseconds: NDArray[np.float64]
    totals: tuple[int, ...]
    failure: str = ""

    def median(self, first: int | None = None) -> float:
        """Return the median over the first queries, by default all."""
        return float(np.median(self.milliseconds[:first]))

    def percentile_95(self) -> float:
        """Return the time that 95 of 100 queries don't exceed."""
        return float(np.percentile(self.milliseconds, 95))


def measure(
    answers: Mapping[str, Answer],
    queries: Sequence[Query],
    most: Mapping[str, int | None],
    clock: Callable[[], int] = time.perf_counter_ns,
) -> dict[str, Measured]:
    """Ask every engine every query twice, and measure the second time; `most` is how many an engine is asked at all,
    `clock` counts nanoseconds.

    The first pass fills caches and gives the totals.  In the second every engine in turn answers the same
    `QUERIES_A_TURN` queries, and another one begins each time.  An engine that fails in the first is left out of the
    second.
    """
    asked = {name: queries[: most.get(name)] for name in answers}
    first = {name: _first_pass(answer, asked[name]) for name, answer in answers.items()}
    names = [name for name in answers if not first[name].failure]
    taken: dict[str, list[int]] = {name: [] for name in answers}
    gc.collect()
    gc.freeze()  # what the benchmark itself holds is not to be looked through while an engine is timed
    for turn, first_query in enumerate(range(0, len(queries) if names else 0, QUERIES_A_TURN)):
        begins = turn % len(names)
        for name in (*names[begins:], *names[:begins]):
            for query in asked[name][first_query : first_query + QUERIES_A_TURN]:
                began = clock()
                answers[name](query)
                taken[name].append(clock() - began)
    return {name: replace(one, milliseconds=np.array(taken[name]) / 1e6) for name, one in first.items()}


def _first_pass(answer: Answer, queries: Sequence[Query]) -> Measured:
    totals = []
    for query in queries:
        try:
            totals.append(answer(query))
        except Exception as error:  # noqa: BLE001  # one engine's fault must not cost what the others are measured for
            return Measured(np.empty(0), (), f"{query}: {type(error).__name__}: {error}")
    return Measured(np.empty(0), tuple(totals))


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A query for which engines found different totals."""

    query: Query
    totals: dict[str, int]


def disagreements(queries: Sequence[Query], measured: Mapping[str, Measured]) -> list[Disagreement]:
    """List the queries whose totals differ, each with the total of every engine that was asked."""
    found = []
    for number, query in enumerate(queries):
        totals = {name: one.totals[number] for name, one in measured.items() if number < len(one.totals)}
        if len(set(totals.values())) > 1:
            found.append(Disagreement(query, totals))
    return found
