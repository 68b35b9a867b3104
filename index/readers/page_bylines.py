"""Find who wrote an article where the page says so only to its readers: a short line near the headline, "By Ada Moor".

It begins with "by" or the like, and goes on with what is a person's name by its form: some words with capitals, perhaps
with particles between.  It stands between the headline and the first paragraph.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from index.readers.authors import author

_LOOKED_AT = 60
"""Elements after the headline."""
_LONGEST_LINE = 120
_LONGEST_BEFORE = 250
"""Characters of a paragraph before which a byline stands, and after which none does."""
_LINES = frozenset(
    {"p", "div", "span", "address", "li", "dd", "a", "strong", "em", "b", "i", "small", "font", "td", "h4", "h5"}
)
_BY = re.compile(
    r"(?:(?:written|posted|submitted|published|reported|words|text|story|reporting|article)\s+)?by\s*:?\s+(?=\S)", re.I
)
_NO_NAME = (
    r"(?:Updated|Published|Posted|Modified|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|July"
    r"|August|September|October|November|December)\b"
)
_NAME_WORD = rf"(?:(?!{_NO_NAME})[A-ZÀ-ÖØ-Þ][\w.’'-]*)"
_PARTICLE = r"(?:van|von|de|del|della|der|den|di|da|dos|du|la|le|el|al|bin|ibn|ben|ter|zu|af|y)"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+(?:{_PARTICLE}|{_NAME_WORD})){{0,4}}\s+{_NAME_WORD}")
_AFTER = re.compile(
    r"\s*(?:[|•·;,–—/-]|\d|\b(?:on|at|in|for|updated|published|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul"
    r"|aug|sep|oct|nov|dec)[a-z]*\b|$).*",
    re.IGNORECASE | re.DOTALL,
)


def byline(tree: HtmlElement, title: str) -> str:
    """Give the names in the byline under a page's headline; an empty string where there is none."""
    for line in _lines(_headline(tree, title)):
        if begun := _BY.match(line):
            names = [_name(one) for one in re.split(r"\s+(?:and|&)\s+|,\s+(?=[A-ZÀ-Þ])", line[begun.end() :])]
            if names[0]:
                return "; ".join(name for name in names if name)
    return ""


def _headline(tree: HtmlElement, title: str) -> HtmlElement | None:
    """Give the heading that is the title, else the first of the first level."""
    headings = tree.xpath("//h1 | //h2 | //h3")
    of_title = [heading for heading in headings if title and _line(heading) == title]
    return next(iter([*of_title, *tree.xpath("//h1")]), None)


def _lines(headline: HtmlElement | None) -> Iterator[str]:
    """Yield the short lines that follow a headline, up to the first paragraph."""
    if headline is None:
        return
    for element in headline.xpath("following::*")[:_LOOKED_AT]:
        line = _line(element)
        if element.tag == "p" and len(line) > _LONGEST_BEFORE:
            return
        if element.tag in _LINES and len(line) <= _LONGEST_LINE:
            yield line


def _name(written: str) -> str:
    """Give the name that a text begins with, if nothing but a date, a place or an office comes after it."""
    found = _NAME.match(written)
    if not found or not _AFTER.fullmatch(written[found.end() :]):
        return ""
    return author(found[0])


def _line(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
