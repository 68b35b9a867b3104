"""The address that leaves this server: in exports, feeds and citations."""

from pathlib import Path

import pytest

from web.app import create_app
from web.http.public_address import PublicAddressError

PUBLIC = "https://news.example/archive/"


@pytest.mark.parametrize("path", ["/export.csv?q=snores", "/export.jsonl?q=snores", "/export.bib?q=snores",
                                  "/feed.atom?q=snores", "/opensearch.xml", "/reference"])  # fmt: skip
def test_what_is_handed_on_carries_the_public_address(index: Path, path: str) -> None:
    text = create_app(index, public_url=PUBLIC).test_client().get(path).text

    assert "https://news.example/archive/" in text
    assert "archive//" not in text
    assert "http://localhost" not in text


def test_citation_carries_it_too(index: Path) -> None:
    client = create_app(index, public_url=PUBLIC).test_client()
    identity = client.get("/api/search?q=snores").get_json()["results"][0]["article"]["id"]

    assert f"https://news.example/archive/articles/{identity}#p5" in client.get(f"/cite/{identity}/5?as=text").text


def test_public_name_is_answered(index: Path) -> None:
    client = create_app(index, public_url=PUBLIC).test_client()

    assert client.get("/healthz", headers={"Host": "news.example"}).status_code == 200
    assert client.get("/healthz", headers={"Host": "other.example"}).status_code == 421


@pytest.mark.parametrize("url", ["news.example", "ftp://news.example", "https://", "https://a.example?q=1",
                                 "https://a.example:port", "https://a b.example"])  # fmt: skip
def test_what_is_no_address_is_refused(index: Path, url: str) -> None:
    with pytest.raises(PublicAddressError, match="is no public address"):
        create_app(index, public_url=url)
