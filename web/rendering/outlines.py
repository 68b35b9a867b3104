"""Makes static/outlines.svg, the land and the borders of the map, from Natural Earth; nobody but a developer runs it.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m web.rendering.outlines package/countries-50m.json

The npm package world-atlas holds Natural Earth's countries, which are in the public domain, as TopoJSON: coordinates
are whole numbers under `transform`, each arc is stored once and written as steps from point to point, and shapes are
lists of arcs, ~n being arc n backwards (github.com/topojson/topojson-specification).  An arc is simplified by itself,
so that neighbours stay neighbours.  What is written has every arc once: coasts around the land, borders as lines.
"""

import heapq
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from web.rendering.projection import EQUATOR, project

TARGET = Path(__file__).parent.parent / "static" / "outlines.svg"
SMALLEST_TRIANGLE = 11.0
"""Square units; a point that makes a smaller triangle with its neighbours is left out (Visvalingam & Whyatt 1993)."""
SMALLEST_ISLAND = 10.0
"""Square units, some 160 km² at the equator."""
ANTARCTIC = -60.0
"""Degrees; land that lies wholly beyond is left out."""
ORIGIN = (
    "Land and borders of the earth, simplified, in a Mercator projection. Made with Natural Earth, public domain "
    "(naturalearthdata.com), 1:50m, from the npm package world-atlas 2.0.2, by `python -m web.rendering.outlines`. "
    "Borders are drawn as Natural Earth has them and say nothing about who ought to have what."
)

Point = tuple[float, float]
Line = list[Point]


def outlines(topology: dict[str, Any]) -> str:
    """Return the land and the borders of a TopoJSON topology as an SVG document of two symbols."""
    arcs = [simplified([project(*point) for point in line]) for line in _lines(topology)]
    far_south = {n for n, line in enumerate(_lines(topology)) if all(latitude < ANTARCTIC for _, latitude in line)}
    land = [
        _path(line, closed=True)
        for ring in _rings(topology["objects"]["land"])
        if not far_south.issuperset(map(_number, ring)) and area(line := _ring(arcs, ring)) >= SMALLEST_ISLAND
    ]
    countries = _rings(topology["objects"]["countries"])
    uses = Counter(_number(arc) for ring in countries for arc in ring)
    borders = [_path(_unwound(arcs[arc]), closed=False) for arc, times in sorted(uses.items()) if times > 1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg">\n<!-- {ORIGIN} -->\n'
        f'<path id="land" d="{"".join(land)}"/>\n'
        f'<path id="borders" vector-effect="non-scaling-stroke" fill="none" d="{"".join(borders)}"/>\n</svg>\n'
    )


def _lines(topology: dict[str, Any]) -> Iterator[Line]:
    """Yield each arc as points of longitude and latitude."""
    (scale_x, scale_y), (origin_x, origin_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + origin_x, y * scale_y + origin_y))
        yield line


def _rings(shape: dict[str, Any]) -> list[list[int]]:
    """Return the rings of a TopoJSON geometry, each as its arcs."""
    if shape["type"] == "GeometryCollection":
        return [ring for part in shape["geometries"] for ring in _rings(part)]
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return [ring for polygon in polygons for ring in polygon]


def _number(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _ring(arcs: Sequence[Line], ring: Iterable[int]) -> Line:
    line: Line = []
    for arc in ring:
        points = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        line += points[1:] if line else points
    return _unwound(line)


def _unwound(line: Line) -> Line:
    """Return the line without leaps across the map where it crosses the 180th meridian: it runs on beyond the edge.

    The map shows the earth side by side with itself, so that what runs over one edge is seen at the other.
    """
    turns, found = 0, line[:1]
    for (x, _), (next_x, next_y) in pairwise(line):
        turns += (next_x < x - EQUATOR / 2) - (next_x > x + EQUATOR / 2)
        found.append((next_x + turns * EQUATOR, next_y))
    return found


def simplified(line: Line) -> Line:
    """Return the line without the points that matter least to its shape; its ends stay."""
    before, after = list(range(-1, len(line) - 1)), list(range(1, len(line) + 1))
    is_left = [True] * len(line)
    sizes = [0.0] * len(line)
    queue: list[tuple[float, int]] = []

    def weigh(point: int, at_least: float = 0.0) -> None:
        if 0 < point < len(line) - 1:
            triangle = [line[before[point]], line[point], line[after[point]]]
            sizes[point] = max(area(triangle), at_least)
            heapq.heappush(queue, (sizes[point], point))

    for point in range(len(line)):
        weigh(point)
    while queue:
        size, point = heapq.heappop(queue)
        if not is_left[point] or size != sizes[point]:
            continue
        if size >= SMALLEST_TRIANGLE:
            break
        is_left[point] = False
        left, right = before[point], after[point]
        after[left], before[right] = right, left
        weigh(left, size)
        weigh(right, size)
    return [point for point, stays in zip(line, is_left, strict=True) if stays]


def area(line: Sequence[Point]) -> float:
    """Return the area of a polygon, in square units (the shoelace formula)."""
    pairs = zip(line, [*line[1:], line[0]], strict=True)
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs)) / 2


def _path(line: Line, *, closed: bool) -> str:
    """Write the line as path data in whole units, as steps."""
    whole = [(round(x), round(y)) for x, y in line]
    (x, y), *rest = whole
    steps = []
    for next_x, next_y in rest[:-1] if closed else rest:
        if (next_x, next_y) != (x, y):
            steps.append(f"{next_x - x},{next_y - y}".replace(",-", "-"))
            x, y = next_x, next_y
    return f"M{whole[0][0]},{whole[0][1]}l{' '.join(steps).replace(' -', '-')}{'z' if closed else ''}" if steps else ""


def main(arguments: Sequence[str]) -> None:
    """Write the outlines of the TopoJSON file that is named."""
    (source,) = arguments
    TARGET.write_text(outlines(json.loads(Path(source).read_text("utf-8"))), "utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
