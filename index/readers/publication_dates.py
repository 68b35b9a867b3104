"""Decide on the day of each article that a file holds, and say what is questionable about it.

Readers give what stands for the date as the file writes it.  Here, in one place for all formats, it becomes a day, or
nothing where it names none: day and month are not guessed where either may come first, unless whoever reads the
archive says which does.  What is before there were newspapers is left out; a day in the future is kept, for an article
may be of tomorrow, and said.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from index.documents.article import Article
from index.readers.dates import EARLIEST_YEAR, LATEST_YEAR, calendar_day, is_believed, parse_day
from index.sources import limits
from index.sources.files import BadInput, FoundFile, Outcome, remark
from index.sources.options import ReadingOptions

MAX_QUOTED = 60
"""Characters of a file that a remark quotes."""
ABROAD = datetime.timedelta(days=1)
"""How far elsewhere's day may be ahead of ours."""
_NOT_LISTED = {
    Outcome.DATE: "more dates name no day that is believed, and are left out",
    Outcome.AMBIGUOUS_DATE: "more dates may be of two days, and are left out",
    Outcome.REMARK: "more dates are in the future; they are kept",
}


def with_days(
    items: Iterable[Article | BadInput | FoundFile], shown: str, options: ReadingOptions
) -> Iterator[Article | BadInput | FoundFile]:
    """Give each article of a file its day, followed by what is remarkable about it; pass all else on.

    Very many remarks are counted in the end instead.
    """
    counts: Counter[Outcome] = Counter()
    listed = 0
    for item in items:
        if not isinstance(item, Article):
            yield item
            continue
        yield _with_day(item, options)
        outcome, about = question(item.written_date, options.day_first)
        if outcome is None:
            continue
        listed += 1
        if listed <= limits.MAX_BAD_LINES:
            named = f"the article “{item.own_id}”: " if item.own_id and item.line is None else ""
            yield remark(item.path, item.line, named + about, outcome)
        else:
            counts[outcome] += 1
    for outcome, count in counts.items():
        yield BadInput(shown, None, f"{count:,} {_NOT_LISTED[outcome]}; not listed singly", count, outcome)


def question(written: str, day_first: bool | None = None) -> tuple[Outcome | None, str]:
    """Say in what way a written date is questionable, and in words what becomes of it; None and "" where it isn't.

    >>> print(question("03/04/2022")[1])
    the date “03/04/2022” may be 2022-04-03 or 2022-03-04, and is left out
    """
    if not written:
        return None, ""
    quoted = f"the date “{written[:MAX_QUOTED]}”"
    day = calendar_day(written, day_first)
    if day is None:
        one, other = parse_day(written, True), parse_day(written, False)
        if one and other:
            return Outcome.AMBIGUOUS_DATE, f"{quoted} may be {one} or {other}, and is left out"
        return Outcome.DATE, f"{quoted} names no single day of the calendar, and is left out"
    if not is_believed(day):
        when = f"before {EARLIEST_YEAR}" if day.year < EARLIEST_YEAR else f"after {LATEST_YEAR}"
        return Outcome.DATE, f"{quoted} is {when}, and is left out"
    if day > today() + ABROAD:
        return Outcome.REMARK, f"{quoted} is in the future; it is kept"
    return None, ""


def today() -> datetime.date:
    """Return the day in Greenwich."""
    return datetime.datetime.now(datetime.UTC).date()


def _with_day(article: Article, options: ReadingOptions) -> Article:
    day = parse_day(article.written_date, options.day_first)
    return article if day == article.date else replace(article, date=day)
