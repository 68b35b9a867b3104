"""The start page, prepared: what the archive holds, and queries that show what one can ask it."""

from collections.abc import Mapping
from dataclasses import dataclass

from search.archive import Archive
from search.query.unparse import field_query
from search.request import SearchRequest
from web.pages.examples import examples_of
from web.rendering.form import Choice, Form
from web.rendering.formatting import counted
from web.urls.links import address

HELD = (("paragraphs", "paragraph"), ("articles", "article"), ("speakers", "speaker"), ("places", "place"))
"""What is counted on the start page: the name in ArchiveInfo.counts, and that of one."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """The start page."""

    form: Form
    holdings: str
    examples: tuple[Choice, ...]
    newest: str


def welcome(archive: Archive) -> Welcome:
    """Prepare the start page; the examples are of this archive, so that each of them finds something."""
    return Welcome(
        form=Form(),
        holdings=_holdings(archive.info().counts),
        examples=tuple(Choice(query, address(SearchRequest(query=query))) for query in _examples(archive)),
        newest=address(SearchRequest(sort="newest")),
    )


def _holdings(counts: Mapping[str, int]) -> str:
    return ", ".join(counted(counts[name], one) for name, one in HELD if counts.get(name))


def _examples(archive: Archive) -> list[str]:
    """Return queries of this archive: who speaks, what is said and by whom, where, when; each finds something."""
    own = examples_of(archive)
    asked = [
        field_query("speaker", own["name"]) if "name" in own else "",
        f"speaker:{own['family']} said:{own['said']}" if "said" in own else "",
        field_query("location", own["place"]) if "place" in own else "",
        f"date:{own['month']}" if "month" in own else "",
    ]
    return [query for query in asked if query and archive.search(SearchRequest(query, size=1)).total]
