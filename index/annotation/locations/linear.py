"""Linear models as tables of numbers: one line a feature, `data/<model>.tsv`, made by benchmarks/locations_learn."""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import repeat

from index.annotation.locations.words import rows

BIAS = "bias"


@cache
def weights(model: str) -> dict[str, float]:
    """Return the weight of every feature of a model; features that are not in its table weigh nothing."""
    return {feature: float(weight) for feature, weight in rows(model)}


def score(features: Iterable[str], table: Mapping[str, float]) -> float:
    """Return the sum of the weights of the features, the bias included."""
    return sum(map(table.get, features, repeat(0.0)), table.get(BIAS, 0.0))
