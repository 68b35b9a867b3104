import re

import pytest

from search.request import SearchRequest
from search.results import DateBucket
from tests.web.conftest import GetPage, Search
from web.rendering.histogram import histogram, period


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        ("2022-09-10", "2022-09-10", "10 Sep 2022"),
        ("2022-09-01", "2022-09-30", "Sep 2022"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("2010-01-01", "2019-12-31", "2010 – 2019"),
    ],
)
def test_periods_are_named(start: str, end: str, name: str) -> None:
    assert period(DateBucket(start, end, 1)) == name


def test_bars_fill_the_breadth_and_the_most_frequent_the_height() -> None:
    made = histogram(
        SearchRequest("x"), [DateBucket("2022-09-01", "2022-09-30", 2), DateBucket("2022-10-01", "2022-10-31", 8)]
    )

    assert made
    assert [(bar.left, bar.x, bar.y, bar.height) for bar in made.bars] == [
        ("0%", "5%", "75%", "25%"),
        ("50%", "55%", "0%", "100%"),
    ]
    assert (made.column, made.breadth) == ("50%", "40%")


def test_single_match_beside_thousands_can_be_seen() -> None:
    made = histogram(
        SearchRequest(), [DateBucket("2022-09-01", "2022-09-30", 1), DateBucket("2022-10-01", "2022-10-31", 9_000)]
    )

    assert made
    assert made.bars[0].height == "3%"


def test_bar_narrows_to_its_dates_and_one_without_matches_leads_nowhere() -> None:
    buckets = [DateBucket(f"2022-09-0{day}", f"2022-09-0{day}", count) for day, count in ((1, 3), (2, 0), (3, 1))]
    made = histogram(SearchRequest("x", page=4), buckets)

    assert made
    assert [bar.url for bar in made.bars] == [
        "/?q=x&from=2022-09-01&to=2022-09-01",
        "",
        "/?q=x&from=2022-09-03&to=2022-09-03",
    ]
    assert made.ticks == ("1 Sep 2022", "2 Sep 2022", "3 Sep 2022")


def test_single_period_has_no_histogram() -> None:
    assert histogram(SearchRequest(), [DateBucket("2022-09-01", "2022-09-01", 3)]) is None
    assert histogram(SearchRequest(), []) is None


def test_page_has_the_same_numbers_as_bars_and_as_a_table(page: GetPage, search: Search) -> None:
    text = page("/", q="ferry").text
    buckets = search(q="ferry")["facets"]["date"]
    rows = re.findall(r'<tr><th scope="row">(?:<a href="[^"]+">)?[^<]+(?:</a>)?</th><td>([\d,]+)</td></tr>', text)

    assert [int(row) for row in rows] == [bucket["count"] for bucket in buckets]
    assert text.count('<rect class="bar"') == sum(bucket["count"] > 0 for bucket in buckets)
    first = next(bucket for bucket in buckets if bucket["count"])
    assert text.count(f'href="/?q=ferry&amp;from={first["from"]}&amp;to={first["to"]}"') == 2


def test_chosen_range_is_one_chip(page: GetPage) -> None:
    text = page("/", q="ferry", **{"from": "2023-06-01", "to": "2023-06-30"}).text

    assert 'href="/?q=ferry"><span class="unseen">Remove the date </span><bdi>1 Jun 2023 – 30 Jun 2023</bdi>' in text
