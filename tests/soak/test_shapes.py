"""The short form of the campaign of shapes: a few looks at each, and few of everything."""

from pathlib import Path

import pytest

from tests.soak.shapes import LINES, LOOKS, SHAPES, Shape, costs_of
from tests.work import LARGEST_RATIO, growth, lines_run

FEW = 50
SHORT = tuple(path for path in LOOKS if path.startswith(("/articles/a?q=s", "/articles/a?q=%22", "/?q=gull")))


@pytest.mark.parametrize("shape", SHAPES, ids=[shape.name for shape in SHAPES])
def test_a_shape_costs_in_proportion_to_how_much_there_is_of_it(shape: Shape, tmp_path: Path) -> None:
    short = shape if shape.looks(1) != LOOKS else Shape(shape.name, shape.stories, lambda n: SHORT)
    costs = list(costs_of(short, FEW, tmp_path, lines_run, LINES))

    assert [cost for cost in costs if cost.ratio > LARGEST_RATIO] == []


def test_what_is_held_against_everything_is_seen() -> None:
    def squared(n: int) -> int:
        return lines_run(lambda: [1 for _ in range(n) for _ in range(n)])

    assert growth(squared, FEW) > 1.5 * LARGEST_RATIO
