"""Get the text of markup that is nothing but an article: an entry of a feed, a chapter of a book, a mail.

Nothing is searched for in it, as in a whole page, and nothing left out but what no reader sees as text: scripts,
pictures with their captions, forms.  Quotations set apart are written as in pages (`index.readers.page_text`).
"""

import re
from collections.abc import Iterator

from lxml.etree import ParserError, iterwalk  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from index.readers.markup_bounds import require_few_attributes, require_narrow_tables
from index.readers.page_text import attribute_quotations
from index.sources.content import UNPRINTABLE

_PARSER = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
_UNREAD = frozenset(
    {
        *("head", "script", "style", "noscript", "template", "iframe", "object", "svg", "math", "audio", "video"),
        *("figure", "form", "button", "select", "textarea", "nav"),
    }
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike"),
        *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "td", "th"),
    }
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LINE_SPACE = re.compile(r"(?<! ) *\n *")
_PARTED = re.compile(r"\n{3,}")
_TAG = re.compile(r"<[a-zA-Z!/]|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")


def is_markup(text: str) -> bool:
    """Say whether a text holds tags or references to characters."""
    return bool(_TAG.search(text))


def markup_text(markup: str) -> str:
    """Give the paragraphs of HTML with an empty line between, lines that br elements part on lines of their own."""
    tree = parsed(markup)
    return "" if tree is None else tree_text(tree)


def parsed(markup: str) -> HtmlElement | None:
    """Parse HTML, a whole document or some elements; give None where there is nothing in it.

    Raises BadLineError where it has more attributes in a tag, or cells in a row, than any article.
    """
    require_few_attributes(markup)
    try:
        tree = document_fromstring(UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", markup).encode(), parser=_PARSER)
    except ParserError:
        return None
    require_narrow_tables(tree)
    return tree


def tree_text(tree: HtmlElement) -> str:
    """Give the paragraphs of a tree as `markup_text` does; changes the tree."""
    attribute_quotations(tree)
    text = "".join(_pieces(tree))
    return _PARTED.sub("\n\n", _LINE_SPACE.sub("\n", text)).strip()


def _pieces(tree: HtmlElement) -> Iterator[str]:
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in _UNREAD or _HIDDEN.search(element.get("style", "")):
                walk.skip_subtree()
                continue
            yield from _before(element)
            yield _spaced(element, element.text)
        else:
            if element.tag not in _INLINE:
                yield "\n" if element.tag == "br" else "\n\n"
            if element is not tree:
                yield _spaced(element.getparent(), element.tail)


def _before(element: HtmlElement) -> Iterator[str]:
    if element.tag in ("td", "th"):
        if element.getprevious() is not None:
            yield " | "
    elif element.tag not in _INLINE and element.tag != "br":
        yield "\n\n"


def _spaced(element: HtmlElement, text: str | None) -> str:
    """Give text as it is shown: white space is one space, except in what is set out beforehand."""
    if not text:
        return ""
    if element.tag == "pre" or next(element.iterancestors("pre"), None) is not None:
        return text
    return _SPACE.sub(" ", text)
