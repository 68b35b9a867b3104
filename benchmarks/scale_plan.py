"""Plan a larger archive: `python -m benchmarks.scale_plan [--articles 10000000] [--paragraphs 1000000000]`.

What was measured (`benchmarks.scale --save`) is continued by the line that fits it best, the dictionaries by the power
that does, for of names and words ever fewer are new.  All else is assumed, each by an option: searches, machines,
prices.  Nothing of it was tried at these sizes.

How many shards an archive has, and how many copies of each, is decided here alone (`divided`); `benchmarks.fanout`
simulates what that brings, with the nodes and the rate of these plans and what a search was measured to take.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from math import ceil, exp, inf, log
from pathlib import Path

import numpy as np

from benchmarks.fanout_model import tasks
from benchmarks.scale import DIVIDED, MEGA, SHARD_COSTS, Figures, fitted, points, significant
from benchmarks.table import markdown

FIGURES = Path(__file__).with_name("scale_figures.json")
"""Those of docs/scale.md."""
ARTICLES = 1e7
"""Of the first plan, which is the one that is simulated."""
HOUR, MONTH = 3600, 730
"""Seconds, and hours of a month."""
GIGA, KILO = 1e9, 1000
EMBEDDED_BUILD = ("annotating, CPU s", "packing, CPU s", "reading, writing and publishing, CPU s")
REWRITTEN = ("on disk, MB: columns and facets", "on disk, MB: what copies are found by")
SMALL = "on disk, MB: dictionaries and the rest"
SEARCHES = ("growth: a search, CPU ms", "a search, CPU ms")
"""What a search takes of one machine: where docs/growth.md has measured it, up to 5 million paragraphs, that."""
OF_NODES = f"cluster: {SHARD_COSTS}"
LEAST_NODES = 3
"""So that those that are left, where one dies, are most, and go on."""
MOST_SHARDS = 1024
"""That OpenSearch lets an index have (`opensearch.index.max_number_of_shards`)."""
CHEAPER = (1.0, 1 / 3)
"""Of what a search was measured to take, on a busy machine: an idle one may take a third of it."""
AT_ONCE = 5
"""Shards that OpenSearch asks of a node at once for one request (`max_concurrent_shard_requests`)."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is not measured."""

    searches: float = 2.0
    """A second, at the busiest time."""
    busy: float = 0.4
    """The share of the nodes' threads that they may use."""
    of_measured: float = 1.0
    """What a search takes of the nodes, of what was measured."""
    replicas: int = 1
    states: int = 2
    """Of the archive, on the nodes' disks at once: the published one, and the next while it is written."""
    full: float = 0.7
    """The share of a disk that may be full: OpenSearch puts no shard where it is 0.85."""
    cached: float = 0.15
    """The share of the published index that should be in the memory of the nodes, beside half of it for Java."""
    shard_gb: float = 20.0
    """That a shard may have: 10 to 30 are usual where searches count."""
    spread: float = 0.5
    """The share of the nodes' threads that one search is divided among: docs/scale.md, How many shards."""
    dividing: float = 0.02
    """The share of a search that its shards may cost for being many."""
    cores: int = 8
    """Of a node, as its memory, disk and price."""
    memory_gb: float = 64.0
    disk_gb: float = 1900.0
    node_dollars: float = 0.70
    """An hour."""
    core_dollars: float = 0.04
    """An hour of a core that annotates."""
    annotating_hours: float = 8.0
    object_dollars: float = 0.023
    """A month of a gigabyte in an object store, for snapshots and cold months."""
    gigabits: float = 1.0
    """A second, from the machines that annotate to the cluster."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive of so many paragraphs, as the figures of smaller ones foretell it."""

    found: Sequence[Figures]
    paragraphs: float

    def has(self, title: str) -> bool:
        """Return whether a figure was measured at two sizes at least."""
        return len(points(self.found, title)) > 1

    def of(self, *titles: str) -> float:
        """Return the sum of some figures, each by its line."""
        lines = [fitted(points(self.found, title)) for title in titles]
        return sum(slope * self.paragraphs / MEGA + begins for slope, begins in lines)

    def search(self) -> float:
        """Return what a search takes of one machine's processor, in milliseconds."""
        return self.of(next(title for title in SEARCHES if self.has(title) or title == SEARCHES[-1]))

    def task_ms(self) -> float:
        """Return what a task of a search takes whatever it finds, of which each shard is one in each round; 0 where no
        archive was divided to measure it."""
        for one in self.found:
            titles = {tasks(shards): DIVIDED.format(shards) for shards in range(1, MOST_SHARDS + 1)}
            measured = [(float(number), one[title]) for number, title in titles.items() if title in one]
            if len(measured) > 1:
                return fitted(measured)[0]
        return 0.0

    def by_power(self, title: str) -> float:
        """Return a figure by its power."""
        power, begins = fitted(np.log(points(self.found, title)).tolist())
        return exp(begins + power * log(self.paragraphs / MEGA))


