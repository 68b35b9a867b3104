"""Read NewsML-G2, in which agencies deliver (IPTC, NewsML-G2 2.34): one item a file, or a message of many.

The text of an item is NITF, XHTML or plain; pictures, packages and other items without text are counted.  Its day is
that of its publication, else of its first version.  What an agency has withheld or cancelled is no article.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from index.documents.article import Article
from index.readers.markup import markup_text
from index.readers.metadata import make_article, remarks
from index.readers.nitf import WITHDRAWN, after_dateline, element_text, nitf_fields
from index.readers.xml import decode_xml, first, local, named, one_line_of, parse_xml
from index.sources.content import BadLineError, printable, read_whole
from index.sources.files import BadInput, FoundFile, passed_over
from index.sources.options import ReadingOptions

_ITEMS = frozenset({"newsItem", "packageItem", "knowledgeItem", "conceptItem", "planningItem", "catalogItem"})
_NO_TEXT = "items of agencies without a text"
_DAYS = ("firstCreated", "contentCreated", "versionCreated")


def read_newsml(found: FoundFile, options: ReadingOptions) -> Iterator[Article | BadInput]:
    """Yield the articles of a file's items, and what is remarkable; raise BadLineError for what is no NewsML-G2."""
    decoded = decode_xml(read_whole(found), options)
    root = parse_xml(decoded.text)
    if local(root.tag) not in _ITEMS | {"newsMessage"}:
        raise BadLineError(f"it is no NewsML-G2: its root is called {printable(local(root.tag))}")
    without_text = 0
    for number, item in enumerate([item for item in root.iter() if local(item.tag) in _ITEMS], 1):
        if local(item.tag) != "newsItem" or not _holds_text(item):
            without_text += 1
            continue
        try:
            fields, text = _fields(item)
            own_id = item.get("guid", "") or f"item-{number}"
            yield make_article(fields, text, shown=found.shown, relative=found.relative, own_id=printable(own_id))
        except BadLineError as error:
            yield BadInput(found.shown, None, f"item {number}: {error.reason}")
    if without_text:
        yield passed_over(found.shown, _NO_TEXT, without_text)
    yield from remarks(found.shown, encoding=decoded.remark)


def _holds_text(item: Element) -> bool:
    return first(item, "inlineXML") is not None or any(
        data.get("contenttype", "text/").startswith("text/") for data in named(item, "inlineData")
    )


def _fields(item: Element) -> tuple[dict[str, object], str]:
    status = first(item, "pubStatus")
    code = "" if status is None else status.get("qcode", "").rpartition(":")[2].lower()
    if code in WITHDRAWN:
        raise BadLineError(f"its agency says that the article is {code}")
    content, about = first(item, "contentSet"), first(item, "contentMeta")
    inner: dict[str, object] = {}
    if (nitf := first(content, "nitf")) is not None:
        inner, text = nitf_fields(nitf)
    else:
        text = "\n\n".join(filter(None, _texts(content)))
    history = first(first(item, "pubHistory"), "published")
    days = [one_line_of(first(history, "date")), *(one_line_of(first(item, name)) for name in _DAYS)]
    fields = {
        "title": one_line_of(first(about, "headline")) or one_line_of(first(about, "name")),
        "date": next(filter(None, days), ""),
        "source": _name(first(item, "infoSource")) or _name(first(item, "provider")),
        "url": _address(item),
        "authors": [one_line_of(by) for by in named(about, "by")] or [_name(one) for one in named(about, "creator")],
    }
    own = {name: value for name, value in fields.items() if value}
    return {**inner, **own}, after_dateline(one_line_of(first(about, "dateline")), text)


def _texts(content: Element | None) -> Iterator[str]:
    for xml in named(content, "inlineXML"):
        html = first(xml, "body")
        yield element_text(xml if html is None else html)
    for data in named(content, "inlineData"):
        written = "".join(data.itertext())
        yield markup_text(written) if "html" in data.get("contenttype", "") else printable(written).strip()


def _name(element: Element | None) -> str:
    return "" if element is None else one_line_of(first(element, "name")) or element.get("literal", "")


def _address(item: Element) -> str:
    """Give the address of the article on the web, if a link is called canonical, or leads to a page."""
    links = [link for link in named(item, "link") if link.get("href", "").startswith("http")]
    canonical = [link for link in links if "canonical" in link.get("rel", "")]
    pages = [link for link in links if "html" in link.get("contenttype", "")]
    return next((link.get("href", "") for link in (*canonical, *pages)), "")
