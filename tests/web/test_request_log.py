"""A line of JSON for every request, without what was asked for unless that is wanted."""

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.web.serving import Serving
from web.app import create_app
from web.http.request_log import Log, LogError, noting

Lines = Callable[[], list[dict[str, Any]]]
Get = Callable[..., TestResponse]


@contextmanager
def logged(index: Path, log: Log) -> Iterator[Get]:
    """Ask an application whose requests are noted; an answer is read to its end, as a server does."""
    with noting(log) as observers:
        client = create_app(index, observers=observers, proxies=["127.0.0.1"]).test_client()
        yield partial(client.get, buffered=True)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "requests.jsonl"


@pytest.fixture
def lines(place: Path) -> Lines:
    return lambda: [json.loads(line) for line in place.read_text("ascii").splitlines()]


@pytest.fixture
def get(index: Path, place: Path) -> Iterator[Get]:
    with logged(index, Log(str(place))) as get:
        yield get


def test_a_request_is_a_line(get: Get, lines: Lines) -> None:
    answer = get("/api/search?q=seal")

    (line,) = lines()
    assert list(line) == ["time", "client", "method", "route", "status", "milliseconds", "bytes", "process"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/api/search", 200)
    assert line["bytes"] == len(answer.data)
    assert line["client"] == "127.0.0.1"
    assert line["process"] == os.getpid()
    assert line["milliseconds"] > 0
    assert line["time"].endswith("Z")


def test_an_address_of_ipv4_is_noted_as_such_where_both_families_are_listened_to(get: Get, lines: Lines) -> None:
    get("/healthz", environ_overrides={"REMOTE_ADDR": "::ffff:192.0.2.7"})
    get("/healthz", environ_overrides={"REMOTE_ADDR": "2001:db8::7"})

    assert [line["client"] for line in lines()] == ["192.0.2.7", "2001:db8::7"]


@pytest.mark.parametrize("address", ["/?q=marmalade", "/speakers/Marmalade", "/articles/marmalade", "/marmalade",
                                     "/?q=x&source=marmalade"])  # fmt: skip
def test_what_was_asked_for_is_not_in_it(get: Get, place: Path, address: str) -> None:
    get(address, headers={"Referer": "http://localhost/?q=marmalade", "User-Agent": "marmalade"})

    assert "marmalade" not in place.read_text("ascii").lower()


def test_what_was_asked_for_is_in_it_where_that_is_wanted(index: Path, place: Path, lines: Lines) -> None:
    with logged(index, Log(str(place), with_addresses=True)) as get:
        get("/?q=two%20words%0a%C2%9B\u202e")

    assert lines()[0]["address"] == "/?q=two%20words%0a%C2%9B\u202e"


@pytest.mark.parametrize(("address", "status", "route"), [
    ("/articles/nothing", 404, "/articles/<article_id>"), ("/nothing", 404, ""),
    ("/api/search?page=0", 400, "/api/search"),
])  # fmt: skip
def test_refusals_are_lines_too(get: Get, lines: Lines, address: str, status: int, route: str) -> None:
    get(address)

    assert [(line["status"], line["route"]) for line in lines()] == [(status, route)]


def test_an_export_is_noted_once_it_was_sent(get: Get, place: Path, lines: Lines) -> None:
    place.touch()
    answer = get("/export.jsonl?q=seal", buffered=False)
    assert lines() == []

    sent = answer.get_data()
    answer.close()
    assert [line["bytes"] for line in lines()] == [len(sent)]


def test_the_client_is_the_one_behind_the_proxy(get: Get, lines: Lines) -> None:
    get("/healthz", headers={"X-Forwarded-For": "forged, 192.0.2.7"})

    assert lines()[0]["client"] == "192.0.2.7"


def test_a_renamed_log_is_begun_anew(get: Get, place: Path, lines: Lines) -> None:
    get("/healthz")
    place.rename(place.with_suffix(".1"))
    get("/healthz")

    assert len(lines()) == 1
    assert len(place.with_suffix(".1").read_text().splitlines()) == 1


def test_a_log_that_cannot_be_written_is_said_once(
    index: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with logged(index, Log(str(place / "in nothing"))) as get:
        assert [get("/healthz").status_code for _ in range(3)] == [200, 200, 200]

    assert capsys.readouterr().err.count("cannot be written") == 1


def test_standard_error_takes_it(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with logged(index, Log("-")) as get:
        get("/healthz")

    assert json.loads(capsys.readouterr().err)["route"] == "/healthz"


def test_a_log_that_cannot_be_written_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(LogError, match=r"^The log .* cannot be written \(Is a directory\); choose another with"):
        Log(str(tmp_path)).checked()


def test_what_is_no_request_is_a_line_too(index: Path, place: Path, lines: Lines) -> None:
    serving = Serving(index, "--log", str(place))
    with serving.process, socket.create_connection(serving.place) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000 + b"\r\n\r\n")
        assert b" 431 " in connection.recv(1000).partition(b"\r\n")[0]
        serving.process.terminate()

    assert [(line["status"], line["route"], line["client"]) for line in lines()] == [(431, "", "127.0.0.1")]
