"""Counts over all matches: how many of them have each value of a field, and how they are spread over time."""

import datetime
from collections.abc import Callable, Iterator, Sequence, Set

import numpy as np
from numpy.typing import NDArray

from index.columns import Codes, Facet
from search.postings import Numbers
from search.results import DateBucket, FacetValue

VALUES_COUNTED = 100
"""Values of a facet that are returned, the most frequent; rarer ones are found by searching for them."""
MAX_BUCKETS = 60
"""Bars of the histogram: days are shown as long as there are not more of them, else months, years, decades …"""

LAST_DAY = 9000_01_01
"""Days from here on are typing errors, and end where Python's calendar does; they are not shown."""
MONTHS_A_YEAR = 12


def count_values(
    facet: Facet, paragraphs: Numbers, groups: Codes | None = None, places: Sequence[Set[int]] | None = None
) -> tuple[FacetValue, ...]:
    """Count the facet's values over paragraphs, or over the groups (articles) that those belong to.

    `groups`, one a paragraph, makes a value count once a group; `places`, a set a paragraph, says which of its values
    count, by their place among them.  Most frequent first, then by name.
    """
    counts = count_codes(facet, paragraphs, groups, places)
    frequent = np.flatnonzero(counts)
    if len(frequent) > VALUES_COUNTED:
        frequent = frequent[np.argpartition(-counts[frequent], VALUES_COUNTED)[:VALUES_COUNTED]]
    values = [FacetValue(facet.value(int(code)), int(counts[code])) for code in frequent]
    return tuple(sorted(values, key=lambda value: (-value.count, value.value)))


def count_codes(
    facet: Facet, paragraphs: Numbers, groups: Codes | None = None, places: Sequence[Set[int]] | None = None
) -> NDArray[np.int64]:
    """Count as `count_values` does, and return the count of every code."""
    found = facet.gather(paragraphs)
    rows, codes = found.rows, found.codes
    if places is not None:
        count = [place in places[row] for row, place in zip(rows.tolist(), found.places.tolist(), strict=True)]
        rows, codes = rows[count], codes[count]
    owners = rows if groups is None else groups[rows].astype(np.int64)
    pairs = np.unique(owners * max(len(facet), 1) + codes)
    return np.bincount(pairs % max(len(facet), 1), minlength=len(facet))


def histogram(days: Codes) -> tuple[DateBucket, ...]:
    """Count days (YYYYMMDD, 0 where unknown) by day, month, year or more years: the finest that fits, without gaps."""
    dated, counts = np.unique(days[(days > 0) & (days < LAST_DAY)], return_counts=True)
    if not len(dated):
        return ()
    first, last = _day(int(dated[0])), _day(int(dated[-1]))
    for period in _periods():
        starts = list(_starts(period, first, last))
        if len(starts) <= MAX_BUCKETS:
            break
    edges = np.array([int(start.strftime("%Y%m%d")) for start in starts])
    totals = np.bincount(np.searchsorted(edges, dated, side="right") - 1, counts, minlength=len(starts))
    ends = [start - datetime.timedelta(days=1) for start in (*starts[1:], period(starts[-1], 1))]
    return tuple(
        DateBucket(start.isoformat(), end.isoformat(), int(total))
        for start, end, total in zip(starts, ends, totals, strict=True)
    )


Period = Callable[[datetime.date, int], datetime.date]
"""The beginning of the period that a day lies in, moved on by a number of periods."""


def _periods() -> Iterator[Period]:
    yield lambda day, steps: day + datetime.timedelta(days=steps)
    yield lambda day, steps: _month(day.year * MONTHS_A_YEAR + day.month - 1 + steps)
    for years in (1, 10, 100, 1000):
        yield lambda day, steps, years=years: _year((day.year // years + steps) * years)  # type: ignore[misc]


def _starts(period: Period, first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    start = period(first, 0)
    for _ in range(MAX_BUCKETS + 1):
        yield start
        start = period(start, 1)
        if start > last:
            return


def _month(months: int) -> datetime.date:
    year, month = divmod(months, MONTHS_A_YEAR)
    return _year(year).replace(month=month + 1)


def _year(year: int) -> datetime.date:
    return datetime.date(min(max(year, datetime.MINYEAR), datetime.MAXYEAR), 1, 1)


def _day(number: int) -> datetime.date:
    return datetime.date(number // 10_000, number // 100 % 100, number % 100)
