"""Simulate what a query waits for, by the number of shards that must answer it: `python -m benchmarks.fanout`.

A query waits for the slowest of its shards (`fanout_model`).  One archive is divided into 1, 2, 4 … shards on the same
nodes: more shards share the work between more threads, and each adds a constant of its own and another chance of
meeting one that is slow just now.  With `--paragraphs-a-shard N` the archive grows with the shards instead, and the
nodes with them.  Searches that find much are simulated, then as many that find little (`--little`).

What a task and a million paragraphs take is what `benchmarks.scale` has measured of the cluster; nodes, threads and
searches a second are those that `benchmarks.scale_plan` plans for so large an archive.  The rest is assumed.  All are
options.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

from benchmarks.fanout_model import Hardware, Load, Outcome, Policy, Service, simulate
from benchmarks.growth.plot import Line, Panel, draw
from benchmarks.scale import fitted, points
from benchmarks.scale_plan import ARTICLES, FIGURES, OF_NODES, Archive, Assumed, laid_out, paragraphs_of
from benchmarks.table import markdown

SHARDS_A_NODE = (1 / 20, 3 / 10, 1 / 2, 1, 2, 4, 8, 16)
"""What is simulated where no numbers of shards are named: one shard, or the fewest of 20 GB, of 20 nodes."""
POLICIES = (
    Policy("one copy"),
    Policy("two, in turns", copies=2),
    Policy("two, by rank", copies=2, adaptive=True),
    Policy("two, hedged", copies=2, adaptive=True, hedged=True),
)
AS_OPENSEARCH = 2
"""Of these, what OpenSearch does where there is one replica."""
LIMIT_MS = 5_000.0
"""What a search may take (`DATELINE_MAX_MILLISECONDS`)."""


@dataclass(frozen=True, slots=True)
class Scene:
    """An archive in so many shards on some nodes, and what became of the queries under each policy."""

    shards: int
    paragraphs: float
    hardware: Hardware
    outcomes: Sequence[Outcome]


def main(arguments: Sequence[str] | None = None) -> int:
    """Simulate, print the tables and write the plot; return the exit status."""
    chosen = _planned(_parser().parse_args(arguments))
    load = Load(chosen.rate, chosen.queries, chosen.seed)
    much, little = (_scenes(per_million, chosen, load) for per_million in (chosen.per_million, chosen.little))
    print(summary(much, little, load))
    for kind, scenes in (("much", much), ("little", little)):
        for number, policy in enumerate(POLICIES):
            print(f"\nSearches that find {kind}, {policy.name}\n\n{table(scenes, number, load)}")
    if chosen.plot:
        chosen.plot.write_text(plotted(much, little, load), "utf-8")
    return 0


def _planned(chosen: argparse.Namespace) -> argparse.Namespace:
    """Take what was not said from what was measured and planned."""
    found = json.loads(chosen.figures.read_text("utf-8"))
    chosen.paragraphs = chosen.paragraphs or paragraphs_of(ARTICLES, found)
    archive, assumed = Archive(found, chosen.paragraphs), Assumed(searches=chosen.rate, cores=chosen.threads)
    chosen.nodes = chosen.nodes or laid_out(archive, assumed).nodes
    chosen.shards = chosen.shards or sorted({ceil(chosen.nodes * of_a_node) for of_a_node in SHARDS_A_NODE})
    chosen.fixed = archive.task_ms() if chosen.fixed is None else chosen.fixed
    chosen.per_million = chosen.per_million or fitted(points(found, OF_NODES))[0]
    return chosen


def _scenes(per_million: float, chosen: argparse.Namespace, load: Load) -> list[Scene]:
    """Simulate searches that take a shard so many milliseconds for a million paragraphs."""
    service = Service(chosen.fixed, per_million, slow_share=chosen.slow_share, slow_ms=chosen.slow_ms)
    hardware = Hardware(chosen.nodes, chosen.threads, chosen.seconds_between_pauses, chosen.pause_ms)
    scenes = []
    for shards in chosen.shards:
        nodes, paragraphs = hardware, chosen.paragraphs
        if chosen.paragraphs_a_shard:
            paragraphs = chosen.paragraphs_a_shard * shards
            nodes = replace(hardware, nodes=max(2, ceil(shards / chosen.shards_a_node)))
        outcomes = [simulate(shards, paragraphs, service, nodes, policy, load) for policy in POLICIES]
        scenes.append(Scene(shards, paragraphs, nodes, outcomes))
    return scenes


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fanout", description="Simulate what a query waits for, by the number of shards."
    )
    assumed = Assumed()
    service, hardware, load = Service(0, 0), Hardware(0, assumed.cores), Load(assumed.searches)
    parser.add_argument("--figures", type=Path, default=FIGURES, help="of `benchmarks.scale --save`")
    parser.add_argument("--shards", type=_numbers, help="how many, with commas between (default by the nodes)")
    parser.add_argument("--paragraphs", type=float, help="of the archive (default those of 10 million articles)")
    parser.add_argument("--paragraphs-a-shard", type=float, help="let the archive grow with the shards instead")
    parser.add_argument("--shards-a-node", type=int, default=4, help="and the nodes with it (default 4)")
    parser.add_argument("--fixed", type=float, help="ms of a task, whatever it finds (default as measured)")
    parser.add_argument("--per-million", type=float, help="ms for a million paragraphs (default as measured)")
    parser.add_argument("--little", type=float, default=0.1, help="of searches that find little (default 0.1)")
    parser.add_argument("--slow-share", type=float, default=service.slow_share, help="of tasks, by a disk")
    parser.add_argument("--slow-ms", type=float, default=service.slow_ms, help="in the mean, on top")
    parser.add_argument("--nodes", type=int, help="(default as planned)")
    parser.add_argument("--threads", type=int, default=hardware.threads, help="of a node")
    parser.add_argument("--seconds-between-pauses", type=float, default=hardware.seconds_between_pauses)
    parser.add_argument("--pause-ms", type=float, default=hardware.pause_ms, help="that a node pauses")
    parser.add_argument("--rate", type=float, default=load.rate, help="queries a second")
    parser.add_argument("--queries", type=int, default=load.queries, help="that are simulated")
    parser.add_argument("--seed", type=int, default=load.seed)
    parser.add_argument("--plot", type=Path, help="write the plot here, as SVG")
    return parser


def _numbers(text: str) -> list[int]:
    return sorted({int(number) for number in text.split(",")})


def summary(much: Sequence[Scene], little: Sequence[Scene], load: Load) -> str:
    """Lay out as Markdown what matters of all, as OpenSearch asks two copies; a row a number of shards."""
    rows = {}
    for found_much, found_little in zip(much, little, strict=True):
        outcome, narrow = found_much.outcomes[AS_OPENSEARCH], found_little.outcomes[AS_OPENSEARCH]
        kept_up = outcome.most(found_much.hardware) > load.rate
        rows[f"{found_much.shards}"] = {
            "find much: half, ms": f"{outcome.percentile(50):,.0f}" if kept_up else "too much",
            "99 of 100, ms": f"{outcome.percentile(99):,.0f}" if kept_up else "too much",
            f"beyond {LIMIT_MS / 1000:g} s, %": f"{outcome.beyond(LIMIT_MS) * 100:.1f}" if kept_up else "too much",
            "processor's ms": f"{outcome.cost:,.0f}",
            "a second at most": f"{outcome.most(found_much.hardware):.1f}",
            "find little: 99 of 100, ms": f"{narrow.percentile(99):,.0f}",
            "the same, hedged": f"{found_little.outcomes[-1].percentile(99):,.0f}",
            "met a slow shard, %": f"{narrow.touched * 100:.1f}",
        }
    return markdown(rows).replace("|  |", "| shards |", 1)


def table(scenes: Sequence[Scene], policy: int, load: Load) -> str:
    """Lay one policy out as Markdown, a row a number of shards."""
    rows = {}
    for scene in scenes:
        outcome = scene.outcomes[policy]
        busy = load.rate / outcome.most(scene.hardware)
        timed = [f"{outcome.percentile(of):,.0f}" if busy < 1 else "too much" for of in (50, 99)]
        rows[f"{scene.shards}"] = {
            "nodes": f"{scene.hardware.nodes}",
            "million paragraphs a shard": f"{scene.paragraphs / scene.shards / 1e6:.3g}",
            "p50, ms": timed[0],
            "p99, ms": timed[1],
            "met a slow shard, %": f"{outcome.touched * 100:.1f}",
            "asked twice, %": f"{outcome.hedged * 100:.2f}",
            "processor ms a query": f"{outcome.cost:,.0f}",
            "busiest node, %": f"{busy * 100:.0f}",
            "queries a second at most": f"{outcome.most(scene.hardware):,.0f}",
        }
    return markdown(rows).replace("|  |", "| shards |", 1)


def plotted(much: Sequence[Scene], little: Sequence[Scene], load: Load) -> str:
    """Draw times of both kinds of searches, and how many can be asked, where they can be kept up."""

    def panel(title: str, scenes: Sequence[Scene], value: Callable[[Outcome, Scene], float]) -> Panel:
        drawn = [one for one in scenes if all(outcome.most(one.hardware) > load.rate for outcome in one.outcomes)]
        lines = [
            Line(policy.name, [value(scene.outcomes[number], scene) for scene in drawn])
            for number, policy in enumerate(POLICIES)
        ]
        return Panel(title, [scene.shards for scene in drawn], lines, "shards")

    panels = [
        panel("Find much: half of the searches, ms", much, lambda one, _: one.percentile(50)),
        panel("Find much: 99 of 100, ms", much, lambda one, _: one.percentile(99)),
        panel("Find little: 99 of 100, ms", little, lambda one, _: one.percentile(99)),
        panel("Find much: searches a second at most", much, lambda one, at: one.most(at.hardware)),
    ]
    return draw(panels, f"What a search waits for, by the shards it asks, at {load.rate:g} searches a second")


if __name__ == "__main__":
    sys.exit(main())
