import os
import shutil
from pathlib import Path

import pytest

from index.gazetteer import Gazetteer
from index.gazetteer.cache import compiled


def names(gazetteer: Gazetteer, name: str) -> list[str]:
    return [entry.name for entry in gazetteer.places(name)]


@pytest.mark.parametrize(
    ("written", "name", "country"),
    [
        ("Kiev", "Kyiv", "UA"),
        ("Peking", "Beijing", "CN"),
        ("Bombay", "Mumbai", "IN"),
        ("Leningrad", "Saint Petersburg", "RU"),
        ("Constantinople", "Istanbul", "TR"),
        ("Kharkov", "Kharkiv", "UA"),
        ("New York", "New York City", "US"),
        ("L.A.", "Los Angeles", "US"),
        ("Köln", "Cologne", "DE"),
    ],
)
def test_older_and_other_names_lead_to_the_city(gazetteer: Gazetteer, written: str, name: str, country: str) -> None:
    cities = [entry for entry in gazetteer.places(written) if entry.kind == "city"]
    assert (cities[0].name, cities[0].country) == (name, country)


@pytest.mark.parametrize("written", ["U.S.", "US", "USA", "America", "the United States"])
def test_the_united_states_have_many_names(gazetteer: Gazetteer, written: str) -> None:
    key = written.removeprefix("the ")
    assert gazetteer.places(key)[0].name == "United States"


def test_an_abbreviated_state(gazetteer: Gazetteer) -> None:
    assert gazetteer.places("Calif.")[0].name == "California"


def test_saint_is_found_abbreviated(gazetteer: Gazetteer) -> None:
    assert "St. Louis" in names(gazetteer, "Saint Louis")
    assert "Saint Petersburg" in names(gazetteer, "St. Petersburg")


def test_a_county_is_found_by_its_short_name(gazetteer: Gazetteer) -> None:
    assert "Kanawha County" in names(gazetteer, "Kanawha")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Donbas", "area"), ("Black Sea", "sea"), ("Oskil", "river"), ("Sahel", "area"), ("Gaza Strip", "area"),
        ("Himalayas", "mountains"), ("Strait of Hormuz", "strait"), ("Gobi Desert", "desert"), ("Suez Canal", "canal"),
    ],
)  # fmt: skip
def test_places_without_an_administration(gazetteer: Gazetteer, name: str, kind: str) -> None:
    assert kind in [entry.kind for entry in gazetteer.places(name)]


def test_a_town_names_what_contains_it_smallest_first(gazetteer: Gazetteer) -> None:
    izyum = next(entry for entry in gazetteer.places("Izyum") if entry.kind == "city")
    assert izyum.within == ("Izyum Raion", "Kharkiv Oblast", "Ukraine")


def test_a_region_lies_where_its_towns_do(gazetteer: Gazetteer) -> None:
    bavaria = next(entry for entry in gazetteer.places("Bavaria") if entry.kind == "region")
    assert 48 < bavaria.latitude < 50
    assert 10.5 < bavaria.longitude < 12.5


def test_every_place_has_a_point(gazetteer: Gazetteer) -> None:
    for place in range(len(gazetteer)):
        assert -90 <= gazetteer.latitude[place] <= 90
        assert -180 <= gazetteer.longitude[place] <= 180


@pytest.mark.parametrize("name", ["", " ", "…", "Xyzzyville", "\ud800", "北", "A" * 10_000])
def test_unknown_names_are_no_places(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.places(name) == []


def test_reach_tells_how_far_a_name_goes(gazetteer: Gazetteer) -> None:
    assert gazetteer.reach(gazetteer.find("rio")) >= 3


def test_counts_of_news_text_come_with_a_name(gazetteer: Gazetteer) -> None:
    assert max(gazetteer.evidence(gazetteer.find("moscow"))) > 0


def test_capitals_are_known(gazetteer: Gazetteer) -> None:
    washington = [entry for entry in gazetteer.places("Washington") if gazetteer.is_capital(entry.id)]
    assert [entry.within for entry in washington] == [("District of Columbia", "United States")]


def test_a_place_with_an_english_name_goes_by_it(gazetteer: Gazetteer) -> None:
    assert gazetteer.places("Bayern")[0].name == "Bavaria"
    assert "Khiva" in names(gazetteer, "Xiva")


def test_a_process_maps_it_once_however_often_it_is_opened(gazetteer: Gazetteer) -> None:
    assert Gazetteer.open() is gazetteer


def test_one_that_was_compiled_anew_is_opened_anew(tmp_path: Path) -> None:
    def put_there() -> None:
        shutil.copytree(compiled(), tmp_path / "making")
        (tmp_path / "making").rename(tmp_path / compiled().name)
        os.utime(tmp_path / compiled().name)

    put_there()
    first = Gazetteer.open(tmp_path)
    shutil.rmtree(tmp_path / compiled().name)
    put_there()

    assert Gazetteer.open(tmp_path) is not first
    assert Gazetteer.open(tmp_path).name(0) == first.name(0)
