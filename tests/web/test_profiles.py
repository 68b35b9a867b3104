"""The pages of speakers and of places."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from index.annotation.spans import Location
from tests.archives import Said, Story, Told, publish
from tests.web.conftest import BROWSER, GetPage
from web.app import create_app

ODD = 'Ad/a "<Lund>" #?%\u202e 100%'
PORTUGAL = Location("Portugal", "country", 0, 1, 39.5, -8.0, "PT", (), 1)
PORTO = Location("Porto", "city", 0, 1, 41.15, -8.61, "PT", ("Portugal",), 2)
SEA = Location('The "Sea" <of>', "sea", 0, 1, None, None, None)
STORIES = [
    Story(
        f"s{month}",
        (
            Told("“It hums,” she said.", (Said("It hums,", ODD),), locations=(PORTO,)),
            Told("Quiet, said Senator Bo Reed.", speakers=("Bo Reed",), locations=(PORTUGAL, SEA)),
            Told("Quiet, said Reed.", speakers=("Reed",)),
        ),
        title="Hum",
        date=f"2031-{month:02}-01",
        source="Leaf",
    )
    for month in (1, 2, 5)
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return create_app(publish(tmp_path_factory.mktemp("index"), STORIES)).test_client()


@pytest.fixture(scope="module")
def read(client: FlaskClient) -> GetPage:
    return lambda path: client.get(path, headers=BROWSER)


def test_speaker_with_any_signs_in_the_name(read: GetPage) -> None:
    response = read(f"/speakers/{quote(ODD, safe='')}")

    assert response.status_code == 200
    assert "<Lund>" not in response.text
    assert re.search(r">3 paragraphs</a> of 3 articles", response.text)
    assert "Latest quotations" in response.text
    assert response.text.count('<li class="result">') == 3


def test_names_with_slashes_at_their_ends_lead_to_their_page(tmp_path: Path) -> None:
    """Two slashes of an address became one, and led from one of these names to another and back, for ever."""
    names = ("//evil.example/x", "\\\\evil.example\\x", "/\\evil.example", "evil.example/x/")
    told = Told(" ".join(f"“It hums {n},” said somebody." for n, _ in enumerate(names)),
                tuple(Said(f"It hums {n},", name) for n, name in enumerate(names)))  # fmt: skip
    client = create_app(publish(tmp_path, [Story("a", (told,))])).test_client()

    for name in names:
        response = client.get(f"/speakers/{quote(name, safe='')}", headers=BROWSER, follow_redirects=True)
        assert (response.status_code, len(response.history) < 2) == (200, True)


def test_speaker_page_links_lead_somewhere(read: GetPage) -> None:
    text = read(f"/speakers/{quote(ODD, safe='')}").text

    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/(?!static)[^"#]*)', text)}
    assert "/places/2" in links
    for link in links:
        assert read(link).status_code == 200, link


def test_search_inside_what_was_said(read: GetPage) -> None:
    text = read("/speakers/Bo%20Reed").text

    assert '<input type="hidden" name="speaker" value="Bo Reed">' in text
    assert 'action="/"' in text


def test_other_name_leads_to_the_canonical_one(client: FlaskClient, read: GetPage) -> None:
    names = client.get("/api/speakers/Reed").get_json()["names"]
    response = read("/speakers/Reed")

    assert {one["value"] for one in names} == {"Bo Reed", "Reed"}
    assert (response.status_code, response.location) == (302, "/speakers/Bo%20Reed")
    assert "Also written <bdi>Reed</bdi>" in read(response.location).text


def test_why_another_name_is_the_same_persons_is_said(read: GetPage) -> None:
    assert '<span class="about">(the family name alone, ' in read("/speakers/Bo%20Reed").text


def test_why_another_name_is_the_same_persons_is_told_to_programs(client: FlaskClient) -> None:
    reasons = {one["value"]: one["reason"] for one in client.get("/api/speakers/Reed").get_json()["names"]}

    assert reasons["Bo Reed"] is None
    assert reasons["Reed"].startswith("the family name alone, ")


def test_unknown_speaker_is_said(client: FlaskClient, read: GetPage) -> None:
    page, members = read("/speakers/Nobody%20Here"), client.get("/api/speakers/Nobody")

    assert page.status_code == members.status_code == 404
    assert "Nobody speaks as “Nobody Here”" in page.text
    assert members.mimetype == "application/problem+json"


def test_speaker_as_json(client: FlaskClient) -> None:
    members = client.get("/api/speakers/Bo%20Reed").get_json()

    assert list(members) == [
        "name", "kind", "names", "roles", "roles_of", "paragraphs", "articles", "dates", "places", "sources", "latest",
        "links",
    ]  # fmt: skip
    assert (members["paragraphs"], members["articles"]) == (6, 3)
    assert [place["name"] for place in members["places"]] == ["Portugal", 'The "Sea" <of>']
    assert members["sources"] == [{"value": "Leaf", "count": 6}]
    assert sum(bucket["count"] for bucket in members["dates"]) == 6
    assert client.get(members["links"]["self"]).get_json() == members
    assert client.get(members["links"]["search"]).get_json()["total"] == 6


def test_json_takes_no_parameter(client: FlaskClient) -> None:
    assert client.get("/api/speakers/Bo%20Reed?size=3").status_code == 400


def test_place_page(read: GetPage) -> None:
    text = read("/places/1").text

    assert re.search(r"6 paragraphs</a> in 3 articles, 1 Jan 2031", text)
    assert "3 name the place itself" in text
    assert 'href="/places/2"><bdi>Porto</bdi>' in text
    assert 'class="map"' in text


def test_place_without_a_point_has_no_map(client: FlaskClient, read: GetPage) -> None:
    (sea,) = [place for place in client.get("/api/places").get_json()["places"] if place["kind"] == "sea"]
    response = read(f"/places/{sea['id']}")

    assert response.status_code == 200
    assert "<of>" not in response.text
    assert 'class="map"' not in response.text


def test_place_page_links_lead_somewhere(read: GetPage) -> None:
    text = read("/places/2").text

    for link in {link.replace("&amp;", "&") for link in re.findall(r'href="(/(?!static)[^"#]*)', text)}:
        assert read(link).status_code == 200, link
    assert 'href="/places/1"><bdi>Portugal</bdi>' in text


def test_search_inside_a_country_is_by_country(read: GetPage) -> None:
    assert '<input type="hidden" name="country" value="PT">' in read("/places/1").text
    assert '<input type="hidden" name="location" value="Porto">' in read("/places/2").text


def test_unknown_place_is_said(read: GetPage) -> None:
    response = read("/places/nowhere")

    assert response.status_code == 404
    assert "names no place of the id “nowhere”" in response.text


def test_pages_are_fresh(client: FlaskClient) -> None:
    for path in ("/speakers/Bo%20Reed", "/places/2", "/cite/s1/1", "/like/s1/1"):
        tag = client.get(path).headers["ETag"]

        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_map_of_a_town_shows_its_surroundings(read: GetPage) -> None:
    text = read("/places/2").text
    [(x, y, width, height)] = [map(int, box) for box in re.findall(r'viewBox="(\S+) (\S+) (\S+) (\S+)"', text)]
    [(left, top)] = [map(int, dot) for dot in re.findall(r'd="M(\S+) (\S+)h0" stroke-width="20"', text)]

    assert (width, height) == (300, 200)
    assert (left, top) == (x + 150, y + 100)


@pytest.mark.parametrize(("name", "place"), [("Porto", "2"), (SEA.name, "the-sea-of")])
def test_name_leads_to_the_place(read: GetPage, name: str, place: str) -> None:
    assert read(f"/places/{quote(name, safe='')}").location == f"/places/{place}"


@pytest.mark.parametrize("name", ["porto", "Porto" * 100, "\x00", "*"])
def test_what_no_place_is_called_is_not_there(read: GetPage, name: str) -> None:
    assert read(f"/places/{quote(name, safe='')}").status_code == 404
