from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import BROWSER
from web.app import create_app
from web.http.security import HostNameError, checked_names, names_of

ADDRESSES = ["/", "/?q=ferry", "/help", "/nowhere", "/api/search?q=ferry", "/api/search?page=0", "/healthz"]

FOREIGN = ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "192.168.1.5", "::1", "a:b:80"]
MALFORMED = [
    "",
    "[::1",
    "evil.example@localhost",
    "localhost/x",
    "*",
    "loc alhost",
    "localhost:\u00b2",
    "localhost:99999",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_the_security_headers(client: FlaskClient, address: str) -> None:
    headers = client.get(address, headers=BROWSER).headers
    policy = headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none';")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "script-src 'self';" in policy and "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1", "127.0.0.1:80", "[::1]:8000", "LOCALHOST"]
)
def test_loopback_names_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", FOREIGN + MALFORMED)
def test_foreign_hosts_are_refused(client: FlaskClient, host: str) -> None:
    response = client.get("/api/search?q=ferry", environ_overrides={"HTTP_HOST": host})

    assert response.status_code == 421
    assert response.mimetype == "application/problem+json"
    assert "Content-Security-Policy" in response.headers
    assert "ferry" not in response.text


def test_bound_host_is_answered(index: Path) -> None:
    client = create_app(index, hosts=names_of("archive.example")).test_client()

    assert client.get("/healthz", headers={"Host": "archive.example:8000"}).status_code == 200
    assert client.get("/healthz", headers={"Host": "other.example:8000"}).status_code == 421


def test_server_on_all_addresses_is_asked_by_address_but_not_by_a_foreign_name(index: Path) -> None:
    client = create_app(index, hosts=names_of("0.0.0.0")).test_client()

    assert client.get("/healthz", headers={"Host": "192.168.1.5:8000"}).status_code == 200
    assert client.get("/healthz", headers={"Host": "rebound.example:8000"}).status_code == 421


def test_further_names_are_answered(index: Path) -> None:
    client = create_app(index, hosts=checked_names(["News.Example", "zürich.example"])).test_client()

    for host in ("news.example", "NEWS.EXAMPLE:443", "xn--zrich-kva.example"):
        assert client.get("/healthz", headers={"Host": host}).status_code == 200
    assert client.get("/healthz", headers={"Host": "other.news.example"}).status_code == 421


@pytest.mark.parametrize("name", ["news.example", "localhost", "web_1", "192.0.2.1", "::1", "[::1]"])
def test_names_of_a_server_are_names_and_addresses(name: str) -> None:
    assert checked_names([name]) == (name.strip("[]"),)


@pytest.mark.parametrize("name", ["", "*", "http://news.example", "news.example:80", "news example", ".example", "a/b"])
def test_what_is_no_name_of_a_server_is_one_sentence(name: str) -> None:
    with pytest.raises(HostNameError, match=r"is no name of a host; write one such as news\.example"):
        checked_names([name])
