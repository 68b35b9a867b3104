"""What is written beside a name beats one sense an article.  All sentences are invented."""

import pytest

from index.annotation.locations import locate
from index.annotation.spans import Location
from index.gazetteer import Gazetteer


def named(gazetteer: Gazetteer, name: str, *paragraphs: str) -> list[Location]:
    return [
        place
        for text, found in zip(paragraphs, locate(paragraphs, gazetteer), strict=True)
        for place in found
        if text[place.start : place.end] == name
    ]


def test_each_mention_means_what_is_written_beside_it(gazetteer: Gazetteer) -> None:
    oregon, maine, bare = named(
        gazetteer,
        "Portland",
        "In Portland, Ore., the kites were red.",
        "In Portland, Maine, they were blue.",
        "The mayor of Portland liked them.",
    )
    assert "Oregon" in oregon.within
    assert "Maine" in maine.within
    assert "Maine" in bare.within


def test_containers_that_agree_mean_one_place(gazetteer: Gazetteer) -> None:
    first, second = named(gazetteer, "Paris", "Kites rose over Paris, Texas. In Paris, Lamar County, they fell.")
    assert "Texas" in first.within
    assert first == second or first.geonames_id == second.geonames_id


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kites were sold in New York on Monday.", "city"),
        ("New York Gov. Ada Plum bought a kite.", "region"),
        ("Kites were sold in Buffalo, New York, on Monday.", "region"),
        ("Kites are banned in Oregon and New York.", "region"),
    ],
)
def test_the_state_and_the_city(gazetteer: Gazetteer, text: str, kind: str) -> None:
    assert [place.kind for place in named(gazetteer, "New York", text)] == [kind]


def test_a_people_speaks_for_its_country(gazetteer: Gazetteer) -> None:
    [gaza] = named(gazetteer, "Gaza", "Israeli envoys flew a kite over Gaza.")
    assert gaza.country == "PS"
    [valencia] = named(gazetteer, "Valencia", "Spanish bakers met Spanish kite makers in Valencia.")
    assert valencia.country == "ES"


def test_a_town_abroad_is_no_province(gazetteer: Gazetteer) -> None:
    [bari] = named(gazetteer, "Bari", "The kites left the port of Bari on Monday.")
    assert bari.country == "IT"


def test_a_metropolis_goes_before_a_smaller_namesake(gazetteer: Gazetteer) -> None:
    [town] = named(gazetteer, "St. Louis", "A St. Louis native flew the kite.")
    assert town.country == "US"


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Farmers from Punjab and Haryana flew kites in Delhi.", "Punjab", "IN"),
        ("Kites from Georgia and Armenia were sold.", "Georgia", "GE"),
        ("Kites from Delhi and Quillby were sold in Delhi.", "Delhi", "IN"),
        ("A kite fell in Chester-le-Street.", "Chester-le-Street", "GB"),
    ],
)
def test_a_name_means_what_it_does_where_its_partner_lies(
    gazetteer: Gazetteer, text: str, name: str, country: str
) -> None:
    found = {text[place.start : place.end]: place for place in locate([text], gazetteer)[0]}
    assert found[name].country == country
    assert found[name].latitude is not None
