"""The tool that draws the outlines, on a topology of two square countries side by side."""

import pytest

from web.rendering.outlines import SMALLEST_TRIANGLE, area, outlines, simplified
from web.rendering.projection import project

TOPOLOGY = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [
        [[10, 0], [0, 10]],  # the border, northward
        [[10, 10], [-10, 0], [0, -10], [10, 0]],  # around the west
        [[10, 0], [10, 0], [0, 10], [-10, 0]],  # around the east
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [{"type": "Polygon", "arcs": [[0, 1]]}, {"type": "MultiPolygon", "arcs": [[[2, -1]]]}],
        },
        "land": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[1, 2]]}]},
    },
}


def test_land_is_drawn_as_rings_and_a_border_once() -> None:
    drawn = outlines(TOPOLOGY)
    (x, _), (_, y) = project(10, 0), project(0, 10)
    north = round(y)

    assert f'<path id="borders" vector-effect="non-scaling-stroke" fill="none" d="M{round(x)},0l0{north}"/>' in drawn
    assert f'<path id="land" d="M{round(x)},{north}l-278,0 0,{-north} 278,0 278,0 0{north}z"/>' in drawn


def test_points_that_matter_little_are_left_out_and_the_ends_stay() -> None:
    line = [(0.0, 0.0), (10.0, 0.1), (20.0, 0.0), (30.0, 30.0), (40.0, 0.0)]

    assert simplified(line) == [(0.0, 0.0), (20.0, 0.0), (30.0, 30.0), (40.0, 0.0)]
    assert area(line[:3]) < SMALLEST_TRIANGLE


def test_ring_that_crosses_the_180th_meridian_runs_on_beyond_the_edge() -> None:
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[170, 0], [10, 0], [-350, 0], [0, 10], [350, 0], [-10, 0], [0, -10]]],
        "objects": {
            "countries": {"type": "GeometryCollection", "geometries": []},
            "land": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[0]]}]},
        },
    }
    assert 'd="M9722,0l556,0 0-279-556,0z"' in outlines(topology)


def test_area_is_the_shoelaces() -> None:
    assert area([(0, 0), (2, 0), (2, 3), (0, 3)]) == pytest.approx(6)
