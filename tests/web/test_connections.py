"""Clients that keep a connection and ask nothing, ask in trickles, or take nothing of an answer."""

import errno
import http.client
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.web.serving import eventually
from web.app import create_app
from web.server import waitress_server
from web.server.dispatcher import Dispatcher
from web.server.waitress_server import Server

ASKING = b"GET /api/search?q=seal HTTP/1.1\r\nHost: localhost\r\n\r\n"
ENDLESS = b"GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n"


class Endless:
    """A server of one process within this one; what it sends for /endless has no end."""

    def __init__(self, index: Path) -> None:
        app = create_app(index)
        self.ended = threading.Event()

        @app.get("/endless")
        def endless() -> Iterator[bytes]:
            try:
                while True:
                    yield b"x" * 65_536
            finally:
                self.ended.set()

        @app.get("/urgent")
        def urgent() -> bytes:
            return b"x" * 600_000

        self.listening = socket.create_server(("127.0.0.1", 0))
        self.place = self.listening.getsockname()
        self.server = Server(app, self.listening, Dispatcher(2), urgent=("/urgent", "/healthz"))
        self.loop = threading.Thread(target=self.server.run)
        self.loop.start()

    def connect(self) -> socket.socket:
        return socket.create_connection(self.place, timeout=20)

    def close(self) -> None:
        self.server.stop()
        self.loop.join()
        self.server.task_dispatcher.shutdown()
        self.server.asyncore.close_all(self.server._map)
        self.listening.close()


@pytest.fixture
def endless(index: Path) -> Iterator[Endless]:
    started = Endless(index)
    yield started
    started.close()


@pytest.fixture(autouse=True)
def soon_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waitress_server, "STOP_SECONDS", 1)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waitress_server, "CLIENT_SECONDS", 0.2)


def is_closed(client: socket.socket) -> bool:
    try:
        return client.recv(65_536) == b""
    except ConnectionError:
        return True


def answers(client: socket.socket, asking: bytes = ASKING) -> bool:
    client.sendall(asking)
    return takes(client)


def takes(client: socket.socket) -> bool:
    with http.client.HTTPResponse(client) as response:
        response.begin()
        return response.status == 200 and bool(response.read())


@pytest.mark.parametrize("begun", [b"", b"\r\n", b"GET / HTTP/1.1\r\n", ASKING[:-2]])
def test_client_that_does_not_finish_a_request_is_given_up(endless: Endless, impatient: None, begun: bytes) -> None:
    with endless.connect() as client:
        client.sendall(begun)

        assert is_closed(client)


def test_client_that_trickles_is_given_up_too(endless: Endless, impatient: None) -> None:
    def trickle(client: socket.socket) -> bool:
        try:
            client.sendall(b"x")
        except ConnectionError:
            return True
        return False

    with endless.connect() as client:
        client.sendall(b"GET /?q=")

        assert eventually(lambda: trickle(client))


def test_client_that_takes_nothing_of_an_answer_is_given_up(endless: Endless, impatient: None) -> None:
    with endless.connect() as client:
        client.sendall(ENDLESS)

        assert endless.ended.wait(30)


def test_client_that_takes_what_is_sent_is_not(endless: Endless, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waitress_server, "CLIENT_SECONDS", 2)
    with endless.connect() as client:
        client.sendall(ENDLESS)
        until = time.monotonic() + 5
        while time.monotonic() < until:
            assert client.recv(65_536)

        assert not endless.ended.is_set()


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waitress_server, "MAX_CONNECTIONS", 4)
    monkeypatch.setattr(waitress_server, "GRACE_SECONDS", 0.3)
    monkeypatch.setattr(waitress_server, "NEWCOMER_SECONDS", 0.2)


def test_for_one_connection_more_the_idlest_is_closed(endless: Endless, crowded: None) -> None:
    with ExitStack() as connected:
        trickling = [connected.enter_context(endless.connect()) for _ in range(20)]
        for client in trickling:
            client.sendall(b"GET / HTTP/1.1\r\n")
        one_more = connected.enter_context(endless.connect())

        assert answers(one_more)
        assert is_closed(trickling[0])
        assert answers(one_more)


