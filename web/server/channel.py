"""One connection: what is refused before it is a request, and how long a client may keep the connection waiting.

Requests that are not HTTP, or too long, end in waitress, which would say so in plain text, without the headers that
every answer has.  They are answered with problems (RFC 9457) instead.

A connection waits for its client while no whole request has come, and while an answer is not taken.  Bytes that trickle
are not enough to go on: a request must be whole, and of an answer a fair part be taken, within CLIENT_SECONDS.

Of requests that come one behind another, one at a time is begun, when the client has taken the answer to that before:
who asks much and takes nothing keeps neither a thread nor more than one answer.
"""

import socket
import time
from http import HTTPStatus
from typing import Any

from flask import json
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError, get_header_lines
from waitress.task import ErrorTask, WSGITask

from web.http.observed import refusal
from web.http.pausing import GIVE_UP
from web.http.problems import MEDIA_TYPE
from web.http.security import HEADERS

CLIENT_SECONDS = 30
"""A connection that waits for its client for so long is closed."""
LEAST_TAKEN = 64 * 1024
"""Bytes of an answer that count as taking it: who takes fewer in CLIENT_SECONDS, 2 KB a second, is given up."""

_DETAILS = {
    413: "Nothing here reads a request's body; leave it out.",
    431: "The request's line and headers are too long; shorten the query.",
    500: "Something went wrong on this side and was noted in the server's log; try again.",
}
_DETAIL = "This is no request in HTTP that can be answered; send it as RFC 9112 has it."
"""What is said of any other refusal."""


class RequestParser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """Reads a request; refuses one that says in two ways where it ends, which a proxy may read otherwise.

    Where the request's line names a host, that is the host that is asked for, whatever the Host header has.
    """

    def parse_header(self, header_plus: bytes) -> None:
        """Read the request's line and headers; raise ParsingError (RFC 9112, 3.2.2, 6.1 and 6.3)."""
        try:
            super().parse_header(header_plus)
        except ValueError as error:  # an address or a number that Python can't read
            raise ParsingError(str(error)) from error
        if "TRANSFER_ENCODING" in self.headers or (self.chunked and "CONTENT_LENGTH" in self.headers):
            raise ParsingError("A request has either a Content-Length or, in HTTP/1.1, a Transfer-Encoding.")
        if self.chunked and _codings(header_plus).count(b"chunked") > 1:
            raise ParsingError("A body is chunked once.")
        if self.proxy_scheme or self.proxy_netloc:
            self.headers["HOST"] = self.proxy_netloc


def _codings(header_plus: bytes) -> bytes:
    """Return the values of Transfer-Encoding, in small letters; waitress forgets them."""
    lines = (line.lower().partition(b":") for line in get_header_lines(header_plus))
    return b",".join(value for name, _, value in lines if name == b"transfer-encoding")


class RefusalTask(ErrorTask):  # type: ignore[misc]
    """Answers one request with a problem, and closes the connection."""

    def execute(self) -> None:
        """Write the problem."""
        status = HTTPStatus(self.request.error.code)
        detail = _DETAILS.get(status, _DETAIL)
        members = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
        body = (json.dumps(members) + "\n").encode()
        self.status = f"{status} {status.phrase}"
        headers = {"Content-Type": MEDIA_TYPE, "Cache-Control": "no-store", **HEADERS}
        self.response_headers.extend(headers.items())
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)
        for observer in self.channel.server.observers:
            observer(refusal(status, self.channel.addr[0], len(body)))


