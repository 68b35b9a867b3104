"""Learn the weights of index.annotation.locations from articles with annotated places, or cross-validate them.

    python benchmarks/locations_learn.py GOLD.jsonl.gz            writes data/recognition-*.tsv and data/resolution.tsv
    python benchmarks/locations_learn.py GOLD.jsonl.gz --folds 5 PREDICTIONS.jsonl

With --folds the articles are cut by source (their "domain"), each part is annotated with weights learned from the
others, and the predictions are written in the form that ../shared/evals/locations.py scores.

Recognition is two logistic regressions; the second is learned on first-pass scores of articles that the first had not
seen.  Resolution is a conditional logit over the readings of each name.  Both minimise with Adam, full batch, and a
ridge penalty; everything is deterministic.
"""

import gzip
import json
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.annotation.locations import linear, locating, recognition, resolution
from index.annotation.locations.anchors import NO_ANCHORS, Anchors
from index.annotation.locations.article import read
from index.annotation.locations.questions import ask
from index.annotation.locations.readings import ABSENT, FEATURES, Question, Readings
from index.annotation.speakers import attribute
from index.gazetteer import Gazetteer

FEWEST = 15
"""Occurrences below which a feature is left out."""

RIDGE = {"recognition-first": 24.0, "recognition-second": 36.0, "resolution": 9.0}
PRIOR = {
    "people": 0.6, "smaller": -0.6, "city": 0.5, "district": -1.5, "short": -2.0, "alternate": -2.0,
    "city-word": 2.0, "capital": 0.5,
    "county:district": 3.0, "county:region": 1.0, "province:region": 3.0, "province:district": 1.0,
    "absent": -2.0, "word:fits": 4.0, "word:misses": -1.0, "beside": 3.0,
}  # fmt: skip
"""What the resolver's weights are drawn to where the articles don't say otherwise."""

PERSONS = ("people", "mentions", "")
"""What is known of persons.  Every article is learned from with their names, with their mentions too, and with
neither, so that all three ways of calling the annotator work; the first is how Dateline calls it, and is measured."""

CONSIDERED = ("could-near", "could-share-district", "could-share-region")
RECOGNITION_PRIOR = {"opens:lower:2": -2.0, "known:family": -2.0, "known:given": -0.5, "known:inside": -3.0}
"""What recognition's weights are drawn to."""

INNER_FOLDS = 4
NEAR_KM = 161.0
DATA = Path(linear.__file__).parent / "data"
Floats = NDArray[np.float64]
Loss = Callable[[Floats], tuple[float, Floats]]
Tables = dict[str, dict[str, float]]


class Example:
    """An annotated article, read once."""

    def __init__(self, gold: dict[str, Any], places: Gazetteer, persons: str) -> None:
        self.id, self.text = gold["id"], gold["text"]
        self.group = gold.get("domain") or self.id
        self.paragraphs = self.text.split("\n")
        self.offsets = np.cumsum([0, *(len(p) + 1 for p in self.paragraphs)]).tolist()
        self.persons: tuple[Any, ...] = ()
        if persons:
            found = attribute(self.paragraphs)
            mentions = [paragraph.person_mentions for paragraph in found.paragraphs]
            self.persons = (found.people, mentions) if persons == "mentions" else (found.people,)
        self.article = read(self.paragraphs, places, *self.persons)
        self.features = recognition.first_features(self.article)
        self.gold = gold["toponyms"]
        self.labels = [self._label(c) for c in self.article.candidates]

    def span(self, candidate: Any) -> tuple[int, int]:
        """Return where a candidate stands in the text."""
        at = self.offsets[candidate.paragraph]
        return at + candidate.start, at + candidate.end

    def toponym(self, candidate: Any) -> dict[str, Any] | None:
        """Return the annotated place that a candidate overlaps most, places before demonyms."""
        start, end = self.span(candidate)
        over = [t for t in self.gold if t["start"] < end and start < t["end"]]
        return max(
            over, key=lambda t: (t["kind"] != "demonym", min(end, t["end"]) - max(start, t["start"])), default=None
        )

    def _label(self, candidate: Any) -> float:
        """1 for a place, 0 for none, nan for what the scorer ignores."""
        toponym = self.toponym(candidate)
        return 0.0 if toponym is None else float("nan") if toponym["kind"] == "demonym" else 1.0


