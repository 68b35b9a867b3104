"""How matches are spread over time: counts of days, gathered by longer periods.

`days` are distinct numbers YYYYMMDD, ascending, 0 standing for what has no date; `counts`, how many matches are of
each.
"""

import datetime
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from search.request import Interval
from search.results import DateBucket

DayNumbers = NDArray[np.int64]
MOST_BUCKETS = 20_000
"""Buckets where a period was asked for, 54 years of days; of a longer time they are of the next longer period."""
MAX_BUCKETS = 60
"""Bars of the histogram: days are shown as long as there are not more of them, else months, years, decades …"""
LAST_DAY = 9000_01_01
"""Days from here on are typing errors, and end where Python's calendar does; they are not shown."""
MONTHS_A_YEAR = 12
INTERVALS: tuple[Interval, ...] = get_args(Interval)
"""In the order of `_periods`."""
DIGITS: dict[Interval, tuple[int, int]] = {"day": (1, 10), "month": (100, 7), "year": (10_000, 4)}
"""Of each period, what a day as a number is divided by, and how many letters of the ISO day name it."""


def period_name(number: int, interval: Interval) -> str | None:
    """Return what a period is called by its number, a day's divided by DIGITS; None for that without a date."""
    divisor, letters = DIGITS[interval]
    day = number * divisor
    return f"{day // 10_000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"[:letters] if number else None


def undated(days: DayNumbers, counts: NDArray[np.int64]) -> int:
    """Return how many matches have no date."""
    return int(counts[days == 0].sum())


def histogram(days: DayNumbers, counts: NDArray[np.int64], interval: Interval | None = None) -> tuple[DateBucket, ...]:
    """Gather counts of days by day, month, year or more years, without gaps: by the period asked for, else by the
    finest that fits."""
    held = _dated(days, counts)
    if not len(held):
        return ()
    dated = days[held]
    starts, ends, edges = _buckets(int(dated[0]), int(dated[-1]), interval)
    totals = np.bincount(edges.searchsorted(dated, side="right") - 1, counts[held], minlength=len(starts))
    return tuple(map(DateBucket, starts, ends, totals.astype(int).tolist()))


def span(days: DayNumbers, counts: NDArray[np.int64]) -> tuple[str, str] | None:
    """Return the first and the last day of all matches, ISO; None where none has a day."""
    held = _dated(days, counts)
    if not len(held):
        return None
    first, last = (_day(int(days[one])).isoformat() for one in (held[0], held[-1]))
    return first, last


def _dated(days: DayNumbers, counts: NDArray[Any]) -> NDArray[Any]:
    """Return which of the days count at all, ascending, but for what is no day."""
    held = np.flatnonzero(counts[: np.searchsorted(days, LAST_DAY)])
    return held[days[held] > 0]


@lru_cache(maxsize=1024)
def _buckets(
    first_day: int, last_day: int, interval: Interval | None
) -> tuple[list[str], list[str], NDArray[np.int64]]:
    """Return the first and the last days of the buckets that hold two days (YYYYMMDD) and all between them, and the
    first ones as such numbers."""
    first, last = _day(first_day), _day(last_day)
    most = MOST_BUCKETS if interval else MAX_BUCKETS
    for period in islice(_periods(), INTERVALS.index(interval) if interval else 0, None):
        starts = list(_starts(period, first, last, most))
        if len(starts) <= most:
            break
    ends = [start - datetime.timedelta(days=1) for start in (*starts[1:], period(starts[-1], 1))]
    first_days = [start.isoformat() for start in starts]
    edges = np.array([int(day.replace("-", "")) for day in first_days])
    return first_days, [end.isoformat() for end in ends], edges


Period = Callable[[datetime.date, int], datetime.date]
"""The beginning of the period that a day lies in, moved on by a number of periods."""


def _periods() -> Iterator[Period]:
    yield lambda day, steps: day + datetime.timedelta(days=steps)
    yield lambda day, steps: _month(day.year * MONTHS_A_YEAR + day.month - 1 + steps)
    for years in (1, 10, 100, 1000):
        yield lambda day, steps, years=years: _year((day.year // years + steps) * years)  # type: ignore[misc]


def _starts(period: Period, first: datetime.date, last: datetime.date, most: int) -> Iterator[datetime.date]:
    start = period(first, 0)
    for _ in range(most + 1):
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
