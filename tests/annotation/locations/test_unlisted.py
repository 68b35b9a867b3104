"""Places without an entry, found by the places and words beside them.  All sentences and most places are invented."""

import pytest

from index.gazetteer import Gazetteer
from tests.annotation.locations.test_points import located
from tests.annotation.locations.test_refutation import mentions


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Kites were sold in Kilgramby, Oxbarn and Wakefield on Monday.", ["Kilgramby", "Oxbarn", "Wakefield"]),
        ("A kite fell in Kilgramby, Yorkshire.", ["Kilgramby", "Yorkshire"]),
        ("A kite fell on the village of Dan Kilgramo in Zamfara.", ["Dan Kilgramo", "Zamfara"]),
        ("Kites fell near Kilgramby village and Oxbarn railway station.", ["Kilgramby"]),
        ("Villagers in Kilgramby said that kites had fallen; Olu Oxbarn grew up in Bramkil.", ["Kilgramby", "Bramkil"]),
        ("Kites fell on Masisi, Rutshuru and Kilgramby.", ["Masisi", "Rutshuru", "Kilgramby"]),
        ("He was born in Kilgramby, a poor suburb of Lima.", ["Kilgramby", "Lima"]),
        ("A Bolton man flew a kite.", ["Bolton"]),
        ("The Antwerp-based firm makes kites.", ["Antwerp"]),
        ("They retook Kilgramby, some ten miles west of Goma.", ["Kilgramby", "Goma"]),
        ("A train of kites ran from Kilgramby to Wakefield.", ["Kilgramby", "Wakefield"]),
    ],
)
def test_names_beside_places(gazetteer: Gazetteer, text: str, places: list[str]) -> None:
    assert mentions(gazetteer, text) == places


@pytest.mark.parametrize(
    "text",
    [
        "In Wakefield, Kilgram and Oxbarn flew kites.",
        "She has worked in Wakefield, and for Kilgram Holdings.",
        "He ate at the Old Kite in Wakefield.",
        "They flew to Wakefield in March, Ada Kilgram and Olu Oxbarn said.",
    ],
)
def test_names_that_are_none(gazetteer: Gazetteer, text: str) -> None:
    assert mentions(gazetteer, text) == ["Wakefield"]


def test_it_has_no_point_and_lies_in_what_is_written(gazetteer: Gazetteer) -> None:
    place = located(gazetteer, "A kite fell in Kilgramby, Lancashire.")["Kilgramby"]
    assert (place.latitude, place.country, place.within[0]) == (None, "GB", "Lancashire")


def test_countries_and_islands_need_no_preposition_of_place(gazetteer: Gazetteer) -> None:
    assert mentions(gazetteer, "Tuvalu's kites were praised on Negros.") == ["Tuvalu", "Negros"]


def test_a_people_before_a_sea_is_left_out(gazetteer: Gazetteer) -> None:
    assert mentions(gazetteer, "The Russian Black Sea fleet has kites.") == ["Black Sea"]
