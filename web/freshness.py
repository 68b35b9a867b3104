"""Answers that a client may keep, and how it learns that they still hold.

What is published is immutable, so an answer is settled by the generation, the address and the version of this program.
The entity tag (RFC 9110, 8.8.3) is made of these; a client that shows it gets 304 before anything is searched.  It is a
weak one: the time a search took is part of the page and differs.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from flask import Response, request

from search.archive import Archive

CACHE_CONTROL = "no-cache"
"""Keep it, but ask each time whether it still holds."""


@cache
def program_version() -> str:
    """Return a hash of this package's files: another program may answer otherwise."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in (".py", ".html", ".css", ".md"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def fresh(archive: Archive, make: Callable[[], Response]) -> Response:
    """Return 304 when the client holds the answer to this request, else the answer that `make` makes, tagged."""
    tag = entity_tag(archive)
    response = Response(status=304) if request.if_none_match.contains_weak(tag) else make()
    response.headers["Cache-Control"] = CACHE_CONTROL
    if entity_tag(archive) == tag:  # else a generation was published meanwhile: we cannot know which one answered
        response.set_etag(tag, weak=True)
    return response


def entity_tag(archive: Archive) -> str:
    """Return the tag of the answer to the current request; an index made anew counts its generations from 1 again."""
    published = archive.info()
    parts = (published.generation, published.created, program_version(), repr(archive.limits), request.full_path)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
