"""The annotators stay as good as they were measured to be; a floor lies a little under the figure reached."""

import pytest

from benchmarks.scoring import DATELINE, measure
from benchmarks.table import LOCATIONS, SPEAKERS, Field

FLOORS = [
    (
        SPEAKERS,
        ["--part", "dev"],
        {"precision": 91.5, "F1 named": 92.1, "F1 named and pronouns": 91.7, "fullest name": 97.0},
    ),
    (LOCATIONS, [], {"precision": 93.0, "F1 overlap": 93.5, "end to end": 87.0}),
]


@pytest.mark.shared
@pytest.mark.parametrize(("field", "options", "floors"), FLOORS, ids=["speakers", "locations"])
def test_no_figure_is_below_its_floor(field: Field, options: list[str], floors: dict[str, float]) -> None:
    figures = measure(field.name, field.gold, options, DATELINE)
    reached = {name: float(figures[name]) for name in floors}
    assert all(reached[name] >= floor for name, floor in floors.items()), reached
