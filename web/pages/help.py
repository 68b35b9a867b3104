"""The help page: one Markdown file, rendered once a publication, with examples of the archive that is served.

Python-Markdown takes time that grows with the square of some inputs (21 s for 8,000 brackets), so nothing beyond a
size is rendered; and what it returns is HTML as the author wrote it, so nh3 leaves of it what a text needs.
"""

from dataclasses import fields
from functools import lru_cache
from pathlib import Path

import markdown
import nh3
from flask import Blueprint, Flask, Response
from markupsafe import Markup

import web
from search.archive import Archive
from search.limits import Limits
from web.http.caching import fresh, published, settled
from web.http.responses import page_response
from web.pages.examples import filled, patterns
from web.rendering.form import Form
from web.urls import links
from web.urls.prefix import placed, prefix

FOLDER = Path(web.__file__).parent / "help"
MAX_CHARACTERS = 60_000
LIMITS_LINE = "{{ limits }}"

_TAGS = frozenset(
    {"h1", "h2", "h3", "h4", "p", "a", "em", "strong", "code", "pre", "kbd", "ul", "ol", "li", "dl", "dt", "dd"}
    | {"blockquote", "hr", "br", "table", "thead", "tbody", "tr", "th", "td"}
)
_ATTRIBUTES = {"a": {"href"}, **{heading: {"id"} for heading in ("h1", "h2", "h3", "h4")}}


def register(app: Flask, archive: Archive) -> None:
    """Add the page to the application."""
    pages = Blueprint("help", __name__)

    @pages.get("/help")
    def page() -> Response:
        publication = published(archive)
        if publication is None:  # how to ask can be read before there is anything to be asked
            return settled(page_response("help.html", help=help_page(archive.limits, prefix()), form=Form()))
        return fresh(archive, lambda: page_response("help.html", help=help_of(archive, publication), form=Form()))

    app.register_blueprint(pages)


class HelpTooLongError(ValueError):
    """The help text is longer than what is rendered."""


@lru_cache(maxsize=4)
def help_of(archive: Archive, publication: str) -> Markup:
    """Return the help page's HTML for what is published in an archive, with examples of it."""
    return _rendered(filled(_text(), archive), archive.limits)


@lru_cache(maxsize=4)
def help_page(limits: Limits, prefix: str) -> Markup:
    """Return the help page's HTML, with the limits in force, where there is no archive to give examples of.

    `prefix` is that of the application, which the page's links begin with.
    """
    return _rendered(patterns(_text()), limits)


def _text() -> str:
    (page,) = FOLDER.glob("*.md")
    return page.read_text("utf-8").replace("](/", f"]({placed(links.HOME)}")


def _rendered(text: str, limits: Limits) -> Markup:
    return render(text.replace(LIMITS_LINE, limits_table(limits)))


def render(text: str) -> Markup:
    """Return the Markdown text as HTML that holds no script, style or foreign image; raise HelpTooLongError."""
    if len(text) > MAX_CHARACTERS:
        raise HelpTooLongError(f"{len(text):,} characters of Markdown; at most {MAX_CHARACTERS:,} are rendered.")
    html = markdown.markdown(text, extensions=["tables", "toc", "fenced_code", "sane_lists", "def_list"])
    return Markup(nh3.clean(html, tags=set(_TAGS), attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}))  # noqa: S704


def limits_table(limits: Limits) -> str:
    """Return the limits as a Markdown table: the setting, its value, what it bounds."""
    rows = [
        f"| `DATELINE_{limit.name.upper()}` | {getattr(limits, limit.name):,} | {limit.metadata['about']} |"
        for limit in fields(limits)
    ]
    return "\n".join(["| Setting | Value | What it bounds |", "| --- | --- | --- |", *rows])
