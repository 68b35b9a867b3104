"""All matches of a search as a file: /export.csv, /export.jsonl, /export.bib, and the links that lead there.

What is left out stands in headers: X-Dateline-Total counts the matches, -Omitted those beyond the limit, -Undated those
that are none because days are asked for and they have no date.

An export is sent while it is made, a few paragraphs at a time; who goes away ends it.  One takes a thread for as long
as the client takes to read it, so that only a few are under way at once.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from threading import BoundedSemaphore

from flask import Blueprint, Flask, Response, request

from index.errors import DatelineError
from search.archive import Archive
from search.request import SearchRequest
from web.api.export_formats import FORMATS, Format, Permalinks
from web.http.asked import strict_search
from web.http.caching import fresh
from web.http.problems import Problem, answer
from web.http.public_address import public_root
from web.urls.links import export_address, feed_address

EXPORTS_AT_ONCE = 1
"""Exports that a process sends at once; it has two threads or more, and searches come first."""
CHUNK_CHARACTERS = 32 * 1024
"""Characters sent together."""
LONGEST_NAME = 40


class ExportBusyError(DatelineError):
    """As many exports are under way as there may be."""


@dataclass(frozen=True, slots=True)
class ExportLink:
    """A search in another form: what the link is called, where it leads, and the media type of what is there."""

    label: str
    url: str
    media_type: str


def feed_link(asked: SearchRequest) -> ExportLink:
    """Return the link to the feed of a search."""
    return ExportLink("Atom", feed_address(_whole(replace(asked, sort="relevance"))), "application/atom+xml")


def export_links(asked: SearchRequest, has_matches: bool) -> tuple[ExportLink, ...]:
    """Return the links to a search's feed and to its exports; of nothing there is a feed alone, for what may come."""
    if not has_matches:
        return (feed_link(asked),)
    whole = _whole(asked)
    exports = (ExportLink(one.label, export_address(whole, one.suffix), one.media_type) for one in FORMATS)
    return feed_link(asked), *exports


def _whole(asked: SearchRequest) -> SearchRequest:
    """Return the search without its page."""
    return replace(asked, page=1, size=SearchRequest().size)


def register(app: Flask, archive: Archive) -> None:
    """Add the exports to the application, and their links to its templates."""
    exports = Blueprint("exports", __name__)
    under_way = BoundedSemaphore(EXPORTS_AT_ONCE)
    problem = "Another export is under way"
    app.register_error_handler(ExportBusyError, lambda error: answer(Problem(503, str(error), problem)))

    def add(form: Format) -> None:
        @exports.get(f"/export.{form.suffix}", endpoint=form.suffix)
        def export() -> Response:
            asked = _whole(strict_search(archive.limits))
            response = fresh(archive, lambda: _sent(archive, asked, form))
            if response.status_code == 200 and request.method == "GET":
                if not under_way.acquire(blocking=False):
                    raise ExportBusyError("Another export is being sent; ask again when it is done.")
                _when_done(response, under_way.release)
            return response

    for form in FORMATS:
        add(form)
    app.register_blueprint(exports)


def _when_done(response: Response, release: Callable[[], None]) -> None:
    """Call `release` once, when all is sent or the client is gone."""
    pending = ExitStack()
    pending.callback(release)
    pieces = response.iter_encoded()

    def sent() -> Iterator[bytes]:
        with pending:
            yield from pieces

    response.response = sent()
    response.call_on_close(pending.close)


def _sent(archive: Archive, asked: SearchRequest, form: Format) -> Response:
    found = archive.export(asked)
    texts = form.write(found, Permalinks(asked.query, public_root()))
    response = Response(_chunks(texts), content_type=form.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(asked.query)}.{form.suffix}"'
    left_out = {"Total": found.total, "Omitted": found.total - found.count, "Undated": found.undated}
    response.headers.extend({f"X-Dateline-{name}": str(count) for name, count in left_out.items()})
    return response


def file_name(query: str) -> str:
    """Return a name of letters, digits and hyphens that tells of the query."""
    told = "-".join(re.findall(r"[a-z0-9]+", query.lower()))[:LONGEST_NAME].strip("-")
    return f"dateline-{told}" if told else "dateline"


def _chunks(texts: Iterable[str]) -> Iterator[bytes]:
    """Join texts to pieces that are worth sending."""
    gathered: list[str] = []
    characters = 0
    for text in texts:
        gathered.append(text)
        characters += len(text)
        if characters >= CHUNK_CHARACTERS:
            yield "".join(gathered).encode("utf-8", "replace")
            gathered, characters = [], 0
    yield "".join(gathered).encode("utf-8", "replace")
