"""Queries on their way through shards, event by event.

Queries come at random (Poisson) at a stated rate.  A search asks its shards in *rounds*, as OpenSearch does with
`dfs_query_then_fetch`: all for their statistics, all for their best, at most ten for what is shown.  A task takes a
constant, in the second round also a time in proportion to the shard's paragraphs, which differs between queries and a
little between shards (log-normal, of the stated mean), and now and then a disk that hiccups on top.  A node works on
as many tasks at once as it has threads, the others wait in line, and now and then it pauses as a whole: garbage is
collected, segments are merged.  The network, what puts the answers together, and that OpenSearch asks of
one request no more than five shards of a node at once, are left out.

Which copy of a shard is asked goes in turns, or by the rank that OpenSearch gives nodes (adaptive replica selection,
after C3: Suresh et al., NSDI 2015).  Hedging asks other copies of the shards that are late, and takes whichever answers
first (Dean and Barroso, The Tail at Scale, 2013); OpenSearch doesn't do it, it is here to show what it would bring.
Times are in milliseconds; the same arguments give the same figures.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush, heapreplace
from itertools import count
from math import ceil, exp, fsum, gcd, inf
from random import Random

import numpy as np
from numpy.typing import NDArray

FETCHED = 10
"""Shards that may have one of the ten best results."""
ROUNDS = ((inf, False), (inf, True), (FETCHED, False))
"""Of a search: how many shards are asked at most, and whether they go through what matches."""
WARMING = 0.05
"""The share of the queries, at the beginning, that count for nothing: lines form, ranks are learned."""
NEWEST_WEIGHS = 0.3
"""In the moving averages of ranks, as OpenSearch has it."""
IN_TIME, PATIENCE = 0.8, 3.0
"""A shard is late, for who hedges, that takes so many times as long as this share of the round's shards took."""


@dataclass(frozen=True, slots=True)
class Service:
    """What a task costs: milliseconds, in the mean, as it is measured; spreads are deviations of the logarithm."""

    fixed: float
    per_million: float
    """Of the paragraphs of a shard."""
    query_spread: float = 0.9
    shard_spread: float = 0.15
    slow_share: float = 0.001
    slow_ms: float = 150.0
    """On top, in the mean, of the share of tasks that a disk is slow for; exponential."""
    rounds: Sequence[tuple[float, bool]] = ROUNDS


@dataclass(frozen=True, slots=True)
class Hardware:
    """The nodes, and how often and how long each of them pauses."""

    nodes: int
    threads: int
    seconds_between_pauses: float = 30.0
    pause_ms: float = 100.0


@dataclass(frozen=True, slots=True)
class Policy:
    """How many copies each shard has, and which of them is asked."""

    name: str
    copies: int = 1
    adaptive: bool = False
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """Queries a second, how many are simulated, and the seed."""

    rate: float
    queries: int = 2_000
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the queries waited for, and what they cost."""

    latencies: NDArray[np.float64]
    touched: float
    """The share of the queries that met a slow shard."""
    cost: float
    """Of all processors, for a query."""
    busiest: float
    """Of the node that has most to do."""
    hedged: float
    """The share of tasks that were asked of a second copy."""

    def percentile(self, of_a_hundred: float) -> float:
        """Return the milliseconds in which so many of a hundred queries were answered."""
        return float(np.percentile(self.latencies, of_a_hundred))

    def beyond(self, limit_ms: float) -> float:
        """Return the share of the queries that took longer."""
        return float(np.mean(self.latencies > limit_ms))

    def most(self, hardware: Hardware) -> float:
        """Return the queries a second with which all threads of the busiest node would be busy."""
        return hardware.threads / self.busiest * 1000


class _Node:
    """Threads that take tasks in the order they come, and what is known from outside of how they do."""

    def __init__(self, hardware: Hardware, dice: Random) -> None:
        self._free = [0.0] * hardware.threads
        self._pause_ms = hardware.pause_ms
        self._pauses = _pauses(hardware.seconds_between_pauses * 1000, dice)
        self._pause = next(self._pauses)
        self._resumed = 0.0
        self._under_way: list[tuple[float, float, float]] = []
        self._response = self._service = 0.0

    def take(self, now: float, work: float) -> tuple[float, bool]:
        """Return when a task that comes now is done, and whether it met a pause, at work or in line."""
        begun = max(now, self._free[0])
        while self._pause + self._pause_ms <= begun:
            self._resumed = self._pause + self._pause_ms
            self._pause = next(self._pauses)
        done = begun + work
        paused = self._pause < done
        if paused:
            done += self._pause_ms - max(0.0, begun - self._pause)
        heapreplace(self._free, done)
        self._learn(now)
        heappush(self._under_way, (done, now, work))
        return done, paused or self._resumed > now

    def rank(self, now: float) -> float:
        """Return C3's rank, the lower the better: by what has been answered, and how much is under way."""
        self._learn(now)
        return self._response - self._service + (1 + len(self._under_way)) ** 3 * self._service

    def approach(self, chosen: "_Node") -> None:
        """Go halfway to what is known of a node that was chosen, so that one that was slow is tried again."""
        self._response = (self._response + chosen._response) / 2
        self._service = (self._service + chosen._service) / 2

    def _learn(self, now: float) -> None:
        while self._under_way and self._under_way[0][0] <= now:
            done, sent, work = heappop(self._under_way)
            self._response += NEWEST_WEIGHS * (done - sent - self._response)
            self._service += NEWEST_WEIGHS * (work - self._service)


def _pauses(between: float, dice: Random) -> Iterator[float]:
    if between == inf:
        yield inf
    at = 0.0
    while True:
        at += dice.expovariate(1 / between)
        yield at


