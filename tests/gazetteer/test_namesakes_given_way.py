"""Which of several places of one name comes first."""

import pytest

from index.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def roles(gazetteer: Gazetteer, name: str) -> dict[tuple[str, str, str | None], int]:
    readings = gazetteer.readings(gazetteer.find(name))
    return {(gazetteer.name(p), gazetteer.kind(p), gazetteer.country(p)): role for p, role in readings}


def test_a_district_that_is_called_otherwise_at_its_seat_gives_way(gazetteer: Gazetteer) -> None:
    found = roles(gazetteer, "york")
    assert found["York", "district", "CA"] == 2
    assert found["York", "city", "GB"] == 0


def test_a_small_town_loses_the_name_of_a_big_one(gazetteer: Gazetteer) -> None:
    assert ("Durbanville", "city", "ZA") not in roles(gazetteer, "durban")


@pytest.mark.parametrize("name", ["gbagada", "andheri", "shoreditch"])
def test_quarters_of_great_cities(gazetteer: Gazetteer, name: str) -> None:
    assert [kind for _, kind, _ in roles(gazetteer, name)] == ["quarter"]
