"""Under a path of its host: every link begins with it, and leads somewhere."""

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import BROWSER
from web.app import create_app
from web.http.prefixed import PrefixError, checked_prefix
from web.urls.prefix import prefix

PREFIX = "/news/archive"
LINK = re.compile(r"""<(?!link rel="canonical")[^>]*?\s(?:href|src|action|data-page)="([^"]*)\"""")
ELSEWHERE = re.compile(r"https?://|#|\?")
"""What leads to another site, to a part of the page, or on from its own address."""
PAGES = ("/", "/?q=seal", "/?q=nothingofthesort", "/help", "/reference", "/map?q=seal", "/values/speaker?q=seal",
         "/nowhere")  # fmt: skip


@pytest.fixture(scope="module")
def placed(index: Path) -> FlaskClient:
    return create_app(index, prefix=PREFIX).test_client()


def links_of(html: str) -> set[str]:
    return {unescape(link) for link in LINK.findall(html)}


def strings(members: Any) -> set[str]:
    if isinstance(members, dict):
        return set().union(*map(strings, members.values()))
    if isinstance(members, list):
        return set().union(*map(strings, members))
    return {members} if isinstance(members, str) else set()


def test_every_link_of_every_page_begins_with_the_prefix_and_leads_somewhere(placed: FlaskClient) -> None:
    waiting, seen, kinds = [PREFIX + page for page in PAGES], set[str](), set[str]()
    while waiting:
        address = waiting.pop()
        kinds.add(address.removeprefix(PREFIX).strip("/").partition("/")[0])
        response = placed.get(address, headers=BROWSER, follow_redirects=True, buffered=True)
        assert response.status_code == (404 if address.endswith("/nowhere") else 200), address
        if response.mimetype != "text/html":
            continue
        for link in links_of(response.text):
            if not ELSEWHERE.match(link):
                assert link.startswith(f"{PREFIX}/"), (address, link)
                path = urlsplit(link).path
                if path not in seen:
                    seen.add(path)
                    waiting.append(link)
    assert kinds >= {"articles", "speakers", "places", "cite", "like", "static", "values", "api", "export.csv?q=seal"}


@pytest.mark.parametrize("path", ["/feed.atom?q=seal", "/export.csv?q=seal", "/export.jsonl?q=seal",
                                  "/export.bib?q=seal", "/opensearch.xml", "/reference"])  # fmt: skip
def test_whole_addresses_have_it_too(placed: FlaskClient, path: str) -> None:
    whole = set(re.findall(r"http://localhost[^\s\"'<}]*", placed.get(PREFIX + path).text))

    assert whole and all(address.startswith(f"http://localhost{PREFIX}") for address in whole)


def test_json_has_it(placed: FlaskClient) -> None:
    found = placed.get(f"{PREFIX}/api/search?q=seal&size=1").get_json()
    addresses = {text for text in strings(found) if re.match(r"/[a-z]|/\?", text)}

    assert addresses and all(address.startswith(PREFIX) for address in addresses)
    assert placed.get(f"{PREFIX}/openapi.json").get_json()["servers"] == [{"url": PREFIX}]
    assert placed.get(f"{PREFIX}/api/nothing").get_json()["instance"] == f"{PREFIX}/api/nothing"


@pytest.mark.parametrize(("path", "told"), [("/nowhere", "/help"), ("/api/places/nowhere", "/api/places")])
def test_what_a_problem_tells_to_read_has_it(placed: FlaskClient, path: str, told: str) -> None:
    detail = placed.get(f"{PREFIX}{path}", headers={"Accept": "application/json"}).get_json()["detail"]

    assert f" {PREFIX}{told}" in detail


def test_redirects_have_it(placed: FlaskClient) -> None:
    page = placed.get(f"{PREFIX}/?q=seal", headers=BROWSER).text
    article = next(link for link in links_of(page) if link.startswith(f"{PREFIX}/articles/"))
    sent = placed.get(f"{article.partition('?')[0].partition('#')[0]}?cite=1")

    assert sent.status_code == 302
    assert sent.headers["Location"].startswith(f"{PREFIX}/cite/")


@pytest.mark.parametrize("path", ["/healthz", f"{PREFIX}/healthz", f"{PREFIX}/", "/"])
def test_it_is_answered_with_the_prefix_and_without(placed: FlaskClient, path: str) -> None:
    assert placed.get(path).status_code == 200


def test_the_prefix_without_its_slash_leads_to_the_start(placed: FlaskClient) -> None:
    assert placed.get(PREFIX).headers["Location"] == f"http://localhost{PREFIX}/"


def test_a_path_that_only_begins_alike_is_not_under_it(placed: FlaskClient) -> None:
    assert placed.get(f"{PREFIX}s/healthz").status_code == 404


def test_the_answers_of_two_prefixes_are_not_taken_for_each_other(index: Path, placed: FlaskClient) -> None:
    tag = placed.get("/?q=seal").headers["ETag"]

    assert create_app(index).test_client().get("/?q=seal", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["/?q=seal", "/export.csv?q=seal"])
def test_an_application_leaves_no_prefix_behind(placed: FlaskClient, path: str) -> None:
    assert placed.get(PREFIX + path).status_code == 200

    assert prefix() == ""


def test_entries_of_a_feed_keep_their_ids(index: Path, placed: FlaskClient) -> None:
    ids = [
        re.findall(r"<id>(.*?)</id>", client.get("/feed.atom?q=seal").text)
        for client in (placed, create_app(index).test_client())
    ]
    assert ids[0] == ids[1]
    assert len(ids[0]) > 1


@pytest.mark.parametrize(("given", "public_url", "prefix"), [
    ("", "", ""), ("/", "", ""), ("archive", "", "/archive"), ("/a/b/", "", "/a/b"),
    ("", "https://news.example/archive/", "/archive"), ("", "https://news.example", ""),
    ("/archive", "https://news.example/archive", "/archive"), ("/archive", "https://news.example/", "/archive"),
])  # fmt: skip
def test_the_prefix_is_given_or_that_of_the_public_address(given: str, public_url: str, prefix: str) -> None:
    assert checked_prefix(given, public_url) == prefix


@pytest.mark.parametrize("path", ["https://news.example/a", "/a?b", "/a//b", "/a b", "/..", "/a/./b", "/é", "/a\n"])
def test_what_is_no_path_is_one_sentence(path: str) -> None:
    with pytest.raises(PrefixError, match="is no path to serve under; write one such as /archive"):
        checked_prefix(path)


def test_a_prefix_and_a_public_address_that_differ_are_one_sentence() -> None:
    with pytest.raises(PrefixError, match=r"is not the path of https://news\.example/b; give one"):
        checked_prefix("/a", "https://news.example/b")