def minimise(loss: Loss, size: int, steps: int = 300, rate: float = 0.15) -> Floats:
    """Minimise a convex function by Adam with a falling rate."""
    x, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        _, gradient = loss(x)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        x -= rate * (1 - step / (steps + 1)) * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return x


def logistic(features: Sequence[Sequence[str]], labels: Sequence[float], ridge: float) -> dict[str, float]:
    """Fit a logistic regression over binary features."""
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

    prior = np.array([RECOGNITION_PRIOR.get(name, 0.0) for name in names])

    def loss(w: Floats) -> tuple[float, Floats]:
        p = 1 / (1 + np.exp(-np.bincount(r, w[c], len(y))))
        penalty = (w - prior) * ridge
        penalty[0] = 0.0
        return 0.0, np.bincount(c, (p - y)[r], len(names)) + penalty

    w = minimise(loss, len(names))
    return {name: round(float(v), 2) for name, v in zip(names, w, strict=True) if abs(v) >= 0.005}


def fit_recognition(examples: Sequence[Example], tables: Tables) -> None:
    """Learn both passes into `tables`."""
    labels = [y for e in examples for y in e.labels]
    ridge = RIDGE["recognition-first"]
    scores: dict[int, list[float]] = {}
    for fold in range(INNER_FOLDS):
        part = [e for e in examples if in_fold(e, INNER_FOLDS, fold, "inner")]
        rest = [e for e in examples if not in_fold(e, INNER_FOLDS, fold, "inner")]
        table = logistic([f for e in rest for f in e.features], [y for e in rest for y in e.labels], ridge)
        for e in part:
            scores[id(e)] = [linear.score(f, table) for f in e.features]
    tables["recognition-first"] = logistic([f for e in examples for f in e.features], labels, ridge)
    both = [
        [*a, *b]
        for e in examples
        for a, b in zip(e.features, recognition.second_features(e.article, scores[id(e)]), strict=True)
    ]
    tables["recognition-second"] = logistic(both, labels, RIDGE["recognition-second"])


def in_fold(example: Example, folds: int, fold: int, salt: str = "") -> bool:
    """Tell whether an article belongs to a part; all of one source belong together."""
    return zlib.crc32((salt + example.group).encode()) % folds == fold


def right_rows(example: Example, questions: Sequence[Question], asked: Sequence[int], found: Sequence[Any]) -> Any:
    """Return for each question the annotated toponym of most of its mentions, or None."""
    votes: list[Counter[str]] = [Counter() for _ in questions]
    for candidate, number in zip(found, asked, strict=True):
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
    """Tell which rows of a question are right: the annotated entry, else those near it, else the absent place."""
    exact = np.array([ids[r] == truth[4] for r in mine])
    if exact.any():
        return exact
    near = kilometres(readings.latitude[mine], readings.longitude[mine], truth[0], truth[1]) <= NEAR_KM
    if truth[2] == "country":
        near |= np.array([kinds[r] == "country" and countries[r] == truth[3] for r in mine])
    if not near.any() and all(kinds[r] in ("city", "district", "") for r in mine):
        near = np.array([kinds[r] == "" for r in mine])
    return near


def kilometres(lat: Floats, lon: Floats, lat0: float, lon0: float) -> Floats:
    """Return great-circle distances; degrees for the point, radians for the arrays."""
    a, b = np.radians(lat0), np.radians(lon0)
    h = np.sin((lat - a) / 2) ** 2 + np.cos(lat) * np.cos(a) * np.sin((lon - b) / 2) ** 2
    result: Floats = 12742.0 * np.arcsin(np.sqrt(np.clip(h, 0, 1)))
    return result


@dataclass(frozen=True)
class Resolvable:
    """The names of an article's annotated places: their readings, which of these are right, and in which rows there is
    a right one to be learned from."""

    example: Example
    readings: Readings
    right: NDArray[np.bool_]
    usable: NDArray[np.bool_]


