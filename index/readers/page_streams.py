"""Leave out of a page what it has streams of: teasers of other articles, and readers' comments.

Where there is more of them than of the article, they would be taken for it.  A stream is a row of elements of one kind:
a teaser is short and has a heading that is a link as a whole, and a comment has controls to reply to it or report it.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from lxml.html import HtmlElement  # type: ignore[import-untyped]

_FEWEST = 4
"""Elements of a row."""
_LONGEST_TEASER = 400
"""Characters of a teaser, heading and all."""
_HEADINGS = ("h2", "h3", "h4", "h5")
_HEADLINE_WORDS = 4
_CONTROL = re.compile(r"\b(?:reply|report|flag|upvote|downvote)\b", re.IGNORECASE)
_CONTROLS = re.compile(
    r"(?:\W|\d|\b(?:reply|replies|to|report|flag|upvote|downvote|likes?|share|permalink|link|quote|edit|abuse|this|as"
    r"|inappropriate|comment|view|show|hide|more|less)\b)+",
    re.IGNORECASE,
)
_LONGEST_CONTROLS, _LONGEST_COMMENT = 120, 5_000


def streams(tree: HtmlElement) -> list[HtmlElement]:
    """Give the teasers and the comments of a page that stand in streams."""
    parents = tree.xpath(
        "//*[self::div or self::section or self::ul or self::ol or self::main or self::body or self::aside]"
    )
    found: list[HtmlElement] = []
    for row in (row for parent in parents for row in _rows(parent)):
        for is_one in (_is_comment,) if _is_in_article(row[0]) else (_is_teaser, _is_comment):
            of_kind = [element for element in row if is_one(element)]
            if len(of_kind) >= _FEWEST and 2 * len(of_kind) > len(row):
                found += of_kind
    return found


def _rows(parent: HtmlElement) -> list[Sequence[HtmlElement]]:
    """Give the children of an element that are of one kind by name and class, if there are enough of them."""
    if len(parent) < _FEWEST:
        return []
    kinds: dict[tuple[str, str], list[HtmlElement]] = defaultdict(list)
    for child in parent:
        if isinstance(child.tag, str):
            kinds[child.tag, child.get("class", "")].append(child)
    return [row for row in kinds.values() if len(row) >= _FEWEST]


def _is_in_article(element: HtmlElement) -> bool:
    """Say whether an element is declared to be a part of the article, which may be a list of linked titles itself."""
    return any(above.tag == "article" or above.get("itemprop") == "articleBody" for above in element.iterancestors())


def _is_teaser(element: HtmlElement) -> bool:
    if next(element.iter(*_HEADINGS), None) is None or len(element.text_content()) > _LONGEST_TEASER:
        return False
    headings = element.xpath("descendant-or-self::*[self::h2 or self::h3 or self::h4 or self::h5][.//a or ancestor::a]")
    return any(_is_linked(heading) for heading in headings)


def _is_linked(heading: HtmlElement) -> bool:
    words = heading.text_content().split()
    linked = "".join(link.text_content() for link in heading.iter("a")).split()
    return len(words) >= _HEADLINE_WORDS and (not linked or linked == words)


def _is_comment(element: HtmlElement) -> bool:
    """Say whether a block has controls of a comment, in short elements that are no paragraphs."""
    whole = element.text_content()
    if len(whole) > _LONGEST_COMMENT or not _CONTROL.search(whole):
        return False
    return any(
        _CONTROL.search(text) and _CONTROLS.fullmatch(text)
        for part in element.iter("div", "span", "a", "button", "footer", "li", "small")
        if part is not element and len(text := part.text_content()) <= _LONGEST_CONTROLS
    )
