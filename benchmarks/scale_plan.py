"""Plan a larger archive: `python -m benchmarks.scale_plan [--articles 10000000] [--paragraphs 1000000000]`.

What was measured (`benchmarks.scale --save`) is continued by the line that fits it best, the dictionaries by the power
that does, for of names and words ever fewer are new.  All else is assumed, each by an option: searches, machines,
prices.  Nothing of it was tried at these sizes.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import ceil, exp, log
from pathlib import Path

import numpy as np

from benchmarks.scale import MEGA, Figures, fitted, points, significant
from benchmarks.table import markdown

FIGURES = Path(__file__).with_name("scale_figures.json")
"""Those of docs/scale.md; what a search takes of one machine is that of docs/growth.md."""
HOUR, MONTH = 3600, 730
"""Seconds, and hours of a month."""
GIGA, KILO = 1e9, 1000
EMBEDDED_BUILD = ("annotating, CPU s", "packing, CPU s", "reading, writing and publishing, CPU s")
REWRITTEN = ("on disk, MB: columns and facets", "on disk, MB: what copies are found by")
SMALL = "on disk, MB: dictionaries and the rest"


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is not measured."""

    searches: float = 2.0
    """A second, at the busiest time."""
    busy: float = 0.4
    """The share of the nodes' threads that they may use."""
    replicas: int = 1
    states: int = 2
    """Of the archive, on the nodes' disks at once: the published one, and the next while it is written."""
    full: float = 0.7
    """The share of a disk that may be full: OpenSearch puts no shard where it is 0.85."""
    cached: float = 0.15
    """The share of the published index that should be in the memory of the nodes, beside half of it for Java."""
    shard_gb: float = 20.0
    """10 to 30 are usual where searches count."""
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

    def by_power(self, title: str) -> float:
        """Return a figure by its power."""
        power, begins = fitted(np.log(points(self.found, title)).tolist())
        return exp(begins + power * log(self.paragraphs / MEGA))


Row = tuple[str, str, str]
"""What, how much, and how it comes about."""


def embedded(archive: Archive, assumed: Assumed) -> list[Row]:
    """Tell what one machine with the embedded engine takes."""
    search = archive.of("a search, CPU ms")
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
    copies = 1 + assumed.replicas
    one = archive.of("cluster: on disk, MB") / KILO
    stored = one * copies * assumed.states
    workers = archive.of(*EMBEDDED_BUILD[:2], "cluster: reading, putting together and sending, CPU s") / HOUR
    writing = archive.of("cluster: nodes while it is written, CPU s") / HOUR * copies
    settling = archive.of("cluster: settling, CPU s") / HOUR
    search = archive.of("cluster: a search, CPU ms of the nodes")
    by_disk = stored / (assumed.disk_gb * assumed.full)
    by_memory = one * copies * assumed.cached / (assumed.memory_gb / 2)
    by_searches = assumed.searches * search / KILO / assumed.cores / assumed.busy
    nodes = max(3, *map(ceil, (by_disk, by_memory, by_searches)))
    month = nodes * assumed.node_dollars * MONTH
    front = assumed.searches * archive.of("cluster: a search, CPU ms of who asks") / KILO / assumed.busy
    sent = archive.of("cluster: sent, MB") / KILO
    return [
        ("to annotate and send, core hours", significant(workers), ""),
        ("cores that do it", f"{ceil(workers / assumed.annotating_hours):,}", f"in {assumed.annotating_hours:g} hours"),
        ("they send, GB", significant(sent), ""),
        ("which takes, hours", significant(sent * 8 / assumed.gigabits / HOUR), f"at {assumed.gigabits:g} Gbit/s"),
        ("the nodes write, core hours", significant(writing), f"in {copies} copies"),
        ("settling, hours", significant(settling), "one core of one machine"),
        ("on disk, GB a copy", significant(one), ""),
        ("on disk, GB in all", significant(stored), f"{copies} copies, {assumed.states} states"),
        ("shards", f"{ceil(round(one / assumed.shard_gb, 3)):,}", f"of {assumed.shard_gb:g} GB"),
        ("a search, nodes' ms of processor", significant(search), ""),
        ("nodes by disk", significant(by_disk), f"{assumed.disk_gb:,.0f} GB each, {assumed.full:.0%} full"),
        (
            "nodes by memory",
            significant(by_memory),
            f"{assumed.cached:.0%} of one state in half of {assumed.memory_gb:g} GB",
        ),
        (
            "nodes by searches",
            significant(by_searches),
            f"{assumed.searches:g} a second, {assumed.cores} cores each, {assumed.busy:.0%} busy",
        ),
        ("**nodes**", f"**{nodes:,}**", "the most of these, three at least"),
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


def plan(found: Sequence[Figures], sizes: Sequence[float], assumed: Assumed) -> str:
    """Lay the plans of some sizes out as Markdown, those of a cluster where one was measured."""
    parts = [("One machine", embedded)]
    if Archive(found, 0).has("cluster: on disk, MB"):
        parts.append(("A cluster", cluster))
    tables = []
    for title, planned in parts:
        columns = [planned(Archive(found, size), assumed) for size in sizes]
        rows = {
            lines[0][0]: {f"{size:,.0f}": line[1] for size, line in zip(sizes, lines, strict=True)} | {"": lines[0][2]}
            for lines in zip(*columns, strict=True)
        }
        tables.append(markdown(rows).replace("|  |", f"| {title}, paragraphs |", 1))
    return "\n\n".join(tables)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the plans; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale_plan", description="Plan a larger archive.")
    parser.add_argument("--figures", type=Path, default=FIGURES, help="of `benchmarks.scale --save`")
    parser.add_argument("--articles", type=float, default=1e7, help="of the first plan (default 10 million)")
    parser.add_argument("--paragraphs", type=float, default=1e9, help="of the second (default a billion)")
    for field in fields(Assumed):
        option = f"--{field.name.replace('_', '-')}"
        parser.add_argument(option, type=type(field.default), default=field.default, help=f"(default {field.default})")
    chosen = parser.parse_args(arguments)
    found: list[Figures] = json.loads(chosen.figures.read_text("utf-8"))
    largest = max((one for one in found if "articles" in one), key=lambda one: one["paragraphs"])
    sizes = [chosen.articles * largest["paragraphs"] / largest["articles"], chosen.paragraphs]
    print(plan(found, sizes, Assumed(**{field.name: getattr(chosen, field.name) for field in fields(Assumed)})))
    return 0


if __name__ == "__main__":
    sys.exit(main())
