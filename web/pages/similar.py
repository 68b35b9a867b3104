"""More like this: the paragraphs that share the most telling words of one."""

from dataclasses import dataclass

from flask import Blueprint, Flask, Response

from search.archive import Archive
from search.request import SearchRequest
from search.results import SimilarPage
from web.http.caching import fresh
from web.http.problems import NoSuchParagraphError, existing_in
from web.http.responses import page_response
from web.pages.passages import Name, Passage, results
from web.rendering.form import Form
from web.rendering.formatting import counted, headline
from web.urls.links import address


@dataclass(frozen=True, slots=True)
class Likeness:
    """A paragraph and those like it; `words` are its most telling ones."""

    form: Form
    title: str
    ordinal: int
    own: Passage
    words: tuple[Name, ...]
    total: str
    passages: tuple[Passage, ...]


def likeness(found: SimilarPage) -> Likeness:
    """Prepare the paragraphs that are like one."""
    hit = found.paragraph
    own, *alike = results((hit, *found.similar), SearchRequest())
    return Likeness(
        form=Form(),
        title=headline(hit.article.title),
        ordinal=hit.ordinal,
        own=own,
        words=tuple(Name(word, address(SearchRequest(query=word))) for word in found.words),
        total=counted(len(alike), "paragraph"),
        passages=tuple(alike),
    )


def register(app: Flask, archive: Archive) -> None:
    """Add the page to the application."""
    pages = Blueprint("similar", __name__)

    @pages.get("/like/<article_id>/<int:ordinal>")
    def page(article_id: str, ordinal: int) -> Response:
        def make() -> Response:
            found = existing_in(
                archive, article_id, archive.similar(article_id, ordinal), NoSuchParagraphError(article_id, ordinal)
            )
            return page_response("like.html", like=likeness(found))

        return fresh(archive, make)

    app.register_blueprint(pages)
