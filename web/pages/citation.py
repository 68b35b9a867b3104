"""How a paragraph is cited: a sentence to paste, and an entry of BibTeX.

/cite/<article>/<n> shows both; `?as=text` and `?as=bibtex` are either of them alone, for the script of the article page
and for saving.
"""

from dataclasses import dataclass

from flask import Blueprint, Flask, Response, render_template, request

from search.archive import Archive
from search.results import Hit
from web.api.export_formats import bibtex
from web.http.caching import fresh
from web.http.problems import NoSuchParagraphError, Problem, answer
from web.rendering.form import Form
from web.rendering.formatting import day, headline, shortened, web_address
from web.urls.links import article_address, citation_address, root_of
from web.urls.parameters import Choice, Parameter, read, refuse_unknown

LONGEST_QUOTED = 2_000
"""Characters of a paragraph that a citation quotes."""


FORMS = (Parameter("as", "form", Choice(("text", "bibtex")), "The citation alone, as plain text or as BibTeX."),)


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


def plain_citation(hit: Hit) -> str:
    """Return the paragraph in quotation marks and where it stands: “…” Authors, “Title”, Source, day, paragraph n."""
    article = hit.article
    quoted = shortened(" ".join(hit.text.split()), LONGEST_QUOTED)
    authors = shortened(", ".join(article.authors))
    parts = [authors, f"“{headline(article.title)}”", article.source, day(article.date), f"paragraph {hit.ordinal}"]
    stands = ", ".join(" ".join(part.split()) for part in parts if part)
    original = web_address(article.url)
    return f"{_in_quotation_marks(quoted)} {stands}." + (f" {original}" if original else "")


def _in_quotation_marks(text: str) -> str:
    """Quote a text; double quotation marks within it become single ones."""
    return f"“{text.translate(_INNER)}”"


_INNER = str.maketrans({"“": "‘", "”": "’", '"': "'"})


def register(app: Flask, archive: Archive) -> None:
    """Add the page of citations to the application."""
    citing = Blueprint("citing", __name__)

    @citing.get("/cite/<article_id>/<int:ordinal>")
    def cite(article_id: str, ordinal: int) -> Response:
        values = request.args.to_dict(flat=False)
        refuse_unknown(FORMS, values)
        form = str(read(FORMS, values).get("form", ""))

        def make() -> Response:
            hit = archive.paragraph(article_id, ordinal)
            if hit is None:
                raise NoSuchParagraphError(article_id, ordinal)
            return _answer(hit, form)

        return fresh(archive, make)

    app.register_blueprint(citing)
    app.register_error_handler(
        NoSuchParagraphError, lambda error: answer(Problem(404, str(error), "No such paragraph"))
    )


def _answer(hit: Hit, form: str) -> Response:
    paragraph = article_address(hit.article.id, hit.ordinal)
    entry = bibtex(hit, root_of(request.host_url) + paragraph)
    if form == "text":
        return Response(plain_citation(hit) + "\n", mimetype="text/plain")
    if form == "bibtex":
        return Response(entry, mimetype="application/x-bibtex")
    citation = Citation(
        form=Form(),
        title=headline(hit.article.title),
        ordinal=hit.ordinal,
        paragraph=paragraph,
        text=plain_citation(hit),
        text_url=citation_address(hit.article.id, hit.ordinal, "text"),
        bibtex=entry,
        bibtex_url=citation_address(hit.article.id, hit.ordinal, "bibtex"),
    )
    return Response(render_template("cite.html", citation=citation), mimetype="text/html")
