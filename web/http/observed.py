"""What is known of a request once its answer has gone out, for whoever counts or notes requests.

An answer is done when all of it was handed to the server, or the client is gone: an export takes as long as that.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, request


@dataclass(frozen=True, slots=True)
class Observation:
    """A request and how it was answered.

    `route` is the address with names in place of what varies, /articles/<article_id>, "" where there is nothing;
    `address` is the one that was asked for, as it was written, with its query.  `size` is in bytes, of what was made of
    the answer's body.
    """

    method: str
    route: str
    address: str
    client: str
    status: int
    seconds: float
    size: int


Observer = Callable[[Observation], None]

_ROUTE = "dateline.route"


def refusal(status: int, client: str, size: int) -> Observation:
    """Return what is known of a request that was refused before anything of it could be read."""
    return Observation("", "", "", client, status, 0.0, size)


def register(app: Flask, observers: Sequence[Observer]) -> None:
    """Tell observers of every answer; to be called after whatever else wraps the application."""

    @app.after_request
    def note_route(response: Response) -> Response:
        request.environ[_ROUTE] = request.url_rule.rule if request.url_rule else ""
        return response

    direct = app.wsgi_app

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return _Answer(direct, environ, start_response, observers)

    app.wsgi_app = answer  # type: ignore[method-assign]


class _Answer:
    """An answer that is watched while it goes out."""

    def __init__(
        self, application: Any, environ: dict[str, Any], start_response: Any, observers: Sequence[Observer]
    ) -> None:
        self._began = time.perf_counter()
        self._environ, self._observers = environ, observers
        self._status = self._size = 0

        def start(status: str, headers: list[tuple[str, str]], *failure: Any) -> Any:
            self._status = int(status[:3])
            return start_response(status, headers, *failure)

        self._pieces: Iterable[bytes] = application(environ, start)

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._size += len(piece)
            yield piece

    def close(self) -> None:
        """Be told that all was sent, or that nothing more will be."""
        try:
            if hasattr(self._pieces, "close"):
                self._pieces.close()
        finally:
            seen = self._observation()
            for observer in self._observers:
                observer(seen)

    def _observation(self) -> Observation:
        environ = self._environ
        return Observation(
            environ.get("REQUEST_METHOD", ""),
            environ.get(_ROUTE, ""),
            environ.get("REQUEST_URI", "").encode("latin-1").decode("utf-8", "replace"),
            environ.get("REMOTE_ADDR", ""),
            self._status,
            time.perf_counter() - self._began,
            self._size,
        )
