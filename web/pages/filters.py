"""The filters of a search as links: facets to choose from, and chips that take a filter away again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from search.fields import FILTERS, PLACE_ID, FacetName
from search.request import SearchRequest
from search.results import Facets, FacetValue, Subject
from web.rendering.countries import country_name
from web.rendering.formatting import day, days
from web.urls.links import address, addresses_with, map_address, place_address, speaker_address, values_address

SHOWN_VALUES = 10
"""Values of a facet on the page; /api/search has more, /values/<field> all."""
SHOWN_SINGLE = 3
"""Values that are shown where none is counted more than once: in the order of the alphabet they say little."""
FOLDED = {"organization": "Organisations", "unnamed": "Without a name"}
"""The kinds of speakers that stand below the people, and what is over them."""

Alternatives = Mapping[FacetName, Sequence[FacetValue]]
"""Values of the fields that are filtered by already, in the same search without that filter."""


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
class Fold:
    """Values that stand folded below those of a facet, under a heading of their own."""

    heading: str
    values: tuple[FilterLink, ...]


@dataclass(frozen=True, slots=True)
class FacetList:
    """A facet under its heading; of speakers, organisations and those without a name are `folded`.

    `more` leads to all its values where there are more than are shown, `map` to the map of the places; `suggested`
    tells whether /api/suggest knows values of this field.  `named` asks for speakers who are named where they speak.
    """

    field: FacetName
    heading: str
    values: tuple[FilterLink, ...]
    more: str
    suggested: bool
    map: str = ""
    named: str = ""
    folded: tuple[Fold, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter: what it filters by, its value, and the search without it."""

    field: str
    label: str
    without: SearchRequest
    url: str


NO_LABELS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class SubjectLink:
    """A speaker or a place, and the address of its page."""

    label: str
    page: str


LABELS: Mapping[FacetName, Callable[[str], str]] = {"country": country_name}
"""How values are written that are not shown as they are."""
PAGES: Mapping[FacetName, Callable[[str], str]] = {
    "speaker": speaker_address,
    "location": lambda value: place_address(value.removeprefix(PLACE_ID)),
}
"""Where values have a page of their own."""


def heading(field: FacetName) -> str:
    """Return what stands over the values of a field."""
    return FILTERS[field].plural.capitalize()


def label_of(field: FacetName, value: str) -> str:
    """Return what a value is called."""
    return LABELS[field](value) if field in LABELS else value


def toggled(asked: SearchRequest, field: FacetName, value: str) -> SearchRequest:
    """Return the search with the value as one of the alternatives, or without it where it is one already."""
    values = asked.chosen(field)
    return asked.choosing(field, tuple(one for one in values if one != value) if value in values else (*values, value))


def filter_links(asked: SearchRequest, field: FacetName, values: Iterable[FacetValue]) -> tuple[FilterLink, ...]:
    """Return the values of a field as links, in their order."""
    active, adding, page = asked.chosen(field), addresses_with(asked, field), PAGES.get(field)
    return tuple(
        FilterLink(
            label=found.label or label_of(field, found.value),
            url=address(toggled(asked, field, found.value)) if found.value in active else adding(found.value),
            count=f"{found.count:,}",
            active=found.value in active,
            page=page(found.value) if page else "",
        )
        for found in values
    )


def facet_lists(
    asked: SearchRequest, facets: Facets, alternatives: Alternatives | None = None, *, of_all: bool = True
) -> tuple[FacetList, ...]:
    """Return the facets that have values, each with what is chosen of it and its most frequent other values.

    `of_all` tells that they are of all that matches, so that there are more elsewhere, and not of what is shown alone.
    """
    found = ((field, (alternatives or {}).get(field, facets.of(field))) for field in FILTERS)
    return tuple(_facet_list(asked, field, values, of_all) for field, values in found if values)


def _facet_list(asked: SearchRequest, field: FacetName, values: Sequence[FacetValue], of_all: bool) -> FacetList:
    first, active = replace(asked, page=1), asked.chosen(field)
    chosen = [value for value in values if value.value in active]
    others = [value for value in values if value.value not in active]
    shown = _telling([value for value in others if value.kind not in FOLDED], SHOWN_VALUES - len(chosen))
    folds = ((heading, _telling([value for value in others if value.kind == kind])) for kind, heading in FOLDED.items())
    folded = tuple(Fold(heading, filter_links(asked, field, found)) for heading, found in folds if found)
    links = filter_links(asked, field, [*chosen, *shown])
    is_whole = len(values) == len(links) + sum(len(fold.values) for fold in folded)
    more = values_address(first, field) if of_all and not is_whole else ""
    return FacetList(
        field=field,
        heading=heading(field),
        values=links,
        more=more,
        suggested=FILTERS[field].is_suggested and bool(more),
        map=map_address(first) if of_all and field == "location" else "",
        named=address(replace(first, by="name")) if field == "speaker" and asked.by == "any" else "",
        folded=folded,
    )


def _telling(values: Sequence[FacetValue], most: int = SHOWN_VALUES) -> Sequence[FacetValue]:
    """Return the first values that are counted more than once, or a few where hardly any is."""
    often = sum(value.count > 1 for value in values)
    return values[: max(0, min(most, max(often, SHOWN_SINGLE)))]


def about(
    asked: SearchRequest, subjects: Iterable[Subject], labels: Mapping[str, str] = NO_LABELS
) -> tuple[SubjectLink, ...]:
    """Return links to the pages of whom and what a search names: the first speaker and place it is filtered by, or else
    those that its query does."""
    named: dict[FacetName, str] = {}
    for subject in subjects:
        named.setdefault(subject.field, subject.name)
    named |= {field: asked.chosen(field)[0] for field in PAGES if asked.chosen(field)}
    return tuple(
        SubjectLink(labels.get(named[field], named[field]), page(named[field]))
        for field, page in PAGES.items()
        if field in named
    )


def chips(asked: SearchRequest, labels: Mapping[str, str] = NO_LABELS) -> tuple[Chip, ...]:
    """Return the active filters; `labels` say what values are called that are ids."""
    found = [
        _chip(one.singular, labels.get(value) or label_of(field, value), toggled(asked, field, value))
        for field, one in FILTERS.items()
        for value in asked.chosen(field)
    ]
    if asked.by == "name":
        found.append(_chip("filter", "named where they speak", replace(asked, page=1, by="any")))
    if asked.undated == "only":
        found.append(_chip("date", "without a date", replace(asked, page=1, undated="either")))
    elif asked.date_from or asked.date_to:
        found.append(_chip("date", _dates(asked), replace(asked, page=1, date_from=None, date_to=None)))
    return tuple(found)


def _chip(field: str, label: str, without: SearchRequest) -> Chip:
    return Chip(field, label, without, address(without))


def _dates(asked: SearchRequest) -> str:
    if asked.date_from and asked.date_to:
        return days(asked.date_from, asked.date_to)
    return f"from {day(asked.date_from)}" if asked.date_from else f"until {day(asked.date_to)}"


def without_filters(asked: SearchRequest) -> SearchRequest:
    """Return the search with its query alone, in the same order."""
    return SearchRequest(query=asked.query, sort=asked.sort, group=asked.group, size=asked.size)
