"""What plain words may ask for in the language: the speaker, the place, the days in them."""

from datetime import date
from pathlib import Path

import pytest

from search.archive import Archive
from search.query.dates import written
from search.query.spoken_dates import spoken_days
from search.request import SearchRequest
from search.results import Reading
from tests.archives import Said, Story, Told, archive_of

PORT = ("Zephyr Coast", "Norway")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return archive_of(
        tmp_path_factory.mktemp("index"),
        Story(
            "ferry",
            (
                Told("“The ferry is late,” said Hanna Oril.", (Said("The ferry is late,", "Hanna Oril"),)),
                Told("Oril saw the ferry in Port Vesper.", places=(("Port Vesper", "NO", PORT),)),
                Told("The ferry was painted, Ida Vesper said.", speakers=("Ida Vesper",)),
                Told("Tar was spilt in Vesper.", places=(("Vesper", "NO", PORT),)),
            ),
            date="2031-03-02",
        ),
        Story(
            "seals",
            (
                Told("“Seals count,” Odd Seal said.", (Said("Seals count,", "Odd Seal"),)),
                *(Told(f"A seal swam {times} times.") for times in range(60)),
            ),
            date="2031-05-11",
        ),
    )


def readings(archive: Archive, query: str) -> tuple[Reading, ...]:
    return archive.search(SearchRequest(query)).readings


@pytest.mark.parametrize(
    ("query", "told", "asked"),
    [
        (
            "what did Hanna Oril say about the ferry?",
            "What Hanna Oril said about “ferry”",
            'speaker:"Hanna Oril" ferry',
        ),
        ("has oril said anything about a ferry", "What Hanna Oril said about “ferry”", 'speaker:"Hanna Oril" ferry'),
        ("oril on ferry", "What Hanna Oril said about “ferry”", 'speaker:"Hanna Oril" ferry'),
        ("oril on late-ferry", "What Hanna Oril said about “late ferry”", 'speaker:"Hanna Oril" late ferry'),
        ("Oril’s view on the ferry", "What Hanna Oril said about “ferry”", 'speaker:"Hanna Oril" ferry'),
        ("who said the ferry is late", "Who said “the ferry is late”", 'said:"the ferry is late"'),
        ("who said that late ferry", "Who said “late ferry”", "said:late said:ferry"),
        ("ferry in port vesper", "“ferry” in Port Vesper", 'location:"Port Vesper" ferry'),
        ("what happened in vesper", "All in Vesper", 'location:"Vesper"'),
        ("ferry in march 2031", "“ferry” in March 2031", "ferry date:2031-03"),
        ("seal since may", "“seal” since May 2031", "seal date:2031-05-01.."),
        ("what did oril say in 2031", "What Hanna Oril said in 2031", 'speaker:"Hanna Oril" date:2031'),
        ("ORIL", "What Hanna Oril says", 'speaker:"Hanna Oril"'),
        ("Hanna Oril", "What Hanna Oril says", 'speaker:"Hanna Oril"'),
        ("port vesper", "All in Port Vesper", 'location:"Port Vesper"'),
    ],
)
def test_a_line_of_words_is_offered_as_a_query(archive: Archive, query: str, told: str, asked: str) -> None:
    found = readings(archive, query)

    assert [(one.told, one.query) for one in found] == [(told, asked)]
    assert found[0].total == archive.search(SearchRequest(asked)).total > 0


@pytest.mark.parametrize(
    "query",
    [
        "ferry",
        "what about the ferry",
        "seal",  # one of 61 paragraphs is by somebody of that name
        "oril zeppelin",
        '"Hanna Oril"',
        "speaker:oril",
        "march on the port",
        "ferry in 1907",
        " ".join(["oril", *("ferry",) * 40]),
    ],
)
def test_nothing_is_offered_that_is_not_there_or_not_meant(archive: Archive, query: str) -> None:
    assert readings(archive, query) == ()


def test_a_search_keeps_its_filters_when_read_otherwise(archive: Archive) -> None:
    page = archive.search(SearchRequest("oril ferry", date_from="2031-04-01"))

    assert page.readings == ()


def test_whom_and_what_a_query_names_is_told(archive: Archive) -> None:
    for query in ("oril", "oril ferry", "speaker:oril ferry"):
        assert [one.name for one in archive.search(SearchRequest(query)).subjects] == ["Hanna Oril"]
    assert archive.search(SearchRequest("painted OR late")).subjects == ()


def test_an_archive_without_dates_reads_no_days(tmp_path: Path) -> None:
    undated = archive_of(tmp_path, Story("a", (Told("A tide since May."),)))

    assert readings(undated, "tide since may") == ()


@pytest.mark.parametrize(
    ("words", "days", "told"),
    [
        ("protests in 2014", "2014", "in 2014"),
        ("since may", "2019-05-01..", "since May 2019"),
        ("last july", "2018-07", "in July 2018"),
        ("in october", "2018-10", "in October 2018"),
        ("floods in sept 2013", "2013-09", "in September 2013"),
        ("this year", "2019", "in 2019"),
        ("last month", "2019-06", "in June 2019"),
        ("from 2012 to 2014", "2012-01-01..2014-12-31", "from 2012 to 2014"),
        ("before 2010", "..2009-12-31", "before 2010"),
        ("after march 2015", "2015-04-01..", "after March 2015"),
        ("in the early year 2014", "2014", "in 2014"),
        ("from 2014 to 2012", None, ""),
        ("may resigns", None, ""),
        ("march on the town", None, ""),
        ("room 20145", None, ""),
    ],
)
def test_days_as_a_sentence_says_them(words: str, days: str | None, told: str) -> None:
    found = spoken_days(words.split(), date(2019, 7, 10))

    assert (found and written(found.days), found.told if found else "") == (days, told)