@pytest.mark.parametrize("asking", [ENDLESS, 5 * ENDLESS, b"GET /urgent HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20])
def test_those_that_take_nothing_keep_nobody_out(endless: Endless, crowded: None, asking: bytes) -> None:
    with ExitStack() as connected:
        for _ in range(10):
            connected.enter_context(endless.connect()).sendall(asking)
        one_more = connected.enter_context(endless.connect())

        assert answers(one_more)
        assert answers(one_more)


def test_who_has_just_come_is_not_closed_for_who_comes_next(
    endless: Endless, crowded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waitress_server, "NEWCOMER_SECONDS", 2)
    with ExitStack() as connected:
        clients = [connected.enter_context(endless.connect()) for _ in range(12)]
        for client in clients:
            client.sendall(ASKING)

        assert all(takes(client) for client in clients)


def test_one_connection_keeps_no_other_from_health(endless: Endless) -> None:
    with ExitStack() as connected:
        for _ in range(4):
            connected.enter_context(endless.connect()).sendall(20 * b"GET /urgent HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(0.5)
        other = connected.enter_context(endless.connect())

        assert answers(other, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")


def test_requests_that_come_together_are_answered_in_turn(endless: Endless) -> None:
    paths = [b"/urgent", b"/api/search?q=seal", b"/nothing", b"/urgent", b"/healthz", b"/api/search?q=none"] * 5
    sent = b"".join(b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\n\r\n" for path in paths)
    expecting = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    with endless.connect() as client, client.makefile("rb") as read:
        client.sendall(sent[:100])
        time.sleep(0.1)
        client.sendall(sent[100:] + expecting)
        statuses = []
        for _ in paths:
            statuses.append(int(read.readline().split()[1]))
            headers = http.client.parse_headers(read)
            assert len(read.read(int(headers["Content-Length"]))) == int(headers["Content-Length"])

        assert statuses == [200, 200, 404, 200, 200, 200] * 5
        assert read.readline() == b"HTTP/1.1 100 Continue\r\n"
        assert read.readline() == b"\r\n"
        client.sendall(b"ab")
        assert read.readline() == b"HTTP/1.1 200 OK\r\n"


def test_requests_of_a_client_that_sends_no_more_are_answered(endless: Endless) -> None:
    with endless.connect() as client, client.makefile("rb") as read:
        client.sendall(5 * b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        client.shutdown(socket.SHUT_WR)

        assert read.read().count(b"HTTP/1.1 200 OK") == 5


@pytest.mark.parametrize(
    ("about", "status"), [(b"", b"200"), (b"Content-Length: x\r\n", b"400"), (b"Content-Length: 99999999\r\n", b"413")]
)
def test_what_expects_to_be_told_to_continue_is_answered_where_it_is_whole(
    endless: Endless, about: bytes, status: bytes
) -> None:
    with endless.connect() as client, client.makefile("rb") as read:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n" + about + b"\r\n")

        assert read.readline().split()[1] == status


def test_without_descriptors_connections_wait_and_it_is_said_once(
    endless: Endless, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    accept = endless.listening.__class__.accept
    refused = iter(range(3))

    def exhausted(listening: socket.socket) -> tuple[socket.socket, object]:
        if next(refused, None) is not None:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        return accept(listening)

    monkeypatch.setattr(waitress_server, "REST_SECONDS", 0.01)
    monkeypatch.setattr(socket.socket, "accept", exhausted)
    with endless.connect() as client:
        assert answers(client)

    assert capsys.readouterr().err == (
        "New connections wait (Too many open files); raise the limit of open files (ulimit -n).\n"
    )


def test_who_comes_while_it_stops_is_refused(endless: Endless) -> None:
    def is_refused() -> bool:
        try:
            endless.connect().close()
        except ConnectionRefusedError:
            return True
        return False

    with endless.connect() as idle, endless.connect() as client:
        client.sendall(ENDLESS)
        assert client.recv(1_000)
        endless.server.stop()

        assert is_closed(idle)
        assert eventually(is_refused)
        assert client.recv(1_000)


def test_answer_is_finished_when_it_stops(endless: Endless, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waitress_server, "STOP_SECONDS", 20)
    monkeypatch.setattr(waitress_server, "LAST_WORDS_SECONDS", 2)
    with endless.connect() as client:
        client.sendall(ASKING)
        endless.server.stop()
        with http.client.HTTPResponse(client) as response:
            response.begin()
            whole = response.read()

    assert len(whole) == int(response.headers["Content-Length"])


def test_what_a_new_connection_asks_for_is_noted_by_its_address(endless: Endless) -> None:
    address = endless.place[0]
    noted: list[float] = []
    for _ in range(2):
        with endless.connect() as client:
            assert answers(client)
        assert eventually(lambda: endless.server.newcomers.seconds(address) not in (0, *noted))
        noted.append(endless.server.newcomers.seconds(address))

    with endless.connect() as client:
        assert answers(client)
        assert eventually(lambda: endless.server.newcomers.seconds(address) not in noted)
        noted.append(endless.server.newcomers.seconds(address))
        assert answers(client) and answers(client)
    assert endless.server.newcomers.seconds(address) == noted[-1]
