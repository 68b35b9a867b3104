"""Dates as people write them in a query: days, months, years, ranges and comparisons.

A day, a month and a year are all periods with a first and a last day, so every form is the same arithmetic:
`2022-09` is its own first to last day, `2022-08..2022-09` runs from the first's first to the second's last day, and
`>2022-09` begins on the day after September's last.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from search.query.nodes import DateRange
from search.query.notices import Notices, quoted

_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_COMPARISON = re.compile(r"(>=|<=|>|<|=)\s*")
_RANGE = re.compile(r"\s*(?:\.{2,}|…)\s*")
# Word processors turn a hyphen into a dash, and people write a dash for "to".
_DASH = re.compile(r"\s*[–—]\s*")
_EXAMPLES = "date:2022, date:2022-09, date:2022-09-10, date:2022-09-01..2022-09-10 or date:>2022-09-05"

_Period = tuple[date, date]


class _UnreadableDateError(ValueError):
    """No such day, month or year, or no date at all."""


def read_dates(expression: str, notices: Notices) -> DateRange | None:
    """Read what follows `date:`; None, with a notice, for what is no date or a day that doesn't exist."""
    text = expression.strip(" ,;:!?")
    if text.endswith(".") and not text.endswith(".."):
        text = text[:-1]
    try:
        first, last = _bounds(text)
    except (_UnreadableDateError, OverflowError):
        notices.add(f"{quoted('date:' + expression)} is no date and was left out; write {_EXAMPLES}.")
        return None
    if first and last and first > last:
        first, last = _swapped(text)
        notices.add(f"The dates in {quoted('date:' + expression)} were swapped, the earlier one first.")
    return DateRange(_number(first), _number(last))


def written(days: DateRange) -> str:
    """Return the shortest expression that `read_dates` reads as these days."""
    first, last = _iso(days.first), _iso(days.last)
    if first == last:
        return first
    if first[:4] == last[:4] and first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:4]
    if first[:7] == last[:7] and first.endswith("-01") and _period(first[:7])[1].isoformat() == last:
        return first[:7]
    return f"{first}..{last}"


def year_of(year: int) -> _Period:
    """Return the first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def month_of(year: int, month: int) -> _Period:
    """Return the first and the last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def number_of(day: date) -> int:
    """Return a day as a number YYYYMMDD."""
    return day.year * 10_000 + day.month * 100 + day.day


def _bounds(text: str) -> tuple[date | None, date | None]:
    if comparison := _COMPARISON.match(text):
        first, last = _period(text[comparison.end() :])
        match comparison[1]:
            case ">":
                return last + timedelta(days=1), None
            case ">=":
                return first, None
            case "<":
                return None, first - timedelta(days=1)
            case "<=":
                return None, last
        return first, last
    start, end = _ends(text)
    if not start and not end:
        raise _UnreadableDateError
    return _period(start)[0] if start else None, _period(end)[1] if end else None


def _ends(text: str) -> tuple[str, str]:
    if separator := _RANGE.search(text):
        return text[: separator.start()], text[separator.end() :]
    with_hyphens = _DASH.sub("-", text)
    if _PERIOD.fullmatch(with_hyphens):
        return with_hyphens, with_hyphens
    if separator := _DASH.search(text):
        return text[: separator.start()], text[separator.end() :]
    return text, text


def _swapped(text: str) -> _Period:
    start, end = _ends(text)
    return _period(end)[0], _period(start)[1]


def _period(text: str) -> _Period:
    found = _PERIOD.fullmatch(_DASH.sub("-", text))
    if not found:
        raise _UnreadableDateError(text)
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if year is None or month is None:
            return year_of(int(found[1]))
        if day is None:
            return month_of(year, month)
        return date(year, month, day), date(year, month, day)
    except ValueError as error:
        raise _UnreadableDateError(text) from error


def _number(day: date | None) -> int | None:
    return number_of(day) if day else None


def _iso(number: int | None) -> str:
    return f"{number // 10_000:04}-{number // 100 % 100:02}-{number % 100:02}" if number else ""
