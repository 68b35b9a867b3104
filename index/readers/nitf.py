"""Read NITF, the News Industry Text Format of agencies and archives (IPTC, NITF 3.6): one article a file.

Its body is marked up much as HTML is, with names of its own, and read so.  A dateline that stands apart is put before
the first paragraph, as in print.  What an agency has killed, withheld or cancelled is no article.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring  # on trees that `index.readers.xml` parsed

from index.documents.article import Article
from index.readers.markup import markup_text
from index.readers.metadata import make_article, remarks
from index.readers.xml import decode_xml, first, local, named, one_line_of, parse_xml
from index.sources.content import BadLineError, printable, read_whole
from index.sources.files import BadInput, FoundFile
from index.sources.options import ReadingOptions

WITHDRAWN = ("killed", "withheld", "canceled", "cancelled")

_HTML_NAMES = {"bq": "blockquote", "credit": "cite", "hl1": "h1", "hl2": "h2", "media": "figure", "nitf-table": "div"}
_OF_HTML = frozenset(
    {
        *("p", "ul", "ol", "li", "dl", "dt", "dd", "pre", "br", "hr", "div", "section", "article"),
        *("table", "thead", "tbody", "tfoot", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("q", "em", "a", "sub", "sup", "span", "cite", "b", "i", "strong", "blockquote"),
        *("figure", "figcaption", "script", "style", "html", "body", "head", "form"),
    }
)
_BLOCKS = frozenset({"block", "body.content", "body", "note", "fn"})


def read_nitf(found: FoundFile, options: ReadingOptions) -> Iterator[Article | BadInput]:
    """Yield the one article of a file, and what is remarkable; raise BadLineError if there is none."""
    decoded = decode_xml(read_whole(found), options)
    root = parse_xml(decoded.text)
    if local(root.tag) != "nitf":
        raise BadLineError(f"it is no NITF: its root is called {printable(local(root.tag))}")
    fields, text = nitf_fields(root)
    if not text:
        raise BadLineError("the article has no text")
    yield make_article(fields, text, shown=found.shown, relative=found.relative)
    yield from remarks(found.shown, encoding=decoded.remark)


def nitf_fields(root: Element) -> tuple[dict[str, object], str]:
    """Give an article's fields and its text; raise BadLineError for one that was withdrawn."""
    data = first(root, "docdata")
    if data is not None and (status := data.get("management-status", "").lower()) in WITHDRAWN:
        raise BadLineError(f"its agency says that the article is {status}")
    publication, head = first(root, "pubdata"), first(root, "body.head")
    holder = first(root, "doc.copyright")
    fields: dict[str, object] = {
        "title": one_line_of(first(root, "hl1"))
        or one_line_of(first(root, "hedline"))
        or one_line_of(first(root, "title")),
        "date": _attribute(first(root, "date.issue"), "norm")
        or _attribute(publication, "date.publication")
        or _attribute(first(root, "date.release"), "norm")
        or _attribute(first(head, "story.date"), "norm"),
        "source": _attribute(publication, "name")
        or _attribute(holder, "holder")
        or one_line_of(first(head, "distributor")),
        "url": _attribute(publication, "ex-ref"),
        "section": _attribute(publication, "position.section"),
        "authors": [_byline(byline) for byline in named(head, "byline")],
    }
    contents = list(named(root, "body.content"))
    text = "\n\n".join(filter(None, map(element_text, contents)))
    return fields, after_dateline(one_line_of(first(head, "dateline")), text)


def after_dateline(dateline: str, text: str) -> str:
    """Put a dateline before a text that does not begin with it."""
    place = dateline.partition(",")[0].casefold()
    if not place or text[: 2 * len(dateline) + 20].casefold().lstrip().startswith(place):
        return text
    return f"{dateline.rstrip(' -–—')} — {text}" if text else ""


def element_text(element: Element) -> str:
    """Give the paragraphs of an element of NITF or XHTML; changes its names to those of HTML."""
    for part in element.iter():
        name = local(part.tag)
        name = _HTML_NAMES.get(name, name)
        part.tag = name if name in _OF_HTML else "div" if name in _BLOCKS else "span"
    element.tag, element.tail = "div", None
    return markup_text(tostring(element, "unicode", method="html"))


def _byline(byline: Element) -> str:
    return "; ".join(map(one_line_of, named(byline, "person"))) or one_line_of(byline)


def _attribute(element: Element | None, name: str) -> str:
    return "" if element is None else element.get(name, "")
