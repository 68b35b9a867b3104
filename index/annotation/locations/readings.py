"""All readings of all names of one article as rows of a matrix: the features by which one is chosen.

Some columns are fixed: how big a place is, of which kind, whether the words beside its name fit.  The others depend
on what the rest of the article's names mean: places of one article lie together.  They are computed anew each time
those senses have changed, in blocks, so that memory stays bounded however long the article is.

Each name has one more row, for a place that the gazetteer doesn't have.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.annotation.locations.article import COUNTED, Article, prominence
from index.annotation.locations.places import Places
from index.annotation.spans import EARTH_KM

FADE_KM = 60.0
FURTHEST_KM = 400.0
FEW_READINGS = 3
"""A name of no more readings than this is taken as known when others are held against it."""

MOST_VOTERS = 100
"""Names that vote on the others; in an article of more, the most frequent ones do."""

MOST_CONSIDERED = 400
"""Readings, over all names, that `Readings.consider` holds against each other."""

KNOWN_LINEAGES = 1 << 14
"""Places whose lineage is kept from one article to the next: the same names recur, and so do their namesakes."""

BLOCK = 2048
ABSENT = -1
"""Stands for the place that the gazetteer doesn't have."""

FEATURES = (
    "people", "smaller", "country", "region", "district", "city", "area", "nature", "known", "alternate", "short",
    "county:district", "county:region", "county:other", "province:district", "province:region", "province:other",
    "word:fits", "word:misses", "city-word", "code", "beside", "country-is-named", "region-is-named",
    "absent", "absent:typed", "absent:many",
    "capital", "british:there", "british:elsewhere", "american:there", "american:elsewhere",
    "same-country", "same-region", "same-district", "near", "nearest",
    "hint-country", "hint-region", "hint-near", "people-named",
    "could-near", "could-share-district", "could-share-region",
)  # fmt: skip
_COLUMN = {feature: column for column, feature in enumerate(FEATURES)}
_COUNTY = frozenset(("county", "parish", "borough", "raion", "rayon", "township", "twp", "co", "shire"))
_LEVELS = COUNTED[:3]
_WIDE = ("area", "continent")
Floats = NDArray[np.float64]
Rows = NDArray[np.intp]


@dataclass(slots=True)
class Toponym:
    """One name of an article: its readings, and what is written beside any of its mentions.

    `whole` says that the gazetteer has the name with its type word ("Alice Springs"), and `partners` numbers the
    toponyms that "and" joins to it.  `hint` marks a name that isn't taken for a place itself ("University of Kentucky")
    but tells where the others lie.
    """

    key: str
    readings: Sequence[tuple[int, int]]
    mentions: float = 0.0
    unit_word: str = ""
    kind_word: str = ""
    city_word: bool = False
    code: bool = False
    typed: bool = False
    whole: bool = False
    hint: bool = False
    beside: frozenset[int] = frozenset()
    partners: set[int] = field(default_factory=set)


class Lineage(NamedTuple):
    """A place and those that contain it, the smallest first; its kind; the first of each of `_LEVELS` among them, -1
    where there is none."""

    chain: tuple[int, ...] = ()
    kind: str = ""
    levels: tuple[int, ...] = (-1,) * len(_LEVELS)


_NO_LINEAGE = Lineage()