@dataclass(frozen=True, slots=True)
class _Late:
    """A round of which some shards haven't answered: when the others had, and when and by which copy these will."""

    others: float
    shards: Mapping[int, tuple[float, int]]


class _Simulation:
    """Queries on their way through the shards of one archive."""

    def __init__(
        self, shards: int, paragraphs: float, service: Service, hardware: Hardware, policy: Policy, load: Load
    ) -> None:
        self._dice = Random(f"{load.seed} tasks {shards}")
        self._service, self._policy, self._load = service, policy, load
        self._shards = shards
        self._matched = service.per_million * paragraphs / shards / 1e6
        self._nodes = [_Node(hardware, Random(f"{load.seed} node {number}")) for number in range(hardware.nodes)]
        self._events: list[tuple[float, int, int, int, _Late | None]] = []
        self._order = count()
        self._weights: list[float] = []
        self._tasks = self._second = 0
        self.work = [0.0] * hardware.nodes
        """Of each node."""
        self.ends: dict[int, float] = {}
        self.touched: set[int] = set()

    @property
    def hedged(self) -> float:
        return self._second / self._tasks

    def run(self) -> list[float]:
        """Let all queries come and be answered; return when they came."""
        arrivals = Random(f"{self._load.seed} arrivals")
        now, began = 0.0, []
        for query in range(self._load.queries):
            now += arrivals.expovariate(self._load.rate / 1000)
            began.append(now)
            self._weights.append(exp(self._service.query_spread * arrivals.gauss()))
            self._push(now, query, 0)
        mean = fsum(self._weights) / len(self._weights)
        self._weights = [weight / mean for weight in self._weights]
        while self._events:
            at, _, query, step, late = heappop(self._events)
            if late:
                self._hedge(at, query, step, late)
            elif step == len(self._service.rounds):
                self.ends[query] = at
            else:
                self._ask(at, query, step)
        return began

    def _ask(self, now: float, query: int, step: int) -> None:
        """Send a round of a query to its shards; what comes next is known when all ends are."""
        at_most, _ = self._service.rounds[step]
        asked = range(self._shards) if at_most >= self._shards else self._dice.sample(range(self._shards), int(at_most))
        ends: dict[int, tuple[float, int]] = {}
        for shard in asked:
            copy = self._chosen(now, query, shard)
            ends[shard] = self._send(now, query, step, shard, copy), copy
        patience = self._patience(now, sorted(end for end, _ in ends.values())) if self._policy.hedged else inf
        late = {shard: end for shard, end in ends.items() if end[0] > patience}
        others = max(end for end, _ in ends.values() if end <= patience)
        if late:
            self._push(patience, query, step, _Late(others, late))
        else:
            self._push(others, query, step + 1)

    @staticmethod
    def _patience(now: float, ends: Sequence[float]) -> float:
        """Return when who hasn't answered is late: never before most have."""
        return now + PATIENCE * (ends[ceil(IN_TIME * len(ends)) - 1] - now)

    def _hedge(self, now: float, query: int, step: int, late: _Late) -> None:
        """Ask other copies of the shards that are late."""
        done = late.others
        for shard, (end, copy) in late.shards.items():
            other = (copy + 1) % self._policy.copies
            done = max(done, min(end, self._send(now, query, step, shard, other)))
        self._second += len(late.shards)
        self._push(done, query, step + 1)

    def _push(self, at: float, query: int, step: int, late: _Late | None = None) -> None:
        heappush(self._events, (at, next(self._order), query, step, late))

    def _at(self, shard: int, copy: int) -> int:
        """Return the number of the node where a copy lies: all first copies in turns, then all second ones, each time
        around from the next node on, so that no node has two of a shard."""
        nodes = len(self._nodes)
        around = copy // (nodes // gcd(self._shards, nodes))
        return (shard + copy * self._shards + around) % nodes

    def _chosen(self, now: float, query: int, shard: int) -> int:
        if self._policy.adaptive:
            nodes = [self._nodes[self._at(shard, copy)] for copy in range(self._policy.copies)]
            best = min(nodes, key=lambda node: node.rank(now))
            for node in nodes:
                node.approach(best)
            return nodes.index(best)
        return (query + shard // len(self._nodes)) % self._policy.copies

    def _send(self, now: float, query: int, step: int, shard: int, copy: int) -> float:
        """Return when a copy of a shard answers."""
        service, dice = self._service, self._dice
        work = service.fixed
        if service.rounds[step][1]:
            work += self._matched * self._weights[query]
        if service.shard_spread:
            work *= exp(service.shard_spread * dice.gauss() - service.shard_spread**2 / 2)
        slow = dice.random() < service.slow_share
        at = self._at(shard, copy)
        self.work[at] += work
        self._tasks += 1
        done, held_up = self._nodes[at].take(now, work + (dice.expovariate(1 / service.slow_ms) if slow else 0.0))
        if slow or held_up:
            self.touched.add(query)
        return done


def tasks(shards: int, rounds: Sequence[tuple[float, bool]] = ROUNDS) -> int:
    """Return how many tasks a search is."""
    return sum(int(min(shards, at_most)) for at_most, _ in rounds)


def simulate(
    shards: int,
    paragraphs: float,
    service: Service,
    hardware: Hardware,
    policy: Policy,
    load: Load,
) -> Outcome:
    """Ask an archive of so many paragraphs in so many shards."""
    simulation = _Simulation(shards, paragraphs, service, hardware, policy, load)
    began = simulation.run()
    warm = range(int(load.queries * WARMING), load.queries)
    latencies = np.array([simulation.ends[query] - began[query] for query in warm])
    touched = len(simulation.touched.intersection(warm)) / len(warm)
    cost, busiest = (work / load.queries for work in (sum(simulation.work), max(simulation.work)))
    return Outcome(latencies, touched, cost, busiest, simulation.hedged)
