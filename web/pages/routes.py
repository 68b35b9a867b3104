"""The pages for people: search, article, help.  A view asks the archive, has the answer prepared, and renders it."""

from typing import Any

from flask import Blueprint, Flask, Response, redirect, render_template, request

from search.archive import Archive
from search.request import SearchRequest
from web.api.endpoints import article_parameters
from web.api.exports import export_links
from web.http.caching import fresh, settled
from web.http.problems import NoSuchArticleError
from web.pages.article import STEPS, destination, reading
from web.pages.help import help_page
from web.pages.results import searched
from web.pages.start import welcome
from web.rendering.form import Form
from web.urls.parameters import read, search_request


def register(app: Flask, archive: Archive) -> None:
    """Add the pages to the application."""
    limits = archive.limits
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    def search() -> Response:
        asked = search_request(request.args.to_dict(flat=False), limits)
        if asked == SearchRequest():
            return fresh(archive, lambda: _page("start.html", start=welcome(archive)))

        def make() -> Response:
            found = searched(archive, asked)
            return _page("results.html", listing=found, links=export_links(asked, found.has_matches))

        return fresh(archive, make)

    @pages.get("/articles/<article_id>")
    def article(article_id: str) -> Response:
        values = request.args.to_dict(flat=False)
        if step := destination(article_id, read(STEPS, values)):
            return redirect(step)  # type: ignore[return-value]  # of werkzeug's base class
        asked = read(article_parameters(limits), values)
        query = str(asked.get("query", ""))

        def make() -> Response:
            found = archive.article(article_id, query)
            if found is None:
                raise NoSuchArticleError(article_id)
            return _page("article.html", article=reading(found, query))

        return fresh(archive, make)

    @pages.get("/help")
    def help_() -> Response:
        return settled(_page("help.html", help=help_page(limits), form=Form()))

    app.register_blueprint(pages)


def _page(template: str, **prepared: Any) -> Response:
    return Response(render_template(template, **prepared), mimetype="text/html")
