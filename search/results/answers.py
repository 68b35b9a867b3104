"""What is answered to a search, as a page or as a whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from search.results.choices import Choices, Reading, Subject
from search.results.counts import Facets
from search.results.hits import Hit


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of an answer.  `total` is exact: the paragraphs (or articles, when grouped) with all that was asked.

    `articles` is the number of articles that those belong to; `choices` are empty unless they were asked for, or
    nothing was found.
    `origins` is how many of them are listed, where of those with the same text one is.
    `labels` has what the places are called that are filtered by their ids.  `after` is the cursor of what follows, ""
    at the end; `Archive.search` takes it, however deep it lies.
    `readings` are how else the words of the query may be read, `subjects` whom and what they name.

    >>> from dateline import Archive, SearchPage, SearchRequest
    >>> page: SearchPage = Archive("archive-index").search(SearchRequest("said:tide", size=2))
    >>> page.total, page.articles, len(page.results)
    (4, 3, 2)
    >>> [row["paragraph"] == hit.ordinal for row, hit in zip(page.to_dicts(), page.results)]
    [True, True]
    >>> page.facets.speaker[0].value, page.facets.speaker[0].count
    ('Morag Isbister', 2)
    """

    total: int
    took_ms: float
    results: tuple[Hit, ...]
    facets: Facets
    suggestion: str | None
    notices: tuple[str, ...]
    generation: str
    articles: int = 0
    origins: int = 0
    choices: Choices = field(default_factory=Choices)
    labels: Mapping[str, str] = field(default_factory=dict)
    after: str = ""
    readings: tuple[Reading, ...] = ()
    subjects: tuple[Subject, ...] = ()

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the results as rows for a data frame (`pandas.DataFrame(page.to_dicts())`); see `Hit.to_dict`."""
        return [hit.to_dict() for hit in self.results]


@dataclass(frozen=True, slots=True)
class Export:
    """The matches of a request: `total` of them, the first `count` in `hits`, which can be read once.

    Where days are asked for, `undated` counts what is left out for having no date.
    """

    total: int
    count: int
    hits: Iterator[Hit]
    undated: int = 0

    def to_dicts(self) -> Iterator[dict[str, Any]]:
        """Yield the matches as rows for a data frame; see `Hit.to_dict`."""
        return (hit.to_dict() for hit in self.hits)
