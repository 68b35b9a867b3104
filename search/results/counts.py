"""Matches counted by what they have: a value of a field, a day, several of these together."""

from dataclasses import dataclass
from typing import Any

from search.fields import FacetName


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a field over all matches, and how many of them have it.

    A filter by `value` finds these.  Of a place that is not the only one of its name, it is "place:" with the place's
    id, and `label` what the place is called: "Georgia, US"; of all else that is empty.
    `kind`, of a speaker in a facet, is person, organization or unnamed, and else empty.
    """

    value: str
    count: int
    label: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ValueList:
    """The values of a field, most frequent first, then by name: `total` of them, no more listed than were asked for."""

    total: int
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class DateBucket:
    """How many matches are dated from `start` to `end`, ISO days, both included."""

    start: str
    end: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts over all matches (not just this page), most frequent first; dates in order, without gaps.

    `undated` counts the matches without a date; where days are asked for, those left out for having none.
    Where nothing has all that was asked, they are counted over the next best that are shown, without dates.
    """

    speaker: tuple[FacetValue, ...] = ()
    location: tuple[FacetValue, ...] = ()
    country: tuple[FacetValue, ...] = ()
    source: tuple[FacetValue, ...] = ()
    date: tuple[DateBucket, ...] = ()
    undated: int = 0

    def of(self, field: FacetName) -> tuple[FacetValue, ...]:
        """Return the values of one field."""
        values: tuple[FacetValue, ...] = getattr(self, field)
        return values


@dataclass(frozen=True, slots=True)
class CountRow:
    """A combination of values, one of each field that is counted by, and how many matches have it.

    A date is a day, a month or a year as ISO 8601 writes it, None where it is unknown; a place is called by its label.
    """

    values: tuple[str | None, ...]
    count: int


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts by the fields `by`, over `total` matches: of `combinations`, in order, those in `rows`.

    A match with several values of a field (its speakers) counts for each of them; one with none counts nowhere.

    >>> from dateline import Archive, CountTable, SearchRequest
    >>> table: CountTable = Archive("archive-index").counts(SearchRequest("said:tide"), ["date"], "year")
    >>> table.to_dicts()[0]
    {'date': '2022', 'count': 1}
    """

    by: tuple[str, ...]
    total: int
    combinations: int
    rows: tuple[CountRow, ...]

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows for a data frame: a value of each field, and `count`."""
        return [dict(zip(self.by, row.values, strict=True)) | {"count": row.count} for row in self.rows]
