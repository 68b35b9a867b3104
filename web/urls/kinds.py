"""The kinds of values that a URL's parameters have.

Each parses one text, or refuses it with a sentence that says what to write instead, and describes itself as the JSON
schema that stands in /openapi.json.  Parsing and description are one object, so that they cannot drift apart.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from search.errors import SearchError
from search.fields import FILTERS

_SIZE = rf"({'|'.join(FILTERS)}):[1-9][0-9]{{0,8}}"
SIZES = rf"{_SIZE}(,{_SIZE})*"
CURSOR = "^[0-9]{1,12}-[0-9a-f]{12}$"


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
