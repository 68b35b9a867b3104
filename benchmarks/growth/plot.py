"""Lines over logarithmic axes, as SVG."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 430, 400
LEFT, TOP, RIGHT, BOTTOM = 52, 34, 132, 40
"""Margins; the right one holds the names of the lines."""
LINE_HEIGHT = 13
COLOURS = ("#1b6ca8", "#c1440e", "#2e7d32", "#7b3fa0", "#a36a00", "#00838f", "#b0305c", "#5d4037", "#455a64")
"""Dark enough on white for text, too (4.5 : 1, WCAG 2.2)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A name, and a value for each of the panel's sizes."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines over the same sizes, under a title that tells the unit.  All numbers are above 0."""

    title: str
    sizes: Sequence[float]
    lines: Sequence[Line]
    of: str = "paragraphs"
    """What the sizes are numbers of."""


def draw(panels: Sequence[Panel], about: str) -> str:
    """Return an SVG document with the panels side by side; `about` describes it for those who don't see it."""
    width = WIDTH * len(panels)
    body = "\n".join(
        f'<g transform="translate({number * WIDTH} 0)">\n{_panel(panel)}\n</g>' for number, panel in enumerate(panels)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" '
        f'role="img" font-family="sans-serif" font-size="11">\n<title>{escape(about)}</title>\n'
        f'<rect width="{width}" height="{HEIGHT}" fill="#fff"/>\n{body}\n</svg>\n'
    )


def _panel(panel: Panel) -> str:
    across = _Axis(panel.sizes, LEFT, WIDTH - RIGHT)
    up = _Axis([value for line in panel.lines for value in line.values], HEIGHT - BOTTOM, TOP)
    parts = [f'<text x="{LEFT}" y="18" font-size="13" font-weight="bold" fill="#222">{escape(panel.title)}</text>']
    for tick in up.ticks():
        y = up.at(tick)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#444">{_short(tick)}</text>')
    for size in panel.sizes:
        x = across.at(size)
        parts.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#eee"/>')
        parts.append(
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle" fill="#444">{_short(size)}</text>'
        )
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 6}" text-anchor="middle" fill="#444">{escape(panel.of)}</text>')
    named = _apart([up.at(line.values[-1]) for line in panel.lines])
    for line, colour, name_y in zip(panel.lines, COLOURS, named, strict=False):
        places = [(across.at(size), up.at(value)) for size, value in zip(panel.sizes, line.values, strict=True)]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in places]
        x, y = places[-1]
        parts.append(f'<path d="M{x + 4:.1f} {y:.1f}L{x + 14:.1f} {name_y:.1f}" stroke="{colour}" fill="none"/>')
        parts.append(f'<text x="{x + 17:.1f}" y="{name_y + 4:.1f}" fill="{colour}">{escape(line.name)}</text>')
    return "\n".join(parts)


class _Axis:
    """Values to pixels, by their logarithms."""

    def __init__(self, values: Iterable[float], first: float, last: float) -> None:
        self._first, self._last = first, last
        logarithms = [math.log10(value) for value in values]
        self._low, self._high = min(logarithms), max(logarithms)
        if self._high - self._low < 0.1:
            self._low, self._high = self._low - 0.5, self._high + 0.5

    def at(self, value: float) -> float:
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return self._first + share * (self._last - self._first)

    def ticks(self) -> list[float]:
        """List 1, 2 and 5 times powers of ten, of a long axis the powers alone."""
        multiples = (1, 2, 5) if self._high - self._low < 2.5 else (1,)
        powers = range(math.floor(self._low), math.ceil(self._high) + 1)
        candidates = [multiple * 10.0**power for power in powers for multiple in multiples]
        return [tick for tick in candidates if self._low - 1e-9 <= math.log10(tick) <= self._high + 1e-9]


def _apart(places: Sequence[float]) -> list[float]:
    """Move places down where names there would overlap."""
    moved = [0.0] * len(places)
    lowest = -math.inf
    for number in sorted(range(len(places)), key=lambda number: places[number]):
        lowest = moved[number] = max(places[number], lowest + LINE_HEIGHT)
    over = max(0.0, lowest - (HEIGHT - BOTTOM))
    return [place - over for place in moved]


def _short(number: float) -> str:
    for size, suffix in ((1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:.3g}{suffix}"
    return f"{number:.3g}"
