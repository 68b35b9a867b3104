"""Days as a sentence says them: "in 2014", "since May", "last March", "from 2012 to 2014".

What lies in the past is counted from the newest day of the archive: in an archive that ends in July 2019, "last March"
is that of 2019, "in October" that of 2018.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from search.query.dates import month_of, number_of, year_of
from search.query.nodes import DateRange

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
HOW = {None: "in", "of": "in", "during": "in", "from": "in", "between": "in", "till": "until"}
"""How a period is told that is not since, until, before or after it."""
_NUMBERS = {name.lower()[:length]: at for at, name in enumerate(MONTHS, 1) for length in (3, 4, len(name))}
_YEAR = r"(?:19|20)\d\d"
_SPOKEN = re.compile(
    r"(?:\b(?P<how>in|during|of|since|until|till|through|before|after|from|between) )?"
    r"(?:(?:early|late|mid|the|year) )*(?:\b(?P<which>last|this) )?"
    rf"(?:\b(?P<month>{'|'.join(_NUMBERS)})(?: of)?(?: (?P<year>{_YEAR}))?"
    rf"|\b(?P<alone>{_YEAR})(?: (?:to|until|till|through|and) (?P<end>{_YEAR}))?|\b(?P<unit>year|month))\b"
)


@dataclass(frozen=True, slots=True)
class SpokenDays:
    """The days said by words from `start` to before `stop`, and how they are told."""

    days: DateRange
    told: str
    start: int
    stop: int


def spoken_days(words: Sequence[str], newest: date) -> SpokenDays | None:
    """Return the first days that folded words say; None where they say none."""
    line = " ".join(words)
    for found in _SPOKEN.finditer(line):
        period = _period(found, newest)
        days = _bounded(found["how"], *period) if period else None
        if period and days:
            start = line.count(" ", 0, found.start())
            how = "from" if found["end"] else HOW.get(found["how"], found["how"])
            told = f"{how} {_told(*period)}"
            return SpokenDays(days, told, start, start + found[0].count(" ") + 1)
    return None


def _period(found: re.Match[str], newest: date) -> tuple[date, date] | None:
    """Return the first and the last day of what is named."""
    how, which = found["how"], found["which"]
    if found["alone"]:
        return year_of(int(found["alone"]))[0], year_of(int(found["end"] or found["alone"]))[1]
    if found["unit"]:
        return _unit(found["unit"], newest, back=which == "last") if which else None
    if found["year"]:
        return month_of(int(found["year"]), _NUMBERS[found["month"]])
    if which or how not in (None, "of", "between"):
        return _latest(_NUMBERS[found["month"]], newest, ended=which == "last")
    return None


def _unit(unit: str, newest: date, *, back: bool) -> tuple[date, date]:
    if unit == "year":
        return year_of(newest.year - back)
    first, last = month_of(newest.year, newest.month)
    before = first - timedelta(days=1)
    return month_of(before.year, before.month) if back else (first, last)


def _latest(month: int, newest: date, *, ended: bool) -> tuple[date, date]:
    """Return the last such month that had begun on the newest day, or had ended before."""
    year = newest.year - (month >= newest.month if ended else month > newest.month)
    return month_of(year, month)


def _bounded(how: str | None, first: date, last: date) -> DateRange | None:
    match how:
        case "since":
            return DateRange(number_of(first), None)
        case "after":
            return DateRange(number_of(last + timedelta(days=1)), None)
        case "until" | "till" | "through":
            return DateRange(None, number_of(last))
        case "before":
            return DateRange(None, number_of(first - timedelta(days=1)))
    return DateRange(number_of(first), number_of(last)) if first <= last else None


def _told(first: date, last: date) -> str:
    if last > year_of(first.year)[1]:
        return f"{first.year} to {last.year}"
    if (first, last) == year_of(first.year):
        return str(first.year)
    return f"{MONTHS[first.month - 1]} {first.year}"
