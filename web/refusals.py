"""What the server refuses before the application sees it: the same problems, RFC 9457, as the application's own.

Requests that are not HTTP, or too long, end in waitress, which would say so in plain text.
"""

from http import HTTPStatus

from flask import json
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from web.problems import MEDIA_TYPE
from web.security import HEADERS

_DETAILS = {
    413: "Nothing here reads a request's body; leave it out.",
    431: "The request's line and headers are too long; shorten the query.",
    500: "Something went wrong on this side and was noted in the server's log; try again.",
}
_DETAIL = "This is no request in HTTP that can be answered; send it as RFC 9112 has it."


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
