import re

import pytest
from flask.testing import FlaskClient

from search.request import SearchRequest
from search.results import PlaceCount, PlaceList
from tests.web.conftest import GetPage
from web.http.assets import FOLDER
from web.pages.map import place_map
from web.rendering.projection import EQUATOR, project, view


def place(
    name: str, count: int, point: tuple[float | None, float | None] = (0.0, 0.0), kind: str = "city"
) -> PlaceCount:
    return PlaceCount(name, name, kind, *point, "XX", ("Somewhere",), count)


def test_projection_is_mercators() -> None:
    assert project(-180, 0) == pytest.approx((0, 0))
    assert project(0, 85.0511288)[0] == EQUATOR / 2
    assert project(180, 45) == pytest.approx((10_000, -1402.75), abs=0.01)
    assert project(0, 90)[1] == project(0, 89)[1]


def test_view_holds_all_points_with_room_around_them() -> None:
    x, y, width, height = view([(5000, -1500), (6000, -1000)])

    assert x < 5000 - 100 and x + width > 6000 + 100
    assert y < -1500 and y + height > -1000
    assert width / height == pytest.approx(1.5, abs=0.01)


def test_view_of_one_place_shows_its_surroundings_and_none_is_larger_than_the_earth() -> None:
    assert view([(5000, -1000)])[2] == 600
    assert view([(0, -3000), (10_000, 1500)])[0:3:2] == (0, 10_000)
    assert view([])[2] == 10_000


def test_area_of_a_dot_grows_with_its_count() -> None:
    made = place_map(SearchRequest("x"), PlaceList(2, (place("Alba", 36), place("Brod", 9))))

    assert [dot.width for dot in made.dots] == ["30", "15"]
    assert [dot.label for dot in made.dots] == ["Alba: 36 paragraphs", "Brod: 9 paragraphs"]


def test_place_without_a_point_is_in_the_list_alone() -> None:
    made = place_map(SearchRequest("x"), PlaceList(1, (place("Nowhere", 2, (None, None)),)))

    assert made.dots == ()
    assert [(row.name, row.count) for row in made.rows] == [("Nowhere", "2")]


def test_namesakes_in_one_place_are_told_apart_by_their_kind() -> None:
    made = place_map(
        SearchRequest("x"), PlaceList(3, (place("Alba", 3), place("Alba", 2, kind="lake"), place("Brod", 1)))
    )

    assert [row.within for row in made.rows] == ["city, Somewhere", "lake, Somewhere", "Somewhere"]


def test_dot_adds_its_place_to_those_chosen() -> None:
    asked = SearchRequest("x", locations=("Brod",), page=3)
    made = place_map(asked, PlaceList(2, (place("Alba", 2), place("Brod", 1))))

    assert [dot.url for dot in made.dots] == ["/?q=x&location=Brod&location=Alba", "/?q=x&location=Brod"]


def test_page_shows_places_as_dots_and_as_a_list(page: GetPage, client: FlaskClient) -> None:
    places = client.get("/api/places?q=ferry").get_json()["places"]
    text = page("/map", q="ferry", sort="newest").text

    assert text.count('class="dot') == sum(place["latitude"] is not None for place in places)
    for place in places:
        assert f'<button name="location" value="{place["name"]}">' in text
        assert f'href="/places/{place["id"]}"' in text
    assert '<input type="hidden" name="q" value="ferry">' in text
    assert '<input type="hidden" name="sort" value="newest">' in text
    assert re.search(r'<use class="land" href="/static/outlines\.[0-9a-f]+\.svg#land"', text)


def test_page_without_places_says_so(page: GetPage) -> None:
    text = page("/map", q="sheep").text

    assert "This search names no places." in text
    assert "<svg" not in text


def test_results_lead_to_the_map(page: GetPage) -> None:
    assert 'href="/map?q=ferry"' in page("/", q="ferry").text
    assert page("/map", q="ferry", **{"from": "yesterday"}).status_code == 400


def test_outlines_are_small_and_name_their_origin() -> None:
    outlines = (FOLDER / "outlines.svg").read_text("utf-8")

    assert len(outlines) < 120_000
    assert "Natural Earth, public domain" in outlines
    assert set(re.findall(r'id="(\w+)"', outlines)) == {"land", "borders"}
