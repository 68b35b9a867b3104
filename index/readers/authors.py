"""Tell who wrote an article from what stands where its authors are given: names, and much that is none.

A byline names a person, often with "By" before and an office or an outlet after: "By Joan Holt | Political Editor".
What says when (a date), where (an address) or only what (an office) is no author.  An outlet is one only where no
person stands beside it.
"""

import re
from collections.abc import Sequence

_BY = re.compile(
    r"(?:(?:written|words|story|text|reporting|report|reported|posted|analysis|interview)\s+)?by(?::\s*|\s+)", re.I
)
_PARTED = re.compile(r"\s*[|•·;]\s*|\s+[–—/-]\s+|,\s+")
_OFFICE_WORD = (
    r"(?:editor|reporter|correspondent|writer|columnist|critic|bureau|contributor|producer|journalist|analyst|intern"
    r"|staff|freelancer|photographer|commentator|blogger|presenter)s?"
)
_OFFICE = re.compile(
    rf"(?:[\w’'.&-]+\s+){{0,4}}?(?:{_OFFICE_WORD}|chief|desk)(?:(?:\s+(?:in|at|of|for)\b|-(?:in|at)-).{{0,60}}|\s+chief)?",
    re.I,
)
_BEHIND = re.compile(
    rf"(?<=\w)\s+(?:staff|senior|chief|special|political|business|sports?|associate|managing)\s+{_OFFICE_WORD}$"
    r"|[\s,]+(?:on\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\.?,?|[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?)\s+\d{4}\b.*"
    r"|[\s,]+(?:on\s+)?\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b.*",
    re.I,
)
"""What follows a name without a mark between: an office of two words, a date."""
_OUTLET = re.compile(
    r"\b(?:news(?:paper|room|wire)?|times|press|media|agency|reuters|afp|ap|upi|bbc|cnn|npr|tribune|journal|magazine"
    r"|radio|tv|television|wires?|services?|network|online|publishing|gazette|\w+\.(?:com|org|net))\b",
    re.I,
)
_NO_NAME = re.compile(
    r"(?:last\s+)?(?:updated|published|posted|modified)\b.{0,90}"
    r"|(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?(?:\s+\d.{0,60})?"
    r"|\d.{0,90}|\S*(?:@|://|www\.)\S*|[\W\d_]+|admin(?:istrator)?|unknown|anonymous|by",
    re.I,
)


def author(written: str) -> str:
    """Give what of a byline names its author, or authors; an empty string where nothing does."""
    line = _BY.sub("", written.strip(), count=1) if _BY.match(written.strip()) else written.strip()
    written_parts = _PARTED.split(line)
    first, *others = [_BEHIND.sub("", part) for part in written_parts]
    named = [first] * (not _is_no_name(first))
    named += (part for part in others if not _is_no_name(part) and not (named and _OUTLET.search(part)))
    return line if named == written_parts else ", ".join(named)


def _is_no_name(part: str) -> bool:
    return bool(_NO_NAME.fullmatch(part) or _OFFICE.fullmatch(part))


def persons_first(names: Sequence[str], outlet: str = "") -> tuple[str, ...]:
    """Leave out the outlet, and what is called like one, where a person is named beside it."""
    persons = [name for name in names if name.casefold() != outlet.casefold() and not _OUTLET.search(name)]
    return tuple(persons or names)
