"""What else may be asked for: more values of a field, less where nothing was found, what the words may mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from search.fields import FacetName
from search.request import SearchRequest
from search.results.counts import FacetValue

Change = Literal["named", "named alone", "without", "unfiltered", "words", "words unfiltered", "filters", "newest"]
"""How a search asks for something near to another, or for less: with a name that the archive has for one that it
hasn't, or for that name alone; without one value of a filter, without any; for the words of the query wherever they
stand, without the filters too; for all that passes the filters; for anything, the newest first."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """A search that finds something, `total` with all that it asks for, or 0 where only with some of its words; `name`
    is the one that it has for another."""

    change: Change
    request: SearchRequest
    total: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen beside what was: more values of the fields that are filtered by, as alternatives to those.

    Where nothing was found, `absent` are the parts of the query, as a field and its words, that the archive has nothing
    of, and `ways_out` ask for less.
    """

    alternatives: Mapping[FacetName, tuple[FacetValue, ...]] = field(default_factory=dict)
    absent: tuple[tuple[str, str], ...] = ()
    ways_out: tuple[WayOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what a query names: the speaker or the place of this name."""

    field: Literal["speaker", "location"]
    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a line of plain words may be read: told in words, the `name` in it with what stands before and after, and as
    a query of the language that finds `total`."""

    before: str
    name: str
    after: str
    query: str
    total: int = 0

    @property
    def told(self) -> str:
        """The reading in words."""
        return f"{self.before}{self.name}{self.after}"
