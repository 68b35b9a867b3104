"""Read the day an article was published from the many ways dates are written.

Only what is written counts: a date without a day, or one whose day and month could be exchanged (03/04/2022), is no
date, and a time zone never moves the day.
"""

import datetime
import re

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)|(\d{4})(\d\d)(\d\d)(?!\d)")
_ISO_WEEK = re.compile(r"\d{4}-?W\d\d-?\d(?!\d)")
_ISO_ORDINAL = re.compile(r"(\d{4})-(\d{3})(?!\d)")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)([a-z]{0,6})\.?"
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s.-]{{1,3}}(?:of )?{_MONTH}[\s,-]{{1,3}}(\d{{4}})(?!\d)")
_MONTH_FIRST = re.compile(rf"(?<![a-z]){_MONTH}\s{{0,2}}(\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,2}}(\d{{4}})(?!\d)")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_LONGEST_DATE = 80


def parse_day(written: object) -> str | None:
    """Give the day as YYYY-MM-DD, or None where `written` is no string or names no single day."""
    if not isinstance(written, str):
        return None
    text = written.strip().lower()
    if not text or len(text) > _LONGEST_DATE:
        return None
    return _iso_day(text) or _day_with_month_name(text)


def _iso_day(text: str) -> str | None:
    if match := _ISO.match(text):
        year, month, day = match.group(1, 2, 3) if match[1] else match.group(4, 5, 6)
        return _checked(int(year), int(month), int(day))
    try:
        if match := _ISO_WEEK.match(text.upper()):
            return datetime.date.fromisoformat(match[0]).isoformat()
        if match := _ISO_ORDINAL.match(text):
            first = datetime.date(int(match[1]), 1, 1)
            day_of_year = first + datetime.timedelta(days=int(match[2]) - 1)
            return day_of_year.isoformat() if day_of_year.year == first.year else None
    except (ValueError, OverflowError):
        return None
    return None


def _day_with_month_name(text: str) -> str | None:
    if match := _DAY_FIRST.search(text):
        day, start, rest, year = match.groups()
    elif match := _MONTH_FIRST.search(text):
        start, rest, day, year = match.groups()
    else:
        return None
    month = next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(start + rest)), None)
    if start + rest == "sept":
        month = 9
    return None if month is None else _checked(int(year), month, int(day))


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
