"""From degrees to points of the map, and from points to the view that shows them.

The projection is Mercator's, which keeps shapes at every zoom; its units are ten-thousandths of the equator, x to the
east from 180° W, y to the south from the equator.  `web.rendering.outlines` drew the coasts in the same units.
"""

import math
from collections.abc import Sequence

EQUATOR = 10_000
"""Units around the earth."""
NORTHERNMOST, SOUTHERNMOST = 83.7, -75.0
"""Degrees; what lies beyond is drawn here: Mercator's poles are infinitely far."""
TOP, BOTTOM = -4_690, 2_100
"""Units, from the north of Greenland to the south of Cape Horn; a view of all the earth stays between."""
ASPECT = 3 / 2
"""Of a view, its width to its height."""
NARROWEST = 600
"""Units; the view of a single place still shows the countries around it."""
AROUND = 0.12
"""Of the view's width, on every side of the outermost places."""


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the point of WGS 84 degrees in units."""
    within = math.radians(min(max(latitude, SOUTHERNMOST), NORTHERNMOST))
    scale = EQUATOR / math.tau
    return (longitude + 180) * EQUATOR / 360, -scale * math.log(math.tan(math.pi / 4 + within / 2))


def view(points: Sequence[tuple[int, int]], narrowest: int = NARROWEST) -> tuple[int, int, int, int]:
    """Return x, y, width and height of the smallest view that shows the points with room around them."""
    if not points:
        return _view_around(EQUATOR / 2, -EQUATOR / 12, EQUATOR)
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north, south = min(y for _, y in points), max(y for _, y in points)
    needed = max(east - west, (south - north) * ASPECT) * (1 + 2 * AROUND)
    width = min(max(needed, narrowest), EQUATOR)
    x = min(max((west + east) / 2, width / 2), EQUATOR - width / 2)
    return _view_around(x, (north + south) / 2, width)


def _view_around(x: float, y: float, width: float) -> tuple[int, int, int, int]:
    height = width / ASPECT
    y = min(max(y, TOP + height / 2), BOTTOM - height / 2)
    return round(x - width / 2), round(y - height / 2), round(width), round(height)
