"""Answers that a client may keep, and how it learns that they still hold.

What is published is immutable, so an answer is settled by the generation, the address and the version of this program.
The entity tag (RFC 9110, 8.8.3) is made of these; a client that shows it gets 304 before anything is searched.  It is a
weak one: the time a search took is part of the page and differs.
"""

import hashlib
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from flask import Response, request

import index
import search
import web
from index.errors import DatelineError
from search.archive import Archive
from search.limits import Limits


@cache
def program_version() -> str:
    """Return a hash of all files that may shape an answer: another program may answer otherwise.

    Those of `index` are among them: its analyzer decides what a query matches and marks, its gazetteer what a place
    is called.
    """
    digest = hashlib.sha256()
    for package in (index, search, web):
        for path in sorted(Path(str(package.__file__)).parent.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()


def fresh(archive: Archive, make: Callable[[], Response]) -> Response:
    """Return 304 when the client holds the answer to this request, else the answer that `make` makes, tagged."""
    publication = archive.publication()
    tag = entity_tag(publication, archive.limits)
    shown = request.if_none_match
    is_held = not shown.star_tag and shown.contains_weak(tag)
    response = Response(status=304) if is_held else make()
    if shown.star_tag and response.status_code == 200:  # “*” is any answer that there is (RFC 9110, 13.1.2)
        response = Response(status=304)
    if archive.publication() == publication:  # else one came meanwhile: we cannot know which one answered
        response.set_etag(tag, weak=True)
    return revalidated(response)


def published(archive: Archive) -> str | None:
    """Return what differs between any two publications; None where there is nothing that can be asked."""
    try:
        return archive.publication()
    except DatelineError:
        return None


def revalidated(response: Response) -> Response:
    """Let the client keep the response, but ask each time whether it still holds."""
    response.headers["Cache-Control"] = "no-cache"
    return response


def settled(response: Response) -> Response:
    """Return an answer that depends on the program alone, tagged by its content; 304 when the client holds it.

    If-Match is passed over, as in other answers: it guards against changes, and nothing here is changed by a request.
    """
    response.add_etag(weak=True)
    response.make_conditional({**request.environ, "HTTP_IF_MATCH": ""})
    return revalidated(response)


def entity_tag(publication: str, limits: Limits) -> str:
    """Return the tag of the answer to the current request; an index made anew counts its generations from 1 again."""
    parts = (publication, program_version(), _written(limits), request.script_root, request.full_path)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


_written = lru_cache(maxsize=4)(repr)
