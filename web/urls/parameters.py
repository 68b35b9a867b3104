"""The parameters of a URL: what each may be, and how those of a search are read into a SearchRequest.

A URL is typed, linked and guessed, so anything may stand in it: each parameter has a kind, which parses one text or
refuses it with a sentence that says what to write instead, and which describes itself as the JSON schema that stands in
/openapi.json.  Parsing and description are one object, so that they cannot drift apart.

`search_parameters` is the table of a search's.  Requests are parsed by it, /openapi.json is generated from it, and
`web.urls.links` writes by it every link that changes a search (another page, one filter more or less), so that the URL
always holds the whole state.  An empty value is the same as none: a form sends its empty fields, too.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Protocol, cast, get_args

from search.errors import SearchError
from search.fields import FILTERS, FacetName, Field
from search.limits import Limits
from search.request import By, Group, SearchRequest, Sort, Undated

Values = Mapping[str, Sequence[str]]
"""The texts of a URL's query by parameter name, in the order given."""

_SIZE = rf"({'|'.join(FILTERS)}):[1-9][0-9]{{0,8}}"
SIZES = rf"{_SIZE}(,{_SIZE})*"
CURSOR = "^[0-9]{1,12}-[0-9a-f]{12}$"
MAX_NAME_CHARACTERS = 400
"""Longest name of a speaker, place or source that one can ask for; longer than any real one."""


class ParameterError(SearchError):
    """A URL parameter that cannot be what it says; the message names it and says what to write."""


class Kind(Protocol):
    """The values that a parameter accepts."""

    def parse(self, name: str, text: str) -> str | int:
        """Return the value of parameter `name`; raise ParameterError for a text that is none."""

    def schema(self) -> dict[str, Any]:
        """Describe the accepted values as JSON Schema (2020-12)."""


@dataclass(frozen=True, slots=True)
class Text:
    """Any text of at most `longest` characters."""

    longest: int

    def parse(self, name: str, text: str) -> str:
        """Return the text as it is."""
        if len(text) > self.longest:
            raise ParameterError(f"“{name}” has {len(text):,} characters; shorten it to {self.longest:,} or fewer.")
        return text

    def schema(self) -> dict[str, Any]:
        """Describe a string with its greatest length."""
        return {"type": "string", "maxLength": self.longest}


@dataclass(frozen=True, slots=True)
class Code(Text):
    """A code that is written in capitals; it may be asked for in small letters, too."""

    def parse(self, name: str, text: str) -> str:
        """Return the code in capitals."""
        return super(Code, self).parse(name, text).upper()


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from 1 to `most`."""

    most: int

    def parse(self, name: str, text: str) -> int:
        """Return the number."""
        if text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= self.most:
            return int(text)
        raise ParameterError(f"“{name}” is {_quoted(text)}; write a whole number from 1 to {self.most:,}.")

    def schema(self) -> dict[str, Any]:
        """Describe an integer with its bounds."""
        return {"type": "integer", "minimum": 1, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    values: tuple[str, ...]

    def parse(self, name: str, text: str) -> str:
        """Return the word."""
        if text in self.values:
            return text
        raise ParameterError(f"“{name}” is {_quoted(text)}; choose one of {', '.join(self.values)}.")

    def schema(self) -> dict[str, Any]:
        """Describe an enumeration."""
        return {"type": "string", "enum": list(self.values)}


@dataclass(frozen=True, slots=True)
class FacetSizes:
    """Facets, each with how many values of it are wanted: source:200,speaker:50."""

    def parse(self, name: str, text: str) -> str:
        """Return the text, which names facets and numbers."""
        if re.fullmatch(SIZES, text):
            return text
        raise ParameterError(f"“{name}” is {_quoted(text)}; write a facet and a number, such as source:200.")

    def schema(self) -> dict[str, Any]:
        """Describe the names and numbers."""
        return {"type": "string", "pattern": f"^{SIZES}$"}


@dataclass(frozen=True, slots=True)
class Several:
    """Some of a few words, between commas."""

    values: tuple[str, ...]

    def parse(self, name: str, text: str) -> str:
        """Return the text; that no word comes twice is for the archive to see."""
        if set(text.split(",")) <= set(self.values):
            return text
        raise ParameterError(f"“{name}” is {_quoted(text)}; write some of {', '.join(self.values)} between commas.")

    def schema(self) -> dict[str, Any]:
        """Describe the words."""
        word = f"({'|'.join(self.values)})"
        return {"type": "string", "pattern": f"^{word}(,{word})*$"}


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where an answer goes on, as the one before said."""

    def parse(self, name: str, text: str) -> str:
        """Return the cursor as it is: what is none is refused by the archive that gave it."""
        return text

    def schema(self) -> dict[str, Any]:
        """Describe what a cursor looks like."""
        return {"type": "string", "pattern": CURSOR}


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar, ISO 8601: YYYY-MM-DD."""

    def parse(self, name: str, text: str) -> str:
        """Return the day as written."""
        try:
            day = date.fromisoformat(text).isoformat()
        except ValueError:
            day = ""
        if day != text:
            raise ParameterError(f"“{name}” is {_quoted(text)}; write a day as YYYY-MM-DD, such as 2022-09-10.")
        return text

    def schema(self) -> dict[str, Any]:
        """Describe a full date (RFC 3339)."""
        return {"type": "string", "format": "date"}


def _quoted(text: str) -> str:
    return f"“{text}”" if len(text) <= 40 else f"“{text[:40]}…”"


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
