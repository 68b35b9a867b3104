"""The places of an archive: counted over the matches of a search, and looked up by id."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.annotation.spans import Location
from search.archive import Archive
from search.errors import SearchError, SearchTimeoutError
from search.limits import Limits
from search.request import SearchRequest
from search.results import PlaceCount, PlaceList
from tests.archives import Story, Told, archive_of, publish, texts


def location(name: str, kind: str, country: str | None, *within: str, number: int | None = None) -> Location:
    return Location(name, kind, 0, 1, 50.5, -1.25, country, within, number)


UKRAINE = location("Ukraine", "country", "UA", number=690791)
OBLAST = location("Kharkiv Oblast", "region", "UA", "Ukraine", number=706482)
IZYUM = location("Izyum", "city", "UA", "Kharkiv Oblast", "Ukraine", number=707292)
DONBAS = location("Donbas", "area", "UA", "Ukraine")
SEA = location("Black Sea", "sea", None)
OREGON = location("Washington County", "district", "US", "Oregon", "United States", number=5759333)
MINNESOTA = location("Washington County", "district", "US", "Minnesota", "United States", number=5051936)
TIGARD = location("Tigard", "city", "US", "Washington County", "Oregon", "United States", number=5756758)
STILLWATER = location("Stillwater", "city", "US", "Washington County", "Minnesota", "United States", number=5050227)
UKRAINIAN = location("Ukraine", "demonym", "UA", number=690791)

STORIES = (
    Story(
        "flags",
        (
            Told("The flag rose over Izyum.", locations=(IZYUM, UKRAINIAN), speakers=("Ada Lund",)),
            Told("Izyum and the rest of the oblast celebrated.", locations=(IZYUM, OBLAST)),
            Told("A flag is seen from the Donbas to the sea.", locations=(DONBAS, SEA, UKRAINE)),
        ),
        date="2031-05-01",
    ),
    Story(
        "fairs",
        (
            Told("The fair of Tigard flies a flag.", locations=(TIGARD, OREGON)),
            Told("Stillwater has none.", locations=(STILLWATER, MINNESOTA)),
            Told("All Ukrainian boats.", locations=(UKRAINIAN,)),
        ),
        date="2031-06-01",
    ),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return archive_of(tmp_path_factory.mktemp("index"), *STORIES)


def counted(found: PlaceList) -> list[tuple[str, int]]:
    return [(place.id, place.count) for place in found.places]


def test_places_are_counted_over_all_matches_the_most_frequent_first_then_by_name(archive: Archive) -> None:
    found = archive.places(SearchRequest(countries=("UA",), size=1, sort="oldest"), 10)
    assert counted(found) == [("707292", 2), ("black-sea", 1), ("donbas-ua", 1), ("706482", 1), ("690791", 1)]
    assert found.total == 5


def test_a_place_is_told_in_full(archive: Archive) -> None:
    [izyum] = archive.places(SearchRequest("rose"), 10).places
    assert izyum == PlaceCount("707292", "Izyum", "city", 50.5, -1.25, "UA", ("Kharkiv Oblast", "Ukraine"), 1)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (SearchRequest("flag -donbas"), {"707292", "5756758", "5759333"}),
        (SearchRequest("location:oregon"), {"5756758", "5759333"}),
        (SearchRequest("flag", speakers=("Ada Lund",)), {"707292"}),
        (SearchRequest("flag", date_from="2031-05-02"), {"5756758", "5759333"}),
        (SearchRequest("flag none"), set()),
        (SearchRequest("&&&"), set()),
    ],
)
def test_the_places_are_those_of_the_paragraphs_that_a_search_finds(
    archive: Archive, request_: SearchRequest, expected: set[str]
) -> None:
    assert {place.id for place in archive.places(request_, 10).places} == expected


def test_by_article_a_place_counts_once_an_article(archive: Archive) -> None:
    found = archive.places(SearchRequest(locations=("Izyum",), group="article"), 10)
    assert ("707292", 1) in counted(found)


def test_no_more_are_listed_than_were_asked_for_but_all_are_counted(archive: Archive) -> None:
    found = archive.places(SearchRequest(), 2)
    assert counted(found) == [("707292", 2), ("black-sea", 1)]
    assert found.total == 9


def test_a_count_is_what_a_search_for_the_place_finds(archive: Archive) -> None:
    for place in archive.places(SearchRequest("flag"), 10).places:
        assert archive.search(SearchRequest("flag", locations=(place.name,))).total == place.count


@pytest.mark.parametrize(
    ("place_id", "expected"),
    [
        ("690791", [("707292", 2), ("donbas-ua", 1), ("706482", 1)]),
        ("706482", [("707292", 2)]),
        ("5759333", [("5756758", 1)]),
        ("5051936", [("5050227", 1)]),
        ("707292", []),
        ("black-sea", []),
    ],
)
def test_a_place_tells_what_is_in_it(archive: Archive, place_id: str, expected: list[tuple[str, int]]) -> None:
    found = archive.place(place_id)
    assert found is not None
    assert found.place.id == place_id
    assert [(place.id, place.count) for place in found.contained] == expected


def test_a_place_is_counted_over_the_whole_archive(archive: Archive) -> None:
    found = archive.place("707292")
    assert found is not None
    assert (found.place.name, found.place.count) == ("Izyum", 2)


@pytest.mark.parametrize("place_id", ["", "0", "690791 ", "izyum-ua", "x" * 100_000])
def test_an_unknown_id_is_no_place(archive: Archive, place_id: str) -> None:
    assert archive.place(place_id) is None


def test_a_demonym_finds_and_counts_nothing(archive: Archive) -> None:
    assert archive.search(SearchRequest("boats location:ukraine")).total == 0
    [hit] = archive.search(SearchRequest("boats")).results
    assert hit.locations == ()
    assert archive.places(SearchRequest("boats"), 10).total == 0


def test_one_id_is_one_place_however_its_mentions_differ(tmp_path: Path) -> None:
    moved = location("Izium", "town", "UA", "Ukraine", number=707292)
    archive = archive_of(tmp_path, Story("s", (Told("One", locations=(IZYUM,)), Told("Two", locations=(moved,)))))
    assert [(place.name, place.count) for place in archive.places(SearchRequest(), 10).places] == [("Izyum", 2)]
    assert archive.info().counts["places"] == 1


def test_a_newly_published_generation_has_its_own_places(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, *STORIES)
    assert archive.place("black-sea") is not None
    publish(tmp_path, [texts("The tide is late")])
    assert archive.place("black-sea") is None
    assert archive.places(SearchRequest(), 10) == PlaceList(0, ())


def test_threads_get_the_same_places(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, *STORIES)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: archive.places(SearchRequest("flag"), 10), range(40)))
    assert len(set(found)) == 1


@pytest.mark.parametrize(
    ("request_", "limit", "message"),
    [
        (SearchRequest(), 0, "1 to 1,000 places"),
        (SearchRequest(), 1_001, "1 to 1,000 places; 1,001 were asked for"),
        (SearchRequest("a" * 4_001), 10, "the limit is 4,000"),
        (SearchRequest(sources=tuple(map(str, range(51)))), 10, "up to 50 values"),
    ],
)
def test_what_is_beyond_the_limits_is_refused(
    tmp_path: Path, request_: SearchRequest, limit: int, message: str
) -> None:
    with pytest.raises(SearchError, match=message):
        Archive(tmp_path).places(request_, limit)


def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    publish(tmp_path, STORIES)
    with pytest.raises(SearchTimeoutError):
        Archive(tmp_path, Limits(max_milliseconds=0)).places(SearchRequest("flag"), 10)


def test_what_lies_in_a_place_is_listed_up_to_the_limit(tmp_path: Path) -> None:
    publish(tmp_path, STORIES)
    found = Archive(tmp_path, Limits(max_places=1)).place("690791")
    assert found is not None
    assert [place.id for place in found.contained] == ["707292"]
