"""The tables, and the lines under them."""

from collections.abc import Mapping, Sequence

from benchmarks.engine.adapters import ENGINES
from benchmarks.engine.building import BuildFigures
from benchmarks.engine.queries import Query
from benchmarks.engine.timing import Disagreement, Measured
from benchmarks.scoring import Figures
from benchmarks.table import markdown

REFERENCE = "dateline"
DIFFERENCES_NAMED = 5
"""Queries of a class whose totals differ that are printed; of the others, how many there are."""


def times(classes: Mapping[str, Mapping[str, Measured]]) -> str:
    """Lay out median / 95th percentile in ms, a row a class, and each engine's median as a multiple of Dateline's.

    The multiple is taken over the queries that both were asked.
    """
    return markdown({name: _row(measured) for name, measured in classes.items()})


def _row(measured: Mapping[str, Measured]) -> Figures:
    row: Figures = {}
    reference = measured.get(REFERENCE)
    for name, one in measured.items():
        title = ENGINES[name].title
        if not len(one.milliseconds):
            row[f"{title} ms"] = "–"
        else:
            row[f"{title} ms"] = f"{_significant(one.median())} / {_significant(one.percentile_95())}"
        if REFERENCE in measured and name != REFERENCE:
            row[f"{title} ÷ Dateline"] = _multiple(one, reference)
    return row


def _multiple(one: Measured, reference: Measured | None) -> str:
    if reference is None or not (len(reference.milliseconds) and len(one.milliseconds)):
        return "–"
    return _significant(one.median() / reference.median(len(one.milliseconds)))


def _significant(number: float) -> str:
    """Write a number with two digits that matter, or all before the point."""
    if number >= 10:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 1 else f"{number:.2f}" if number >= 0.1 else f"{number:.3f}"


def builds(rows: Mapping[str, BuildFigures]) -> str:
    """Lay out what each build took."""
    return markdown({title: _build_row(figures) for title, figures in rows.items()})


def _build_row(figures: BuildFigures) -> Figures:
    return {
        "paragraphs": f"{figures.paragraphs:,}",
        "paragraphs per CPU second": f"{figures.paragraphs / max(figures.cpu_seconds, 1e-9):,.0f}",
        "CPU seconds": f"{figures.cpu_seconds:,.1f}",
        "peak MB": f"{figures.peak_bytes / 1e6:,.0f}",
        "index MB": f"{figures.index_bytes / 1e6:,.0f}",
        "index bytes a paragraph": f"{figures.index_bytes / max(figures.paragraphs, 1):,.0f}",
    }


def agreement(engines: Sequence[str], differing: Mapping[str, Sequence[Disagreement]], queries: int) -> str:
    """Say that all totals agree, or name the queries for which they don't."""
    count = sum(map(len, differing.values()))
    if len(engines) < 2:
        return "Totals: there is no other engine to compare them with."
    if not count:
        return f"Totals: {', '.join(ENGINES[name].title for name in engines)} agree on all {queries:,} queries."
    lines = [f"TOTALS DIFFER for {count:,} of {queries:,} queries:"]
    for name, found in differing.items():
        for one in found[:DIFFERENCES_NAMED]:
            totals = ", ".join(f"{ENGINES[engine].title} {total:,}" for engine, total in one.totals.items())
            lines.append(f"- {name}: {described(one.query)}: {totals}")
        if len(found) > DIFFERENCES_NAMED:
            lines.append(f"- {name}: {len(found) - DIFFERENCES_NAMED:,} more")
    return "\n".join(lines)


def failures(classes: Mapping[str, Mapping[str, Measured]]) -> list[str]:
    """Name the engines that failed at a query, and how."""
    return [
        f"FAILED: {ENGINES[engine].title} at {name}: {one.failure}"
        for name, measured in classes.items()
        for engine, one in measured.items()
        if one.failure
    ]


def described(query: Query) -> str:
    """Write a query for a reader."""
    joined = {"or": " OR ", "and": " AND "}.get(query.operator, " ").join(query.terms)
    text = {"phrase": f'"{joined}"', "prefix": f"{joined}*"}.get(query.operator, joined)
    return f"{text} with {query.filter.field} {' to '.join(query.filter.values)}" if query.filter else text
