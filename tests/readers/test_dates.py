import pytest

from index.readers.dates import parse_day


@pytest.mark.parametrize(
    "written",
    [
        *("2022-09-10", "2022-9-10", "2022/09/10", "2022.09.10", "20220910", "2022-W36-6", "2022-253"),
        *("2022-09-10T23:59:59-11:00", "2022-09-10 00:00:01+12", "20220910T120000Z", " 2022-09-10 "),
        *("10 September 2022", "10 Sept. 2022", "10th of September 2022", "10-SEP-2022 15:01:01.79", "10 Sep, 2022"),
        *("September 10, 2022", "Sept. 10, 2022", "SEP 10 2022", "September 10th, 2022 at 5 p.m."),
        *("Sat, 10 Sep 2022 10:00:00 GMT", "Saturday, September 10, 2022", "Sat Sep 10 22:15:00 EDT 2022"),
        *("Updated 6 October 2022, first published 10 September 2022", "10 September 2022 (updated 6 October 2022)"),
        *(
            "Last modified: 2022-10-06 | Published: 2022-09-10",
            "Posted on Sep 10, 2022 at 9:30 am · Updated Oct 6, 2022",
        ),
        *("By Ada Moor, 10/Sep/2022 09:15", "Published 2022-09-10T08:00Z"),
    ],
)
def test_a_day_is_read_from_common_forms(written: str) -> None:
    assert parse_day(written) == "2022-09-10"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        *(("13/03/2022", "2022-03-13"), ("03/13/2022 10:15", "2022-03-13"), ("31.12.2021", "2021-12-31")),
        *(
            ("Wed, 09/10/2031 - 08:15", "2031-09-10"),
            ("Wednesday 10/09/2031", "2031-09-10"),
            ("31. 12. 2021", "2021-12-31"),
            ("05/05/2022", "2022-05-05"),
            ("Thursday 22-12-2022", "2022-12-22"),
        ),
    ],
)
def test_a_day_in_numbers_is_read_where_it_has_one_reading(written: str, day: str) -> None:
    assert parse_day(written) == day


@pytest.mark.parametrize(
    "written",
    [
        *("0001-01-01", "9999-12-31", "13/13/2022", "31/02/2022", "Updated 6 June 2022", "4 May 2022 - 6 May 2022"),
        *("03/04/2022", "3.4.2022", "10/09/22", "2022", "2022-09", "September 2022", "10 September", "yesterday", ""),
        *("2022-02-30", "2022-13-01", "31 June 2022", "10 Octember 2022", "2022-366", "0000-01-01", "2022-W54-1"),
        *("1662768000", "12022-09-10", "10 September 20222", "9" * 5_000, None, 20220910, ["2022-09-10"]),
    ],
)
def test_a_date_is_never_invented(written: object) -> None:
    assert parse_day(written) is None
