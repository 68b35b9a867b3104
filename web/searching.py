"""A search as the results page needs it: the answer, what else could be chosen, and ways out where there is none."""

from search.archive import Archive
from search.request import SearchRequest
from web.filters import FILTERS, Alternatives
from web.listing import Listing, listing
from web.loosening import absent, ways_out

ALTERNATIVES = 20
"""Values counted of a field that is filtered by already, as many as the facets have."""


def searched(archive: Archive, asked: SearchRequest) -> Listing:
    """Ask the archive, and prepare its answer for the page."""
    page = archive.search(asked)
    is_empty = not page.results and asked.page == 1
    return listing(
        asked,
        page,
        archive.limits.max_window,
        alternatives=_alternatives(archive, asked),
        absent=absent(archive, asked.query) if is_empty else (),
        loosen=ways_out(archive, asked) if is_empty else (),
    )


def _alternatives(archive: Archive, asked: SearchRequest) -> Alternatives:
    return {
        field: archive.values(asked, field, ALTERNATIVES).values for field, one in FILTERS.items() if one.chosen(asked)
    }
