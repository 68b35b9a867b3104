"""A place for the application under a path of its host, which a proxy shares with other programs.

A request is answered with the prefix and without: a proxy that takes the prefix off, and a probe that asks the server
itself, get the same answers, whose links have it.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from index.errors import DatelineError
from web.urls.links import HOME
from web.urls.prefix import answering_under

_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+")


class PrefixError(DatelineError):
    """What is given as the path of this program on its host is none."""


def checked_prefix(path: str, public_url: str = "") -> str:
    """Return a prefix as links begin with it, "" for none: that of `public_url` if `path` is "".

    Raises PrefixError for what is no path, and where the two differ.
    """
    given, public = _normal(path), _normal(urlsplit(public_url).path)
    if given and public_url and public not in ("", given):
        raise PrefixError(f"The prefix “{path}” is not the path of {public_url}; give one of the two.")
    return given or public


def _normal(path: str) -> str:
    """Return a path with a slash before and none behind, "" for that of the root."""
    bare = path.strip("/")
    normal = HOME + bare if bare else ""
    if normal and (not _PATH.fullmatch(normal) or {".", ".."} & set(bare.split("/"))):
        told = f"“{path}” is no path to serve under; write one such as /archive, of letters, digits, hyphens, dots."
        raise PrefixError(told)
    return normal


def register(app: Flask, prefix: str) -> None:
    """Serve the application under a checked prefix."""
    direct = app.wsgi_app

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        environ["SCRIPT_NAME"] = prefix
        if prefix and (path == prefix or path.startswith(prefix + HOME)):
            environ["PATH_INFO"] = path[len(prefix) :]
        with answering_under(prefix):
            return direct(environ, start_response)

    app.wsgi_app = answer  # type: ignore[method-assign]
