"""What waitress itself refuses is told as the application's own problems are."""

import json
import os
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
        ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000\r\n\r\n", 413, "body"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nX: ".ljust(MAX_HEADER_BYTES, "x"), 431, "too long"),
    ],
)
def test_refusal_is_a_problem(place: tuple[str, int], request_text: str, status: int, says: str) -> None:
    with socket.create_connection(place, timeout=20) as client:
        client.sendall(request_text.encode())
        answer = b""
        while part := client.recv(65_536):
            answer += part
    head, _, body = answer.decode().partition("\r\n\r\n")
    problem = json.loads(body)

    assert head.startswith(f"HTTP/1.1 {status} ") or head.startswith(f"HTTP/1.0 {status} ")
    assert "Content-Type: application/problem+json" in head
    assert "X-Content-Type-Options: nosniff" in head
    assert problem["status"] == status
    assert problem["title"]
    assert says in problem["detail"]
