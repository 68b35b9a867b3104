"""Places inside the names of bodies, clubs, persons and things.  All sentences, persons and events are invented."""

import pytest

from index.gazetteer import Gazetteer
from tests.annotation.locations.test_refutation import mentions


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The Delhi High Court heard of a kite in Ghaziabad.", ["Ghaziabad"]),
        ("The University of Ibadan and the Bank of Ghana lent kites to Radio Nigeria.", []),
        ("Leeds City Council and Police Scotland counted kites in Dundee.", ["Dundee"]),
        ("She appeared before Durban high court judge Ada Oke-Kite.", ["Durban"]),
        ("The Lagos Police Commissioner saw a kite.", ["Lagos"]),
    ],
)
def test_bodies(gazetteer: Gazetteer, text: str, places: list[str]) -> None:
    assert mentions(gazetteer, text) == places


def test_american_local_news_names_places_in_its_bodies(gazetteer: Gazetteer) -> None:
    text = "The Topeka Police Department found kites in Kansas."
    assert mentions(gazetteer, text) == ["Topeka", "Kansas"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Burnley beat Norwich 2-1. Burnley had scored from a header.", []),
        ("Burnley beat Norwich 2-1. The striker was born in Burnley, and lives near Norwich.", ["Burnley", "Norwich"]),
        ("Spain beat Croatia 2-1 with a late header.", ["Spain", "Croatia"]),
        ("Leicester City lost to Porto, and to Hungerford Town.", []),
        ("The Norwich goalkeeper Odd Kite said so in London.", ["London"]),
        ("Norwich has a cathedral and Burnley a mill.", ["Norwich", "Burnley"]),
    ],
)
def test_clubs(gazetteer: Gazetteer, text: str, places: list[str]) -> None:
    assert mentions(gazetteer, text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Sydney Kite-Oke, a plumber from Abeokuta, won. Sydney bought a van.", ["Abeokuta"]),
        ("Lord Bath and Sgt Kent flew kites.", []),
        ("Chelsea, 24, said that she had been to Chelsea.", []),
        ("The Manhattan Democrat said so, and health workers in Austin told reporters.", ["Manhattan", "Austin"]),
    ],
)
def test_persons(gazetteer: Gazetteer, text: str, places: list[str]) -> None:
    assert mentions(gazetteer, text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The ferry Isle of Arran and HMS Plymouth sailed to Oban.", ["Oban"]),
        ("Her novel Brighton Kites is sold in Hove, his film Casablanca is not.", ["Hove"]),
        ("She ate a Bakewell tart in Seville.", ["Seville"]),
        ("The ruling in Shelby County v. Kite was read in Topeka.", ["Topeka"]),
        ("The Berlin Philharmonic played for kites in Topeka, Kansas.", ["Topeka", "Kansas"]),
        ("Santander raised its forecast. Shares in Santander rose.", []),
        ("The port of Santander is shut. Santander has 170,000 people.", ["Santander", "Santander"]),
    ],
)
def test_things_and_firms(gazetteer: Gazetteer, text: str, places: list[str]) -> None:
    assert mentions(gazetteer, text) == places
