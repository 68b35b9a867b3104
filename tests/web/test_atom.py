"""Feeds keep the rules of RFC 4287 that a program can look at."""

import json
import uuid
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from flask.testing import FlaskClient

from index.pipeline.rebuild import rebuild
from tests.web import sample
from web.api.atom import in_xml
from web.app import create_app

ATOM = "{http://www.w3.org/2005/Atom}"
ONCE = ("id", "title", "updated")


def feed_of(client: FlaskClient, address: str) -> Element:
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (200, "application/atom+xml")
    return fromstring(response.data)


def require_person(element: Element) -> None:
    assert len(element.findall(ATOM + "name")) == 1
    assert element.findtext(ATOM + "name", "").strip()


def require_valid(feed: Element) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: what a feed and an entry must have, and how often."""
    assert feed.tag == ATOM + "feed"
    for element in (feed, *feed.iter(ATOM + "entry")):
        for name in ONCE:
            assert len(element.findall(ATOM + name)) == 1, name
        uuid.UUID(element.findtext(ATOM + "id", "").removeprefix("urn:uuid:"))
        assert datetime.fromisoformat(element.findtext(ATOM + "updated", "")).tzinfo is not None
        assert element.findall(ATOM + "author")
        for person in (*element.findall(ATOM + "author"), *element.findall(ATOM + "contributor")):
            require_person(person)
        alternates = [link for link in element.findall(ATOM + "link") if link.get("rel") == "alternate"]
        assert len(alternates) == 1 and alternates[0].get("href", "").startswith("http://localhost/")
        for category in element.findall(ATOM + "category"):
            assert category.get("term")
    ids = [entry.findtext(ATOM + "id") for entry in feed.iter(ATOM + "entry")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "query",
    ["", "?q=ferry", "?q=typesetter", "?q=walrus", "?q=المتحدث", "?q=zebra", "?q=sheep", "?group=article", "?page=3"],
)
def test_feed_is_valid(client: FlaskClient, query: str) -> None:
    require_valid(feed_of(client, "/feed.atom" + query))


def test_entries_are_the_newest_matches(client: FlaskClient) -> None:
    feed = feed_of(client, "/feed.atom?q=ferry&sort=oldest&size=1")
    days = [entry.findtext(ATOM + "updated", "")[:10] for entry in feed.iter(ATOM + "entry")]

    assert days == ["2024-02-12"] * 3 + ["2023-06-03"]


def test_entry_has_the_paragraph_its_speakers_and_its_place(client: FlaskClient) -> None:
    (entry,) = feed_of(client, "/feed.atom?q=politely").iter(ATOM + "entry")

    assert entry.findtext(ATOM + "summary") == sample.FERRY[1]
    assert entry.findtext(ATOM + "title") == "Hanna Oril: Ferry waits for a seal"
    assert [author.findtext(ATOM + "name") for author in entry.findall(ATOM + "author")] == ["The Tidal Post"]
    assert entry.findtext(f"{ATOM}contributor/{ATOM}name") == "Hanna Oril"
    assert [category.get("term") for category in entry.findall(ATOM + "category")] == ["Lerwick"]
    link = entry.find(ATOM + "link")
    assert link is not None and link.get("href", "").endswith("?q=politely#p2")


def test_feed_links_to_itself_and_to_its_page(client: FlaskClient) -> None:
    feed = feed_of(client, "/feed.atom?q=ferry&speaker=Hanna+Oril")
    links = {link.get("rel"): link.get("href") for link in feed.findall(ATOM + "link")}

    assert links["self"] == "http://localhost/feed.atom?q=ferry&speaker=Hanna%20Oril"
    assert client.get(links["alternate"]).status_code == 200


def test_markup_of_articles_is_text(client: FlaskClient) -> None:
    response = client.get("/feed.atom?q=typesetter")

    assert "<script>" not in response.text
    assert sample.HOSTILE[0] in [one.text for one in fromstring(response.data).iter(ATOM + "summary")]


def test_ids_outlive_a_rebuild(tmp_path: Path) -> None:
    def ids() -> list[str | None]:
        client = create_app(tmp_path / "index").test_client()
        return [one.text for one in feed_of(client, "/feed.atom?q=ferry").iter(ATOM + "id")]

    source = sample.write(tmp_path)
    rebuild([source / "archive.jsonl"], tmp_path / "index", processes=1)
    before = ids()
    more = tmp_path / "more.jsonl"
    more.write_text(json.dumps({"id": "1", "text": "Another walrus was seen in Bergen."}), "utf-8")
    rebuild([source / "archive.jsonl", more], tmp_path / "index", processes=1)

    assert ids() == before


def test_what_xml_has_no_place_for_is_left_out() -> None:
    assert in_xml("a\x00b\x0bc\ud800d\ufffee\U0001f600\tf") == "abcde\U0001f600\tf"


def test_control_characters_of_a_query_do_not_break_the_feed(client: FlaskClient) -> None:
    require_valid(feed_of(client, "/feed.atom?q=%00%0bferry%1f"))


def test_feed_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/feed.atom?q=ferry")
    again = client.get("/feed.atom?q=ferry", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")


def test_results_page_names_its_feed(client: FlaskClient) -> None:
    page = client.get("/?q=ferry").text

    assert 'rel="alternate" type="application/atom+xml"' in page
    assert 'href="/feed.atom?q=ferry"' in page
