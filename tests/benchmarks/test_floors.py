"""The annotators stay as good as they were measured to be; a floor lies a little under the figure reached."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.scoring import DATELINE, measure
from benchmarks.table import LOCATIONS, SPEAKERS, Field

FLOORS = [
    (
        SPEAKERS,
        ["--part", "dev"],
        {"precision": 93.0, "F1 named": 92.6, "F1 named and pronouns": 91.8, "fullest name": 97.0},
    ),
    (LOCATIONS, [], {"precision": 91.8, "F1 overlap": 93.2, "end to end": 87.6}),
]


@pytest.mark.shared
@pytest.mark.parametrize(("field", "options", "floors"), FLOORS, ids=["speakers", "locations"])
def test_no_figure_is_below_its_floor(field: Field, options: list[str], floors: dict[str, float]) -> None:
    figures = measure(field.name, field.gold, options, DATELINE)
    reached = {name: float(figures[name]) for name in floors}
    assert all(reached[name] >= floor for name, floor in floors.items()), reached


@pytest.mark.shared
def test_the_first_article_is_read_as_a_careful_reader_would(shared: Path) -> None:
    article = shared / "articles" / "kharkiv-counteroffensive.txt"
    annotated = subprocess.run([*DATELINE[:-1], str(article)], capture_output=True, text=True, check=True)
    command = [
        sys.executable,
        str(shared / "evals" / "seed_check.py"),
        str(article.with_suffix(".expected.json")),
        "/dev/stdin",
    ]
    report = subprocess.run(command, input=annotated.stdout, capture_output=True, text=True, check=False).stdout
    assert report.strip() == "speakers: 11 of 11 found, 0 more given; locations: 41 of 41 found, 0 more given"
