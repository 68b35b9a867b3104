"""Both passes of recognition, learned."""

from collections.abc import Sequence

from benchmarks.locations_learn.examples import Example, in_fold
from benchmarks.locations_learn.fitting import Tables, logistic
from index.annotation.locations import linear, recognition

RIDGE = {"recognition-first": 24.0, "recognition-second": 36.0}
PRIOR = {"opens:lower:2": -2.0, "known:family": -2.0, "known:given": -0.5, "known:inside": -3.0}
"""What recognition's weights are drawn to."""
INNER_FOLDS = 4


def fit_recognition(examples: Sequence[Example], tables: Tables) -> None:
    """Learn both passes into `tables`."""
    labels = [y for e in examples for y in e.labels]
    ridge = RIDGE["recognition-first"]
    scores: dict[int, list[float]] = {}
    for fold in range(INNER_FOLDS):
        part = [e for e in examples if in_fold(e, INNER_FOLDS, fold, "inner")]
        rest = [e for e in examples if not in_fold(e, INNER_FOLDS, fold, "inner")]
        table = logistic([f for e in rest for f in e.features], [y for e in rest for y in e.labels], ridge, PRIOR)
        for e in part:
            scores[id(e)] = [linear.score(f, table) for f in e.features]
    tables["recognition-first"] = logistic([f for e in examples for f in e.features], labels, ridge, PRIOR)
    both = [
        [*a, *b]
        for e in examples
        for a, b in zip(e.features, recognition.second_features(e.article, scores[id(e)]), strict=True)
    ]
    tables["recognition-second"] = logistic(both, labels, RIDGE["recognition-second"], PRIOR)
