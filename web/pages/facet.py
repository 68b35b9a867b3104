"""All values of one field in a search, on a page of their own: what the facets beside the results have no room for."""

from dataclasses import dataclass, replace
from typing import cast

from flask import Blueprint, Flask, Response, abort

from search.archive import Archive
from search.fields import FILTERS, FacetName
from search.request import SearchRequest
from search.results import ValueList
from web.http.asked import lenient_search
from web.http.caching import fresh
from web.http.responses import page_response
from web.pages.filters import FilterLink, filter_links, heading
from web.rendering.form import Form, form
from web.rendering.formatting import shortened
from web.urls.links import address

LISTED = 500
"""Values on the page; rarer ones are found by narrowing the search, or by typing their name."""


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """The values of a field, as links that filter by them."""

    form: Form
    heading: str
    query: str
    back: str
    about: str
    values: tuple[FilterLink, ...]


def register(app: Flask, archive: Archive) -> None:
    """Add the page to the application."""
    pages = Blueprint("values", __name__)

    @pages.get("/values/<field>")
    def values(field: str) -> Response:
        if field not in FILTERS:
            abort(404)
        asked = lenient_search(archive.limits)
        wanted = cast(FacetName, field)

        def make() -> Response:
            page = values_page(asked, wanted, archive.values(asked, wanted, LISTED))
            return page_response("values.html", page=page)

        return fresh(archive, make)

    app.register_blueprint(pages)


def values_page(asked: SearchRequest, field: FacetName, found: ValueList) -> ValuesPage:
    """Prepare the list of a field's values."""
    one = FILTERS[field]
    few = f"{found.total:,} {one.plural if found.total != 1 else one.singular}"
    cut = f"; the {LISTED:,} most frequent are listed" if found.total > LISTED else ""
    return ValuesPage(
        form=form(asked),
        heading=heading(field),
        query=shortened(asked.query, 80),
        back=address(replace(asked, page=1)),
        about=f"{few}, by the number of {asked.group}s{cut}. Several may be chosen: any of them will do.",
        values=filter_links(asked, field, found.values),
    )
