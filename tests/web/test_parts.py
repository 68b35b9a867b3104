"""A long article is shown in parts that lead to one another, and links lead to the part that has a paragraph."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.archives import Story, publish, texts
from tests.web.conftest import BROWSER
from web.app import create_app

LAST = 450
HITS = (50, 250, 260, 449)
Read = Callable[[str], str]


def paragraph(number: int) -> str:
    return f"The gull {number} cries." if number in HITS else f"Tide number {number} came."


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    long = texts(*map(paragraph, range(1, LAST + 1)), id="long")
    stories: list[Story] = [long, texts("A short one.", id="short")]
    return create_app(publish(tmp_path_factory.mktemp("parts"), stories)).test_client()


@pytest.fixture
def read(client: FlaskClient) -> Read:
    def get(path: str) -> str:
        response = client.get(path, headers=BROWSER)
        assert response.status_code == 200
        return response.text

    return get


def sections(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'<section id="p(\d+)"', page)]


def test_parts_lead_to_one_another(read: Read) -> None:
    first = read("/articles/long?q=gull")
    assert sections(first) == list(range(1, 201))
    assert "paragraphs 1 to 200 of 450" in first
    assert 'rel="next" href="/articles/long?q=gull&amp;paragraph=201">after →' in first
    assert "← before" not in first

    last = read("/articles/long?q=gull&paragraph=401")
    assert sections(last) == list(range(401, 451))
    assert 'rel="prev" href="/articles/long?q=gull&amp;paragraph=201">← before' in last
    assert "after →" not in last


def test_a_link_leads_to_the_part_that_has_its_paragraph(client: FlaskClient, read: Read) -> None:
    found = client.get("/api/search?q=gull+cries&size=100&sort=oldest").get_json()["results"]
    urls = {one["ordinal"]: one["url"] for one in found}

    assert urls[50] == "/articles/long?q=gull%20cries#p50"
    assert urls[449] == "/articles/long?q=gull%20cries&paragraph=449#p449"
    for ordinal, url in urls.items():
        assert ordinal in sections(read(url.partition("#")[0]))


def test_hits_of_all_parts_are_counted_and_lead_to_one_another(read: Read) -> None:
    middle = read("/articles/long?q=gull&paragraph=222")

    assert "4 paragraphs of 450" in middle
    assert 'href="/articles/long?q=gull#p50">first hit' in middle
    assert re.findall(r'rel="(prev|next)" href="([^"]*)" aria', middle) == [
        ("prev", "/articles/long?q=gull#p50"),
        ("next", "#p260"),
        ("prev", "#p250"),
        ("next", "/articles/long?q=gull&amp;paragraph=449#p449"),
    ]
    assert 'data-count="4" data-passed="1" data-before="/articles/long?q=gull#p50"' in middle


def test_where_nothing_has_all_words_hits_of_other_parts_have_some(read: Read) -> None:
    assert "4 paragraphs of 450" in read("/articles/long?q=gull+walrus&paragraph=401")


def test_a_short_article_has_no_parts(read: Read) -> None:
    short = read("/articles/short")

    assert "Parts of this article" not in short
    assert "paragraphs 1 to" not in short


def test_json_is_paged_as_the_page_is(client: FlaskClient) -> None:
    url, ordinals = "/api/articles/long?q=gull", []
    while url:
        part = client.get(url).get_json()
        assert part["total"] == LAST
        assert part["links"]["self"] == url
        ordinals += [one["ordinal"] for one in part["paragraphs"]]
        url = part["links"]["next"]

    assert ordinals == list(range(1, LAST + 1))
    assert part["links"]["prev"] == "/api/articles/long?q=gull&paragraph=201"
    assert part["links"]["page"] == "/articles/long?q=gull&paragraph=401#p401"


@pytest.mark.parametrize("path", ["/articles/long?paragraph=451", "/api/articles/long?paragraph=451"])
def test_a_paragraph_that_there_is_not_is_told(client: FlaskClient, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert "no paragraph 451" in response.get_json()["detail"]


@pytest.mark.parametrize("number", ["0", "-1", "one", "10000000", "²"])
def test_what_is_no_place_of_a_paragraph_is_refused(client: FlaskClient, number: str) -> None:
    for path in ("/articles/long", "/api/articles/long"):
        assert client.get(path, query_string={"paragraph": number}).status_code == 400


def test_a_page_of_many_paragraphs_is_no_longer_than_one_of_few(client: FlaskClient) -> None:
    assert len(client.get("/articles/long", headers=BROWSER).data) < 150_000
