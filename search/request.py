"""A question as it comes from a person or a program: the query, the filters, the order, the page wanted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, Self

from search.fields import FILTERS, FacetName

Sort = Literal["relevance", "newest", "oldest"]
Group = Literal["paragraph", "article", "origin"]
"""What is counted: paragraphs, articles, or paragraphs of which those with the same text are one."""
Listed = Literal["one", "each"]
"""Which of paragraphs with the same text are results."""
Undated = Literal["either", "only"]
By = Literal["any", "name"]
Interval = Literal["day", "month", "year"]
"""Periods by which dates are counted."""
CountedBy = Literal["date", "speaker", "location", "country", "source"]
"""What matches can be counted by."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search.  The values of one filter are alternatives; different filters must all hold.

    `date_from` and `date_to` are ISO days, YYYY-MM-DD, both included.  Where `undated` is "only", what has no date is
    asked for in place of the days, here and in the query.  Pages count from 1.  `by` "name" asks for paragraphs in
    which who speaks is surely known by a name, and not by a pronoun or a description.  Of paragraphs with the same text
    `copies` "one" lists one, the total counts each.

    >>> from dateline import Archive, SearchRequest
    >>> request = SearchRequest("clock", speakers=("Torvald Eikeland", "Morag Isbister"), date_to="2022-12-31", size=5)
    >>> {hit.article.date for hit in Archive("archive-index").search(request).results}
    {'2022-04-02'}
    """

    query: str = ""
    speakers: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    by: By = "any"
    date_from: str | None = None
    date_to: str | None = None
    undated: Undated = "either"
    sort: Sort = "relevance"
    group: Group = "paragraph"
    copies: Listed = "one"
    page: int = 1
    size: int = 10

    def chosen(self, field: FacetName) -> tuple[str, ...]:
        """Return the values that are filtered by."""
        values: tuple[str, ...] = getattr(self, FILTERS[field].attribute)
        return values

    def choosing(self, field: FacetName, values: tuple[str, ...]) -> Self:
        """Return the search, its first page, filtered by these values of the field instead."""
        return replace(self, page=1, **{FILTERS[field].attribute: values})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Detail:
    """What else an answer shall hold, which makes no other search of it; see `search.archive.Archive.search`."""

    after: str = ""
    facets: Mapping[FacetName, int] | None = None
    interval: Interval | None = None
    with_choices: bool = False
