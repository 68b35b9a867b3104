"""Cross-validate places with the local lexicons of sources beside places without, in one run; or learn their weights.

    python -m benchmarks.locations_lexicon GOLD.jsonl.gz             prints both rows
    python -m benchmarks.locations_lexicon GOLD.jsonl.gz --write     writes data/local_lexicon.tsv

Articles are cut by source (their "domain") into parts, and each part is annotated with tables learned from the others,
as `benchmarks.locations_learn` does.  The lexicon of an article is what those tables find in the *other* articles of
its source; an article without a domain has none.  Its weights are a conditional logit on top of the resolver's
scores, which stay as they are.  For a part it is fitted on the other parts, for --write on all, and always on scores of
tables that had not seen the articles.
"""

import argparse
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.locations_learn.examples import PERSONS, Example, in_fold
from benchmarks.locations_learn.fitting import Floats, Tables, minimise
from benchmarks.locations_learn.learning import DATA, annotated, learn, use
from benchmarks.locations_learn.resolving import Resolvable, conditional_logit, final_columns, resolvable
from benchmarks.scoring import SHARED, Figures, location_figures
from benchmarks.table import LOCATIONS, markdown
from index.annotation.locations import local_lexicon as model
from index.annotation.locations.geoparser import lexicon_entries
from index.annotation.locations.local_lexicon import NO_LEXICON, LocalLexicon
from index.annotation.locations.readings import FEATURES
from index.gazetteer import Gazetteer

FOLDS = 5
RIDGE = 2.0
ROUNDS = 3
"""How often the weights are fitted, each time on the senses that those before preferred."""

Weights = dict[str, float]


class Trial:
    """Annotated articles, each with the tables of the part it is in, and with its lexicon."""

    def __init__(self, gold: Path) -> None:
        self.gold, self.places = gold, Gazetteer.open()
        with gzip.open(gold, "rt", encoding="utf-8") as lines:
            articles = [json.loads(line) for line in lines]
        every = [Example(article, self.places, persons) for persons in PERSONS for article in articles]
        self.examples = every[: len(articles)]
        self.part = {e.id: next(k for k in range(FOLDS) if in_fold(e, FOLDS, k)) for e in every}
        self.tables = [learn([e for e in every if self.part[e.id] != part]) for part in range(FOLDS)]
        self.lexicons = self._lexicons()
        self.names = resolvable([e for e in self.examples if self.lexicons[e.id].places])

    def _lexicons(self) -> dict[str, LocalLexicon]:
        named: defaultdict[str, dict[str, frozenset[int]]] = defaultdict(dict)
        for e in self.examples:
            use(self.tables[self.part[e.id]])
            named[e.group][e.id] = lexicon_entries(e.paragraphs, self.places)
        return {
            e.id: LocalLexicon.of(found for article, found in named[e.group].items() if article != e.id)
            for e in self.examples
        }

    def fit(self, left_out: int | None = None) -> Weights:
        """Learn the weights of the lexicons from all parts but one."""
        names = [found for found in self.names if self.part[found.example.id] != left_out]
        rows = [model.features(found.readings, self.lexicons[found.example.id], self.places) for found in names]
        w = np.zeros(len(model.FEATURES))
        for _ in range(ROUNDS):
            scores = [self._scores(found, row @ w) for found, row in zip(names, rows, strict=True)]
            w = minimise(conditional_logit(names, rows, np.zeros(len(w)), RIDGE, scores), len(w), steps=400, rate=0.1)
        return {name: round(float(v), 2) for name, v in zip(model.FEATURES, w, strict=True)}

    def _scores(self, names: Resolvable, gained: Floats) -> Floats:
        table = self.tables[self.part[names.example.id]]["resolution"]
        vector = np.array([table[feature] for feature in FEATURES])
        scores: Floats = final_columns(names.readings, vector, gained) @ vector
        return scores

    def measure(self, lexicon: Callable[[str], LocalLexicon], weights: Sequence[Weights]) -> Figures:
        """Annotate every article with the tables and weights of its part, and score that."""
        with TemporaryDirectory() as folder:
            predictions = Path(folder) / "predictions.jsonl"
            with predictions.open("w", encoding="utf-8") as file:
                for e in self.examples:
                    part = self.part[e.id]
                    use_all(self.tables[part], weights[part])
                    file.write(json.dumps(annotated(e, self.places, lexicon(e.id))) + "\n")
            scorer = [sys.executable, str(SHARED / "evals" / "locations.py"), str(self.gold), str(predictions)]
            report = run(scorer, capture_output=True, text=True, check=True).stdout
        return {name: figure for name, figure in location_figures(report).items() if figure != "?"}


def use_all(tables: Tables, weights: Weights) -> None:
    """Let the annotator score with these tables, and these weights of lexicons, instead of those on disk."""
    use(tables)
    lookup: Callable[[str], Mapping[str, float]] = {"local_lexicon": weights}.__getitem__
    model.weights = lookup  # type: ignore[assignment, attr-defined]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both rows, or write the weights; return the exit status."""
    parser = argparse.ArgumentParser(description="Measure what local lexicons gain.")
    parser.add_argument("gold", type=Path, nargs="?", default=LOCATIONS.gold)
    parser.add_argument("--write", action="store_true", help="learn the weights from all articles and write them")
    chosen = parser.parse_args(arguments)
    trial = Trial(chosen.gold)
    if chosen.write:
        lines = (f"{name}\t{weight:g}\n" for name, weight in trial.fit().items())
        (DATA / "local_lexicon.tsv").write_text(HEADER + "".join(lines), "utf-8")
        return 0
    weights = [trial.fit(part) for part in range(FOLDS)]
    rows = {
        "cross-validated": trial.measure(lambda article: NO_LEXICON, weights),
        "with the local lexicon of the source": trial.measure(trial.lexicons.__getitem__, weights),
    }
    print(markdown(rows))
    return 0


HEADER = """\
# Weights of local lexicons, on top of resolution.tsv; learned by benchmarks/locations_lexicon.py from the annotated
# places of shared/corpora/locations-dev.jsonl.gz (300 local news articles of LGL, of 41 sources).
# feature	weight
"""

if __name__ == "__main__":
    sys.exit(main())
