from tests.web.conftest import GetPage


def test_all_values_are_listed_as_filters(page: GetPage) -> None:
    text = page("/values/speaker", q="ferry").text

    assert 'href="/?q=ferry&amp;speaker=Hanna%20Oril"><bdi>Hanna Oril</bdi></a> <span class="count">2</span>' in text
    assert 'href="/?q=ferry">← Results' in text


def test_chosen_value_is_marked_and_the_others_stay_to_be_chosen_too(page: GetPage) -> None:
    text = page("/values/source", q="ferry", source="The Tidal Post").text

    assert 'href="/?q=ferry" aria-current="true"><bdi>The Tidal Post</bdi>' in text
    assert 'href="/?q=ferry&amp;source=The%20Tidal%20Post&amp;source=The%20Douro%20Leaf"' in text


def test_facet_of_a_chosen_value_offers_the_alternatives(page: GetPage) -> None:
    text = page("/", q="ferry", source="The Tidal Post").text

    assert 'aria-current="true"><bdi>The Tidal Post</bdi></a> <span class="count">3</span>' in text
    assert 'source=The%20Douro%20Leaf"><bdi>The Douro Leaf</bdi></a> <span class="count">1</span>' in text


def test_countries_have_names(page: GetPage) -> None:
    assert "<bdi>Portugal</bdi>" in page("/values/country", sort="newest").text


def test_field_that_there_is_not_is_not_found(page: GetPage) -> None:
    response = page("/values/colour", q="ferry")

    assert response.status_code == 404
    assert "Not Found" in response.text
