"""The application factory: an index directory in, a WSGI application that searches it out.

    >>> from pathlib import Path
    >>> app = create_app(Path("dateline-index"))

The index is opened by the first request that needs it, and a generation published later is picked up by itself; an
index that is missing or damaged is a page that says which command makes one.
"""

from collections.abc import Collection
from pathlib import Path

from flask import Flask

from search.archive import Archive
from search.limits import Limits
from web.api import atom as feeds
from web.api import browser_search as opensearch
from web.api import exports
from web.api import routes as api
from web.http import assets, compression, problems, security
from web.pages import citation as citing
from web.pages import facet as values
from web.pages import map as place_map
from web.pages import place as places_page
from web.pages import reference, similar
from web.pages import routes as pages
from web.pages import speaker as speakers
from web.urls import links


def create_app(index: Path, limits: Limits | None = None, *, hosts: Collection[str] = ()) -> Flask:
    """Return the application that serves the index directory.

    `hosts` are the names, besides the loopback's, by which it may be asked; see `web.http.security`.
    """
    app = Flask("web", static_folder=None)
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.json.sort_keys = app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals["paths"] = links
    archive = Archive(index, limits or Limits())
    problems.register(app, index)
    security.register(app, hosts)
    assets.register(app)
    compression.register(app)
    pages.register(app, archive)
    api.register(app, archive)
    speakers.register(app, archive)
    places_page.register(app, archive)
    citing.register(app, archive)
    similar.register(app, archive)
    feeds.register(app, archive)
    exports.register(app, archive)
    opensearch.register(app, archive)
    reference.register(app, archive)
    place_map.register(app, archive)
    values.register(app, archive)
    return app
