"""A place has a point of its own or none, and lies in what the text says.  All sentences are invented."""

import pytest

from index.annotation.locations import locate
from index.annotation.spans import Location
from index.gazetteer import Gazetteer


def located(gazetteer: Gazetteer, text: str) -> dict[str, Location]:
    return {text[place.start : place.end]: place for place in locate([text], gazetteer)[0]}


def test_a_place_the_gazetteer_lacks_has_no_point(gazetteer: Gazetteer) -> None:
    text = "Firefighters in Wichita, Kansas, were called to a barn near Quillfeather Creek on Tuesday."
    creek = located(gazetteer, text)["Quillfeather Creek"]
    assert (creek.latitude, creek.longitude, creek.geonames_id) == (None, None, None)
    assert (creek.country, creek.within) == (None, ())


@pytest.mark.parametrize(
    "text",
    [
        "A runaway piano closed Quillfeather Street, Topeka, on Monday.",
        "A runaway piano closed Quillfeather Street in Topeka, Kansas, on Monday.",
        "A runaway piano closed Topeka's Quillfeather Street, to the joy of all Kansas.",
    ],
)
def test_it_lies_in_what_the_text_says_it_lies_in(gazetteer: Gazetteer, text: str) -> None:
    street = located(gazetteer, text)["Quillfeather Street"]
    assert (street.latitude, street.country) == (None, "US")
    assert street.within[0] == "Topeka"
    assert "Kansas" in street.within


def test_an_airport_lies_at_the_town_it_is_named_after(gazetteer: Gazetteer) -> None:
    airport = located(gazetteer, "Geese closed Topeka Airport. Topeka, Kansas, was quiet.")["Topeka Airport"]
    assert (airport.latitude, airport.within[0]) == (None, "Topeka")


def test_numbered_roads_have_no_point(gazetteer: Gazetteer) -> None:
    text = "A runaway piano closed Highway 24 near Topeka, Kansas, on Monday."
    assert located(gazetteer, text)["Highway 24"].latitude is None


def test_a_street_that_the_gazetteer_has_is_found(gazetteer: Gazetteer) -> None:
    street = located(gazetteer, "A piano rolled along Wall Street while Topeka slept.")["Wall Street"]
    assert street.latitude == pytest.approx(40.7, abs=0.1)


def test_a_city_by_its_word_is_the_city(gazetteer: Gazetteer) -> None:
    assert located(gazetteer, "Geese came to Quezon City from Luzon.")["Quezon City"].latitude is not None


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [
        ("Uzhgorod", 48.6, 22.3),
        ("Avdeevka", 48.1, 37.7),
        ("Zaporozhye", 47.8, 35.2),
        ("Chasov Yar", 48.6, 37.8),
        ("Gurgaon", 28.5, 77.0),
        ("Allahabad", 25.4, 81.8),
        ("JFK", 40.6, -73.8),
        ("Schiphol", 52.3, 4.8),
        ("Saigon", 10.8, 106.7),
        ("Petrograd", 59.9, 30.3),
        ("Hodeidah", 14.8, 42.9),
        ("Khayelitsha", -34.0, 18.7),
        ("Abyssinia", 9.0, 39.5),
    ],
)
def test_a_well_known_name_has_its_own_point(
    gazetteer: Gazetteer, name: str, latitude: float, longitude: float
) -> None:
    place = located(gazetteer, f"The geese flew from Madrid to {name} in May.")[name]
    assert [place.latitude, place.longitude] == pytest.approx([latitude, longitude], abs=0.4)


def test_a_name_of_one_country_that_the_article_is_about_has_its_point(gazetteer: Gazetteer) -> None:
    text = "Kites flew in South Jakarta and Bekasi, Indonesia, on Monday."
    assert located(gazetteer, text)["South Jakarta"].latitude == pytest.approx(-6.3, abs=0.5)
    alone = "Kites flew in Wakefield and South Jakarta on Monday."
    assert located(gazetteer, alone)["South Jakarta"].latitude is None
