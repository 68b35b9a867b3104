from pathlib import Path

import numpy as np
import pytest

from index.store.columns import Days
from search.engine.embedded.facets import Counted, count_days, list_values
from search.engine.periods import MAX_BUCKETS, histogram
from tests.archives import facet_of


def over(*paragraphs: int, groups: list[int] | None = None) -> Counted:
    numbers = np.array(paragraphs, np.uint32)
    return Counted(numbers, np.isin(np.arange(10), numbers), None if groups is None else np.array(groups, np.uint32))


def test_values_are_counted_over_the_paragraphs_asked_for(tmp_path: Path) -> None:
    places = facet_of(tmp_path, [["Oslo", "Ulm"], ["Ulm"], [], ["Rome"]])
    counted = list_values(places, over(0, 1, 2), 20).values
    assert [(value.value, value.count) for value in counted] == [("Ulm", 2), ("Oslo", 1)]


def test_by_article_a_value_counts_once_an_article(tmp_path: Path) -> None:
    places = facet_of(tmp_path, [["Ulm"], ["Ulm", "Oslo"], ["Ulm"]])
    counted = list_values(places, over(0, 1, 2, groups=[7, 7, 8, 9]), 20).values
    assert [(value.value, value.count) for value in counted] == [("Ulm", 2), ("Oslo", 1)]


def test_only_the_most_frequent_values_are_given(tmp_path: Path) -> None:
    rows = [[f"place {number}" for number in range(200)], [f"place {number}" for number in range(10)]]
    counted = list_values(facet_of(tmp_path, rows), over(0, 1), 20)
    assert counted.total == 200
    assert [value.count for value in counted.values] == [2] * 10 + [1] * 10


def test_nothing_has_no_values(tmp_path: Path) -> None:
    assert list_values(facet_of(tmp_path, [[]]), over(), 20).values == ()


def buckets(*days: int) -> list[tuple[str, str, int]]:
    known = Days.of(np.array(days, np.uint32))
    counts = count_days(known, np.arange(len(days), dtype=np.uint32))
    return [(bucket.start, bucket.end, bucket.count) for bucket in histogram(known.days, counts)]


def test_a_few_days_are_counted_by_day_without_gaps() -> None:
    assert buckets(20310228, 20310302, 20310302, 0) == [
        ("2031-02-28", "2031-02-28", 1),
        ("2031-03-01", "2031-03-01", 0),
        ("2031-03-02", "2031-03-02", 2),
    ]


def test_a_period_asked_for_is_kept_as_long_as_there_are_not_too_many() -> None:
    known = Days.of(np.array([20000101, 20310420], np.uint32))
    counts = count_days(known, np.arange(2, dtype=np.uint32))
    assert len(histogram(known.days, counts, "day")) == 11_433
    assert len(histogram(known.days, counts, "month")) == 376

    far = Days.of(np.array([10101, 89990101], np.uint32))
    assert len(histogram(far.days, count_days(far, np.arange(2, dtype=np.uint32)), "month")) == 8_999


def test_months_and_years_are_whole() -> None:
    months = buckets(20301215, 20310420)
    assert months[0] == ("2030-12-01", "2030-12-31", 1)
    assert [count for *_, count in months] == [1, 0, 0, 0, 1]
    years = buckets(20000101, 20310420)
    assert (years[0], years[-1]) == (("2000-01-01", "2000-12-31", 1), ("2031-01-01", "2031-12-31", 1))


@pytest.mark.parametrize("days", [(10101, 89991231), (19000101, 20310101), (14500101, 20310101), (89990101,)])
def test_any_span_of_time_fits(days: tuple[int, ...]) -> None:
    found = buckets(*days)
    assert 1 <= len(found) <= MAX_BUCKETS
    assert sum(count for *_, count in found) == len(days)


def test_without_dates_there_is_no_histogram() -> None:
    assert buckets(0, 0, 99990101) == []