class Readings:
    """The rows of one article; `toponym`, `place` and `starts` tell which row is whose.

    `key` numbers the names of the toponyms; those of one name have no say in what each other mean,
    and one vote together.
    """

    def __init__(self, toponyms: Sequence[Toponym], article: Article) -> None:
        places = article.places
        self.toponyms = toponyms
        rows = [(n, place, role) for n, name in enumerate(toponyms) for place, role in (*name.readings, (ABSENT, 0))]
        self.toponym = np.array([n for n, _, _ in rows], dtype=np.intp)
        self.place = np.array([place for _, place, _ in rows], dtype=np.int64)
        self.starts = np.searchsorted(self.toponym, np.arange(len(toponyms)))
        lineages = [_lineage(place, places) if place >= 0 else _NO_LINEAGE for _, place, _ in rows]
        self.latitude = np.radians([places.latitude[p] if p >= 0 else np.nan for _, p, _ in rows])
        self.longitude = np.radians([places.longitude[p] if p >= 0 else np.nan for _, p, _ in rows])
        self.levels = {level: np.array([one.levels[n] for one in lineages]) for n, level in enumerate(_LEVELS)}
        keys: dict[str, int] = {}
        self.key = np.array([keys.setdefault(name.key, len(keys)) for name in toponyms], dtype=np.intp)
        self.row_key = self.key[self.toponym]
        self.share = 1.0 / np.bincount(self.key)[self.key]
        self.hint = np.array([name.hint for name in toponyms], dtype=bool)
        self.fixed = self._fixed(rows, lineages, article)

    def _fixed(self, rows: Sequence[tuple[int, int, int]], lineages: Sequence[Lineage], article: Article) -> Floats:
        """Return the columns that don't depend on what the other names mean."""
        counts = [0 if place < 0 else prominence(place, article.places) for _, place, _ in rows]
        people = np.log10(np.array(counts, dtype=np.float64) + 1.0)
        fixed = np.zeros((len(rows), len(FEATURES)))
        fixed[:, 0] = people
        fixed[:, 1] = np.maximum.reduceat(people, self.starts)[self.toponym] - people
        fixed[self.place < 0, :2] = 0.0
        named = {place for name in self.toponyms for place, _ in name.readings if len(name.readings) <= FEW_READINGS}
        variety = article.variety
        for row, ((n, place, role), (chain, kind, _)) in enumerate(zip(rows, lineages, strict=True)):
            toponym = self.toponyms[n]
            if place < 0:
                fixed[row, _COLUMN["absent"]] = 1.0
                fixed[row, _COLUMN["absent:typed"]] = toponym.typed
                fixed[row, _COLUMN["absent:many"]] = len(toponym.readings) > FEW_READINGS
                continue
            for feature in _own(toponym, kind, role, chain, named):
                fixed[row, _COLUMN[feature]] = 1.0
            country = article.places.country(place)
            there = country == ("GB" if variety == "british" else "US")
            if (there or variety != "american") and article.places.is_capital(place):
                fixed[row, _COLUMN["capital"]] = 1.0
            if country and country in article.peoples:
                fixed[row, _COLUMN["people-named"]] = article.peoples[country]
            if variety:
                fixed[row, _COLUMN[f"{variety}:{'there' if there else 'elsewhere'}"]] = 1.0
        return fixed

    def consider(self, chances: Floats) -> None:
        """Fill the columns that say what the other names *could* mean, given every row's probability so far.

        "Richmond", "Berea" and "Madison County" each mean something bigger elsewhere; only together they mean
        Kentucky.  Every other name supports a reading by its most fitting one, weighed by the root of its probability.
        """
        order = np.argsort(-chances, kind="stable")
        rows = np.sort(order[self.place[order] >= 0][:MOST_CONSIDERED])
        if not len(rows):
            return
        starts = np.flatnonzero(np.r_[True, np.diff(self.toponym[rows]) > 0])
        weight = np.sqrt(chances[rows])
        district, region = self.levels["district"], self.levels["region"]
        for at in range(0, len(self.toponym), BLOCK):
            part = slice(at, at + BLOCK)
            other = weight * (self.row_key[part, None] != self.row_key[rows][None, :])
            for feature, fit in (
                ("could-near", self.closeness(part, self.latitude[rows], self.longitude[rows])),
                ("could-share-district", (district[part, None] == district[rows]) & (district[part, None] >= 0)),
                ("could-share-region", (region[part, None] == region[rows]) & (region[part, None] >= 0)),
            ):
                support = np.maximum.reduceat(fit * other, starts, axis=1).sum(axis=1)
                self.fixed[part, _COLUMN[feature]] = np.log1p(support)

    def columns(self, chosen: Rows, sure: Floats) -> Floats:
        """Return all features, given each toponym's chosen row and how sure that choice is."""
        present = np.flatnonzero(self.place[chosen] >= 0)
        voters = np.array(
            sorted(present.tolist(), key=lambda n: -self.toponyms[n].mentions)[:MOST_VOTERS], dtype=np.intp
        )
        if not len(voters):
            return self.fixed
        return np.concatenate(
            [self._block(slice(at, at + BLOCK), voters, chosen, sure) for at in range(0, len(self.toponym), BLOCK)]
        )

    def _block(self, part: slice, voters: Rows, chosen: Rows, sure: Floats) -> Floats:
        everything = self.fixed[part].copy()
        rows = chosen[voters]
        weight = sure[voters] * self.share[voters] * (self.row_key[part, None] != self.key[voters][None, :])
        hints = weight * self.hint[voters]
        weight = weight - hints
        total, total_hints = weight.sum(axis=1) + 0.5, hints.sum(axis=1) + 0.5
        for level, places in self.levels.items():
            same = (places[part, None] == places[rows][None, :]) & (places[part, None] >= 0)
            everything[:, _COLUMN[f"same-{level}"]] = (weight * same).sum(axis=1) / total
            if level != "district":
                everything[:, _COLUMN[f"hint-{level}"]] = (hints * same).sum(axis=1) / total_hints
        closeness = self.closeness(part, self.latitude[rows], self.longitude[rows])
        everything[:, _COLUMN["near"]] = np.log1p((closeness * weight).sum(axis=1))
        everything[:, _COLUMN["nearest"]] = (closeness * weight).max(axis=1, initial=0.0)
        everything[:, _COLUMN["hint-near"]] = np.log1p((closeness * hints).sum(axis=1))
        return everything

    def closeness(self, part: slice, latitude: Floats, longitude: Floats) -> Floats:
        """Hold the rows of a part against points in radians: from 1 at no distance fading over `FADE_KM`, 0 beyond
        `FURTHEST_KM`."""
        x = (self.longitude[part, None] - longitude[None, :]) * np.cos(self.latitude[part, None])
        y = self.latitude[part, None] - latitude[None, :]
        kilometres = EARTH_KM * np.sqrt(x * x + y * y)
        faded: Floats = np.where(kilometres < FURTHEST_KM, np.exp(-kilometres / FADE_KM), 0.0)
        return faded


