"""The table: a row a quantity, a column a size, and the power of the number of paragraphs by which it grows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.growth.measuring import Point, Times
from benchmarks.table import markdown

MEGA = 1e6


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something measured: its title with its unit, its value at a point, and the 95th percentile where it has one."""

    title: str
    value: Callable[[Point], float]
    percentile: Callable[[Point], float] | None = None

    def shown(self, point: Point) -> str:
        """Write the value."""
        text = _significant(self.value(point))
        return f"{text} / {_significant(self.percentile(point))}" if self.percentile else text


def quantities(points: Sequence[Point]) -> list[Quantity]:
    """List what is told of the points."""
    return [
        Quantity("build, CPU seconds", lambda point: point.build_cpu_seconds),
        Quantity("build, CPU µs a paragraph", lambda point: point.build_cpu_seconds / point.paragraphs * 1e6),
        Quantity("build, peak MB", lambda point: point.build_peak_bytes / MEGA),
        Quantity("index, MB", lambda point: point.index_bytes / MEGA),
        Quantity("index, bytes a paragraph", lambda point: point.index_bytes / point.paragraphs),
        Quantity("opening, ms", lambda point: point.opening_ms),
        *(_timed("top 10 and total", "top", name) for name in points[0].top),
        *(_timed("page", "page", name) for name in points[0].page),
        Quantity("HTTP, searches a second", lambda point: point.searches_per_second),
        Quantity("HTTP, ms", lambda point: point.http_ms[0], lambda point: point.http_ms[1]),
        Quantity("HTTP, CPU ms a search", lambda point: point.http_cpu_ms),
        Quantity("server, MB of its own", lambda point: point.server_own_bytes / MEGA),
        Quantity("server, MB of mapped files", lambda point: point.server_mapped_bytes / MEGA),
    ]


def _timed(title: str, field: str, name: str) -> Quantity:
    def times(point: Point) -> tuple[float, float]:
        found: Times = getattr(point, field)
        return found[name]

    return Quantity(f"{title}: {name}, ms", lambda point: times(point)[0], lambda point: times(point)[1])


def table(points: Sequence[Point]) -> str:
    """Lay the points out as Markdown."""
    rows = {}
    for quantity in quantities(points):
        row = {f"{point.paragraphs:,}": quantity.shown(point) for point in points}
        rows[quantity.title] = row | {"grows by the power": exponent(points, quantity.value)}
    return markdown(rows)


def exponent(points: Sequence[Point], value: Callable[[Point], float]) -> str:
    """Return k of the value ~ paragraphs ^ k, fitted by least squares over the logarithms; – where there is none."""
    values = [value(point) for point in points]
    if len(points) < 2 or min(values) <= 0:
        return "–"
    sizes = np.log([point.paragraphs for point in points])
    return f"{np.polyfit(sizes, np.log(values), 1)[0] + 0.0:.2f}"


def _significant(number: float) -> str:
    """Write a number with three digits that matter, or all before the point."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"