@dataclass(frozen=True, slots=True)
class Layout:
    """How many nodes a cluster has, and why, and how an archive lies on them."""

    by_disk: float
    by_memory: float
    by_searches: float
    """Nodes that each of these asks for."""
    nodes: int
    shards: int
    copies: int
    """Of each shard, the first one included."""
    dividing_ms: float
    """What the shards of a search cost beyond what one would."""
    search_ms: float
    """What a search takes of all nodes' processors, that included."""


def laid_out(archive: Archive, assumed: Assumed) -> Layout:
    """Return the least cluster that an archive needs.

    Shards go by nodes, and nodes by what a search takes, of which a little is its shards': so each is computed from the
    other, from few nodes on, until they agree.
    """
    gigabytes = archive.of("cluster: on disk, MB") / KILO
    undivided, task_ms = (ms * assumed.of_measured for ms in (archive.of(OF_NODES), archive.task_ms()))
    nodes = LEAST_NODES
    while True:
        shards, copies = divided(nodes, gigabytes, undivided, task_ms, assumed)
        dividing = task_ms * (tasks(shards) - tasks(1))
        by_disk = gigabytes * copies * assumed.states / (assumed.disk_gb * assumed.full)
        by_memory = gigabytes * copies * assumed.cached / (assumed.memory_gb / 2)
        by_searches = assumed.searches * (undivided + dividing) / KILO / assumed.cores / assumed.busy
        needed = max(map(ceil, (by_disk, by_memory, by_searches)))
        if needed <= nodes:
            return Layout(by_disk, by_memory, by_searches, nodes, shards, copies, dividing, undivided + dividing)
        nodes = needed


