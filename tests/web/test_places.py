"""The places of a search, and one place, as JSON: over a small archive whose places are given by hand."""

import pytest
from flask.testing import FlaskClient

from index.annotation.spans import Location
from tests.archives import Story, Told, publish
from tests.web.conftest import BROWSER
from web.app import create_app

PORTUGAL = Location("Portugal", "country", 0, 1, 39.5, -8.0, "PT", (), 2264397)
PORTO = Location("Porto", "city", 0, 1, 41.15, -8.61, "PT", ("Porto District", "Portugal"), 2735943)
RIBEIRA = Location("Cais da Ribeira", "road", 0, 1, 41.15, -8.61, "PT", ("Porto", "Porto District", "Portugal"))
SEA = Location("North Sea", "sea", 0, 1, 56.0, 3.0, None)

STORY = Story(
    "hum",
    (
        Told("The bridge hums over Porto.", locations=(PORTO,)),
        Told("The quay hums as well, all Porto says.", locations=(RIBEIRA, PORTO)),
        Told("Portugal is quiet, and so is the sea.", locations=(PORTUGAL, SEA)),
    ),
    source="The Douro Leaf",
)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return create_app(publish(tmp_path_factory.mktemp("index"), [STORY])).test_client()


def test_places_of_a_search(places: FlaskClient) -> None:
    answer = places.get("/api/places?q=hums&source=The+Douro+Leaf").get_json()

    assert list(answer) == ["query", "total", "places"]
    assert (answer["query"], answer["total"]) == ("hums", 2)
    assert answer["places"][0] == {
        "id": "2735943",
        "name": "Porto",
        "kind": "city",
        "latitude": 41.15,
        "longitude": -8.61,
        "country": "PT",
        "within": ["Porto District", "Portugal"],
        "count": 2,
        "label": "",
        "url": "/?q=hums&location=Porto&source=The%20Douro%20Leaf",
    }
    assert answer["places"][1]["id"] == "cais-da-ribeira-porto-porto-district-pt"


def test_the_address_of_a_place_finds_what_was_counted(places: FlaskClient) -> None:
    for place in places.get("/api/places?q=hums").get_json()["places"]:
        found = places.get(place["url"].replace("/?", "/api/search?", 1)).get_json()

        assert found["total"] == place["count"]


def test_as_many_places_are_listed_as_are_asked_for(places: FlaskClient) -> None:
    answer = places.get("/api/places?size=1").get_json()

    assert [place["name"] for place in answer["places"]] == ["Porto"]
    assert answer["total"] == 4


def test_places_may_be_counted_by_article(places: FlaskClient) -> None:
    answer = places.get("/api/places?q=porto&group=article").get_json()

    assert answer["places"][0]["count"] == 1
    assert answer["places"][0]["url"] == "/?q=porto&location=Cais%20da%20Ribeira&group=article"


def test_place_with_what_lies_in_it(places: FlaskClient) -> None:
    answer = places.get("/api/places/2264397").get_json()

    assert list(answer) == [
        "id", "name", "kind", "latitude", "longitude", "country", "within", "count", "label", "contained", "links"
    ]  # fmt: skip
    assert (answer["name"], answer["count"]) == ("Portugal", 1)
    assert answer["contained"] == [
        {"id": "2735943", "name": "Porto", "count": 2},
        {"id": "cais-da-ribeira-porto-porto-district-pt", "name": "Cais da Ribeira", "count": 1},
    ]
    assert answer["links"] == {"self": "/api/places/2264397", "page": "/?location=Portugal"}


def test_place_without_a_country(places: FlaskClient) -> None:
    answer = places.get("/api/places/north-sea").get_json()

    assert (answer["country"], answer["within"], answer["contained"]) == (None, [], [])


def test_links_of_every_place_lead_to_it(places: FlaskClient) -> None:
    for place in places.get("/api/places").get_json()["places"]:
        answer = places.get(f"/api/places/{place['id']}").get_json()

        assert places.get(answer["links"]["self"]).get_json() == answer
        assert places.get(answer["links"]["page"]).status_code == 200


def test_places_come_from_articles_as_they_are_read(client: FlaskClient) -> None:
    names = [place["name"] for place in client.get("/api/places?q=soup+OR+slept+OR+winter").get_json()["places"]]

    assert {"Lerwick", "Aberdeen"} <= set(names)


GEORGIA = Location("Georgia", "country", 0, 1, 42.0, 43.5, "GE", (), 614540)
STATE = Location("Georgia", "region", 0, 1, 32.8, -83.5, "US", ("United States",), 4197000)


@pytest.fixture(scope="module")
def namesakes(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    wine = Story("wine", (Told("Georgia has wine.", locations=(GEORGIA,)),))
    peach = Story("peach", (Told("Georgia has peaches.", locations=(STATE,)),))
    return create_app(publish(tmp_path_factory.mktemp("namesakes"), [wine, peach])).test_client()


def test_two_places_of_one_name_are_two_values_with_labels(namesakes: FlaskClient) -> None:
    assert namesakes.get("/api/search?q=georgia").get_json()["facets"]["location"] == [
        {"value": "place:4197000", "count": 1, "label": "Georgia, US"},
        {"value": "place:614540", "count": 1, "label": "Georgia, country"},
    ]
    for place in namesakes.get("/api/places").get_json()["places"]:
        found = namesakes.get(place["url"].replace("/?", "/api/search?", 1)).get_json()
        assert (place["count"], found["total"]) == (1, 1)


def test_a_name_that_several_places_have_is_asked_about(namesakes: FlaskClient) -> None:
    response = namesakes.get("/places/Georgia", headers=BROWSER)

    assert response.status_code == 200
    for place_id, label in (("614540", "Georgia, country"), ("4197000", "Georgia, US")):
        assert f'<a href="/places/{place_id}"><bdi>{label}</bdi></a>' in response.text
        assert namesakes.get(f"/places/{place_id}", headers=BROWSER).status_code == 200
    assert namesakes.get("/places/Utopia", headers=BROWSER).status_code == 404


def test_a_filter_by_an_id_is_shown_by_its_label(namesakes: FlaskClient) -> None:
    text = namesakes.get("/?location=place:614540", headers=BROWSER).text

    assert "Georgia, country" in text
    assert ">place:" not in text
