"""The page of the map: the places that a search names, as dots and as a list that says the same.

Where a dot lies and which part of the world is shown, `web.rendering.projection` computes.
"""

import math
from dataclasses import dataclass, replace

from flask import Blueprint, Flask, Response

from search.archive import Archive
from search.request import SearchRequest
from search.results import PlaceCount, PlaceList
from web.http.asked import lenient_search
from web.http.caching import fresh
from web.http.responses import page_response
from web.pages.profile import whereabouts
from web.rendering.form import Form, form
from web.rendering.formatting import counted, plain, shortened
from web.rendering.projection import project, view
from web.urls.links import address, place_address

SHOWN = 120
"""Places on the map; more would hide one another."""
LARGEST_DOT, SMALLEST_DOT = 30.0, 5.0
"""Pixels across; the area grows with the count."""
WIDE_KINDS = frozenset({"country", "region", "continent", "area", "ocean", "sea"})
"""Kinds of places that are no point; their dots stand back behind those of towns."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A place: its point in units, its width in pixels, what it says, and the search that it leads to."""

    x: int
    y: int
    width: str
    label: str
    url: str
    wide: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A place in the list that says the same as the map; `value` filters by it, `page` leads to its page."""

    name: str
    value: str
    within: str
    count: str
    page: str


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The map and its text equivalent; `dots` are without the places that have no point, largest first.

    `form` holds the search; the buttons of the list, in a form of their own, add a place to it.
    """

    form: Form
    query: str
    back: str
    total: str
    view: str
    dots: tuple[Dot, ...]
    rows: tuple[Row, ...]


def register(app: Flask, archive: Archive) -> None:
    """Add the page of the map to the application."""
    pages = Blueprint("map", __name__)
    limit = min(SHOWN, archive.limits.max_places)

    @pages.get("/map")
    def page() -> Response:
        asked = lenient_search(archive.limits)
        return fresh(archive, lambda: page_response("map.html", map=place_map(asked, archive.places(asked, limit))))

    app.register_blueprint(pages)


def place_map(asked: SearchRequest, found: PlaceList) -> PlaceMap:
    """Prepare the map of the places that a search names."""
    most = max((place.count for place in found.places), default=1)
    dots = tuple(dot for place in found.places if (dot := _dot(place, asked, most)))
    listed = f", the {len(found.places):,} most frequent shown" if found.total > len(found.places) else ""
    return PlaceMap(
        form=form(replace(asked, page=1)),
        query=shortened(asked.query, 80),
        back=address(replace(asked, page=1)),
        total=f"{counted(found.total, 'place')}{listed}",
        view=" ".join(map(str, view([(dot.x, dot.y) for dot in dots]))),
        dots=dots,
        rows=tuple(
            Row(place.name, place.value, within, f"{place.count:,}", place_address(place.id))
            for place, within in zip(found.places, whereabouts(found.places), strict=True)
        ),
    )


def _dot(place: PlaceCount, asked: SearchRequest, most: int) -> Dot | None:
    if place.longitude is None or place.latitude is None:
        return None
    x, y = project(place.longitude, place.latitude)
    width = max(SMALLEST_DOT, LARGEST_DOT * math.sqrt(place.count / most))
    return Dot(
        x=round(x),
        y=round(y),
        width=f"{width:.3g}",
        label=f"{plain(place.label or place.name)}: {counted(place.count, asked.group)}",
        url=narrowed(asked, place.value),
        wide=place.kind in WIDE_KINDS,
    )


def narrowed(asked: SearchRequest, value: str) -> str:
    """Return the search for the matches that name this place, too, as one of the alternatives."""
    return address(asked.choosing("location", tuple(dict.fromkeys((*asked.locations, value)))))