def divided(nodes: int, gigabytes: float, search_ms: float, task_ms: float, assumed: Assumed) -> tuple[int, int]:
    """Return into how many shards an archive is divided that lies on so many nodes, and how many copies each has.

    Shards: one for each second thread of the nodes (`spread`), of a node no more than it is asked at once; not so many
    that dividing costs more than a share of the search (`dividing`); none larger than `shard_gb`.  Where that is no
    fewer than the nodes, it is rounded up to a multiple of them.  Copies: the replicas that are wanted; where there are
    fewer shards than nodes, as many more as it takes that every node has one, for a search asks one copy of each shard.
    """
    by_threads = nodes * min(assumed.cores * assumed.spread, AT_ONCE)
    further_ms = task_ms * (tasks(MOST_SHARDS) - tasks(MOST_SHARDS - 1))
    by_cost = assumed.dividing * search_ms / further_ms if further_ms else inf
    shards = min(max(1, ceil(gigabytes / assumed.shard_gb), ceil(min(by_threads, by_cost))), MOST_SHARDS)
    if shards >= nodes:
        shards = min(ceil(shards / nodes), MOST_SHARDS // nodes) * nodes
    return shards, max(1 + assumed.replicas, ceil(nodes / shards))


Row = tuple[str, str, str]
"""What, how much, and how it comes about."""


def embedded(archive: Archive, assumed: Assumed) -> list[Row]:
    """Tell what one machine with the embedded engine takes."""
    search = archive.search()
    build = archive.of(*EMBEDDED_BUILD) / HOUR
    rewritten = archive.of(*REWRITTEN) + archive.by_power(SMALL)
    return [
        ("to build, core hours", significant(build), "annotating, packing, writing"),
        ("on disk, GB", significant(archive.of("on disk, MB") / KILO), ""),
        ("a search, processor's ms", significant(search), "which one core takes, one after the other"),
        (
            f"searches a second on {assumed.cores} cores",
            significant(assumed.cores * assumed.busy / search * KILO),
            f"{assumed.busy:.0%} busy",
        ),
        ("an update writes anew, GB", significant(rewritten / KILO), "columns, facets, keys of copies, dictionaries"),
    ]


def cluster(archive: Archive, assumed: Assumed) -> list[Row]:
    """Tell what a cluster takes."""
    layout = laid_out(archive, assumed)
    copies = layout.copies
    one = archive.of("cluster: on disk, MB") / KILO
    workers = archive.of(*EMBEDDED_BUILD[:2], "cluster: reading, putting together and sending, CPU s") / HOUR
    writing = archive.of("cluster: nodes while it is written, CPU s") / HOUR * copies
    settling = archive.of("cluster: settling, CPU s") / HOUR
    month = layout.nodes * assumed.node_dollars * MONTH
    front = assumed.searches * archive.of("cluster: a search, CPU ms of who asks") / KILO / assumed.busy
    sent = archive.of("cluster: sent, MB") / KILO
    return [
        ("to annotate and send, core hours", significant(workers), ""),
        ("cores that do it", f"{ceil(workers / assumed.annotating_hours):,}", f"in {assumed.annotating_hours:g} hours"),
        ("they send, GB", significant(sent), ""),
        ("which takes, hours", significant(sent * 8 / assumed.gigabits / HOUR), f"at {assumed.gigabits:g} Gbit/s"),
        ("the nodes write, core hours", significant(writing), "in all copies"),
        ("settling, hours", significant(settling), "one core of one machine"),
        ("on disk, GB a copy", significant(one), ""),
        ("on disk, GB in all", significant(one * copies * assumed.states), f"all copies, {assumed.states} states"),
        ("a search, nodes' ms of processor", significant(layout.search_ms), "in the mean"),
        ("of them for being divided", significant(layout.dividing_ms), "into the shards below"),
        ("nodes by disk", significant(layout.by_disk), f"{assumed.disk_gb:,.0f} GB each, {assumed.full:.0%} full"),
        (
            "nodes by memory",
            significant(layout.by_memory),
            f"{assumed.cached:.0%} of one state in half of {assumed.memory_gb:g} GB",
        ),
        (
            "nodes by searches",
            significant(layout.by_searches),
            f"{assumed.searches:g} a second, {assumed.cores} cores each, {assumed.busy:.0%} busy",
        ),
        ("**nodes**", f"**{layout.nodes:,}**", "the most of these, three at least"),
        ("**shards**", f"**{layout.shards:,}**", "by the rule"),
        ("copies of each", f"{copies}", "the replicas, and the shard itself"),
        ("copies on a node", significant(layout.shards * copies / layout.nodes), "of one state"),
        ("GB a shard", significant(one / layout.shards), f"{assumed.shard_gb:g} at most"),
        (
            "a search, ms at least",
            significant(layout.search_ms / layout.shards),
            "where nothing waits: a thread for each shard",
        ),
        ("cores that serve pages", significant(front), f"{assumed.busy:.0%} busy"),
        (
            "each server downloads and keeps, MB",
            significant(archive.by_power(SMALL)),
            "dictionaries, at each publication",
        ),
        ("nodes, dollars a month", f"{month:,.0f}", f"{assumed.node_dollars:.2f} an hour each"),
        ("a rebuild, dollars", significant(workers * assumed.core_dollars), f"{assumed.core_dollars:.2f} a core hour"),
        (
            "a snapshot, dollars a month",
            significant(one * assumed.object_dollars),
            f"{assumed.object_dollars:.3f} a GB",
        ),
    ]


def cheaper(archive: Archive, assumed: Assumed) -> list[Row]:
    """Tell how a cluster is laid out where a search takes less than what was measured on a busy machine."""
    rows = []
    for share in CHEAPER:
        layout = laid_out(archive, replace(assumed, of_measured=assumed.of_measured * share))
        shards = f"{layout.nodes:,} nodes, {layout.shards:,} shards in {layout.copies} copies"
        rows.append((f"{share:.3g} of it", shards, ""))
    return rows


def plan(found: Sequence[Figures], sizes: Sequence[float], assumed: Assumed) -> str:
    """Lay the plans of some sizes out as Markdown, those of a cluster where one was measured."""
    parts = [("One machine", embedded)]
    if Archive(found, 0).has("cluster: on disk, MB"):
        parts += [("A cluster", cluster), ("Where a search takes of what was measured", cheaper)]
    tables = []
    for title, planned in parts:
        columns = [planned(Archive(found, size), assumed) for size in sizes]
        rows = {
            lines[0][0]: {f"{size:,.0f}": line[1] for size, line in zip(sizes, lines, strict=True)} | {"": lines[0][2]}
            for lines in zip(*columns, strict=True)
        }
        tables.append(markdown(rows).replace("|  |", f"| {title}, paragraphs |", 1))
    return "\n\n".join(tables)


def paragraphs_of(articles: float, found: Sequence[Figures]) -> float:
    """Return how many paragraphs so many articles have, as those of the largest archive that was measured."""
    largest = max((one for one in found if "articles" in one), key=lambda one: one["paragraphs"])
    return articles * largest["paragraphs"] / largest["articles"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the plans; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale_plan", description="Plan a larger archive.")
    parser.add_argument("--figures", type=Path, default=FIGURES, help="of `benchmarks.scale --save`")
    parser.add_argument("--articles", type=float, default=ARTICLES, help="of the first plan (default 10 million)")
    parser.add_argument("--paragraphs", type=float, default=1e9, help="of the second (default a billion)")
    for field in fields(Assumed):
        option = f"--{field.name.replace('_', '-')}"
        parser.add_argument(option, type=type(field.default), default=field.default, help=f"(default {field.default})")
    chosen = parser.parse_args(arguments)
    found: list[Figures] = json.loads(chosen.figures.read_text("utf-8"))
    sizes = [paragraphs_of(chosen.articles, found), chosen.paragraphs]
    print(plan(found, sizes, Assumed(**{field.name: getattr(chosen, field.name) for field in fields(Assumed)})))
    return 0


if __name__ == "__main__":
    sys.exit(main())