def resolvable(examples: Sequence[Example]) -> list[Resolvable]:
    """Ask about the annotated places of each article, leaving out articles without any that the gazetteer has."""
    prepared = []
    for e in examples:
        found = [c for c, y in zip(e.article.candidates, e.labels, strict=True) if y == 1]
        rejected = [c for c, y in zip(e.article.candidates, e.labels, strict=True) if y != 1]
        questions, asked = ask(e.article, found, rejected)
        if not questions:
            continue
        readings = Readings(questions, e.article)
        truth = right_rows(e, questions, asked, found)
        right = np.zeros(len(readings.question), dtype=bool)
        ids = [e.article.places.entry(p).geonames_id or -1 if p != ABSENT else 0 for p in readings.place.tolist()]
        kinds = [e.article.places.kind(p) if p != ABSENT else "" for p in readings.place.tolist()]
        countries = [e.article.places.country(p) if p != ABSENT else "" for p in readings.place.tolist()]
        for n, t in enumerate(truth):
            if t:
                mine = np.flatnonzero(readings.question == n)
                right[mine] = right_of(t, mine, readings, ids, kinds, countries)
        usable = np.add.reduceat(right.astype(int), readings.starts) > 0
        prepared.append(Resolvable(e, readings, right, usable[readings.question]))
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
        loss = conditional_logit(prepared, rows, prior, RIDGE["resolution"])
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
    numbers = [(i, n) for i, names in enumerate(prepared) for n in names.readings.question[names.usable].tolist()]
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


def learn(examples: Sequence[Example]) -> Tables:
    """Learn all tables from annotated articles."""
    tables: Tables = {}
    fit_recognition(examples, tables)
    fit_resolution(examples, tables)
    return tables


def use(tables: Tables) -> None:
    """Let the annotator score with these tables instead of those on disk."""
    lookup: Callable[[str], Mapping[str, float]] = tables.__getitem__
    for module in (recognition, resolution):
        module.weights = lookup  # type: ignore[attr-defined]


def annotated(example: Example, places: Gazetteer, anchors: Anchors = NO_ANCHORS) -> dict[str, Any]:
    """Annotate an article with the tables in use, in the form of the scorer."""
    found = []
    located = locating.locate(example.paragraphs, places, *example.persons, anchors=anchors)
    for number, locations in enumerate(located):
        at = example.offsets[number]
        for place in locations:
            start, end = at + place.start, at + place.end
            found.append(
                {"start": start, "end": end, "text": example.text[start:end], "lat": place.latitude,
                 "lon": place.longitude, "country": place.country}
            )  # fmt: skip
    return {"id": example.id, "locations": found}


def main(arguments: Sequence[str]) -> None:
    """Learn and write the tables, or cross-validate."""
    places = Gazetteer.open()
    with gzip.open(arguments[0], "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    examples = [Example(article, places, persons) for persons in PERSONS for article in gold]
    if len(arguments) > 1:
        folds = int(arguments[2])
        with Path(arguments[3]).open("w", encoding="utf-8") as predictions:
            for fold in range(folds):
                use(learn([e for e in examples if not in_fold(e, folds, fold)]))
                for e in examples[: len(gold)]:
                    if in_fold(e, folds, fold):
                        predictions.write(json.dumps(annotated(e, places)) + "\n")
        return
    for model, table in learn(examples).items():
        with (DATA / f"{model}.tsv").open("w", encoding="utf-8") as file:
            file.write(HEADER)
            file.writelines(f"{name}\t{weight:g}\n" for name, weight in table.items())


HEADER = """\
# Weights learned by benchmarks/locations_learn.py from the annotated places of shared/corpora/locations-dev.jsonl.gz
# (300 local news articles of LGL, 229 Wikinews articles of GeoVirus).  Each is the evidence
# of one feature; the words in features are function words and words for kinds of places, which data/words.tsv lists.
# No text and no name of a place is in them.
# feature	weight
"""

if __name__ == "__main__":
    main(sys.argv[1:])
