"""Read a saved web page: trafilatura finds the article in it, and the page's metadata names it.

The text is what trafilatura takes for the article, one paragraph a block, with blank lines between; offsets refer to
that text.  Title, authors and url are trafilatura's.  Two things are not, because it guesses where the page is
silent: the source is what the page calls its site, not the host name; the day of publication is what the page gives
for it, not any date that stands somewhere in it, and it may be older than 1995.
"""

import logging
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement, document_fromstring  # type: ignore[import-untyped]
from trafilatura.metadata import extract_metadata
from trafilatura.utils import load_html

from index.documents.article import Article
from index.documents.ids import article_address
from index.readers.authors import persons_first
from index.readers.json_ld import Node, article_node, names_of
from index.readers.markup_bounds import require_few_attributes, require_narrow_tables
from index.readers.metadata import make_article, names, remarks, web_address
from index.readers.page_bylines import byline
from index.readers.page_dates import published
from index.readers.page_kinds import NO_ARTICLE, holds_article, linked_headings
from index.readers.page_text import article_text
from index.sources import limits
from index.sources.content import BadLineError, printable, read_whole
from index.sources.encodings import Decoded, decode_labelled, decode_marked, decode_text
from index.sources.files import BadInput, FoundFile, passed_over
from index.sources.options import ReadingOptions

# Their warnings on broken pages would go to standard error; what matters of them comes back as BadInput.
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_HEAD_BYTES = 8_192
"""How far into a page its encoding is looked for."""
_XML_DECLARATION = re.compile(r"\s{0,99}<\?xml\b([^>]{0,200})>")
_XML_ENCODING = re.compile(r"encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})")
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([^\s\"';]{1,40})", re.IGNORECASE)

_SECTION = ("article:section", "og:article:section", "articlesection", "parsely-section", "sailthru.section")
_TITLE_PARTED = re.compile(r"\s+(?:[|–—»·-]|::)\s+|:\s+")
_SITE = ("og:site_name", "application-name", "publisher", "dc.publisher")


def read_html_page(found: FoundFile, options: ReadingOptions) -> Iterator[Article | BadInput]:
    """Yield the one article of a page, and what is remarkable; raise BadLineError if there is none, in a page that was
    not crawled: crawls bring others along, which are passed over."""
    decoded = _decode_page(read_whole(found, limits.MAX_HTML_BYTES), options, found.charset)
    try:
        fields, text = _extract(decoded.text, found.url, options.day_first)
    except BadLineError:
        raise
    except Exception as error:  # other people's pages may break a parser in any way
        raise BadLineError(f"the page can't be parsed: {type(error).__name__}") from error
    if not text and found.url:
        yield passed_over(found.shown, NO_ARTICLE)
        return
    if not text:
        raise BadLineError("no article was found in the page")
    yield make_article(fields, printable(text), shown=found.shown, relative=found.relative)
    yield from remarks(found.shown, encoding=decoded.remark)


def _extract(page: str, crawled_from: str, day_first: bool | None) -> tuple[dict[str, object], str]:
    """Give the fields and the text of the article in a page, without a text where there is none."""
    require_few_attributes(page)
    tree = load_html(_XML_DECLARATION.sub("", page, count=1))  # what is decoded must not be so once more
    if tree is None:
        return {}, ""
    require_narrow_tables(tree)
    metadata = extract_metadata(tree, date_config={"extensive_search": False, "original_date": True})
    title = _headline(tree, metadata.title or "")
    node = article_node(tree, title)
    outlets = names_of(tree, node.get("publisher"))
    source = next(iter([*_meta_contents(tree, _SITE), *outlets]), "")
    fields: dict[str, object] = {
        "title": title,
        "date": published(tree, node, day_first),
        "source": source,
        "url": _address(metadata.url or "", crawled_from),
        "section": node.get("articleSection") or _meta_contents(tree, _SECTION),
        "authors": _authors(tree, node, metadata.author, source) or byline(tree, title),
    }
    headings = linked_headings(tree) if crawled_from else frozenset()
    text = article_text(tree)
    kind = next(iter(_meta_contents(tree, ("og:type",))), "")
    if crawled_from and not holds_article(text, title, crawled_from, node, kind, headings):
        return fields, ""
    return fields, text


def _headline(tree: HtmlElement, found: str) -> str:
    """Give the title that was found, or the headline where that is the site's name: both stand in the page's title, and
    both are headings, of which the headline comes later and is longer."""
    parts = _TITLE_PARTED.split(" ".join("".join(tree.xpath("//head/title[1]//text()")).split()))
    headings = [" ".join(heading.text_content().split()) for heading in tree.xpath("//h1 | //h2 | //h3")]
    if found not in parts or found not in headings:
        return found
    later = headings[headings.index(found) + 1 :]
    return max([found, *(part for part in parts if part in later)], key=len)


def _address(canonical: str, crawled_from: str) -> str:
    """Give the address that a page calls its own, unless it is another site's, or a whole site's."""
    own = web_address(canonical)
    if crawled_from and not (article_address(own) and _site(own) == _site(crawled_from)):
        return crawled_from
    return own


def _site(address: str) -> list[str]:
    return (urlsplit(address).hostname or "").split(".")[-2:]


def _authors(tree: HtmlElement, node: Node, found: str | None, source: str) -> tuple[str, ...]:
    """Give the persons of the JSON-LD, else the names that trafilatura found, without the outlet beside a person."""
    in_json = names(names_of(tree, node.get("author")))
    others = names(found or "")
    return persons_first(in_json, source) or persons_first(others, source)


def _meta_contents(tree: HtmlElement, names: tuple[str, ...]) -> list[str]:
    """Give the contents of the page's meta elements of these names, in the order of the names."""
    by_name: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        for attribute in ("property", "name", "itemprop"):
            by_name.setdefault(meta.get(attribute, "").lower(), meta.get("content").strip())
    return [by_name[name] for name in names if by_name.get(name)]


def _decode_page(content: bytes, options: ReadingOptions, charset: str) -> Decoded:
    """Decode a page as browsers do: by its byte order mark, else as the server and then the page declare, else by what
    the bytes look like; by the options before all of that."""
    if options.encoding:
        return decode_text(content, options)
    if marked := decode_marked(content):
        return marked
    declared = None
    if label := charset or _declared_encoding(content[:_HEAD_BYTES].decode("latin-1")):
        declared = decode_labelled(content, label)
    return declared or decode_text(content, options)


def _declared_encoding(head: str) -> str:
    """Give the encoding that a meta element names, or the XML declaration; comments, scripts and titles hold none."""
    in_xml = _XML_DECLARATION.match(head)
    if "charset" in head.lower():
        for meta in document_fromstring(head[in_xml.end() if in_xml else 0 :]).iter("meta"):
            described = meta.get("content", "") if meta.get("http-equiv", "").lower() == "content-type" else ""
            named = _CHARSET.search(described)
            if label := meta.get("charset", "").strip() or (named[1] if named else ""):
                return str(label)
    named = _XML_ENCODING.search(in_xml[1]) if in_xml else None
    return named[1] if named else ""
