"""Counts over all matches: how many of them have each value of a field, and how they are spread over time."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from index.analysis.fields import MAX_SLOTS
from index.store.columns import Codes, Days
from index.store.facets import CODE_BITS, Facet
from search.engine.embedded.docsets import Numbers
from search.engine.embedded.speech import Slots
from search.fields import FacetName
from search.request import Interval
from search.results import DateBucket, FacetValue, ValueList

FACETS: dict[FacetName, str] = {
    "speaker": "speaker_name",
    "location": "location_name",
    "country": "country",
    "source": "source_name",
}
"""The stored facet, and the field of exact values, of each."""
MOST_BUCKETS = 20_000
"""Buckets where a period was asked for, 54 years of days; of a longer time they are of the next longer period."""
MAX_BUCKETS = 60
"""Bars of the histogram: days are shown as long as there are not more of them, else months, years, decades …"""
LAST_DAY = 9000_01_01
"""Days from here on are typing errors, and end where Python's calendar does; they are not shown."""
MONTHS_A_YEAR = 12
INTERVALS: tuple[Interval, ...] = get_args(Interval)
"""In the order of `_periods`."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The paragraphs over which values are counted, and a table that is true for them.

    `groups`, a column of all paragraphs, makes a value count once a group (an article); `slots`, as of
    `search.engine.embedded.speech`, says which of a paragraph's speakers count, by their place among them.
    """

    paragraphs: Numbers
    is_among: NDArray[np.bool_]
    groups: Codes | None = None
    slots: Slots | None = None


def list_values(facet: Facet, counted: Counted, limit: int, kinds: Sequence[str] = ("",)) -> ValueList:
    """Count the facet's values and list at most `limit` of them: the most frequent first, then by name.

    `kinds` are the names of the kinds that its values are of.
    """
    codes, counts = count_codes(facet, counted)
    total = len(codes)
    if total > limit:
        most = np.argpartition(-counts, limit)[:limit]
        codes, counts = codes[most], counts[most]
    values = [
        FacetValue(facet.value(code), count, kind=kinds[facet.kind(code)])
        for code, count in zip(codes.tolist(), counts.tolist(), strict=True)
    ]
    return ValueList(total, tuple(sorted(values, key=lambda value: (-value.count, value.value))))


def count_codes(facet: Facet, counted: Counted) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the codes that count at all, ascending, and the count of each."""
    if counted.groups is None and counted.slots is None:
        return facet.count(counted.paragraphs, counted.is_among)
    owners, codes = pairs_of(facet, counted)
    if counted.groups is not None:
        owners = counted.groups.take(owners)
    pairs = owners.astype(np.int64) << CODE_BITS | codes
    pairs.sort()
    is_new = np.diff(pairs, prepend=-1) != 0
    return np.unique(pairs.compress(is_new) & ((1 << CODE_BITS) - 1), return_counts=True)


def pairs_of(facet: Facet, counted: Counted) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return what the paragraphs count for, in any order: a paragraph's number and a code each."""
    if counted.slots is None:
        return facet.pairs(counted.paragraphs, counted.is_among)
    found = facet.gather(counted.paragraphs)
    holds = np.isin(found.rows * MAX_SLOTS + found.places, counted.slots)
    return counted.paragraphs[found.rows[holds]], found.codes[holds]


def count_days(days: Days, paragraphs: Numbers) -> NDArray[np.int64]:
    """Return how many of the paragraphs are of each of the archive's days."""
    return np.bincount(days.codes.take(paragraphs), minlength=len(days.days))


def undated(days: Days, counts: NDArray[np.int64]) -> int:
    """Return how many of those that `count_days` counted have no date."""
    return int(counts[days.days == 0].sum())


def histogram(days: Days, counts: NDArray[np.int64], interval: Interval | None = None) -> tuple[DateBucket, ...]:
    """Gather counts of days by day, month, year or more years, without gaps: by the period asked for, else by the
    finest that fits."""
    held = _dated(days, counts)
    if not len(held):
        return ()
    dated = days.days[held]
    starts, ends, edges = _buckets(int(dated[0]), int(dated[-1]), interval)
    totals = np.bincount(edges.searchsorted(dated, side="right") - 1, counts[held], minlength=len(starts))
    return tuple(map(DateBucket, starts, ends, totals.astype(int).tolist()))


def span(days: Days, counts: NDArray[np.int64]) -> tuple[str, str] | None:
    """Return the first and the last day of those that `count_days` counted, ISO; None where none has a day."""
    held = _dated(days, counts)
    if not len(held):
        return None
    first, last = (_day(int(days.days[one])).isoformat() for one in (held[0], held[-1]))
    return first, last


def _dated(days: Days, counts: NDArray[Any]) -> NDArray[Any]:
    """Return which of the archive's days count at all, ascending, but for what is no day."""
    held = np.flatnonzero(counts[: np.searchsorted(days.days, LAST_DAY)])
    return held[days.days[held] > 0]


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
