"""The real server, in a process of its own, on a free port of the loopback."""

import json
import resource
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.api import exports
from web.server import worker
from web.server.channel import CLIENT_SECONDS
from web.server.listening import ServerError, allow_more_files, listen, urls_of
from web.server.processes import LARGE, MOST_BY_DEFAULT
from web.server.server import serve
from web.server.turns import MOST_HEAVY
from web.server.waitress_server import MAX_BODY_BYTES, MAX_CONNECTIONS, MAX_HEADER_BYTES

Server = subprocess.Popen[str]
PROGRAM = "import sys; from pathlib import Path; from web.server.server import serve; serve(Path(sys.argv[1]), port=0)"


@pytest.fixture
def server(index: Path) -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", PROGRAM, str(index)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        yield process
        process.kill()


def address_of(server: Server) -> str:
    assert server.stdout is not None
    return server.stdout.readline().split()[3]


def test_it_prints_its_address_answers_and_stops_cleanly(server: Server) -> None:
    address = address_of(server)

    with urllib.request.urlopen(f"{address}api/search?q=seal") as response:
        assert json.load(response)["total"] == 3
    server.send_signal(signal.SIGTERM)

    assert server.wait(30) == 0
    assert server.stderr is not None
    assert server.stderr.read() == ""


def test_ctrl_c_stops_it_cleanly(server: Server) -> None:
    address_of(server)
    server.send_signal(signal.SIGINT)

    assert server.wait(30) == 0
    assert server.stderr is not None
    assert server.stderr.read() == ""


def test_it_refuses_what_is_too_much(server: Server) -> None:
    address = address_of(server)

    with pytest.raises(urllib.error.HTTPError) as long_query:
        urllib.request.urlopen(address + "api/search?q=" + "%D0%B6" * 10_000)
    assert long_query.value.code == 400
    long_query.value.close()
    with pytest.raises(urllib.error.HTTPError) as body:
        urllib.request.urlopen(urllib.request.Request(address, data=b"x" * 20_000))
    assert body.value.code == 413
    body.value.close()


def test_it_listens_on_one_address_alone(server: Server) -> None:
    port = int(address_of(server).rpartition(":")[2].strip("/"))

    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", port), timeout=2)


def test_port_in_use_is_one_sentence(index: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(ServerError, match=rf"^Port {port} on 127.0.0.1 is in use .* --port\.$"):
            serve(index, port=port)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("no.such.host.invalid", 0), ("192.0.2.1", 0)])
def test_host_or_port_that_there_is_not_is_one_sentence(index: Path, host: str, port: int) -> None:
    with pytest.raises(ServerError, match=r"^[^\n]+ --(host|port)\.$"):
        serve(index, host, port)


def test_limits_of_a_process_are_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")

    for alone, several in (
        (worker.THREADS, worker.THREADS_OF_SEVERAL),
        (MOST_HEAVY, MOST_HEAVY),
        (exports.EXPORTS_AT_ONCE, exports.EXPORTS_AT_ONCE),
        (MAX_CONNECTIONS, MAX_CONNECTIONS),
        (CLIENT_SECONDS, CLIENT_SECONDS),
        (MAX_HEADER_BYTES // 1024, MAX_HEADER_BYTES // 1024),
        (MAX_BODY_BYTES // 1024, MAX_BODY_BYTES // 1024),
    ):
        assert f" | {alone} | {several} |" in readme
    assert f"From {LARGE:,} paragraphs on, one process a core\nanswers, at most {MOST_BY_DEFAULT}" in readme


@pytest.mark.parametrize(
    ("host", "typed"),
    [
        ("127.0.0.1", ["127.0.0.1"]),
        ("0.0.0.0", ["127.0.0.1"]),
        ("::1", ["[::1]"]),
        ("::", ["127.0.0.1", "[::1]"]),
        ("localhost", ["localhost"]),
    ],
)
def test_addresses_are_those_that_it_is_reached_by(host: str, typed: list[str]) -> None:
    with listen(host, 0) as listening:
        port = listening.getsockname()[1]
        urls = urls_of(host, listening, "/archive")
        for name in typed:
            socket.create_connection((name.strip("[]"), port), timeout=20).close()

    assert urls == [f"http://{name}:{port}/archive/" for name in typed]


def test_limit_of_open_files_is_raised() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        allow_more_files()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) > (256, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
