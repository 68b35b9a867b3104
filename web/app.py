"""The application factory: an index directory in, a WSGI application that searches it out.

    >>> from pathlib import Path
    >>> app = create_app(Path("dateline-index"))

The index is opened by the first request that needs it, and a generation published later is picked up by itself; an
index that is missing or damaged is a page that says which command makes one.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

from flask import Flask
from werkzeug.routing import BaseConverter

from search.archive import Archive
from search.limits import Limits, Pause, never_waiting
from web.api import operation
from web.api import routes as api
from web.http import (
    assets,
    compression,
    cross_origin,
    forwarded,
    observed,
    pausing,
    prefixed,
    problems,
    public_address,
    security,
)
from web.http.caching import program_version
from web.http.metrics import Metrics
from web.http.observed import Observer
from web.pages import routes as pages
from web.urls import links
from web.urls.prefix import placed


class NameConverter(BaseConverter):
    """A part of a path that is a name: slashes may stand anywhere in it, two in a row and at its ends, too."""

    regex = ".+?"
    part_isolating = False


def create_app(
    index: str | Path,
    limits: Limits | None = None,
    *,
    hosts: Collection[str] = (),
    public_url: str = "",
    origins: Collection[str] = (),
    proxies: Collection[str] = (),
    prefix: str = "",
    observers: Sequence[Observer] = (),
    pause: Pause = never_waiting,
) -> Flask:
    """Return the application that serves the index directory; its Archive and Metrics are among its `extensions`.

    `hosts` are the names, besides the loopback's, by which it may be asked; see `web.http.security`.
    `public_url` is the address that exports, feeds and citations carry, "" for that of each request; raises
    PublicAddressError for what is no address.  Pages of `origins` may read the answers for programs; see
    `web.http.cross_origin`.  Proxies at the addresses `proxies` are believed who asked; see `web.http.forwarded`.
    `prefix` is the path under which it stands on its host, that of `public_url` if ""; see `web.http.prefixed`.
    `observers` are told of every answer; see `web.http.observed`.
    `pause` is called every few milliseconds by what takes long, so that a server can let others go first; see
    `web.server.dispatcher`.
    """
    app = Flask("web", static_folder=None)
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.json.sort_keys = app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.url_map.merge_slashes = False
    app.url_map.converters["name"] = NameConverter
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals.update(paths=links, placed=placed)
    problems.register(app, index)
    pausing.register(app, pause)
    public_address.register(app, public_url)
    cross_origin.register(app, origins)
    security.register(app, {*hosts, *public_address.names_in(public_url)})
    assets.register(app)
    compression.register(app)
    forwarded.register(app, proxies)
    prefixed.register(app, prefixed.checked_prefix(prefix, public_url))
    archive = app.extensions["archive"] = Archive(index, limits or Limits(), pause=pause)
    pages.register(app, archive)
    api.register(app, archive, pause)
    metrics = app.extensions["metrics"] = Metrics()
    operation.register(app, archive, metrics)
    metrics.expect(rule.rule for rule in app.url_map.iter_rules())
    observed.register(app, [metrics, *observers])
    return app


def prepare(app: Flask) -> None:
    """Read what the first answers would, before any comes: at the limit of descriptors no file could be opened."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    program_version()
