"""Which of the places of one name is meant: a linear score over its readings, by the whole article.

Each name has one sense in an article.  A reading speaks for itself by its size and kind; beyond that the places of an
article lie together, so a reading gains by every other name's place that shares its country, its region or its
neighbourhood, and by a container written beside it ("Columbus, Ohio").  What the others mean is uncertain too:
the score is computed three times, each time from the senses that the time before preferred.

All readings of all names of an article are rows of one matrix, so that the work is done by a few array operations.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.annotation.locations.article import Article
from index.annotation.locations.linear import weights
from index.annotation.locations.places import Places

ROUNDS = 3
FADE_KM = 60.0
FURTHEST_KM = 400.0
FEW_READINGS = 3
"""A name of no more readings than this is taken as known when others are held against it."""

NOMINAL_PEOPLE = 100_000
"""How big a sea or a mountain counts as, which nobody lives in."""

BLOCK = 8192
MOST_NAMES = 100
"""Names that vote; in an article of more, the most frequent ones do."""

FEATURES = (
    "people", "smaller", "country", "region", "district", "city", "area", "nature", "known", "alternate", "short",
    "county:district", "county:region", "county:other", "province:district", "province:region", "province:other",
    "word:fits", "word:misses", "city-word", "code", "beside", "country-is-named", "region-is-named",
    "same-country", "same-region", "same-district", "near", "nearest",
)  # fmt: skip
_COLUMN = {feature: column for column, feature in enumerate(FEATURES)}
_COUNTY = frozenset(("county", "parish", "borough", "raion", "rayon", "township", "twp", "co", "shire"))
_COUNTED = ("country", "region", "district", "city")
_WIDE = ("area", "continent")
Floats = NDArray[np.float64]


@dataclass(slots=True)
class Question:
    """One name of an article: its readings, and what is written beside any of its mentions."""

    key: str
    readings: Sequence[tuple[int, int]]
    mentions: float = 0.0
    unit_word: str = ""
    kind_word: str = ""
    city_word: bool = False
    code: bool = False
    beside: frozenset[int] = frozenset()


@dataclass(slots=True)
class Answer:
    """The reading chosen for a name, its probability, and the runner-up."""

    place: int
    chance: float
    runner_up: int | None


class Readings:
    """All readings of all questions of one article, as rows."""

    def __init__(self, questions: Sequence[Question], article: Article) -> None:
        places = article.places
        self.questions = questions
        rows = [(n, place, role) for n, q in enumerate(questions) for place, role in q.readings]
        self.question = np.array([n for n, _, _ in rows], dtype=np.intp)
        self.place = np.array([place for _, place, _ in rows], dtype=np.int64)
        chains = [(place, *places.parents(place)) for _, place, _ in rows]
        kinds = [places.kind(place) for place in self.place.tolist()]
        self.latitude = np.radians([places.latitude[p] for p in self.place.tolist()])
        self.longitude = np.radians([places.longitude[p] for p in self.place.tolist()])
        self.country = np.array([_container(c, places, "country") for c in chains])
        self.region = np.array([_container(c, places, "region") for c in chains])
        self.district = np.array([_container(c, places, "district") for c in chains])
        self.starts = np.searchsorted(self.question, np.arange(len(questions)))
        self.fixed = self._fixed(rows, chains, kinds, article)

    def _fixed(
        self,
        rows: Sequence[tuple[int, int, int]],
        chains: Sequence[tuple[int, ...]],
        kinds: Sequence[str],
        article: Article,
    ) -> Floats:
        """Return the columns that don't depend on what the other names mean."""
        counts = [
            article.places.population[place] or (0 if kind in _COUNTED else NOMINAL_PEOPLE)
            for (_, place, _), kind in zip(rows, kinds, strict=True)
        ]
        people = np.log10(np.array(counts, dtype=np.float64) + 1.0)
        fixed = np.zeros((len(rows), len(FEATURES)))
        fixed[:, 0] = people
        fixed[:, 1] = np.maximum.reduceat(people, self.starts)[self.question] - people
        named = {place for q in self.questions for place, _ in q.readings if len(q.readings) <= FEW_READINGS}
        for row, ((n, _, role), chain, kind) in enumerate(zip(rows, chains, kinds, strict=True)):
            for feature in _own(self.questions[n], kind, role, chain, named):
                fixed[row, _COLUMN[feature]] = 1.0
        return fixed

    def columns(self, chosen: NDArray[np.intp], sure: Floats) -> Floats:
        """Return all features, given each question's chosen row and how sure that choice is."""
        voters = np.array(sorted(range(len(chosen)), key=lambda n: -self.questions[n].mentions)[:MOST_NAMES])
        return np.concatenate(
            [self._block(slice(at, at + BLOCK), voters, chosen, sure) for at in range(0, len(self.question), BLOCK)]
        )

    def _block(self, part: slice, voters: NDArray[np.intp], chosen: NDArray[np.intp], sure: Floats) -> Floats:
        """Do `columns` for some rows, so that memory stays bounded."""
        everything = self.fixed[part].copy()
        rows = chosen[voters]
        weight = sure[voters] * (self.question[part, None] != voters[None, :])
        total = weight.sum(axis=1) + 0.5
        levels = {"same-country": self.country, "same-region": self.region, "same-district": self.district}
        for feature, level in levels.items():
            same = (level[part, None] == level[rows][None, :]) & (level[part, None] >= 0)
            everything[:, _COLUMN[feature]] = (weight * same).sum(axis=1) / total
        closeness = self._closeness(part, rows) * weight
        everything[:, _COLUMN["near"]] = np.log1p(closeness.sum(axis=1))
        everything[:, _COLUMN["nearest"]] = closeness.max(axis=1, initial=0.0)
        return everything

    def _closeness(self, part: slice, rows: NDArray[np.intp]) -> Floats:
        """Fade from 1 at a distance of 0 over `FADE_KM`; nothing beyond `FURTHEST_KM`."""
        latitude, longitude = self.latitude[part, None], self.longitude[part, None]
        x = (longitude - self.longitude[rows][None, :]) * np.cos(latitude)
        y = latitude - self.latitude[rows][None, :]
        kilometres = 6371.0 * np.sqrt(x * x + y * y)
        faded: Floats = np.where(kilometres < FURTHEST_KM, np.exp(-kilometres / FADE_KM), 0.0)
        return faded


