"""What is known of a speaker and of a place, over a small archive annotated by hand."""

import pytest

from index.annotation.spans import Location
from search.archive import Archive
from search.results import FacetValue
from search.service.profiles import roles_of
from tests.archives import Said, Story, Told, archive_of


def location(name: str, kind: str, point: tuple[float, float], *within: str, number: int | None = None) -> Location:
    return Location(name, kind, 0, 4, *point, "PT", within, number)


PORTUGAL = location("Portugal", "country", (39.5, -8.0), number=1)
PORTO = location("Porto", "city", (41.15, -8.61), "Porto District", "Portugal", number=2)
GAIA = location("Gaia", "city", (41.13, -8.61), "Porto District", "Portugal", number=3)
LISBON = location("Lisbon", "city", (38.72, -9.13), "Portugal", number=4)
NAMESAKE = Location("Porto", "city", 0, 5, 60.0, 20.0, "FI", ("Åland", "Finland"), 5)
QUAY = location("Quay", "road", (41.15, -8.61), "Porto", "Porto District", "Portugal")

STORIES = (
    Story(
        "old",
        (
            Told("Oporto hums, the engineer said.", speakers=("Marta Quill",), locations=(PORTO,)),
            Told("“It is a B,” she said of Gaia.", (Said("It is a B,", "Marta Quill"),), locations=(GAIA,)),
        ),
        date="2031-01-01",
        source="Leaf",
    ),
    Story(
        "new",
        (
            Told("The quay hums as well.", locations=(QUAY, PORTO)),
            Told("“It is loud,” she said.", (Said("It is loud,", "Marta Quill"),), locations=(PORTUGAL,)),
            Told("Lisbon is quiet, Torvald said.", speakers=("Torvald",), locations=(LISBON,)),
            Told("Another Porto is quieter.", locations=(NAMESAKE,)),
        ),
        date="2031-06-01",
        source="Post",
    ),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return archive_of(tmp_path_factory.mktemp("index"), *STORIES)


def test_speaker_is_counted_over_the_archive(archive: Archive) -> None:
    found = archive.speaker("Marta Quill")

    assert found is not None
    assert (found.coverage.paragraphs, found.coverage.articles, found.kind) == (3, 2, "person")
    assert [(one.value, one.count) for one in found.coverage.sources] == [("Leaf", 2), ("Post", 1)]
    assert sum(bucket.count for bucket in found.coverage.dates) == 3
    assert [(place.name, place.count) for place in found.places.places] == [("Gaia", 1), ("Porto", 1), ("Portugal", 1)]


def test_latest_quotations_come_before_reports(archive: Archive) -> None:
    quoted, reported = archive.speaker("Marta Quill"), archive.speaker("Torvald")

    assert quoted is not None
    assert reported is not None
    assert ([hit.id for hit in quoted.latest], quoted.quoted) == (["new#2", "old#2"], True)
    assert ([hit.id for hit in reported.latest], reported.quoted) == (["new#3"], False)


def test_speaker_in_other_capitals(archive: Archive) -> None:
    found = archive.speaker("marta QUILL")

    assert found is not None
    assert found.name == "Marta Quill"


@pytest.mark.parametrize("name", ["", "Nobody", "marta", "x" * 5_000, "\0", "\ud800"])
def test_nobody_speaks_so(archive: Archive, name: str) -> None:
    assert archive.speaker(name) is None


def test_place_with_what_lies_in_it(archive: Archive) -> None:
    found = archive.place_profile("1")

    assert found is not None
    assert found.place.count == 1
    assert (found.coverage.paragraphs, found.coverage.articles, found.spoken) == (5, 2, 4)
    assert [(one.value, one.count) for one in found.coverage.speakers] == [("Marta Quill", 3), ("Torvald", 1)]
    assert [place.name for place in found.contained] == ["Porto", "Gaia", "Lisbon", "Quay"]
    assert found.near == ()


def test_namesakes_are_kept_apart(archive: Archive) -> None:
    porto, other = archive.place_profile("2"), archive.place_profile("5")

    assert porto is not None
    assert other is not None
    assert [hit.id for hit in porto.latest] == ["new#1", "old#1"]
    assert [hit.id for hit in other.latest] == ["new#4"]


def test_containers_have_an_id_where_they_are_named(archive: Archive) -> None:
    found = archive.place_profile("2")

    assert found is not None
    assert found.containers == (("Porto District", None), ("Portugal", "1"))


def test_near_places_by_distance_without_those_in_it(archive: Archive) -> None:
    found = archive.place_profile("2")

    assert found is not None
    assert [(one.place.name, round(one.kilometres)) for one in found.near] == [("Gaia", 2)]
    assert [place.name for place in found.contained] == ["Quay"]


def test_other_spellings(archive: Archive) -> None:
    found = archive.place_profile("3")

    assert found is not None
    assert [one.value for one in found.spellings] == ["“It "]


@pytest.mark.parametrize("identity", ["", "nowhere", "x" * 5_000, "99"])
def test_unknown_place(archive: Archive, identity: str) -> None:
    assert archive.place_profile(identity) is None


def test_span_is_of_articles_and_not_of_buckets(archive: Archive) -> None:
    quill, porto = archive.speaker("Marta Quill"), archive.place_profile("2")

    assert quill is not None and porto is not None
    assert quill.coverage.span == ("2031-01-01", "2031-06-01")
    assert porto.coverage.span == ("2031-01-01", "2031-06-01")
    assert quill.coverage.dates[-1].end == "2031-06-30"


def test_roles_are_counted_whatever_their_capitals() -> None:
    told = [*["Mayor of Ulm"] * 3, "mayor of Ulm", "the mayor of Ulm", "his host", "Their neighbour", "poet", "poet"]

    assert roles_of(told) == (FacetValue("Mayor of Ulm", 5), FacetValue("poet", 2))
    assert roles_of([*told, "first reader"]) == (FacetValue("Mayor of Ulm", 5), FacetValue("poet", 2))
    assert roles_of(["poet", "The diver"]) == (FacetValue("diver", 1), FacetValue("poet", 1))
