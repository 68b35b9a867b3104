"""What a paragraph is found by of the places that it names: their words, and the id of each."""

from collections.abc import Sequence
from functools import lru_cache

from index.analysis.analyzer import singular, words
from index.analysis.field_rows import distinct
from index.annotation.spans import Location

DEMONYM = "demonym"
"""The kind of a location that names a people: kept in the record, but no place that a paragraph is found by."""
IDS_KEPT = 10_000
"""Places whose ids are remembered."""


def place_id(location: Location) -> str:
    """Return the id of a place: GeoNames' number, else a slug of its name and country ("donbas-ua").

    A place that is known only by what it lies in or by, a street say, has the names of that in its slug as well: the
    Main Street of Topeka is not that of Wichita.
    """
    if location.geonames_id is not None:
        return str(location.geonames_id)
    return _slug(location.name, location.within[:-1] if location.country else location.within, location.country)


def names_of_places(text: str, locations: Sequence[Location]) -> tuple[str, ...]:
    """List a place's name, the mention, and the places that contain it."""
    return distinct([name for at in locations for name in (at.name, text[at.start : at.end], *at.within)])


def words_of_peoples(text: str, demonyms: Sequence[Location]) -> tuple[str, ...]:
    """List the name of a people, also without its plural's s, and the country it is named after."""
    mentions = [(demonym, text[demonym.start : demonym.end]) for demonym in demonyms]
    return distinct([name for demonym, mention in mentions for name in (demonym.name, mention, singular(mention))])


@lru_cache(maxsize=IDS_KEPT)
def _slug(name: str, containing: tuple[str, ...], country: str | None) -> str:
    return "-".join([*words(" ".join((name, *containing))), *([country.lower()] if country else [])])
