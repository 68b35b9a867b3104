"""The search form, and the other ways on from a search: what each carries along, so that nothing asked for is lost.

A form sends what is typed and nothing else, so the rest of the search travels in its hidden fields.
"""

from dataclasses import dataclass, replace

from search.request import SearchRequest
from web.urls.links import pairs


@dataclass(frozen=True, slots=True)
class Form:
    """The search form: its query, and what it carries along so that a new query keeps the filters."""

    query: str = ""
    hidden: tuple[tuple[str, str], ...] = ()


def form(asked: SearchRequest) -> Form:
    """Return the search form that holds this search."""
    return Form(asked.query, without(asked, "q"))


def without(asked: SearchRequest, *names: str) -> tuple[tuple[str, str], ...]:
    """Return the parameters of the search that a form carries along; a changed search starts at its first page."""
    return tuple(pair for pair in pairs(replace(asked, page=1)) if pair[0] not in names)


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to another search, or to the same results in another way; `url` is empty for a gap between pages."""

    label: str
    url: str = ""
    current: bool = False