def _own(question: Question, kind: str, role: int, chain: tuple[int, ...], named: Set[int]) -> Iterator[str]:
    """Yield the features of one reading by itself and by the words beside its name."""
    level = kind if kind in _COUNTED else "area" if kind in _WIDE else "nature"
    yield level
    if role:
        yield ("known", "short", "alternate")[role - 1]
    if question.unit_word:
        word = "county" if question.unit_word in _COUNTY else "province"
        yield f"{word}:{level if level in ('district', 'region') else 'other'}"
    if question.kind_word:
        yield "word:fits" if kind.startswith(question.kind_word) else "word:misses"
    if question.city_word and kind == "city":
        yield "city-word"
    if question.code and level in ("country", "region"):
        yield "code"
    if any(parent in question.beside for parent in chain[1:]):
        yield "beside"
    if len(chain) > 1 and chain[-1] in named:
        yield "country-is-named"
    if any(parent in named for parent in chain[1:-1]):
        yield "region-is-named"


def _container(chain: tuple[int, ...], places: Places, kind: str) -> int:
    return next((place for place in chain if places.kind(place) == kind), -1)


def resolve(questions: Sequence[Question], article: Article) -> list[Answer]:
    """Choose a reading for every name."""
    if not questions:
        return []
    readings = Readings(questions, article)
    table = weights("resolution")
    vector = np.array([table.get(feature, 0.0) for feature in FEATURES])
    chosen, sure, _ = start(readings)
    for _ in range(ROUNDS):
        scores = readings.columns(chosen, sure) @ vector
        chosen, sure, chances = choose(readings, scores)
    return [_answer(readings, n, chosen[n], chances) for n in range(len(questions))]


def start(readings: Readings) -> tuple[NDArray[np.intp], Floats, Floats]:
    """Choose by what is known before any name's sense is: size, kind and containers written beside."""
    table = weights("resolution")
    vector = np.array([table.get(feature, 0.0) for feature in FEATURES])
    return choose(readings, readings.fixed @ vector)


def choose(readings: Readings, scores: Floats) -> tuple[NDArray[np.intp], Floats, Floats]:
    """Return each question's best row, that row's probability, and every row's."""
    top = np.maximum.reduceat(scores, readings.starts)
    powers = np.exp(scores - top[readings.question])
    chances = powers / np.add.reduceat(powers, readings.starts)[readings.question]
    ends = [*readings.starts[1:].tolist(), len(scores)]
    chosen = np.array(
        [s + int(np.argmax(scores[s:e])) for s, e in zip(readings.starts.tolist(), ends, strict=True)], dtype=np.intp
    )
    return chosen, chances[chosen], chances


def _answer(readings: Readings, n: int, row: int, chances: Floats) -> Answer:
    start = int(readings.starts[n])
    end = int(readings.starts[n + 1]) if n + 1 < len(readings.starts) else len(chances)
    others = [r for r in range(start, end) if r != row]
    runner_up = int(readings.place[max(others, key=lambda r: chances[r])]) if others else None
    return Answer(int(readings.place[row]), float(chances[row]), runner_up)
