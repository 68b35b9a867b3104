"""Get the text of the article in a page: trafilatura finds it, after what it would lose is made plain paragraphs.

A quotation set apart and who said it (in a footer, a cite element, a caption, a last line after a dash) become one
paragraph, “We are drowning.” — Joan Holt, mayor; marks stand for q elements; the cells of a table that only lays out
a page are parts of the page.
"""

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml.etree import iterwalk, strip_tags  # type: ignore[import-untyped]
from lxml.html import HtmlElement, builder  # type: ignore[import-untyped]
from trafilatura import bare_extraction

from index.readers.page_streams import streams
from index.readers.quotations import DASHES, OPENING_MARKS, attributed
from index.sources import limits

LONGEST_CELL = 200
"""Characters of a cell of a table that holds data; a cell with more is a part of a page."""

_LIST_MARK = re.compile(r"^- ", re.MULTILINE)
_TABLE_RULE = re.compile(r"^\|(?:-{3,}\|)+\n", re.MULTILINE)
_TABLE_BARS = re.compile(r"^\| *| *\|[ \t]*$", re.MULTILINE)
_HAS_WORD = re.compile(r"[^\W_]")
_BLOCKS = frozenset(
    {"p", "div", "table", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "article", "section", "form"}
)
_NAMED_UNDER = "descendant::footer | descendant::figcaption"
_SENTENCE_ENDS = re.compile(r"[.!?…,”\"’»—–-]\s*$")
_IN_CAPTION = "ancestor::figure[1]/figcaption"
_NEXT = (
    "following-sibling::*[1][self::cite or self::footer or contains(concat(@class, ' '), 'attribution')"
    " or contains(@class, 'cite') or contains(@class, 'quote-author') or contains(@class, 'quote__author')]"
)
_FEWEST_WORDS = 100
"""Words of an article that streams stand beside; what has fewer may be the introduction to them."""
_HEADLINE_WORDS = 4
_NO_HEADLINE_ENDS_SO = tuple(".,;:…")
_LABEL = re.compile(r"(?:[\w’'-]+ ){0,3}[\w’'-]+ ?[:|–—»>-]\s*|\W*")
_EMBEDDED = re.compile(r"\b(?:twitter|instagram|tiktok|fb|bluesky|mastodon)\b", re.IGNORECASE)


def article_text(tree: HtmlElement) -> str:
    """Give the article's paragraphs with empty lines between, an empty text where there is none; changes the tree.

    Streams of teasers and comments are left out, unless hardly anything is left then: they are what the page is about.
    """
    beside = streams(tree)
    whole = deepcopy(tree) if beside else None
    for element in beside:
        if element.getparent() is not None:
            element.drop_tree()
    text = _text(tree)
    return text if whole is None or len(text.split()) >= _FEWEST_WORDS else _text(whole)


def _text(tree: HtmlElement) -> str:
    attribute_quotations(tree)
    promotions = _promotions(tree)
    is_long = tree.xpath(f"boolean((//p | //div | //li | //td | //br)[{limits.MAX_BLOCKS}])")
    extracted = bare_extraction(
        tree, include_comments=False, include_tables=True, deduplicate=False, fast=bool(is_long)
    )
    text = getattr(extracted, "text", None) or ""
    text = _TABLE_BARS.sub("", _TABLE_RULE.sub("", _LIST_MARK.sub("", text)))
    return "\n\n".join(line for line in text.strip().split("\n") if line.strip() not in promotions)


def _promotions(tree: HtmlElement) -> frozenset[str]:
    """Give the lines that only lead to other articles: links that read like headlines, perhaps after "Read more:"."""
    parts = tree.xpath("//*[self::p or self::li][count(.//a) = 1 or parent::a]")
    lines = ((_line(part), _line(next(part.iter("a"), part))) for part in parts)
    return frozenset(
        line
        for line, linked in lines
        if len(linked.split()) >= _HEADLINE_WORDS
        and not linked.endswith(_NO_HEADLINE_ENDS_SO)
        and line.endswith(linked)
        and _LABEL.fullmatch(line.removesuffix(linked))
    )


