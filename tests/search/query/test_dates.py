import pytest

from search.limits import Limits
from search.query import DateRange, Or, Word, parse, unparse


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("date:2022", 20220101, 20221231),
        ("date:2022-09", 20220901, 20220930),
        ("date:2024-02", 20240201, 20240229),
        ("date:2022-09-10", 20220910, 20220910),
        ("date:2022-9-1", 20220901, 20220901),
        ('date:"2022-09-10"', 20220910, 20220910),
        ("date:=2022-09", 20220901, 20220930),
        ("date:2022-09-01..2022-09-10", 20220901, 20220910),
        ("date:2021..2022-02", 20210101, 20220228),
        ("date:2022-09..", 20220901, None),
        ("date:..2022-09", None, 20220930),
        ("date:>2022-09-05", 20220906, None),
        ("date:>2022-09", 20221001, None),
        ("date:>2022-12-31", 20230101, None),
        ("date:>=2022-09", 20220901, None),
        ("date:<2022-09", None, 20220831),
        ("date:<=2022-09", None, 20220930),
        ("date:≤2022", None, 20221231),
        ("date:> 2022-09", 20221001, None),
        ("date:2022-09-01 .. 2022-09-10", 20220901, 20220910),
        ("date:2022-09-01…2022-09-10", 20220901, 20220910),
        ("date:2022–09–10", 20220910, 20220910),
        ("date:2022–2023", 20220101, 20231231),
        ("date:2022-09-01–2022-09-10", 20220901, 20220910),
        ("date:2022-09-10,", 20220910, 20220910),
    ],
)
def test_dates_are_read_as_days_both_included(query: str, first: int | None, last: int | None) -> None:
    parsed = parse(query, Limits())
    assert parsed.root == DateRange(first, last)
    assert parsed.notices == ()


@pytest.mark.parametrize(
    "date",
    [
        "2022-02-30",
        "2022-13",
        "0000",
        "soon",
        "..",
        ">",
        ">9999",
        "<0001",
        "2022-09-01..soon",
        "2022-09-10-11",
        ">2022..",
    ],
)
def test_what_is_no_date_is_left_out_with_a_notice(date: str) -> None:
    parsed = parse(f"izyum date:{date}", Limits())
    assert parsed.root == Word("text", "izyum")
    (notice,) = parsed.notices
    assert "date:" in notice and "left out" in notice


def test_a_date_without_a_value_is_left_out_with_a_notice() -> None:
    assert parse("izyum date:", Limits()).notices == (
        "“date:” has no value and was left out; write it like date:2022-09.",
    )


def test_a_reversed_range_is_swapped_with_a_notice() -> None:
    parsed = parse("date:2022-10..2022-09", Limits())
    assert parsed.root == DateRange(20220901, 20221031)
    assert parsed.notices == ("The dates in “date:2022-10..2022-09” were swapped, the earlier one first.",)


def test_the_field_holds_for_a_group_of_dates() -> None:
    parsed = parse("date:(2021 OR 2023-01)", Limits())
    assert parsed.root == Or((DateRange(20210101, 20211231), DateRange(20230101, 20230131)))


def test_an_open_range_ends_at_the_space() -> None:
    assert unparse(parse("date:2022-09.. izyum", Limits()).root) == "date:2022-09-01.. izyum"


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("date:2022-01-01..2022-12-31", "date:2022"),
        ("date:2022-09-01..2022-09-30", "date:2022-09"),
        ("date:2022-09-10..2022-09-10", "date:2022-09-10"),
        ("date:2022-09-01..2022-09-10", "date:2022-09-01..2022-09-10"),
        ("date:>2022", "date:2023-01-01.."),
    ],
)
def test_days_are_described_in_the_shortest_form(query: str, canonical: str) -> None:
    assert unparse(parse(query, Limits()).root) == canonical
