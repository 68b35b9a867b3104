"""How a paragraph is cited: a sentence to paste, and an entry of BibTeX.

/cite/<article>/<n> shows both; `?as=text` and `?as=bibtex` are either of them alone, for the script of the article page
and for saving.
"""

from dataclasses import dataclass

from flask import Blueprint, Flask, Response

from search.archive import Archive
from search.results import Hit
from web.api.export_formats import bibtex
from web.http.asked import strict_fields
from web.http.caching import fresh
from web.http.problems import NoSuchParagraphError, existing_in
from web.http.public_address import public_root
from web.http.responses import page_response
from web.rendering.form import Form
from web.rendering.formatting import day, headline, listed, shortened, web_address
from web.urls.kinds import OneOf
from web.urls.links import article_address, citation_address
from web.urls.parameters import Parameter

LONGEST_QUOTED = 2_000
"""Characters of a paragraph that a citation quotes."""
FORMS = (Parameter("as", "form", OneOf(("text", "bibtex")), "The citation alone, as plain text or as BibTeX."),)


@dataclass(frozen=True, slots=True)
class Citation:
    """A paragraph's citation in both forms, and where it is from."""

    form: Form
    title: str
    ordinal: int
    paragraph: str
    text: str
    text_url: str
    bibtex: str
    bibtex_url: str


def register(app: Flask, archive: Archive) -> None:
    """Add the page to the application."""
    pages = Blueprint("citation", __name__)

    @pages.get("/cite/<article_id>/<int:ordinal>")
    def page(article_id: str, ordinal: int) -> Response:
        form = str(strict_fields(FORMS).get("form", ""))

        def make() -> Response:
            hit = existing_in(
                archive, article_id, archive.paragraph(article_id, ordinal), NoSuchParagraphError(article_id, ordinal)
            )
            cited = citation(hit, public_root())
            if form == "text":
                return Response(cited.text + "\n", mimetype="text/plain")
            if form == "bibtex":
                return Response(cited.bibtex, mimetype="application/x-bibtex")
            return page_response("cite.html", citation=cited)

        return fresh(archive, make)

    app.register_blueprint(pages)


def citation(hit: Hit, root: str) -> Citation:
    """Prepare a paragraph's citation; `root` is the address of this server."""
    paragraph = article_address(hit.article.id, hit.ordinal)
    return Citation(
        form=Form(),
        title=headline(hit.article.title),
        ordinal=hit.ordinal,
        paragraph=paragraph,
        text=plain_citation(hit, root + paragraph),
        text_url=citation_address(hit.article.id, hit.ordinal, "text"),
        bibtex=bibtex(hit, root + paragraph),
        bibtex_url=citation_address(hit.article.id, hit.ordinal, "bibtex"),
    )


def plain_citation(hit: Hit, page: str) -> str:
    """Return the paragraph in quotation marks, who speaks in it, where it stands, and the address of its `page`:
    “…” Who speaks, in: authors, “Title”, source, day, paragraph n. Original address. Page."""
    article = hit.article
    quoted = shortened(" ".join(hit.text.split()), LONGEST_QUOTED)
    authors = shortened(", ".join(article.authors))
    parts = [authors, f"“{headline(article.title)}”", article.source, day(article.date), f"paragraph {hit.ordinal}"]
    stands = ", ".join(" ".join(part.split()) for part in parts if part)
    who = listed([speaker.name if speaker.sure else f"probably {speaker.name}" for speaker in hit.speakers])
    spoken = f"{shortened(who)}, in: " if who else ""
    return " ".join(filter(None, (f"{_in_quotation_marks(quoted)} {spoken}{stands}.", web_address(article.url), page)))


def _in_quotation_marks(text: str) -> str:
    """Quote a text; double quotation marks within it become single ones."""
    return f"“{text.translate(_INNER)}”"


_INNER = str.maketrans({"“": "‘", "”": "’", '"': "'"})
