"""The filters of a search as links: facets to choose from, and chips that take a filter away again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from search.request import FilterField, SearchRequest
from search.results import Facets, FacetValue
from web.rendering.countries import country_name
from web.rendering.formatting import day
from web.urls.links import address, addresses_with, map_address, place_address, speaker_address, values_address

SHOWN_VALUES = 10
"""Values of a facet on the page; /api/search has more, /values/<field> all."""

Alternatives = Mapping[FilterField, Sequence[FacetValue]]
"""What else could be chosen for the fields that are filtered by already; see `search.engine.embedded.facets`."""


@dataclass(frozen=True, slots=True)
class FilterLink:
    """A value of a facet: the link adds it to the filters, or takes it away where it is `active`.

    `page` leads to the page of the speaker or the place, "" where the field has no pages.
    """

    label: str
    url: str
    count: str
    active: bool
    page: str


@dataclass(frozen=True, slots=True)
class FacetList:
    """A facet under its heading.

    `more` leads to all its values where there are more than are shown, `map` to the map of the places; `suggested`
    tells whether /api/suggest knows values of this field.
    """

    field: FilterField
    heading: str
    values: tuple[FilterLink, ...]
    more: str
    suggested: bool
    map: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter: what it filters by, its value, and the search without it."""

    field: str
    label: str
    without: SearchRequest
    url: str


def _as_it_is(value: str) -> str:
    return value


def _nowhere(_: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A field that one can filter by; `attribute` holds the chosen values in a SearchRequest."""

    field: FilterField
    attribute: str
    heading: str
    singular: str
    label: Callable[[str], str] = _as_it_is
    page: Callable[[str], str] = _nowhere
    suggested: bool = True

    def chosen(self, asked: SearchRequest) -> tuple[str, ...]:
        """Return the values that the search is filtered by."""
        values: tuple[str, ...] = getattr(asked, self.attribute)
        return values

    def toggled(self, asked: SearchRequest, value: str) -> SearchRequest:
        """Return the search with the value as one of the alternatives, or without it where it is one already."""
        values = self.chosen(asked)
        changed = tuple(one for one in values if one != value) if value in values else (*values, value)
        return replace(asked, page=1, **{self.attribute: changed})  # type: ignore[arg-type]

    def links(self, asked: SearchRequest, values: Sequence[FacetValue]) -> tuple[FilterLink, ...]:
        """Return the values as links, in their order."""
        active, adding = self.chosen(asked), addresses_with(asked, self.field)
        return tuple(
            FilterLink(
                label=self.label(found.value),
                url=address(self.toggled(asked, found.value)) if found.value in active else adding(found.value),
                count=f"{found.count:,}",
                active=found.value in active,
                page=self.page(found.value),
            )
            for found in values
        )


FILTERS: Mapping[FilterField, Filter] = {
    "speaker": Filter("speaker", "speakers", "Speakers", "speaker", page=speaker_address),
    "location": Filter("location", "locations", "Places", "place", page=place_address),
    "country": Filter("country", "countries", "Countries", "country", country_name, suggested=False),
    "source": Filter("source", "sources", "Sources", "source"),
}


def facet_lists(
    asked: SearchRequest, facets: Facets, alternatives: Alternatives | None = None
) -> tuple[FacetList, ...]:
    """Return the facets that have values, each with what is chosen of it and its most frequent other values."""
    counted: dict[FilterField, Sequence[FacetValue]] = {
        "speaker": facets.speaker,
        "location": facets.location,
        "country": facets.country,
        "source": facets.source,
        **(alternatives or {}),
    }
    lists = []
    for field, one in FILTERS.items():
        values = counted[field]
        chosen = [found for found in values if found.value in one.chosen(asked)]
        others = [found for found in values if found.value not in one.chosen(asked)]
        if links := one.links(asked, [*chosen, *others][: max(SHOWN_VALUES, len(chosen))]):
            first = replace(asked, page=1)
            more = values_address(first, field) if len(values) > len(links) else ""
            places = map_address(first) if field == "location" else ""
            lists.append(FacetList(field, one.heading, links, more, one.suggested and bool(more), places))
    return tuple(lists)


def subjects(asked: SearchRequest, facets: Facets, total: int) -> tuple[FilterLink, ...]:
    """Return whom and what the search is about, to lead to their pages: the first speaker and place it is filtered by,
    or else those that at least half of its matches have."""
    found: list[FilterLink] = []
    for one, values in ((FILTERS["speaker"], facets.speaker), (FILTERS["location"], facets.location)):
        chosen = one.chosen(asked)
        among = [value for value in values if value.value in chosen or (not chosen and 2 * value.count >= total)]
        found += one.links(asked, among[:1])
    return tuple(found)


def chips(asked: SearchRequest) -> tuple[Chip, ...]:
    """Return the active filters."""
    found = [
        _chip(one.singular, one.label(value), one.toggled(asked, value))
        for one in FILTERS.values()
        for value in one.chosen(asked)
    ]
    if asked.date_from or asked.date_to:
        found.append(_chip("date", _dates(asked), replace(asked, page=1, date_from=None, date_to=None)))
    return tuple(found)


def _chip(field: str, label: str, without: SearchRequest) -> Chip:
    return Chip(field, label, without, address(without))


def _dates(asked: SearchRequest) -> str:
    first, last = day(asked.date_from), day(asked.date_to)
    if first and last:
        return first if first == last else f"{first} – {last}"
    return f"from {first}" if first else f"until {last}"


def without_filters(asked: SearchRequest) -> SearchRequest:
    """Return the search with its query alone, in the same order."""
    return SearchRequest(query=asked.query, sort=asked.sort, group=asked.group, size=asked.size)
