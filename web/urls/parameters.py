"""The parameters of a URL: what each may be, and how those of a search are read into a SearchRequest.

A URL is typed, linked and guessed, so anything may stand in it: each parameter has a kind (`web.urls.kinds`), which
parses it and describes it.

`search_parameters` is the table of a search's.  Requests are parsed by it, /openapi.json is generated from it, and
`web.urls.links` writes by it every link that changes a search (another page, one filter more or less), so that the URL
always holds the whole state.  An empty value is the same as none: a form sends its empty fields, too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast, get_args

from search.fields import FILTERS, FacetName, Field
from search.limits import Limits
from search.request import By, Group, Listed, SearchRequest, Sort, Undated
from web.urls.kinds import Code, Day, Kind, OneOf, ParameterError, Text, Whole

Values = Mapping[str, Sequence[str]]
"""The texts of a URL's query by parameter name, in the order given."""

MAX_NAME_CHARACTERS = 400
"""Longest name of a speaker, place or source that one can ask for; longer than any real one."""


MOST_PARAGRAPHS = 9_999_999
"""The largest place of a paragraph in its article that can be asked for."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name in the URL, the field it fills, what it accepts, and how often it may be given."""

    name: str
    field: str
    kind: Kind
    about: str
    most: int = 1
    default: str | int | None = None


PART = Parameter(
    "paragraph",
    "paragraph",
    Whole(MOST_PARAGRAPHS),
    "The paragraph whose part of a long article is wanted; else its first part.",
)


@lru_cache(maxsize=4)
def search_parameters(limits: Limits) -> tuple[Parameter, ...]:
    """Return the parameters of a search, in the order in which links write them."""
    filters = (
        Parameter(name, field.attribute, _kind_of(field), field.narrowing, limits.max_filter_values)
        for name, field in FILTERS.items()
    )
    return (
        Parameter("q", "query", Text(limits.max_query_characters), "The query, in the language of /help."),
        *filters,
        Parameter(
            "by",
            "by",
            OneOf(get_args(By)),
            "Whether who speaks must be known by a name there, and not by a pronoun or a description.",
            default="any",
        ),
        Parameter("from", "date_from", Day(), "Only articles of this day or later."),
        Parameter("to", "date_to", Day(), "Only articles of this day or earlier."),
        Parameter(
            "undated",
            "undated",
            OneOf(get_args(Undated)),
            "“only”: only articles without a date, in place of the days asked for.",
            default="either",
        ),
        Parameter("sort", "sort", OneOf(get_args(Sort)), "The order of the results.", default="relevance"),
        Parameter(
            "group",
            "group",
            OneOf(get_args(Group)),
            "Paragraphs, articles by their best, or origins: paragraphs with the same text as one.",
            default="paragraph",
        ),
        Parameter(
            "copies",
            "copies",
            OneOf(get_args(Listed)),
            "“each”: of paragraphs with the same text each is a result, and not one for all.",
            default="one",
        ),
        Parameter(
            "page",
            "page",
            Whole(limits.max_window),
            f"The page wanted; page × size may be at most {limits.max_window:,}.",
            default=1,
        ),
        Parameter("size", "size", Whole(limits.max_page_size), "Results on a page.", default=10),
    )


def _kind_of(field: Field) -> Kind:
    return Code(MAX_NAME_CHARACTERS) if field.is_code else Text(MAX_NAME_CHARACTERS)


def refuse_unknown(parameters: Sequence[Parameter], values: Values) -> None:
    """Raise ParameterError for a name that is not among the parameters."""
    known = [parameter.name for parameter in parameters]
    for name in values:
        if name not in known:
            shown = name if len(name) <= 40 else f"{name[:40]}…"
            allowed = f"use {', '.join(known)}" if known else "leave it out"
            raise ParameterError(f"There is no parameter “{shown}” here; {allowed}.")


def read(parameters: Sequence[Parameter], values: Values) -> dict[str, Any]:
    """Return the fields that the values fill; raise ParameterError for the first that cannot be read."""
    fields: dict[str, Any] = {}
    for parameter in parameters:
        texts = list(dict.fromkeys(text.strip() for text in values.get(parameter.name, ()) if text.strip()))
        if len(texts) > parameter.most:
            often = "once" if parameter.most == 1 else f"at most {parameter.most} times"
            raise ParameterError(f"“{parameter.name}” is given {len(texts)} times; give it {often}.")
        parsed = tuple(parameter.kind.parse(parameter.name, text) for text in texts)
        if parsed:
            fields[parameter.field] = parsed if parameter.most > 1 else parsed[0]
    return fields


def search_request(values: Values, limits: Limits) -> SearchRequest:
    """Return the search that a URL asks for; raise ParameterError when it asks for what there is not."""
    request = SearchRequest(**read(search_parameters(limits), values))
    if request.date_from and request.date_to and request.date_from > request.date_to:
        raise ParameterError(
            f"“from” ({request.date_from}) is later than “to” ({request.date_to}); exchange the two days."
        )
    return request


def facet_sizes(texts: Sequence[str], most: int) -> dict[FacetName, int]:
    """Return how many values of which facets texts of FacetSizes ask for, each at most `most`."""
    sizes = (size.partition(":") for text in texts for size in text.split(","))
    return {cast(FacetName, facet): min(int(number), most) for facet, _, number in sizes}
