"""Names that the sources have as one of many, or not at all."""

import pytest

from index.gazetteer import Gazetteer
from index.gazetteer.keys import transliterations


def best(gazetteer: Gazetteer, name: str) -> tuple[str, str | None]:
    entry = gazetteer.places(name)[0]
    return entry.name, entry.country


@pytest.mark.parametrize(
    ("country", "key", "other"),
    [
        ("UA", "uzhhorod", "uzhgorod"),
        ("UA", "chuhuiv", "chuguov"),
        ("UA", "kostyantynivka", "kostiantynivka"),
        ("SY", "al qamishli", "qamishli"),
        ("RU", "velikiy novgorod", "veliky novgorod"),
    ],
)
def test_one_transliteration_makes_another(country: str, key: str, other: str) -> None:
    assert other in transliterations(key, country)


def test_no_rule_holds_for_other_countries() -> None:
    assert list(transliterations("al qamishli", "US")) == []


def roles(gazetteer: Gazetteer, name: str) -> dict[str | None, int]:
    number = gazetteer.find(gazetteer.key_of(name))
    return {gazetteer.country(place): role for place, role in reversed(gazetteer.readings(number))}


def test_the_only_big_town_of_another_name_is_well_known_by_it(gazetteer: Gazetteer) -> None:
    assert roles(gazetteer, "Allahabad")["IN"] == 1


def test_a_town_that_has_the_name_as_its_own_keeps_it(gazetteer: Gazetteer) -> None:
    assert roles(gazetteer, "Berea")["SY"] == 3


def test_a_region_is_meant_by_its_name_unless_a_bigger_town_abroad_has_it(gazetteer: Gazetteer) -> None:
    assert roles(gazetteer, "Gaza")["MZ"] == 2
    assert roles(gazetteer, "Victoria")["AU"] == 0


@pytest.mark.parametrize(
    ("name", "country"),
    [("JFK", "US"), ("Schiphol", "NL"), ("Hodeidah", "YE"), ("El Alto", "BO"), ("Khan Younis", "PS")],
)
def test_names_of_dateline_s_own_tables(gazetteer: Gazetteer, name: str, country: str) -> None:
    assert best(gazetteer, name)[1] == country
