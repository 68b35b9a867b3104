"""Print the tables: `python -m benchmarks.engine [--paragraphs 500000] [--queries 200] [--engines dateline,...]`."""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.engine import building, report, timing
from benchmarks.engine.adapters import BUILDS, ENGINES, Build, Opened
from benchmarks.engine.building import BuildError, BuildFigures
from benchmarks.engine.corpora import CorporaMissingError
from benchmarks.engine.preparing import documents, prepare
from benchmarks.engine.queries import Drawn, draw
from benchmarks.engine.timing import Answer
from benchmarks.scoring import SHARED


def main(arguments: Sequence[str] | None = None) -> int:
    """Prepare, build, ask and print; return the exit status: 1 when something is missing or fails, or totals differ."""
    chosen = _parser().parse_args(arguments)
    with ExitStack() as stack:
        kept: Path = chosen.work or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dateline-bench-")))
        names = "annotated" if chosen.annotated else "synthetic"
        work = kept / f"{chosen.paragraphs}-paragraphs-seed-{chosen.seed}-{names}"
        work.mkdir(parents=True, exist_ok=True)
        _say("preparing documents ...")
        try:
            known = prepare(chosen.corpora, work, chosen.paragraphs, chosen.seed, really_annotated=chosen.annotated)
        except CorporaMissingError as error:
            print(error, file=sys.stderr)
            return 1
        drawn = draw(known, chosen.queries, chosen.seed)
        print(f"{known.paragraphs:,} paragraphs, {chosen.queries} queries a class, seed {chosen.seed}, {names} names.")
        return _measure(chosen.engines, work, drawn)


def _measure(wanted: Sequence[str], work: Path, drawn: Drawn) -> int:
    """Build, ask, and print all tables and what there is to say about them; return the exit status."""
    absent = {name: lack for name in wanted if (lack := ENGINES[name].lacks())}
    engines = [name for name in wanted if name not in absent]
    built = _build(engines, work)
    opened = {name: ENGINES[name].open(work / name) for name in engines if _built(name, built.figures)}
    answered = _ask(opened, drawn)
    print("\n## Building, annotation left out\n")
    print(report.builds({build.title: figures for build, figures in built.figures.items()}))
    print("\nEach in a process of its own; the time is from text or tokens to the finished index.\n")
    for name in opened:
        print(f"- {ENGINES[name].note()}")
    for build in built.earlier:
        print(f"Built in an earlier run: {build.title}")
    for build, why in built.failed.items():
        print(f"Failed: {build.title}: {why}")
    for name, lack in absent.items():
        print(f"Left out: {ENGINES[name].title}: {lack}")
    return 0 if answered and not built.failed else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.engine", description="Measure the engine: Dateline beside others, in one run."
    )
    parser.add_argument("--paragraphs", type=int, default=500_000, help="at least so many (default 500,000)")
    parser.add_argument("--queries", type=int, default=200, help="of each class (default 200)")
    parser.add_argument("--engines", type=_engines, default=list(ENGINES), help=f"of {','.join(ENGINES)} (default all)")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is drawn (default 1)")
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora", help="the folder of the corpora")
    parser.add_argument("--annotated", action="store_true", help="annotate the corpora, once, and take real names")
    parser.add_argument(
        "--work",
        type=Path,
        help="keep documents and indexes here, and don't make those again that are there, but for Dateline's",
    )
    return parser


def _engines(names: str) -> list[str]:
    chosen = names.split(",")
    if unknown := [name for name in chosen if name not in ENGINES]:
        raise argparse.ArgumentTypeError(f"there is no {', '.join(unknown)}; choose of {', '.join(ENGINES)}")
    return [name for name in ENGINES if name in chosen]


@dataclass(frozen=True, slots=True)
class _Built:
    """The figures of each build, those of them that an earlier run has made, and why others failed."""

    figures: dict[Build, BuildFigures] = field(default_factory=dict)
    earlier: list[Build] = field(default_factory=list)
    failed: dict[Build, str] = field(default_factory=dict)


def _build(engines: Sequence[str], work: Path) -> _Built:
    """Build what an earlier run has not built, and Dateline's anyway."""
    built = _Built()
    for build in BUILDS:
        if build.engine not in engines:
            continue
        figures = building.earlier(build, work) if build.engine != report.REFERENCE else None
        if figures:
            built.earlier.append(build)
            built.figures[build] = figures
            continue
        _say(f"building: {build.title} ...")
        try:
            built.figures[build] = building.measure(build, documents(work), work)
        except BuildError as error:
            built.failed[build] = str(error)
    return built


def _built(name: str, built: Mapping[Build, BuildFigures]) -> bool:
    return any(build.folder == name for build in built)


def _ask(opened: Mapping[str, Opened], drawn: Drawn) -> bool:
    """Print both tables of times; return whether every query was answered, and all totals agree."""
    most = {name: ENGINES[name].queries for name in opened}
    tops: dict[str, Answer] = {name: one.top for name, one in opened.items()}
    pages: dict[str, Answer] = {name: one.page for name, one in opened.items() if ENGINES[name].makes_pages}
    tables = {"Top 10 and exact total": tops, "The whole page: top 10, total, facets, histogram, marks": pages}
    agree = [_table(title, answers, drawn, most) for title, answers in tables.items() if answers]
    print("\nMilliseconds: median / 95th percentile.", *_fewer(opened), sep="\n")
    for reason, count in drawn.repeated.items():
        print(f"{count:,} draws {reason} were repeated.")
    return all(agree)


def _fewer(opened: Mapping[str, Opened]) -> list[str]:
    return [
        f"{ENGINES[name].title} is slow, and was asked the first {few} queries of each class; "
        f"its ratio is to the same queries."
        for name in opened
        if (few := ENGINES[name].queries) is not None
    ]


def _table(title: str, answers: Mapping[str, Answer], drawn: Drawn, most: Mapping[str, int | None]) -> bool:
    measured, differing = {}, {}
    for name, queries in drawn.classes.items():
        _say(f"{title}: {name} ...")
        measured[name] = timing.measure(answers, queries, most)
        differing[name] = timing.disagreements(queries, measured[name])
    print(f"\n## {title}\n")
    print(report.times(measured))
    print()
    print(report.agreement(list(answers), differing, sum(map(len, drawn.classes.values()))))
    failures = report.failures(measured)
    print(*failures, sep="\n", end="\n" if failures else "")
    return not any(differing.values()) and not failures


def _say(line: str) -> None:
    """Tell how far the run is, beside the tables."""
    print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