class AnswerTask(WSGITask):  # type: ignore[misc]
    """Answers one request by the application, which may give it up."""

    def get_environment(self) -> dict[str, Any]:
        """Return the request's WSGI environment."""
        return {**super().get_environment(), GIVE_UP: self.channel.give_up}


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection whose refusals are problems, and which knows how long it has waited for its client."""

    parser_class = RequestParser
    task_class = AnswerTask
    error_task_class = RefusalTask

    def __init__(self, server: Any, connection: socket.socket, *rest: Any, **named: Any) -> None:
        self.waits_since = time.monotonic()
        self.has_begun = False
        self.usual_seconds = 0.0
        self._taken = 0
        self.request: HTTPRequestParser | None = None
        self.sent_continue = False
        self._behind = b""
        """What has come behind the request that is answered: less than is read at once."""
        super().__init__(server, connection, *rest, **named)

    @property
    def newcomers_seconds(self) -> float:
        """What the first requests over connections from this one's address took."""
        seconds: float = self.server.newcomers.seconds(self.addr[0])
        return seconds

    @newcomers_seconds.setter
    def newcomers_seconds(self, seconds: float) -> None:
        self.server.newcomers.note(self.addr[0], seconds)

    @property
    def is_urgent(self) -> bool:
        """Whether it asks how the server does."""
        return getattr(self.requests[0], "path", "") in self.server.urgent

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being answered: no whole request has come, or all of the answers are sent."""
        return not (self.requests or self.total_outbufs_len or self._behind)

    @property
    def waits(self) -> bool:
        """Whether it is the client's turn: to send a request, or to take an answer."""
        return not self.requests or bool(self.total_outbufs_len)

    def received(self, data: bytes) -> bool:
        """Begin the next request, if it is whole and the answer to the one before is taken; keep what is behind it."""
        with self.requests_lock:
            self._behind += data
            while self._behind and not self._is_engaged():
                self.request = self.request or self.parser_class(self.adj)
                self._behind = self._behind[self.request.received(self._behind) :]
                is_asking = self.request.expect_continue and self.request.headers_finished
                if is_asking and not (self.request.completed or self.sent_continue):
                    self.send_continue()
                if self.request.completed:
                    self._begin(self.request)
        return True

    def _is_engaged(self) -> bool:
        """Whether nothing more may be begun now, or ever."""
        is_ending = self.will_close or self.close_when_flushed or not self.connected
        return is_ending or bool(self.requests or self.total_outbufs_len)

    def _begin(self, request: HTTPRequestParser) -> None:
        self.request = None
        self.sent_continue = False
        if not request.empty:
            self.requests.append(request)
            self.server.add_task(self)

    def service(self) -> None:
        """Answer one request; the thread that polls is woken then, and begins what has come behind."""
        self.has_begun = False
        super().service()

    def readable(self) -> bool:
        """Tell whether more may be read: not before what has come is begun, for the end may come behind it."""
        return not self._behind and bool(super().readable())

    def writable(self) -> bool:
        """Tell whether there is something to send, or to begin (`handle_write`).

        Only the thread that polls begins requests: waitress sends without its lock where there are none.
        """
        return bool(super().writable() or (self._behind and not self.requests))

    def handle_write(self) -> None:
        """Send what the client takes of an answer; when that was the rest, begin what has come behind."""
        super().handle_write()
        self.received(b"")

    def give_up(self) -> None:
        """Let the connection be closed within a second, whatever is still to be sent; any thread may call it."""
        self.will_close = True
        self.server.pull_trigger()

    def write_soon(self, data: Any) -> int:
        """Send a part of an answer, or keep it until the client takes it."""
        self.has_begun = True
        if not self.total_outbufs_len:
            self._go_on()
        written: int = super().write_soon(data)
        return written

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send what the client takes now, and return how many bytes that are."""
        sent: int = super().send(data, do_close)
        self._taken += sent
        if self._taken >= LEAST_TAKEN:
            self._go_on()
        return sent

    def _flush_outbufs_below_high_watermark(self) -> None:
        """Wait until the client has taken most of what was made."""
        if self.total_outbufs_len > self.adj.outbuf_high_watermark:
            with self.server.task_dispatcher.away():
                super()._flush_outbufs_below_high_watermark()

    def _go_on(self) -> None:
        self.waits_since = time.monotonic()
        self._taken = 0
