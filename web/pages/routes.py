"""All pages for people; each module has the page that it is named after, and its address."""

from flask import Flask

from search.archive import Archive
from web.pages import article, citation, facet, help, map, place, reference, results, similar, speaker
from web.rendering.formatting import plain

PAGES = (results, article, citation, similar, speaker, place, map, facet, help, reference)


def register(app: Flask, archive: Archive) -> None:
    """Add the pages to the application."""
    app.jinja_env.filters["plain"] = plain
    for page in PAGES:
        page.register(app, archive)
