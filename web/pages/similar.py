"""More like this: the paragraphs that share the most telling words of one."""

from dataclasses import dataclass

from flask import Blueprint, Flask, Response, render_template

from search.archive import Archive
from search.request import SearchRequest
from search.results import SimilarPage
from web.http.caching import fresh
from web.http.problems import NoSuchParagraphError
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
    similar = Blueprint("similar", __name__)

    @similar.get("/like/<article_id>/<int:ordinal>")
    def like(article_id: str, ordinal: int) -> Response:
        def make() -> Response:
            found = archive.similar(article_id, ordinal)
            if found is None:
                raise NoSuchParagraphError(article_id, ordinal)
            return Response(render_template("like.html", like=likeness(found)), mimetype="text/html")

        return fresh(archive, make)

    app.register_blueprint(similar)
