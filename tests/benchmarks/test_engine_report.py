"""Figures are laid out so that each engine can be held against Dateline, and a difference of totals is not hidden."""

import numpy as np

from benchmarks.engine import report
from benchmarks.engine.building import BuildFigures
from benchmarks.engine.queries import Filter, Query
from benchmarks.engine.timing import Disagreement, Measured

PHRASE = Query("phrase", ("old", "bridg"), ("old", "bridge"))
FILTERED = Query("term", ("bridg",), ("bridge",), Filter("date", ("2020-01-01", "2020-02-01")))


def test_a_ratio_is_to_the_queries_that_both_were_asked() -> None:
    measured = {
        "dateline": Measured(np.array([1.0, 1.0, 4.0, 4.0, 4.0]), (1, 1, 1, 1, 1)),
        "whoosh": Measured(np.array([50.0, 50.0]), (1, 1)),
        "fts5": Measured(np.array([2.0, 2.0, 2.0, 2.0, 2.0]), (1, 1, 1, 1, 1)),
    }
    assert report.times({"term": measured}) == (
        "|  | Dateline ms | Whoosh ms | Whoosh ÷ Dateline | FTS5 ms | FTS5 ÷ Dateline |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| term | 4.0 / 4.0 | 50 / 50 | 50 | 2.0 / 2.0 | 0.50 |"
    )


def test_an_engine_that_failed_has_no_figures_and_is_named() -> None:
    measured = {
        "dateline": Measured(np.empty(0), (), "a query: IndexError: out of bounds"),
        "fts5": Measured(np.array([2.0]), (1,)),
    }
    assert report.times({"term": measured}).splitlines()[-1] == "| term | – | 2.0 / 2.0 | – |"
    assert report.failures({"term": measured}) == ["FAILED: Dateline at term: a query: IndexError: out of bounds"]


def test_builds_are_laid_out_by_paragraph() -> None:
    figures = BuildFigures(paragraphs=2000, cpu_seconds=0.5, peak_bytes=90_000_000, index_bytes=1_000_000)
    assert report.builds({"FTS5": figures}).splitlines()[-1] == "| FTS5 | 2,000 | 4,000 | 0.5 | 90 | 1 | 500 |"


def test_agreement_is_said() -> None:
    assert (
        report.agreement(["dateline", "fts5"], {"term": []}, 200) == "Totals: Dateline, FTS5 agree on all 200 queries."
    )


def test_one_engine_has_nothing_to_agree_with() -> None:
    assert report.agreement(["fts5"], {"term": []}, 200) == "Totals: there is no other engine to compare them with."


def test_totals_that_differ_are_printed_with_their_query() -> None:
    totals = {"dateline": 1, "fts5": 2000}
    found = {"phrase of 2": [Disagreement(PHRASE, totals)], "filtered term": [Disagreement(FILTERED, totals)] * 7}
    assert report.agreement(["dateline", "fts5"], found, 400).splitlines() == [
        "TOTALS DIFFER for 8 of 400 queries:",
        '- phrase of 2: "old bridg": Dateline 1, FTS5 2,000',
        *["- filtered term: bridg with date 2020-01-01 to 2020-02-01: Dateline 1, FTS5 2,000"] * 5,
        "- filtered term: 2 more",
    ]
