"""Refuse HTML that parsers take the square of its length for: thousands of attributes in one tag, of cells in one row.

libxml2 compares each attribute of a tag with those before it, and trafilatura counts the cells of a row for each cell.
What of a page is only deep is cut off by libxml2, at 256 elements in each other.
"""

import re

from lxml.etree import strip_attributes  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from index.sources import limits
from index.sources.content import BadLineError

_TAG = re.compile(r"<[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^\"'>])*")
_ATTRIBUTE = re.compile(r"""[^\s"'=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"']*))?""")

_MOST_WIDE = 50
"""Cells of one row that may be as wide as several."""


def require_few_attributes(markup: str) -> None:
    """Raise BadLineError where a tag has more attributes than any page needs."""
    for tag in _TAG.finditer(markup):
        is_long = len(tag[0]) > 2 * limits.MAX_ATTRIBUTES
        if is_long and len(_ATTRIBUTE.findall(tag[0])) - 1 > limits.MAX_ATTRIBUTES:
            raise BadLineError(f"a tag in it has more than {limits.MAX_ATTRIBUTES:,} attributes")


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
