"""Print the table and write the plot: `python -m benchmarks.growth [--sizes N,N] [--work DIR] [--plot FILE]`."""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from benchmarks.engine.building import BuildError
from benchmarks.engine.corpora import CorporaMissingError
from benchmarks.growth import laws
from benchmarks.growth.measuring import Effort, Point, measure
from benchmarks.growth.plot import Line, Panel, draw
from benchmarks.scoring import SHARED
from benchmarks.serving.server import ServingError

SIZES = (100_000, 300_000, 1_000_000, 3_000_000, 5_000_000)
FIGURES = "growth-{}.json"
"""Where the figures of a size are kept in the work folder: a size is not measured again."""

USED = {
    "index, MB": "index, MB",
    "server, MB of mapped files": "mapped, MB",
    "server, MB of its own": "server's own, MB",
    "build, peak MB of its own": "build's own, MB",
    "build, CPU seconds": "build, CPU seconds",
    "HTTP, searches a second": "searches a second",
    "opening, ms": "opening, ms",
}
"""Rows of the table that are drawn as resources, and what they are called there."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and plot; return the exit status: 1 when something is missing or fails."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.growth", description="Measure how Dateline grows with the archive."
    )
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="paragraphs, with commas between")
    parser.add_argument("--queries", type=int, default=100, help="of each class (default 100); 0: build only")
    parser.add_argument("--seconds", type=float, default=8.0, help="of HTTP (default 8)")
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora", help="the folder of the corpora")
    parser.add_argument("--work", type=Path, help="keep the figures here, and don't measure what is there")
    parser.add_argument("--plot", type=Path, help="write the plot here, as SVG")
    chosen = parser.parse_args(arguments)
    effort = Effort(queries=chosen.queries, seconds=chosen.seconds)
    with ExitStack() as stack:
        work: Path = chosen.work or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dateline-growth-")))
        work.mkdir(parents=True, exist_ok=True)
        try:
            points = [_point(chosen.corpora, work, size, effort) for size in chosen.sizes]
        except (CorporaMissingError, BuildError, ServingError) as error:
            print(error, file=sys.stderr)
            return 1
    print(laws.table(points))
    if effort.queries:
        print("\nMilliseconds: median / 95th percentile; of queries in one process, each one's best of three.")
    if chosen.plot:
        chosen.plot.parent.mkdir(exist_ok=True)
        chosen.plot.write_text(plotted(points), "utf-8")
    return 0


def _sizes(text: str) -> list[int]:
    return sorted({int(size) for size in text.split(",")})


def _point(corpora: Path, work: Path, size: int, effort: Effort) -> Point:
    """Measure a size, or read what an earlier run has measured; its documents and its index are removed."""
    kept = work / FIGURES.format(size)
    known = Point.of(json.loads(kept.read_text("utf-8"))) if kept.exists() else None
    if known is None or (effort.queries and known.asked is None):
        print(f"{size:,} paragraphs ...", file=sys.stderr)
        folder = work / str(size)
        folder.mkdir(exist_ok=True)
        try:
            known = measure(corpora, folder, size, effort)
        finally:
            shutil.rmtree(folder)
        kept.write_text(json.dumps(asdict(known), indent=1), "utf-8")
    return known


def plotted(points: Sequence[Point]) -> str:
    """Draw the medians of the searches and of the pages, where there are some, and what is used of processor, memory
    and disk."""
    sizes = [point.paragraphs for point in points]
    told = {quantity.title: [quantity.value(point) for point in points] for quantity in laws.quantities(points)}

    def timed(title: str, group: str) -> Panel:
        names = {name: name.removeprefix(f"{group}: ").removesuffix(", ms") for name in told if name.startswith(group)}
        return Panel(title, sizes, [Line(names[name], told[name]) for name in names])

    panels = [
        timed("Top 10 and total, median ms", "top 10 and total"),
        timed("Whole page, median ms", "page"),
        Panel(
            "Resources", sizes, [Line(USED[name], told[name]) for name in USED if name in told and min(told[name]) > 0]
        ),
    ]
    title = f"How Dateline grows from {sizes[0]:,} to {sizes[-1]:,} paragraphs"
    return draw([panel for panel in panels if panel.lines], title)


if __name__ == "__main__":
    sys.exit(main())
