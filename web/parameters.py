"""The parameters of a search in the URL: read into a SearchRequest, and written back from one.

One table says what there is.  The requests are parsed by it, /openapi.json is generated from it, and every link that
changes a search (another page, one filter more or less) is written by it, so that the URL always holds the whole state.
An empty value is the same as none: a form sends its empty fields, too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any, get_args
from urllib.parse import quote

from search.limits import Limits
from search.request import Group, SearchRequest, Sort
from web.kinds import Choice, Code, Day, Kind, ParameterError, Text, Whole

MAX_NAME_CHARACTERS = 400
"""Longest name of a speaker, place or source that one can ask for; longer than any real one."""

Values = Mapping[str, Sequence[str]]
"""The texts of a URL's query by parameter name, in the order given."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name in the URL, the field it fills, what it accepts, and how often it may be given."""

    name: str
    field: str
    kind: Kind
    about: str
    most: int = 1
    default: str | int | None = None


@lru_cache(maxsize=4)
def search_parameters(limits: Limits) -> tuple[Parameter, ...]:
    """Return the parameters of a search, in the order in which links write them."""
    name, code, many = Text(MAX_NAME_CHARACTERS), Code(MAX_NAME_CHARACTERS), limits.max_filter_values
    return (
        Parameter("q", "query", Text(limits.max_query_characters), "The query, in the language of /help."),
        Parameter("speaker", "speakers", name, "Only paragraphs in which one of these speaks.", many),
        Parameter("location", "locations", name, "Only paragraphs that name one of these places.", many),
        Parameter("country", "countries", code, "Only these countries, by ISO 3166-1 code (UA).", many),
        Parameter("source", "sources", name, "Only articles of one of these sources.", many),
        Parameter("from", "date_from", Day(), "Only articles of this day or later."),
        Parameter("to", "date_to", Day(), "Only articles of this day or earlier."),
        Parameter("sort", "sort", Choice(get_args(Sort)), "The order of the results.", default="relevance"),
        Parameter(
            "group",
            "group",
            Choice(get_args(Group)),
            "Paragraphs, or articles by their best.",
            default="paragraph",
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


_WRITTEN = tuple((parameter.name, parameter.default) for parameter in search_parameters(Limits()))
_PLACES = {name: place for place, (name, _) in enumerate(_WRITTEN)}
_VALUES = attrgetter(*(parameter.field for parameter in search_parameters(Limits())))


def pairs(request: SearchRequest) -> list[tuple[str, str]]:
    """Return the parameters that say this search, without those that hold their default."""
    found: list[tuple[str, str]] = []
    values: tuple[str | int | tuple[str, ...] | None, ...] = _VALUES(request)
    for (name, default), value in zip(_WRITTEN, values, strict=True):
        if not value or value == default:
            continue
        found += ((name, text) for text in value) if isinstance(value, tuple) else ((name, str(value)),)
    return found


@lru_cache(maxsize=4096)
def url_quoted(text: str) -> str:
    """Quote a value for a URL; a page has the same in many of its links."""
    return quote(text, safe="")


def address(request: SearchRequest, path: str = "/") -> str:
    """Return the URL, without host, that asks for this search at `path`."""
    query = "&".join(f"{name}={url_quoted(value)}" for name, value in pairs(request))
    return f"{path}?{query}" if query else path


def addresses_with(request: SearchRequest, name: str) -> Callable[[str], str]:
    """Return what gives the URL of this search's first page with one more value of a parameter.

    It is the URL that `address` gives of such a request; of many that differ in one value the rest is written once.
    """
    written = pairs(replace(request, page=1))
    before = "".join(f"{one}={url_quoted(value)}&" for one, value in written if _PLACES[one] <= _PLACES[name])
    after = "".join(f"&{one}={url_quoted(value)}" for one, value in written if _PLACES[one] > _PLACES[name])
    return lambda value: f"/?{before}{name}={url_quoted(value)}{after}"


def article_address(article_id: str, ordinal: int | None = None, query: str = "", path: str = "/articles/") -> str:
    """Return the URL, without host, of an article, of one of its paragraphs, with the words of a query marked."""
    asked = f"?q={url_quoted(query)}" if query else ""
    anchor = f"#p{ordinal}" if ordinal is not None else ""
    return f"{path}{url_quoted(article_id)}{asked}{anchor}"
