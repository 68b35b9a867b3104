"""The table: a row a quantity, a column a size, and the power of the number of paragraphs by which it grows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.growth.measuring import Asked, Point, Times
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


BUILT = (
    Quantity("build, CPU seconds", lambda point: point.built.cpu_seconds),
    Quantity("build, CPU µs a paragraph", lambda point: point.built.cpu_seconds / point.paragraphs * 1e6),
    Quantity("build, peak MB of its own", lambda point: point.built.own_peak_bytes / MEGA),
    Quantity("build, peak MB with mapped files", lambda point: point.built.peak_bytes / MEGA),
    Quantity("index, MB", lambda point: point.built.index_bytes / MEGA),
    Quantity("index, bytes a paragraph", lambda point: point.built.index_bytes / point.paragraphs),
)


def quantities(points: Sequence[Point]) -> list[Quantity]:
    """List what is told of the points: of indexes in use only where all points were asked."""
    asked = [point.asked for point in points if point.asked]
    if len(asked) < len(points):
        return list(BUILT)
    return [
        *BUILT,
        _asked("opening, ms", lambda asked: asked.opening_ms),
        *(_timed("top 10 and total", "top", name) for name in asked[0].top),
        *(_timed("page", "page", name) for name in asked[0].page),
        _asked("HTTP, searches a second", lambda asked: asked.searches_per_second),
        _asked("HTTP, ms", lambda asked: asked.http_ms[0], lambda asked: asked.http_ms[1]),
        _asked("HTTP, CPU ms a search", lambda asked: asked.http_cpu_ms),
        _asked("server, MB of its own", lambda asked: asked.server_own_bytes / MEGA),
        _asked("server, MB of mapped files", lambda asked: asked.server_mapped_bytes / MEGA),
    ]


def _asked(title: str, value: Callable[[Asked], float], percentile: Callable[[Asked], float] | None = None) -> Quantity:
    def of(point: Point, figure: Callable[[Asked], float]) -> float:
        return figure(point.asked) if point.asked else 0.0

    return Quantity(
        title, lambda point: of(point, value), (lambda point: of(point, percentile)) if percentile else None
    )


def _timed(title: str, field: str, name: str) -> Quantity:
    def times(asked: Asked) -> tuple[float, float]:
        found: Times = getattr(asked, field)
        return found[name]

    return _asked(f"{title}: {name}, ms", lambda asked: times(asked)[0], lambda asked: times(asked)[1])


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
