"""A question as it comes from a person or a program: the query, the filters, the order, the page wanted."""

from dataclasses import dataclass, replace
from typing import Literal

Sort = Literal["relevance", "newest", "oldest"]


Group = Literal["paragraph", "article"]


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search.  The values of one filter are alternatives; different filters must all hold.

    `date_from` and `date_to` are ISO days, YYYY-MM-DD, both included.  Pages count from 1.

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
    date_from: str | None = None
    date_to: str | None = None
    sort: Sort = "relevance"
    group: Group = "paragraph"
    page: int = 1
    size: int = 10


FilterField = Literal["speaker", "location", "country", "source"]


def without_own_filter(request: SearchRequest, field: FilterField) -> SearchRequest:
    """Return the search without the filter of the field."""
    match field:
        case "speaker":
            return replace(request, speakers=())
        case "location":
            return replace(request, locations=())
        case "country":
            return replace(request, countries=())
        case "source":
            return replace(request, sources=())