def _own(toponym: Toponym, kind: str, role: int, chain: tuple[int, ...], named: Set[int]) -> Iterator[str]:
    """Yield the features of one reading by itself and by the words beside its name."""
    level = kind if kind in COUNTED else "area" if kind in _WIDE else "nature"
    yield level
    if role:
        yield ("known", "short", "alternate")[role - 1]
    if toponym.unit_word:
        word = "county" if toponym.unit_word in _COUNTY else "province"
        yield f"{word}:{level if level in ('district', 'region') else 'other'}"
    if toponym.kind_word:
        yield "word:fits" if kind.startswith(toponym.kind_word) else "word:misses"
    if toponym.city_word and kind == "city":
        yield "city-word"
    if toponym.code and level in ("country", "region"):
        yield "code"
    if any(parent in toponym.beside for parent in chain[1:]):
        yield "beside"
    if len(chain) > 1 and chain[-1] in named:
        yield "country-is-named"
    if any(parent in named for parent in chain[1:-1]):
        yield "region-is-named"


@lru_cache(maxsize=KNOWN_LINEAGES)
def _lineage(place: int, places: Places) -> Lineage:
    chain = (place, *places.parents(place))
    return Lineage(chain, places.kind(place), tuple(container(chain, places, level) for level in _LEVELS))


def container(chain: tuple[int, ...], places: Places, kind: str) -> int:
    """Return the first place of a kind in a chain of places that contain each other, -1 where there is none."""
    return next((place for place in chain if places.kind(place) == kind), -1)
