"""Growth over invented corpora: what is fitted, what is drawn, and a whole small run."""

import json
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.engine import stories
from benchmarks.engine.building import BuildFigures
from benchmarks.engine.preparing import documents
from benchmarks.growth import copying, laws, plot
from benchmarks.growth.__main__ import main, plotted
from benchmarks.growth.measuring import Asked, Point
from benchmarks.growth.plot import Line, Panel
from tests.benchmarks.test_engine import folder  # noqa: F401  # a fixture

pytestmark = pytest.mark.slow

SVG = "{http://www.w3.org/2000/svg}"


def point(paragraphs: int) -> Point:
    """Invent figures: all that is stored grows with the paragraphs, searches with their square root."""
    root = paragraphs**0.5
    times = {"term": (root / 100, root / 50), "phrase of 2": (0.5, 0.6)}
    asked = Asked(
        opening_ms=10.0,
        top=times,
        page=times,
        searches_per_second=1e5 / root,
        http_ms=(root, root),
        http_cpu_ms=root / 9,
        processes=2,
        server_own_bytes=80_000_000,
        server_mapped_bytes=paragraphs * 300,
    )
    return Point(BuildFigures(paragraphs, paragraphs / 1e4, 200_000_000, paragraphs * 900, 150_000_000), asked)


def test_exponent_is_that_of_the_power_law() -> None:
    points = [point(size) for size in (1_000, 10_000, 100_000)]

    assert laws.exponent(points, lambda one: one.built.index_bytes) == "1.00"
    assert [q.title for q in laws.quantities(points) if laws.exponent(points, q.value) == "0.50"][:2] == [
        "top 10 and total: term, ms",
        "page: term, ms",
    ]
    assert laws.exponent(points, lambda one: one.built.peak_bytes) in ("0.00", "-0.00")
    assert laws.exponent(points[:1], lambda one: one.built.index_bytes) == "–"
    assert laws.exponent(points, lambda _: 0.0) == "–"


def test_table_has_a_column_a_size() -> None:
    table = laws.table([point(1_000), point(1_000_000)])

    assert table.startswith("|  | 1,000 | 1,000,000 | grows by the power |")
    assert "| index, MB | 0.90 | 900 | 1.00 |" in table
    assert "| page: term, ms | 0.32 / 0.63 | 10.0 / 20.0 | 0.50 |" in table


def test_plot_is_svg_with_a_line_a_class() -> None:
    svg = ET.fromstring(plotted([point(1_000), point(10_000), point(100_000)]))

    texts = [element.text for element in svg.iter(f"{SVG}text")]
    assert texts.count("term") == texts.count("phrase of 2") == 2
    assert {"1k", "10k", "100k", "paragraphs", "index, MB"} <= set(texts)
    assert svg.find(f"{SVG}title") is not None


def test_names_of_lines_don_t_overlap_and_are_escaped() -> None:
    lines = [Line(f"<{number}>", [1.0, 2.0]) for number in range(3)]
    svg = ET.fromstring(plot.draw([Panel("same & same", [1, 10], lines)], "about"))

    heights = sorted(float(one.attrib["y"]) for one in svg.iter(f"{SVG}text") if (one.text or "").startswith("<"))
    assert all(above + plot.LINE_HEIGHT <= below + 0.1 for above, below in pairwise(heights))
    assert len(heights) == 3


def test_beyond_the_sample_articles_are_copied_with_other_ids_and_later_dates(
    folder: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(copying, "SAMPLE", 100)
    known = copying.prepare(folder, tmp_path, 330, seed=1)

    told = list(stories.read(documents(tmp_path)))
    assert known.paragraphs == 100
    assert sum(len(story.passages) for story in told) == 330
    assert len({story.id for story in told}) == len(told) == 66
    assert told[20].id == f"{told[0].id}-1"
    assert told[20].passages == told[0].passages
    assert told[0].date is not None and told[20].date is not None and told[40].date is not None
    assert told[0].date < told[20].date < told[40].date


def test_whole_run_and_what_it_keeps(
    folder: Path,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ["--sizes", "300,900", "--queries", "3", "--seconds", "0.3", "--corpora", str(folder)]
    arguments += ["--work", str(tmp_path), "--plot", str(tmp_path / "docs" / "growth.svg")]

    assert main(arguments) == 0
    first = capsys.readouterr().out
    assert main(arguments) == 0
    assert capsys.readouterr().out == first
    assert "| HTTP, searches a second |" in first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "growth-300.json", "growth-900.json"]
    kept = Point.of(json.loads((tmp_path / "growth-300.json").read_text("utf-8")))
    assert kept.asked is not None
    assert set(kept.asked.top) == set(kept.asked.page)
    assert ET.parse(tmp_path / "docs" / "growth.svg").getroot().tag == f"{SVG}svg"


def test_an_index_may_be_built_and_no_more(
    folder: Path,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ["--sizes", "300,900", "--queries", "0", "--corpora", str(folder), "--work", str(tmp_path)]

    assert main([*arguments, "--plot", str(tmp_path / "growth.svg")]) == 0
    table = capsys.readouterr().out
    assert "| build, CPU seconds |" in table
    assert "HTTP" not in table
    svg = ET.parse(tmp_path / "growth.svg").getroot()
    assert [one.text for one in svg.iter(f"{SVG}text") if one.attrib.get("font-weight")] == ["Resources"]


def test_missing_corpora_are_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sizes", "100", "--corpora", str(tmp_path), "--work", str(tmp_path / "work")]) == 1
    assert "is needed" in capsys.readouterr().err
