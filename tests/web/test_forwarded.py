"""Behind a proxy: whom X-Forwarded-* headers are believed."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from web.app import create_app
from web.http.forwarded import ProxyAddressError

FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "forged.example, news.example"}


def client_behind(index: Path, *proxies: str) -> FlaskClient:
    return create_app(index, hosts=["news.example"], proxies=proxies).test_client()


def feed(client: FlaskClient, peer: str, headers: dict[str, str] = FORWARDED) -> str:
    return client.get("/feed.atom?q=seal", headers=headers, environ_overrides={"REMOTE_ADDR": peer}).text


@pytest.mark.parametrize(("proxy", "peer"), [("127.0.0.1", "127.0.0.1"), ("10.0.0.0/8", "10.1.2.3"),
                                             ("127.0.0.1", "::ffff:127.0.0.1"), ("::1", "::1")])  # fmt: skip
def test_a_trusted_proxy_says_by_which_name_and_scheme_it_was_asked(index: Path, proxy: str, peer: str) -> None:
    assert 'href="https://news.example/feed.atom?q=seal"' in feed(client_behind(index, proxy), peer)


@pytest.mark.parametrize("peer", ["192.0.2.7", "::2", ""])
def test_what_others_say_is_not_believed(index: Path, peer: str) -> None:
    assert 'href="http://localhost/feed.atom?q=seal"' in feed(client_behind(index, "127.0.0.1"), peer)


def test_nobody_is_believed_unless_told(index: Path) -> None:
    assert 'href="http://localhost/feed.atom?q=seal"' in feed(client_behind(index), "127.0.0.1")


def test_a_forwarded_name_must_be_one_of_the_server(index: Path) -> None:
    client = client_behind(index, "127.0.0.1")

    assert client.get("/healthz", headers={"X-Forwarded-Host": "rebound.example"}).status_code == 421


@pytest.mark.parametrize("address", ["nginx", "", "127.0.0.1:80", "10.0.0.1/8", "*"])
def test_what_is_no_address_of_a_proxy_is_one_sentence(index: Path, address: str) -> None:
    with pytest.raises(ProxyAddressError, match="is no address of a proxy; write one such as"):
        create_app(index, proxies=[address])
