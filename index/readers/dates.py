"""Read the day an article was published from the many ways dates are written.

Only what is written counts: a date without a day, or one whose day and month could be exchanged (03/04/2022), is no
date unless it is told which comes first, a day on which something was updated isn't the day of publication, and a time
zone never moves the day.
"""

import datetime
import re
from collections.abc import Iterator

EARLIEST_YEAR, LATEST_YEAR = 1600, 2199
"""Years that are believed: before, there was no newspaper; 0001 and 9999 stand where a program knew no date."""

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)|(\d{4})(\d\d)(\d\d)(?!\d)")
_ISO_WEEK = re.compile(r"\d{4}-?W\d\d-?\d(?!\d)")
_ISO_ORDINAL = re.compile(r"(\d{4})-(\d{3})(?!\d)")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?P<rest>[a-z]{0,6})\.?"
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>\d{4})(?!\d)"
_TIME = r"(?:\d\d?:\d\d(?::\d\d)?\s(?:[a-z]{1,5}\s|[+-]\d{4}\s)?)?"
_WRITTEN_OUT = (
    re.compile(rf"(?<!\d){_DAY}[\s./-]{{1,3}}(?:of )?{_MONTH}[\s,./-]{{1,3}}{_YEAR}"),
    re.compile(rf"(?<![a-z]){_MONTH}\s{{0,2}}{_DAY},?\s{{1,2}}{_TIME}{_YEAR}"),
    re.compile(r"(?<![\d.-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<rest>)(?P<day>\d\d)(?!\d)"),
)
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])\s?(\d{1,2})\2\s?(\d{4})(?!\d)")
_LABEL = re.compile(
    r"(?P<published>publish|posted|issued|created|submitted)|updated|modified|edited|corrected|revised|changed|generated"
    r"|\bstand\b|aktualisiert|mis à jour|actualizado|aggiornato|atualizado"
)
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs?|ur)?(?:day)?\b\W*$")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_LONGEST_DATE = 200


def parse_day(written: object, day_first: bool | None = None) -> str | None:
    """Give the day as YYYY-MM-DD, or None where `written` is no string or names no single day that is believed.

    `day_first` says whether 03/04/2022 is in April; None: that it is no single day.
    """
    day = calendar_day(written, day_first)
    return day.isoformat() if day and is_believed(day) else None


def calendar_day(written: object, day_first: bool | None = None) -> datetime.date | None:
    """Give the day as `parse_day` does, also of a year that isn't believed."""
    if not isinstance(written, str):
        return None
    text = written.strip().lower()
    if not text or len(text) > _LONGEST_DATE:
        return None
    return _iso_day(text) or _labelled_day(text, day_first)


def is_believed(day: datetime.date) -> bool:
    """Say whether there were newspapers on a day, or may be."""
    return EARLIEST_YEAR <= day.year <= LATEST_YEAR


def holds_date(text: str) -> bool:
    """Say whether a date that is not called one of an update stands in a text, though it may be none."""
    lower = text.lower()
    return any(is_published(lower[:position]) is not False for position, _ in _days(lower))


def is_published(text: str) -> bool | None:
    """Say whether a label at the end of a text is one of publication or of an update; None where there is none."""
    labels = list(_LABEL.finditer(text.lower()))
    return bool(labels[-1]["published"]) if labels else None


def _iso_day(text: str) -> datetime.date | None:
    if match := _ISO.match(text):
        year, month, day = match.group(1, 2, 3) if match[1] else match.group(4, 5, 6)
        return _checked(int(year), int(month), int(day))
    try:
        if match := _ISO_WEEK.match(text.upper()):
            return datetime.date.fromisoformat(match[0])
        if match := _ISO_ORDINAL.match(text):
            first = datetime.date(int(match[1]), 1, 1)
            day_of_year = first + datetime.timedelta(days=int(match[2]) - 1)
            return day_of_year if day_of_year.year == first.year else None
    except (ValueError, OverflowError):
        return None
    return None


def _labelled_day(text: str, day_first: bool | None) -> datetime.date | None:
    """Give the day that is called the one of publication, else the only one that is called nothing."""
    unlabelled: set[datetime.date | None] = set()
    for position, day in sorted(_days(text, day_first), key=lambda found: found[0]):
        published = is_published(text[:position])
        if published:
            return day
        if published is None:
            unlabelled.add(day)
    return unlabelled.pop() if len(unlabelled) == 1 else None


def _days(text: str, day_first: bool | None = None) -> Iterator[tuple[int, datetime.date | None]]:
    """Yield where dates are written in a text, and the day of each, None for one that is none."""
    for form in _WRITTEN_OUT:
        for match in form.finditer(text):
            yield match.start(), _checked(int(match["year"]), _month(match["month"], match["rest"]), int(match["day"]))
    for match in _NUMERIC.finditer(text):
        one, other, year = int(match[1]), int(match[3]), int(match[4])
        readings = {day for day in (_checked(year, other, one), _checked(year, one, other)) if day}
        if len(readings) > 1 and (weekday := _WEEKDAY.search(text, 0, match.start())):
            readings = {day for day in readings if _WEEKDAYS[day.weekday()] == weekday[1]}
        if len(readings) > 1 and day_first is not None:
            readings = {day for day in readings if day.day == (one if day_first else other)}
        yield match.start(), readings.pop() if len(readings) == 1 else None


def _month(start: str, rest: str) -> int:
    """Give a month's number, 0 for what begins like one and isn't."""
    if start.isdecimal():
        return int(start)
    name = "september" if start + rest == "sept" else start + rest
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(name)), 0)


def _checked(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
