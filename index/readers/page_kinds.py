"""Tell pages that hold an article from the others that a crawl brings home: front pages, lists, errors said politely.

Whoever saves one page means it, so this is asked of crawls alone.  A page that declares its article (JSON-LD, Open
Graph) is believed, but not the front page of a site, nor one whose title is that of an error.
"""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from index.documents.ids import article_address
from index.readers.json_ld import Node, is_article

NO_ARTICLE = "pages of a crawl without an article"

_ERROR = re.compile(
    r"^\W*(?:error\W*)?(?:4\d\d|50\d)(?:\W*$|\s*[|–—:-]|\W+(?:not found|error|page|forbidden|bad|internal|service|gone"
    r"|unauthori[sz]ed))|\b(?:page|file|document|content) (?:not|cannot be|could not be) (?:found|displayed)"
    r"|(?:^|[|–—:-]\s*)not found\W*(?:$|[|–—-])|\baccess (?:is |to this page has been )?denied\b|^\W*forbidden\W*$"
    r"|^\W*just a moment\W*$|\battention required\b|\bare you (?:a robot|human)\b"
    r"|\bservice (?:temporarily )?unavailable\b"
    r"|\b(?:page|site|account|domain) (?:is )?(?:suspended|unavailable|no longer available|for sale|moved)\b"
    r"|\bunder maintenance\b|\bcaptcha\b|\benable (?:javascript|cookies)\b",
    re.IGNORECASE,
)
_LONGEST_ERROR = 150
"""Words that an error takes, at most, and an article with such a title surely has."""
_FEWEST_WORDS = 25
_FINISHED = re.compile(r"[.!?…:;][\"”’»')\]]*$")
_FEWEST_FINISHED = 0.5
"""The share of the words that stand in paragraphs which end as sentences do."""
_MOST_TEASERS = 0.2
"""The share of the lines that are the titles of other pages, linked to."""
_FEWEST_TEASERS = 3


def linked_headings(tree: HtmlElement) -> frozenset[str]:
    """Give the headings of a page that are links as wholes, as they stand in its text."""
    headings = tree.xpath("//*[self::h2 or self::h3 or self::h4 or self::h5][.//a or parent::a]")
    return frozenset(
        text
        for heading in headings
        if (text := _text(heading))
        and (heading.getparent().tag == "a" or text == " ".join(_text(a) for a in heading.iter("a")))
    )


def holds_article(text: str, title: str, url: str, node: Node, kind: str, headings: frozenset[str]) -> bool:
    """Say whether a page holds an article, by the text found in it, its title, its address, what it declares to be
    (the node of JSON-LD, Open Graph's type) and its headings that are links."""
    words = len(text.split())
    if not words or (url and not article_address(url)) or (_ERROR.search(title) and words <= _LONGEST_ERROR):
        return False
    if kind == "article" or is_article(node):
        return True
    lines = text.split("\n\n")
    teasers = sum(line in headings for line in lines)
    return (
        words >= _FEWEST_WORDS
        and (teasers < _FEWEST_TEASERS or teasers < _MOST_TEASERS * len(lines))
        and _finished(lines) >= _FEWEST_FINISHED * words
    )


def _finished(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines if _FINISHED.search(line))


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
