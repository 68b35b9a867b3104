"""The article page, prepared."""

from dataclasses import dataclass

from search.request import SearchRequest
from search.results import ArticlePage
from web.listing import Form
from web.parameters import address
from web.passages import LONGEST_SOURCE, Passage, paragraph
from web.wording import day, headline, shortened, web_address


@dataclass(frozen=True, slots=True)
class Reading:
    """An article; `original` is its address on the web, if it has one that may be linked."""

    form: Form
    title: str
    source: str
    authors: str
    day: str
    date: str
    original: str
    back: str
    shown_query: str
    paragraphs: tuple[Passage, ...]


def reading(found: ArticlePage, query: str) -> Reading:
    """Prepare an article whose words of `query` are marked."""
    article = found.article
    return Reading(
        form=Form(query),
        title=headline(article.title),
        source=shortened(article.source, LONGEST_SOURCE),
        authors=shortened(", ".join(article.authors)),
        day=day(article.date),
        date=article.date or "",
        original=web_address(article.url),
        back=address(SearchRequest(query=query)) if query else "",
        shown_query=shortened(query, 80),
        paragraphs=tuple(paragraph(hit, query) for hit in found.paragraphs),
    )
