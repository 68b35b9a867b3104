"""Which candidates are places: a logistic score over binary features, given twice.

The first pass sees each candidate's name, its context and what the article says of the same name.  The second adds
what the first believed: of this candidate, of the same name elsewhere, of its neighbours, and how much of the
article's belief lies in the countries it may belong to.  Two passes let a sure "Columbus, Ohio" at the top vouch for
a bare "Columbus" further down.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from index.annotation.locations.article import Article
from index.annotation.locations.article_features import article_features
from index.annotation.locations.context_features import context_features
from index.annotation.locations.linear import score, weights
from index.annotation.locations.name_features import name_features

THRESHOLD = 0.5
"""Probability from which a candidate counts as a place."""

NEIGHBOUR = 4
"""Words between two candidates that are still neighbours."""


def probabilities(article: Article) -> list[float]:
    """Return, for each candidate of the article, the probability that it names a place."""
    features = first_features(article)
    scores = [score(found, weights("recognition-first")) for found in features]
    table = weights("recognition-second")
    second = second_features(article, scores)
    return [
        _logistic(score(a, table) + score(b, table) - table.get("bias", 0.0))
        for a, b in zip(features, second, strict=True)
    ]


def first_features(article: Article) -> list[list[str]]:
    """Return the features of each candidate that need no scores."""
    static: dict[tuple[str, str, int], tuple[str, ...]] = {}
    found = []
    for candidate, around in zip(article.candidates, article_features(article), strict=True):
        identity = (candidate.key, candidate.type, candidate.kernel)
        own = static.get(identity)
        if own is None:
            own = static[identity] = name_features(candidate, article)
        found.append([*own, *context_features(candidate, article), *around])
    return found


def second_features(article: Article, scores: Sequence[float]) -> list[list[str]]:
    """Return the features that come from the scores of the first pass."""
    chances = [_logistic(s) for s in scores]
    best = _best_two(article, scores)
    votes, total = _votes(article, chances)
    found = []
    for i, candidate in enumerate(article.candidates):
        features = [f"own:{_step(scores[i])}"]
        top, second = best[candidate.key]
        other = second if scores[i] == top else top
        features.append(f"same:{_step(other)}" if other is not None else "same:none")
        for label, j in (("before", i - 1), ("after", i + 1)):
            if 0 <= j < len(scores) and _near(article, min(i, j)):
                features.append(f"{label}:{_step(scores[j])}")
        features.append(f"votes:{_share(article, i, chances[i], votes, total)}")
        found.append(features)
    return found


def _best_two(article: Article, scores: Sequence[float]) -> dict[str, tuple[float, float | None]]:
    """Return the two best scores of each name's mentions."""
    best: dict[str, tuple[float, float | None]] = {}
    for candidate, value in zip(article.candidates, scores, strict=True):
        if candidate.key not in best:
            best[candidate.key] = (value, None)
            continue
        top, second = best[candidate.key]
        if value > top:
            best[candidate.key] = (value, top)
        elif second is None or value > second:
            best[candidate.key] = (top, value)
    return best


def _votes(article: Article, chances: Sequence[float]) -> tuple[Mapping[str, float], float]:
    """Sum the article's belief by country, each candidate speaking for that of its biggest reading."""
    votes: dict[str, float] = defaultdict(float)
    for candidate, chance in zip(article.candidates, chances, strict=True):
        if candidate.readings:
            for country in article.name(candidate.name).countries[:1]:
                votes[country] += chance
    return votes, sum(votes.values())


def _share(article: Article, i: int, chance: float, votes: Mapping[str, float], total: float) -> str:
    candidate = article.candidates[i]
    if not candidate.readings:
        return "none"
    countries = article.name(candidate.name).countries
    if not countries or total - chance < 0.5:
        return "alone"
    share = max(votes.get(c, 0.0) - (chance if c == countries[0] else 0.0) for c in countries) / (total - chance)
    return str(int(max(0.0, min(0.99, share)) * 5))


def _near(article: Article, i: int) -> bool:
    one, other = article.candidates[i], article.candidates[i + 1]
    return one.paragraph == other.paragraph and other.first - one.last <= NEIGHBOUR


def _step(value: float) -> int:
    return max(-6, min(6, round(value * 1.5)))


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))
