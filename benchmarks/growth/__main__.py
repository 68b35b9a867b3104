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


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and plot; return the exit status: 1 when something is missing or fails."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.growth", description="Measure how Dateline grows with the archive."
    )
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="paragraphs, with commas between")
    parser.add_argument("--queries", type=int, default=100, help="of each class (default 100)")
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
    if not kept.exists():
        print(f"{size:,} paragraphs ...", file=sys.stderr)
        folder = work / str(size)
        folder.mkdir(exist_ok=True)
        try:
            kept.write_text(json.dumps(asdict(measure(corpora, folder, size, effort)), indent=1), "utf-8")
        finally:
            shutil.rmtree(folder)
    return Point(**json.loads(kept.read_text("utf-8")))


def plotted(points: Sequence[Point]) -> str:
    """Draw the medians of the searches, those of the pages, and what is used of processor, memory and disk."""
    sizes = [point.paragraphs for point in points]

    def timed(title: str, field: str) -> Panel:
        names = list(getattr(points[0], field))
        return Panel(title, sizes, [Line(name, [getattr(point, field)[name][0] for point in points]) for name in names])

    used = {
        "index, MB": [point.index_bytes / laws.MEGA for point in points],
        "mapped, MB": [point.server_mapped_bytes / laws.MEGA for point in points],
        "server's own, MB": [point.server_own_bytes / laws.MEGA for point in points],
        "build's peak, MB": [point.build_peak_bytes / laws.MEGA for point in points],
        "build, CPU seconds": [point.build_cpu_seconds for point in points],
        "searches a second": [point.searches_per_second for point in points],
        "opening, ms": [point.opening_ms for point in points],
    }
    panels = [
        timed("Top 10 and total, median ms", "top"),
        timed("Whole page, median ms", "page"),
        Panel("Resources", sizes, [Line(name, values) for name, values in used.items() if min(values) > 0]),
    ]
    return draw(panels, f"How Dateline grows from {sizes[0]:,} to {sizes[-1]:,} paragraphs")


if __name__ == "__main__":
    sys.exit(main())
