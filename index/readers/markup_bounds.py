"""Refuse HTML that parsers take the square of its length for: thousands of attributes in one tag, of cells in one row.

libxml2 compares each attribute of a tag with those before it, and trafilatura counts the cells of a row for each cell.
What of a page is only deep is cut off by libxml2, at 256 elements in each other.

A tag may begin at every "<" before a letter.  Whether it does, or the letters are those of a script, a comment or
another tag, only the parser knows.  So each is followed as HTML says that a tag is read, and of one that would have too
many attributes the parser is asked, with what lies before it, whether an element begins there.
"""

import re

from lxml.etree import ErrorTypes, LxmlError, strip_attributes  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from index.sources import limits
from index.sources.content import UNPRINTABLE, BadLineError

_BEGUN = re.compile(r"<(?=[a-zA-Z])")
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+))?+"""
_TAG = re.compile(rf"<[^\s/>]++(?:{_ATTRIBUTE}){{0,{limits.MAX_ATTRIBUTES}}}+(?P<more>{_ATTRIBUTE})?")
"""A tag up to its end, or to the first attribute too many (https://html.spec.whatwg.org/#tokenization)."""
_SCRIPT_END = re.compile(r"</(?:script|style)", re.IGNORECASE)
_PROBE = "x-probe"
_MOST_TIMES = 60
"""How many times the length of a page may be gone over for tags begun within others, or asked of."""

_MOST_WIDE = 50
"""Cells of one row that may be as wide as several."""


def require_few_attributes(markup: str) -> None:
    """Raise BadLineError where a tag has more attributes than any page needs."""
    budget = _MOST_TIMES * len(markup)
    script_end = 0
    for start in (begun.start() for begun in _BEGUN.finditer(markup)):
        tag = None if start < script_end else _TAG.match(markup, start)
        if tag is None:
            continue
        is_full = tag["more"] is not None
        budget -= len(tag[0]) + start * is_full
        if budget < 0:
            raise BadLineError("too many tags are begun in it that do not end")
        if is_full:
            script_end = _end_of_script(markup, start)


def _end_of_script(markup: str, start: int) -> int:
    """Say how far the script goes on in which something like a tag stands, 0 where it is no script but a comment, say;
    raise BadLineError where it is a tag of its own."""
    parser = HTMLParser(encoding="utf-8")
    try:
        before = UNPRINTABLE.sub(" ", markup[:start])
        tree = document_fromstring(f"{before}<{_PROBE}>".encode(), parser=parser)
    except (LxmlError, ValueError):
        tree = None
    last = parser.error_log.last_error
    is_cut_off = last is not None and last.type == ErrorTypes.ERR_RESOURCE_LIMIT
    if tree is None or is_cut_off or tree.find(f".//{_PROBE}") is not None:
        raise BadLineError(f"a tag in it has more than {limits.MAX_ATTRIBUTES:,} attributes")
    if not any((script.text or "").endswith(f"<{_PROBE}>") for script in tree.iter("script", "style")):
        return 0
    end = _SCRIPT_END.search(markup, start)
    return end.start() if end else len(markup)


def require_narrow_tables(tree: HtmlElement) -> None:
    """Raise BadLineError where a row of a table has more cells than any table needs; where very many cells are as wide
    as several, make them narrow."""
    most = limits.MAX_CELLS
    if tree.xpath(f"boolean(//*[td[{most + 1}] or th[{most + 1}]])"):
        raise BadLineError(f"a row of a table in it has more than {most:,} cells")
    if tree.xpath(
        f"boolean((//@colspan)[{most + 1}] or //*[td[@colspan][{_MOST_WIDE}] or th[@colspan][{_MOST_WIDE}]])"
    ):
        strip_attributes(tree, "colspan", "rowspan")
