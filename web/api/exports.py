"""All matches of a search as a file: /export.csv, /export.jsonl, /export.bib, and the links that lead there.

What is left out stands in headers: X-Dateline-Total counts the matches, -Omitted those beyond the limit, -Undated those
that are none because days are asked for and they have no date.

An export is sent while it is made, a few paragraphs at a time, in turns with what else takes long; who goes away ends
it.  It takes a thread for as long as the client takes to read it, so that only a few are under way at once; one whose
client is slow, or takes nothing, keeps no other from beginning: where there is no place, the slowest is given up.
"""

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from contextvars import copy_context
from dataclasses import dataclass, replace

from flask import Blueprint, Flask, Response, request

from search.archive import Archive
from search.limits import Pause
from search.request import SearchRequest
from web.api.export_formats import FORMATS, Format, Permalinks
from web.http.asked import strict_search
from web.http.caching import fresh
from web.http.pausing import giving_up
from web.http.problems import BusyError
from web.http.public_address import public_root
from web.urls.links import export_address, feed_address

EXPORTS_AT_ONCE = 4
"""Exports that a process sends at once."""
STALLED_SECONDS = 5.0
"""An export whose client has kept it waiting for so long at once, or for so long in all while it took less than
FAIR_RATE, is slow, and not one of these."""
FAIR_RATE = 64 * 1024
"""Bytes a second that a client takes at least while it is waited for, on average, unless it is slow."""
MOST_EXPORTS = 8
"""Exports that a process has under way, slow ones included: each has a thread, and its matches' numbers."""
CHUNK_CHARACTERS = 32 * 1024
"""Characters sent together."""
LONGEST_NAME = 40


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


class Export:
    """An export that is being sent: how much its client has taken, and how long it was waited for."""

    def __init__(self, give_up: Callable[[], None]) -> None:
        self.give_up = give_up
        self._given = 0
        self._waited = 0.0
        self._waits_since: float | None = time.monotonic()

    def give(self, count: int) -> None:
        """Take note that so many bytes are there for the client."""
        self._given += count
        self._waits_since = time.monotonic()

    def go_on(self) -> None:
        """Take note that more is wanted."""
        self._waited += self._waits()
        self._waits_since = None

    def rate(self) -> float:
        """Return the bytes a second that the client has taken while it was waited for."""
        waited = self._waited + self._waits()
        return self._given / waited if waited else float("inf")

    def is_slow(self) -> bool:
        """Tell whether another may take its place."""
        waits = self._waits()
        is_slow_in_all = self._waited + waits >= STALLED_SECONDS and self.rate() < FAIR_RATE
        return self._waits_since is not None and (waits >= STALLED_SECONDS or is_slow_in_all)

    def _waits(self) -> float:
        since = self._waits_since
        return 0.0 if since is None else time.monotonic() - since


class UnderWay:
    """The exports that are being sent."""

    def __init__(self) -> None:
        self._all: set[Export] = set()
        self._lock = threading.Lock()

    def begin(self, give_up: Callable[[], None]) -> Export:
        """Return one export more, which `give_up` ends; for it the slowest is given up where there are too many.

        Raises BusyError where there are enough that aren't slow.
        """
        with self._lock:
            slow = [one for one in self._all if one.is_slow()]
            if len(self._all) - len(slow) >= EXPORTS_AT_ONCE:
                raise BusyError("Other exports are being sent; ask again when they are done.")
            if len(self._all) >= MOST_EXPORTS:
                slowest = min(slow, key=Export.rate)
                self._all.remove(slowest)
                slowest.give_up()
            begun = Export(give_up)
            self._all.add(begun)
            return begun

    def end(self, export: Export) -> None:
        """Take note that an export is done."""
        with self._lock:
            self._all.discard(export)


def register(app: Flask, archive: Archive, pause: Pause) -> None:
    """Add the exports to the application; they call `pause` while they are made."""
    exports = Blueprint("exports", __name__)
    under_way = UnderWay()

    def add(form: Format) -> None:
        @exports.get(f"/export.{form.suffix}", endpoint=form.suffix)
        def export() -> Response:
            asked = _whole(strict_search(archive.limits))
            response = fresh(archive, lambda: _sent(archive, asked, form))
            if response.status_code == 200 and request.method == "GET":
                _send(response, under_way, pause)
            return response

    for form in FORMATS:
        add(form)
    app.register_blueprint(exports)


def _send(response: Response, under_way: UnderWay, pause: Pause) -> None:
    """Let the response be under way until all is sent or the client is gone."""
    pieces = response.iter_encoded()
    asked_in = copy_context()
    export = under_way.begin(giving_up())
    pending = ExitStack()
    pending.callback(under_way.end, export)

    def sent() -> Iterator[bytes]:
        with pending:
            export.go_on()
            while (piece := asked_in.run(next, pieces, None)) is not None:
                export.give(len(piece))
                yield piece
                export.go_on()
                pause(0)

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
