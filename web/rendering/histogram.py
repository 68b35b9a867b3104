"""The histogram of the matches' dates, prepared: bars as links that narrow the search, and the same numbers as a table.

Positions are percentages of the drawing, so that it is as wide as the page and nothing in it is distorted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from search.request import SearchRequest
from search.results import DateBucket
from web.rendering.formatting import day
from web.urls.links import addresses_between

FEW = 16
"""Bars that would be too broad over the whole width of a page."""
FILLED = 0.8
"""Of its column, a bar; the rest is the gap to the next."""
LOWEST = 3.0
"""Per cent; the bar of a single match beside thousands can still be seen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar over a period: its column from `left`, its own place and size in per cent, what it says and leads to.

    `url` is empty where there is no match.
    """

    label: str
    count: str
    url: str
    left: str
    x: str
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """All bars, the breadth of a column and of a bar in per cent, and the periods to name below them."""

    bars: tuple[Bar, ...]
    column: str
    breadth: str
    ticks: tuple[str, ...]
    unit: str
    few: bool


def histogram(asked: SearchRequest, buckets: Sequence[DateBucket]) -> Histogram | None:
    """Prepare the histogram; there is none of a single period, which could not be narrowed."""
    if len(buckets) < 2:
        return None
    column, most = 100 / len(buckets), max(bucket.count for bucket in buckets)
    labels = [period(bucket) for bucket in buckets]
    between = addresses_between(asked)
    urls = [between(bucket.start, bucket.end) for bucket in buckets]
    ends = range(0, len(buckets), max(1, len(buckets) - 1))
    return Histogram(
        bars=tuple(
            _bar(bucket, label, url, number * column, column, most)
            for number, (bucket, label, url) in enumerate(zip(buckets, labels, urls, strict=True))
        ),
        column=_percent(column),
        breadth=_percent(column * FILLED),
        ticks=tuple(labels[number] for number in sorted({*ends, len(buckets) // 2})),
        unit=asked.group,
        few=len(buckets) < FEW,
    )


def _bar(bucket: DateBucket, label: str, url: str, left: float, column: float, most: int) -> Bar:
    height = max(LOWEST, 100 * bucket.count / most) if bucket.count else 0.0
    return Bar(
        label=label,
        count=f"{bucket.count:,}",
        url=url if bucket.count else "",
        left=_percent(left),
        x=_percent(left + column * (1 - FILLED) / 2),
        y=_percent(100 - height),
        height=_percent(height),
    )


def period(bucket: DateBucket) -> str:
    """Name the period of a bucket: "10 Sep 2022", "Sep 2022", "2022", "2010 – 2019"."""
    first, last = date.fromisoformat(bucket.start), date.fromisoformat(bucket.end)
    if first == last:
        return day(bucket.start)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%b} {first.year}"
    return str(first.year) if first.year == last.year else f"{first.year} – {last.year}"


def _percent(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") + "%"
