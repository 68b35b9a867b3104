"""Places without an entry, found by the places and words beside them.  All sentences and most places are invented."""

import pytest

from index.annotation.locations import locate
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


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("She told residents of Kilgramby village that kites would fall.", ["Kilgramby"]),
        ("A resident of Kil-Gramby, Ada Oxbarn, flew kites.", ["Kil-Gramby"]),
        ("Three kites fell in Kilgramby upazila of Dhaka.", ["Kilgramby", "Dhaka"]),
        ("A kite was held at Kampung Kilgramby.", ["Kampung Kilgramby"]),
        ("The kites were lost in Kilgramby on Saturday.", ["Kilgramby"]),
        ("A farm was hit near Kilgramby last night.", ["Kilgramby"]),
        ("Ada Oxbarn, 38, of Kilgramby, flew a kite.", ["Kilgramby"]),
        ("The former mayor of Kilgramby flew a kite from the outskirts of Oxgramby.", ["Kilgramby", "Oxgramby"]),
        ("He sold kites outside Kilgramby station.", ["Kilgramby"]),
        ("Ada Oxbarn, of Bolton, flew a kite.", ["Bolton"]),
        ("Kites fell into the Kilgramby river.", ["Kilgramby"]),
        ("Kakamega Senator Ada Oxbarn flew a kite.", ["Kakamega"]),
        ("Archbishop Ada Oxbarn of Gulu flew a kite.", ["Gulu"]),
        ("A Cardiff landlord flew a kite.", ["Cardiff"]),
    ],
)
def test_names_in_frames_that_only_places_have(gazetteer: Gazetteer, text: str, places: list[str]) -> None:
    people = frozenset(["Ada Oxbarn"])
    found = [text[place.start : place.end] for place in locate([text], gazetteer, people)[0]]
    assert found == places


def test_a_family_name_that_is_a_country_opens_its_sentence(gazetteer: Gazetteer) -> None:
    people = frozenset(["Ada Montenegro", "Montenegro"])
    assert not locate(["Montenegro flew over a kite.", "Montenegro called it late."], gazetteer, people)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Oxbarn, of Kilgram Holdings, flew a kite.",
        "The people of Kilgram Holdings flew kites.",
        "Ada Oxbarn told ABC Bolton that kites fell.",
        "KILGRAM (4-4-2): Oxbarn; Bolton, Derby, Wells; Ely.",
        "He leaves two sons, Wells and Lincoln.",
        "A flight for Vice Mayor Ada Oxbarn was late.",
    ],
)
def test_names_in_such_frames_that_are_none(gazetteer: Gazetteer, text: str) -> None:
    assert not locate([text], gazetteer, frozenset(["Ada Oxbarn"]))[0]
