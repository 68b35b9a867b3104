"""Print the figures that `benchmarks.copies` tells of."""

import argparse
from collections import defaultdict
from pathlib import Path

from benchmarks.copies import edits, labelled
from benchmarks.copies.grouping import grouped
from benchmarks.copies.speed import PARAGRAPHS, measure

CORPORA = ("reuters-21578", "news-modern")
SHARED = Path(__file__).parents[2].parent / "shared"


def main() -> None:
    """Print precision and recall of each kind of pairs, then how long grouping takes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.copies", description=__doc__)
    parser.add_argument("--paragraphs", type=int, default=PARAGRAPHS, help="how many are timed; 0 for none")
    wanted = parser.parse_args()
    print(f"{'':36} precision recall copies others")
    articles, judged = edits.collection()
    found = grouped(articles)
    kinds: defaultdict[str, list[edits.Judged]] = defaultdict(list)
    for one in judged:
        kinds[f"{one.edit.replace('_', ' ')}, {one.kind}s"].append(one)
        if one.kind != "quotation":
            kinds[f"all edits, {one.kind}s"].append(one)
    for name, pairs in kinds.items():
        print_row(name, edits.judge(found, pairs))
    if not SHARED.is_dir():
        return
    corpora = {name: list(labelled.corpus(SHARED, name)) for name in CORPORA}
    groups = {name: grouped(articles) for name, articles in corpora.items()}
    for part in labelled.PARTS:
        for kind in labelled.KINDS:
            print_row(f"labelled, {part.replace('_', ' ')}, {kind}s", labelled.judge(groups, part, kind))
    if wanted.paragraphs:
        figures = measure([article for articles in corpora.values() for article in articles], wanted.paragraphs)
        print(", ".join(f"{name} {figure:,.1f}" for name, figure in figures.items()) + " (seconds of one core)")


def print_row(name: str, figures: tuple[float, float, int, int]) -> None:
    """Print one row of the table."""
    precision, recall, copies, others = figures
    print(f"{name:36} {precision:9.3f} {recall:6.3f} {copies:6} {others:6}")


if __name__ == "__main__":
    main()
