"""What the gazetteer knows of one place."""

from dataclasses import dataclass

# Order matters to compiled files: append only, and raise compiler.FORMAT when it changes otherwise.
KINDS = (
    "country", "region", "district", "city", "continent", "area", "ocean", "sea", "gulf", "strait", "lake", "river",
    "canal", "desert", "mountains", "mountain", "island", "islands", "peninsula", "cape", "valley", "forest", "quarter",
)  # fmt: skip
"""`region` is an administrative unit of the first order (state, province, oblast), `district` one of the second
(county, raion), `area` anything informal or above a country (Donbas, the Sahel, the Middle East)."""

EVIDENCE = ("place", "alone", "left", "right", "person", "lower", "given", "family")
"""What is counted of a name in raw news text, in the order of the table's columns: after "in", "near" and the like;
alone, not so; with a capitalised word before it; with one after it; after a title or before "said"; in lower case;
and how many of 100,000 Americans bear it as a given and as a family name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place: `name` in common English, WGS 84 degrees, ISO 3166-1 country code, containing places smallest first.

    `id` numbers the entry within one compiled gazetteer; `geonames_id` is stable and None for hand-written entries.
    """

    id: int
    name: str
    kind: str
    latitude: float
    longitude: float
    population: int
    country: str | None
    within: tuple[str, ...]
    geonames_id: int | None