def attribute_quotations(tree: HtmlElement) -> None:
    """Make plain paragraphs of quotations set apart and of tables that lay out a page, and marks of q elements."""
    _mark_short_quotations(tree)
    _open_layout_tables(tree)
    for quotation in list(tree.iter("blockquote")):
        if not _EMBEDDED.search(quotation.get("class", "")):
            _attribute(quotation)


def _mark_short_quotations(tree: HtmlElement) -> None:
    marks = [(quotation, ("‘", "’") if quotation.xpath("ancestor::q") else ("“", "”")) for quotation in tree.iter("q")]
    for quotation, (opening, closing) in marks:
        written = quotation.text_content().strip()
        if written and written[0] not in OPENING_MARKS:
            quotation.text = opening + (quotation.text or "").lstrip()
            _append(quotation, closing)
    strip_tags(tree, "q")


def _append(element: HtmlElement, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + text
    else:
        element.text = (element.text or "").rstrip() + text


def _open_layout_tables(tree: HtmlElement) -> None:
    for table in list(tree.iter("table")):
        cells = [cell for row in _rows(table) for cell in row if cell.tag in ("td", "th")]
        if any(map(_is_part_of_a_page, cells)):
            for row in _rows(table):
                row.tag = "div"
            for cell in cells:
                cell.tag = "div" if _holds_blocks(cell) else "p"
            for part in table:
                if part.tag in ("tbody", "thead", "tfoot"):
                    part.tag = "div"
            table.tag = "div"


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    yield from table.xpath("tr | tbody/tr | thead/tr | tfoot/tr")


def _is_part_of_a_page(cell: HtmlElement) -> bool:
    return len(cell.text_content().strip()) > LONGEST_CELL or _holds_blocks(cell)


def _holds_blocks(cell: HtmlElement) -> bool:
    return any(child.tag in _BLOCKS for child in cell.iterdescendants())


def _attribute(quotation: HtmlElement) -> None:
    """Make paragraphs of a quotation whose speaker is named under it, the last of which names him."""
    within = quotation.xpath(_NAMED_UNDER) or _cited_last(quotation)
    sources = within[-1:] or quotation.xpath(_IN_CAPTION) or quotation.xpath(_NEXT)
    said_by = _line(sources[0]) if sources else ""
    for source in sources[:1]:
        source.drop_tree()  # its tail stays
    paragraphs = _paragraphs(quotation)
    if not said_by and len(paragraphs) > 1 and DASHES.match(paragraphs[-1]):
        said_by = paragraphs.pop()
    if not (said_by and paragraphs):
        return
    figure = next(quotation.iterancestors("figure"), None)
    place = quotation if figure is None else figure
    made = [builder.P(text) for text in attributed(paragraphs, said_by)]
    made[-1].tail = place.tail
    place.tail = None
    for paragraph in made:
        place.addprevious(paragraph)
    place.getparent().remove(place)


def _cited_last(quotation: HtmlElement) -> list[HtmlElement]:
    """Give the cite element that ends a quotation after a finished sentence: others name a work."""
    text = _line(quotation)
    cited = quotation.xpath("descendant::cite[normalize-space()]")[-1:]
    named = "".join(map(_line, cited))
    return cited if text.endswith(named) and _SENTENCE_ENDS.search(text.removesuffix(named)) else []


def _paragraphs(quotation: HtmlElement) -> list[str]:
    text = "".join("\n" if part is None else re.sub(r"\s+", " ", part) for part in _texts(quotation))
    return [line.strip() for line in text.split("\n") if _HAS_WORD.search(line)]


def _texts(element: HtmlElement) -> Iterator[str | None]:
    """Yield the pieces of text in an element, in order, None where a line ends."""
    for event, part in iterwalk(element, events=("start", "end")):
        if part.tag == "br" or part.tag in _BLOCKS:
            yield None
        text = part.text if event == "start" else part.tail
        if text and not (event == "end" and part is element):
            yield text


def _line(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
