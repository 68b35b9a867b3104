"""What waitress itself refuses is told as the application's own problems are."""

import json
import logging
import os
import random
import resource
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.app import create_app
from web.server.dispatcher import Dispatcher
from web.server.waitress_server import MAX_HEADER_BYTES, Server

MANY = 1_100
"""Files open at once, more than select() can tell apart; each index that is mapped has some eighty."""


@pytest.fixture(scope="module")
def many_open_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4 * MANY)), hard))
    opened = [os.open(os.devnull, os.O_RDONLY) for _ in range(MANY)]
    yield
    for descriptor in opened:
        os.close(descriptor)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture(scope="module")
def place(index: Path, many_open_files: None) -> Iterator[tuple[str, int]]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(create_app(index), listening, Dispatcher(1))
        thread = threading.Thread(target=server.run)
        thread.start()
        yield listening.getsockname()
        server.stop()
        thread.join()
        server.task_dispatcher.shutdown()
        server.asyncore.close_all(server._map)


def answer_to(place: tuple[str, int], request: bytes) -> bytes:
    with socket.create_connection(place, timeout=20) as client:
        client.sendall(request)
        answer = b""
        while part := client.recv(65_536):
            answer += part
        return answer


@pytest.mark.parametrize(
    ("request_text", "status", "says"),
    [
        ("nonsense\r\n\r\n", 400, "HTTP"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n", 400, "HTTP"),
        (
            "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
            "HTTP",
        ),
        ("GET / HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "HTTP"),
        (
            "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding:\r\n Chunked\r\n\r\n"
            "0\r\n\r\n",
            400,
            "HTTP",
        ),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400, "HTTP"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n", 501, "HTTP"),
        ("GET http://[::1/x HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "HTTP"),
        (f"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {'9' * 5_000}\r\n\r\n", 400, "HTTP"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000\r\n\r\n", 413, "body"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nX: ".ljust(MAX_HEADER_BYTES, "x"), 431, "too long"),
    ],
)
def test_refusal_is_a_problem(place: tuple[str, int], request_text: str, status: int, says: str) -> None:
    answer = answer_to(place, request_text.encode())
    head, _, body = answer.decode().partition("\r\n\r\n")
    problem = json.loads(body)

    assert head.startswith(f"HTTP/1.1 {status} ") or head.startswith(f"HTTP/1.0 {status} ")
    assert "Content-Type: application/problem+json" in head
    assert "X-Content-Type-Options: nosniff" in head
    assert problem["status"] == status
    assert problem["title"]
    assert says in problem["detail"]


@pytest.mark.parametrize(
    ("target", "host", "status"),
    [
        ("http://evil.example/healthz", "localhost", 421),
        ("http://localhost@evil.example/healthz", "localhost", 421),
        ("http:///healthz", "localhost", 421),
        ("http://localhost:8000/healthz", "evil.example", 200),
        ("/healthz?q=http://localhost/", "evil.example", 421),
        ("//localhost/healthz", "evil.example", 421),
        ("/healthz", "localhost", 200),
    ],
)
def test_host_is_that_of_the_line_where_it_names_one(
    place: tuple[str, int], target: str, host: str, status: int
) -> None:
    answer = answer_to(place, f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())

    assert answer.startswith(f"HTTP/1.1 {status} ".encode())


def test_a_body_that_is_chunked_once_is_passed_over(place: tuple[str, int]) -> None:
    head = "GET /api/search?q=chunked,chunked HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    answer = answer_to(place, f"{head}Transfer-Encoding: , chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n".encode())

    assert answer.startswith(b"HTTP/1.1 200 ")


PIECES = (
    *(
        "GET",
        "HEAD",
        "OPTIONS",
        "TRACE",
        "CONNECT",
        "get",
        "G",
        "HTTP/1.1",
        "HTTP/1.0",
        "HTTP/2.0",
        "HTTP/1.",
        "*",
        "/",
    ),
    *("//", "///", "?", "#", ":", "@", "[", "]", "[::1", "[::1]", "[v1.x]", "http:", "http://", "ftp://", "localhost"),
    *("healthz", "search", "q=", "%", "%zz", "%00", "%ff", "\x00", "\x7f", "\xa0", "\xff", "\u2100", "\t", "\r", "\n"),
    *("..", "a" * 300, ":0", ":99999", ":x", "1", "\u00b2", ";", "\\", '"', "<"),
)
"""What a line of a request is made of, in earnest and otherwise."""
LINES = 400


def test_any_line_of_a_request_is_answered(place: tuple[str, int], caplog: pytest.LogCaptureFixture) -> None:
    drawn = random.Random(15)
    for number in range(LINES):
        made = "".join(drawn.choices(PIECES, k=drawn.randint(1, 8)))
        line = (f"GET {made} HTTP/1.1" if number % 2 else f"GET http://{made}" if number % 3 else made).encode()
        answer = answer_to(place, line + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n")

        assert answer.startswith(b"HTTP/1.") and not answer[9:12].startswith(b"500"), line
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
