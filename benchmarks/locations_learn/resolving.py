"""The resolver, learned: a conditional logit over the readings of each name."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.locations_learn.examples import Example
from benchmarks.locations_learn.fitting import Floats, Loss, Tables, minimise
from index.annotation.locations import resolution
from index.annotation.locations.readings import ABSENT, FEATURES, Readings, Toponym
from index.annotation.locations.toponyms import gather_toponyms
from index.documents.geography import great_circle

RIDGE = 9.0
PRIOR = {
    "people": 0.6, "smaller": -0.6, "city": 0.5, "district": -1.5, "short": -2.0, "alternate": -2.0,
    "city-word": 2.0, "capital": 0.5,
    "county:district": 3.0, "county:region": 1.0, "province:region": 3.0, "province:district": 1.0,
    "absent": -2.0, "word:fits": 4.0, "word:misses": -1.0, "beside": 3.0, "people-named": 1.5,
}  # fmt: skip
"""What the resolver's weights are drawn to where the articles don't say otherwise."""
CONSIDERED = ("could-near", "could-share-district", "could-share-region")
NEAR_KM = 161.0


def right_rows(example: Example, toponyms: Sequence[Toponym], toponym_of: Sequence[int], found: Sequence[Any]) -> Any:
    """Return for each toponym the annotated toponym of most of its mentions, or None."""
    votes: list[Counter[str]] = [Counter() for _ in toponyms]
    for candidate, number in zip(found, toponym_of, strict=True):
        toponym = example.toponym(candidate)
        if number >= 0 and toponym is not None and toponym["lat"] is not None:
            votes[number][
                json.dumps(
                    [
                        toponym["lat"],
                        toponym["lon"],
                        toponym.get("level"),
                        toponym.get("country"),
                        toponym["geonames_id"],
                    ]
                )
            ] += 1
    return [json.loads(v.most_common(1)[0][0]) if v else None for v in votes]


def right_of(
    truth: Sequence[Any], mine: NDArray[np.intp], readings: Readings, ids: Sequence[int], kinds: Sequence[str],
    countries: Sequence[str | None],
) -> NDArray[np.bool_]:  # fmt: skip
    """Tell which rows of a toponym are right: the annotated entry, else those near it, else the absent place."""
    exact = np.array([ids[r] == truth[4] for r in mine])
    if exact.any():
        return exact
    latitude, longitude = np.radians(truth[:2])
    near = great_circle(latitude, longitude, readings.latitude[mine], readings.longitude[mine]) <= NEAR_KM
    if truth[2] == "country":
        near |= np.array([kinds[r] == "country" and countries[r] == truth[3] for r in mine])
    if not near.any() and all(kinds[r] in ("city", "district", "") for r in mine):
        near = np.array([kinds[r] == "" for r in mine])
    return near


@dataclass(frozen=True)
class Resolvable:
    """The names of an article's annotated places: their readings, which of these are right, and in which rows there is
    a right one to be learned from."""

    example: Example
    readings: Readings
    right: NDArray[np.bool_]
    usable: NDArray[np.bool_]


def resolvable(examples: Sequence[Example]) -> list[Resolvable]:
    """Take the annotated places of each article, leaving out articles without any that the gazetteer has."""
    prepared = []
    for e in examples:
        found = [c for c, y in zip(e.article.candidates, e.labels, strict=True) if y == 1]
        rejected = [c for c, y in zip(e.article.candidates, e.labels, strict=True) if y != 1]
        toponyms, toponym_of = gather_toponyms(e.article, found, rejected)
        if not toponyms:
            continue
        readings = Readings(toponyms, e.article)
        truth = right_rows(e, toponyms, toponym_of, found)
        right = np.zeros(len(readings.toponym), dtype=bool)
        ids = [e.article.places.entry(p).geonames_id or -1 if p != ABSENT else 0 for p in readings.place.tolist()]
        kinds = [e.article.places.kind(p) if p != ABSENT else "" for p in readings.place.tolist()]
        countries = [e.article.places.country(p) if p != ABSENT else "" for p in readings.place.tolist()]
        for n, t in enumerate(truth):
            if t:
                mine = np.flatnonzero(readings.toponym == n)
                right[mine] = right_of(t, mine, readings, ids, kinds, countries)
        usable = np.add.reduceat(right.astype(int), readings.starts) > 0
        prepared.append(Resolvable(e, readings, right, usable[readings.toponym]))
    return prepared


def final_columns(readings: Readings, vector: Floats, gained: Floats | float = 0.0) -> Floats:
    """Return the features of all readings as they are in the resolver's last round; `gained` is added to scores."""
    readings.fixed[:, -len(CONSIDERED) :] = 0.0
    chosen, sure, chances = resolution.choose(readings, readings.fixed @ vector + gained)
    readings.consider(chances)
    for _ in range(resolution.ROUNDS - 1):
        chosen, sure, _ = resolution.choose(readings, readings.columns(chosen, sure) @ vector + gained)
    return readings.columns(chosen, sure)


def fit_resolution(examples: Sequence[Example], tables: Tables) -> None:
    """Learn the resolver into `tables`, four times over, each time from the senses that the last one preferred."""
    prepared = resolvable(examples)
    prior = np.array([PRIOR.get(feature, 0.0) for feature in FEATURES])
    table = dict.fromkeys(FEATURES, 0.0) | {"people": 1.0}
    for _ in range(4):
        vector = np.array([table[f] for f in FEATURES])
        rows = [final_columns(names.readings, vector) for names in prepared]
        loss = conditional_logit(prepared, rows, prior, RIDGE)
        w = minimise(loss, len(vector), steps=400, rate=0.1)
        table = {f: round(float(v), 2) for f, v in zip(FEATURES, w, strict=True)}
    tables["resolution"] = table


def conditional_logit(
    prepared: Sequence[Resolvable], rows: Sequence[Floats], prior: Floats, ridge: float, scores: Sequence[Floats] = ()
) -> Loss:
    """Return the loss of choosing a right reading of each name; `rows` holds the readings' features, article by
    article, and `scores` what they have beforehand."""
    x = np.concatenate([block[names.usable] for names, block in zip(prepared, rows, strict=True)])
    y = np.concatenate([names.right[names.usable] for names in prepared])
    held = scores or [np.zeros(len(block)) for block in rows]
    before = np.concatenate([block[names.usable] for names, block in zip(prepared, held, strict=True)])
    numbers = [(i, n) for i, names in enumerate(prepared) for n in names.readings.toponym[names.usable].tolist()]
    s = np.array([at for at, number in enumerate(numbers) if not at or number != numbers[at - 1]], dtype=np.intp)
    owner = np.repeat(np.arange(len(s)), np.diff(np.r_[s, len(x)]))

    def loss(w: Floats) -> tuple[float, Floats]:
        powers = x @ w + before
        powers = np.exp(powers - np.maximum.reduceat(powers, s)[owner])
        every = powers / np.add.reduceat(powers, s)[owner]
        good = powers * y
        good = good / np.add.reduceat(good, s)[owner]
        return 0.0, x.T @ (every - good) + ridge * (w - prior)

    return loss
