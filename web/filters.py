"""The filters of a search as links: facets to choose from, and chips that take a filter away again."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from search.request import SearchRequest
from search.results import Facets, FacetValue
from web.countries import country_name
from web.parameters import address
from web.wording import day

SHOWN_VALUES = 10
"""Values of a facet on the page; /api/search has them all."""


@dataclass(frozen=True, slots=True)
class FilterLink:
    """A value of a facet: the link adds it to the filters, or takes it away where it is `active`."""

    label: str
    url: str
    count: str
    active: bool


@dataclass(frozen=True, slots=True)
class FacetList:
    """A facet under its heading."""

    heading: str
    values: tuple[FilterLink, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter: what it filters by, its value, the link without it."""

    field: str
    label: str
    url: str


def _as_it_is(value: str) -> str:
    return value


@dataclass(frozen=True, slots=True)
class _Filter:
    facet: str
    field: str
    heading: str
    singular: str
    label: Callable[[str], str] = _as_it_is

    def values(self, asked: SearchRequest) -> tuple[str, ...]:
        values: tuple[str, ...] = getattr(asked, self.field)
        return values

    def toggled(self, asked: SearchRequest, value: str) -> str:
        values = self.values(asked)
        changed = tuple(one for one in values if one != value) if value in values else (*values, value)
        return address(replace(asked, page=1, **{self.field: changed}))  # type: ignore[arg-type]


_FILTERS = (
    _Filter("speaker", "speakers", "Speakers", "speaker"),
    _Filter("location", "locations", "Places", "place"),
    _Filter("country", "countries", "Countries", "country", country_name),
    _Filter("source", "sources", "Sources", "source"),
)


def facet_lists(asked: SearchRequest, facets: Facets) -> tuple[FacetList, ...]:
    """Return the facets that have values, each with its most frequent ones."""
    lists = []
    for one in _FILTERS:
        values: tuple[FacetValue, ...] = getattr(facets, one.facet)
        active = one.values(asked)
        links = tuple(
            FilterLink(
                one.label(found.value), one.toggled(asked, found.value), f"{found.count:,}", found.value in active
            )
            for found in values[:SHOWN_VALUES]
        )
        if links:
            lists.append(FacetList(one.heading, links))
    return tuple(lists)


def chips(asked: SearchRequest) -> tuple[Chip, ...]:
    """Return the active filters."""
    found = [
        Chip(one.singular, one.label(value), one.toggled(asked, value))
        for one in _FILTERS
        for value in one.values(asked)
    ]
    if asked.date_from:
        found.append(Chip("date", f"from {day(asked.date_from)}", address(replace(asked, page=1, date_from=None))))
    if asked.date_to:
        found.append(Chip("date", f"until {day(asked.date_to)}", address(replace(asked, page=1, date_to=None))))
    return tuple(found)


def without_filters(asked: SearchRequest) -> SearchRequest:
    """Return the search with its query alone, in the same order."""
    return SearchRequest(query=asked.query, sort=asked.sort, group=asked.group, size=asked.size)
