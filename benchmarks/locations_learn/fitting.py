"""Linear models fitted: Adam, full batch, and the logistic regression over binary features."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.annotation.locations import linear

FEWEST = 15
"""Occurrences below which a feature is left out."""

Floats = NDArray[np.float64]
Loss = Callable[[Floats], tuple[float, Floats]]
Tables = dict[str, dict[str, float]]


def minimise(loss: Loss, size: int, steps: int = 300, rate: float = 0.15) -> Floats:
    """Minimise a convex function by Adam with a falling rate."""
    x, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        _, gradient = loss(x)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        x -= rate * (1 - step / (steps + 1)) * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return x


def logistic(
    features: Sequence[Sequence[str]], labels: Sequence[float], ridge: float, drawn_to: Mapping[str, float]
) -> dict[str, float]:
    """Fit a logistic regression over binary features, its weights drawn to those given."""
    rows = [(f, y) for f, y in zip(features, labels, strict=True) if y == y]
    counts = Counter(name for found, _ in rows for name in set(found))
    names = [linear.BIAS, *sorted(name for name, count in counts.items() if count >= FEWEST)]
    number = {name: i for i, name in enumerate(names)}
    row, column = [], []
    for i, (found, _) in enumerate(rows):
        for j in {0, *(number[name] for name in found if name in number)}:
            row.append(i)
            column.append(j)
    r, c, y = np.array(row), np.array(column), np.array([y for _, y in rows])

    prior = np.array([drawn_to.get(name, 0.0) for name in names])

    def loss(w: Floats) -> tuple[float, Floats]:
        p = 1 / (1 + np.exp(-np.bincount(r, w[c], len(y))))
        penalty = (w - prior) * ridge
        penalty[0] = 0.0
        return 0.0, np.bincount(c, (p - y)[r], len(names)) + penalty

    w = minimise(loss, len(names))
    return {name: round(float(v), 2) for name, v in zip(names, w, strict=True) if abs(v) >= 0.005}
