"""The start page, prepared: what the archive holds, and queries that show what one can ask it."""

from collections.abc import Mapping
from dataclasses import dataclass

from search.archive import Archive
from search.fields import FacetName
from search.query.unparse import field_query
from search.request import SearchRequest
from search.results import SearchPage
from web.rendering.form import Choice, Form
from web.urls.links import address

HELD = (("paragraphs", "paragraphs"), ("articles", "articles"), ("speakers", "speakers"), ("places", "places"))
"""What is counted on the start page: the name in ArchiveInfo.counts, and in words."""
NAMED: tuple[FacetName, ...] = ("speaker", "location")
"""Fields of which an example is given."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """The start page."""

    form: Form
    holdings: str
    examples: tuple[Choice, ...]
    newest: str


def welcome(archive: Archive) -> Welcome:
    """Prepare the start page; the examples are of this archive, so that each of them finds something."""
    newest = SearchRequest(sort="newest", size=1)
    examples = _examples(archive.search(newest))
    return Welcome(
        form=Form(),
        holdings=_holdings(archive.info().counts),
        examples=tuple(Choice(query, address(SearchRequest(query=query))) for query in examples),
        newest=address(SearchRequest(sort="newest")),
    )


def _holdings(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[name]:,} {words}" for name, words in HELD if counts.get(name))


def _examples(newest: SearchPage) -> list[str]:
    """Return a query for the archive's most frequent speaker, for its most frequent place, for its last month."""
    frequent = {field: [one.value for one in newest.facets.of(field) if not one.label] for field in NAMED}
    named = [field_query(field, values[0]) for field, values in frequent.items() if values]
    dated = [f"date:{hit.article.date[:7]}" for hit in newest.results if hit.article.date]
    return named + dated
