"""Learn and write the tables, or cross-validate: `python -m benchmarks.locations_learn GOLD [--folds N OUT]`."""

import argparse
import gzip
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.locations_learn.examples import PERSONS, Example, in_fold
from benchmarks.locations_learn.learning import DATA, annotated, learn, use
from index.gazetteer import Gazetteer

HEADER = """\
# Weights learned by benchmarks/locations_learn from the annotated places of shared/corpora/locations-dev.jsonl.gz
# (300 local news articles of LGL, 229 Wikinews articles of GeoVirus).  Each is the evidence
# of one feature; the words in features are function words and words for kinds of places, which data/words.tsv lists.
# No text and no name of a place is in them.
# feature	weight
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn and write the tables, or cross-validate; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.locations_learn")
    parser.add_argument("gold", type=Path, help="annotated articles, JSON Lines, gzip")
    parser.add_argument("--folds", type=int, help="cross-validate in so many parts, and write no tables")
    parser.add_argument("predictions", type=Path, nargs="?", help="where what is found goes, with --folds")
    chosen = parser.parse_intermixed_args(arguments)
    if (chosen.folds is None) != (chosen.predictions is None):
        parser.error("--folds and a file for the predictions go together")
    places = Gazetteer.open()
    with gzip.open(chosen.gold, "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    examples = [Example(article, places, persons) for persons in PERSONS for article in gold]
    if chosen.folds:
        cross_validate(examples, len(gold), chosen.folds, places, chosen.predictions)
    else:
        write_tables(examples)
    return 0


def cross_validate(examples: Sequence[Example], articles: int, folds: int, places: Gazetteer, out: Path) -> None:
    """Write what is found in each part with weights learned from the others; the first `articles` are measured."""
    with out.open("w", encoding="utf-8") as predictions:
        for fold in range(folds):
            use(learn([e for e in examples if not in_fold(e, folds, fold)]))
            for e in examples[:articles]:
                if in_fold(e, folds, fold):
                    predictions.write(json.dumps(annotated(e, places)) + "\n")


def write_tables(examples: Sequence[Example]) -> None:
    """Learn from all, and write the tables that the annotator reads."""
    for model, table in learn(examples).items():
        with (DATA / f"{model}.tsv").open("w", encoding="utf-8") as file:
            file.write(HEADER)
            file.writelines(f"{name}\t{weight:g}\n" for name, weight in table.items())


if __name__ == "__main__":
    sys.exit(main())
