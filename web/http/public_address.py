"""The address by which others reach this server: what stands in exports, feeds and citations.

Behind a proxy, or reached by a name, the address that a request comes by is not the one to hand on.
"""

from collections.abc import Collection
from urllib.parse import urlsplit

from flask import Flask, current_app, request

from index.errors import DatelineError
from web.urls.links import root_of

SETTING = "PUBLIC_URL"


class PublicAddressError(DatelineError):
    """What is given as the public address is none."""


def checked(url: str) -> str:
    """Return a public address as given, "" for none; raise PublicAddressError for what is no http(s) address."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
        _ = parts.port
    except ValueError:
        is_address = False
    if not is_address or not url.isprintable() or " " in url:
        raise PublicAddressError(f"“{url}” is no public address; write one such as https://news.example.")
    return url


def names_in(url: str) -> Collection[str]:
    """Return the names that a public address adds to those that this server goes by."""
    name = urlsplit(url).hostname
    return {name} if name else ()


def register(app: Flask, url: str) -> None:
    """Set the public address; without one it is that of each request."""
    app.config[SETTING] = checked(url)


def public_root() -> str:
    """Return what makes an address of this program, with its prefix, a whole one: scheme and host."""
    return root_of(current_app.config[SETTING] or request.host_url)
