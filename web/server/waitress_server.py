"""Waitress, as Dateline needs it: connections shared among processes, and refusals in the form of the application's.

Several processes may accept from one socket.  Whichever wakes first takes a connection, and where clients come at once,
it would take them all: connections are kept open, so that one process would have all the work.  So each tells how many
it has, and who has more than another waits a moment before it takes the next; a process that is not busy has taken it
by then.

Requests that are not HTTP, or too long, end in waitress, which would say so in plain text, without the headers that
every answer has.  They are answered with problems (RFC 9457) instead.
"""

import socket
import time
from collections.abc import Callable, MutableSequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import json
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask

from web.http.problems import MEDIA_TYPE
from web.http.security import HEADERS

GIVE_WAY_SECONDS = 0.003
"""How long a process with more connections than another waits: as long as the kernel may take to wake the other."""

_DETAILS = {
    413: "Nothing here reads a request's body; leave it out.",
    431: "The request's line and headers are too long; shorten the query.",
    500: "Something went wrong on this side and was noted in the server's log; try again.",
}
_DETAIL = "This is no request in HTTP that can be answered; send it as RFC 9112 has it."
"""What is said of any other refusal."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many connections each process has, in memory that they share, and which of them this one is."""

    connections: MutableSequence[int]
    number: int

    def has_more_than_another(self) -> bool:
        """Tell whether another process has fewer connections."""
        return self.connections[self.number] > min(self.connections)


class RefusalTask(ErrorTask):  # type: ignore[misc]  # waitress has no types
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


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection whose refusals are problems."""

    error_task_class = RefusalTask


class Server(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """Waitress's server, whose refusals are problems and which gives way to other processes."""

    channel_class = Channel

    def __init__(
        self, application: Callable[..., Any], listening: socket.socket, share: Share | None, **settings: Any
    ) -> None:
        self._share = share
        place = (listening.family, listening.type, listening.proto, listening.getsockname())
        super().__init__(application, _sock=listening, adj=Adjustments(**settings), sockinfo=place, bind_socket=False)

    def readable(self) -> bool:
        """Tell whether a connection would be accepted; called whenever anything has happened."""
        if self._share is not None:
            self._share.connections[self._share.number] = len(self.active_channels)
        return bool(super().readable())

    def handle_accept(self) -> None:
        """Accept a connection, unless another process has meanwhile."""
        if self._share is not None and self._share.has_more_than_another():
            time.sleep(GIVE_WAY_SECONDS)
        super().handle_accept()
