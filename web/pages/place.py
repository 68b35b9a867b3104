"""The page of a place: what it is and where, what is reported and said of it, and what lies in it and near it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Flask, Response

from search.archive import Archive
from search.query.unparse import field_query
from search.request import SearchRequest
from search.results import PlaceCount, PlaceProfile
from web.http.caching import fresh
from web.http.problems import NoSuchPlaceError
from web.http.responses import page_response, redirect_to
from web.pages.map import Dot
from web.pages.passages import Name
from web.pages.profile import Covered, ProfileSearch, Ranked, covered, ranked_places, ranked_speakers
from web.rendering.countries import country_name
from web.rendering.form import Form
from web.rendering.formatting import counted, plain, shortened
from web.rendering.projection import project, view
from web.urls.links import map_address, pairs, place_address

SPEAKERS_LISTED = 12
CONTAINED_LISTED = 20
SPELLINGS_LISTED = 6
FILTERED_PLACES = 20
"""Places among which the search inside a place looks."""
LONGEST_NAME = 120
NARROWEST_CHART = 300
"""Units of the map, some 900 km: towns near a town lie apart, and mostly there is a coast or a border to know it by."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A small map: what it shows of the world, dots that lead to places' pages, and the whole map's address."""

    view: str
    dots: tuple[Dot, ...]
    url: str


@dataclass(frozen=True, slots=True)
class PlacePortrait:
    """A place, prepared."""

    form: Form
    name: str
    kind: str
    containers: tuple[Name, ...]
    point: str
    spellings: tuple[str, ...]
    covered: Covered
    spoken: str
    own: str
    search: ProfileSearch
    map: Chart | None
    speakers: tuple[Ranked, ...]
    contained: tuple[Ranked, ...]
    more_contained: str
    near: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class Namesakes:
    """The places of one name, of which one is to be chosen."""

    form: Form
    name: str
    about: str
    places: tuple[Ranked, ...]


def place_portrait(found: PlaceProfile) -> PlacePortrait:
    """Prepare what is known of a place."""
    place, coverage = found.place, found.coverage
    asked = SearchRequest(query=field_query("location", place.name), sort="newest")
    more = len(found.contained) - CONTAINED_LISTED
    return PlacePortrait(
        form=Form(),
        name=shortened(place.name, LONGEST_NAME),
        kind=place.kind,
        containers=_containers(found),
        point=_point(place),
        spellings=tuple(one.value for one in found.spellings[:SPELLINGS_LISTED]),
        covered=covered(coverage, asked, "Latest paragraphs", found.latest),
        spoken=f"{found.spoken:,}",
        own=f"{place.count:,}" if place.count < coverage.paragraphs else "",
        search=ProfileSearch("Search in these paragraphs", tuple(pairs(_filters(found)))),
        map=_chart(found, asked),
        speakers=ranked_speakers(coverage.speakers[:SPEAKERS_LISTED]),
        contained=ranked_places(found.contained[:CONTAINED_LISTED]),
        more_contained=f"and {more:,} more" if more > 0 else "",
        near=tuple(
            Ranked(one.place.name, place_address(one.place.id), f"{one.place.count:,}", f"{one.kilometres:,.0f} km")
            for one in found.near
        ),
    )


def _chart(found: PlaceProfile, asked: SearchRequest) -> Chart | None:
    """Draw the place and what is listed in it and near it; no map for a place that has no point."""
    if found.place.latitude is None or found.place.longitude is None:
        return None
    around = [*found.contained[:CONTAINED_LISTED], *(one.place for one in found.near)]
    dots = [*(_dot(place, "10") for place in around if place.latitude is not None), _dot(found.place, "20")]
    shown = " ".join(map(str, view([(dot.x, dot.y) for dot in dots], NARROWEST_CHART)))
    return Chart(shown, tuple(dots), map_address(asked))


def _dot(place: PlaceCount, width: str) -> Dot:
    x, y = project(place.longitude or 0.0, place.latitude or 0.0)
    label = f"{plain(place.name)}: {counted(place.count, 'paragraph')}"
    return Dot(round(x), round(y), width, label, place_address(place.id), wide=False)


def _filters(found: PlaceProfile) -> SearchRequest:
    """Return the filters for a place and the most frequent of what lies in it."""
    place = found.place
    if place.kind == "country" and place.country:
        return SearchRequest(countries=(place.country,))
    names = dict.fromkeys([place.value, *(one.value for one in found.contained)])
    return SearchRequest(locations=tuple(names)[:FILTERED_PLACES])


def _containers(found: PlaceProfile) -> tuple[Name, ...]:
    """Return what contains the place, smallest first; the country by its name where nothing else does."""
    names = tuple(Name(name, place_address(identity) if identity else "") for name, identity in found.containers)
    country = country_name(found.place.country) if found.place.country else ""
    return names or ((Name(country, ""),) if country and country != found.place.name else ())


def _point(place: PlaceCount) -> str:
    """Write a point as "49.21° N, 37.26° E"."""
    if place.latitude is None or place.longitude is None:
        return ""
    north, east = "N" if place.latitude >= 0 else "S", "E" if place.longitude >= 0 else "W"
    return f"{abs(place.latitude):.2f}° {north}, {abs(place.longitude):.2f}° {east}"


def register(app: Flask, archive: Archive) -> None:
    """Add the page to the application."""
    pages = Blueprint("place", __name__)

    @pages.get("/places/<name:place_id>")
    def page(place_id: str) -> Response:
        def make() -> Response:
            found = archive.place_profile(place_id)
            if found is None:
                return _named(place_id, archive.places_called(place_id))
            return page_response("place.html", place=place_portrait(found))

        return fresh(archive, make)

    app.register_blueprint(pages)


def _named(name: str, places: Sequence[PlaceCount]) -> Response:
    """Lead to the place of a name, or ask which where there are several."""
    if not places:
        raise NoSuchPlaceError(name)
    if len(places) == 1:
        return redirect_to(place_address(places[0].id))
    return page_response("namesakes.html", asked=namesakes(name, places))


def namesakes(name: str, places: Sequence[PlaceCount]) -> Namesakes:
    """Prepare the question which place of a name is meant."""
    ranked = (
        Ranked(place.label, place_address(place.id), f"{place.count:,}", ", ".join((place.kind, *place.within)))
        for place in places
    )
    return Namesakes(Form(), shortened(name, LONGEST_NAME), f"{len(places):,} places have this name.", tuple(ranked))
