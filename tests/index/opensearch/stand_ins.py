"""What may answer in the place of a cluster, or not: on the loopback, each known by its `HOST:PORT`."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread


class Answer(BaseHTTPRequestHandler):
    """Answers everything in one way, and keeps who asked."""

    status, body, asked = 200, b"{}", ""

    def do_GET(self) -> None:
        type(self).asked = self.headers.get("authorization", "")
        self.send_response(self.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None: ...


def answer(status: int, body: bytes) -> type[Answer]:
    """Return what answers so."""
    return type("Handler", (Answer,), {"status": status, "body": body})


def version(number: str) -> bytes:
    """Return what an OpenSearch of some version says of itself."""
    return b'{"version": {"distribution": "opensearch", "number": "%s"}}' % number.encode()


@contextmanager
def answering(handler: type[Answer] = Answer) -> Iterator[str]:
    """What answers, each in its way."""
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        loop = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        loop.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            loop.join()


@contextmanager
def hanging() -> Iterator[str]:
    """What takes connections and answers nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"127.0.0.1:{listening.getsockname()[1]}"


@contextmanager
def down() -> Iterator[str]:
    """Where nobody listens."""
    yield "127.0.0.1:1"
