"""Read an EPUB book, as which issues of papers are kept: each document of its reading order is an article.

A paper's issue has the articles' titles in its table of contents, and its own name and day in its package document.
What calibre makes of a paper's pages says under each article where it came from.  Covers, contents and other documents
that are mostly links are no articles, and are counted.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote, urldefrag

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from index.documents.article import Article
from index.readers.dates import parse_day
from index.readers.markup import parsed, tree_text
from index.readers.metadata import make_article
from index.readers.xml import decode_xml, first, named, one_line_of, parse_xml
from index.sources import limits
from index.sources.content import BadLineError, read_whole
from index.sources.files import BadInput, FoundFile, passed_over
from index.sources.options import ReadingOptions

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_DOCUMENTS = ("application/xhtml+xml", "text/html")
_NO_ARTICLE = "covers and contents of books"
_MOSTLY_LINKS = 0.5
_FEWEST_WORDS = 25
"""Words under which a document is a cover, a heading or a picture."""
_NAVIGATION = re.compile(r"\b(?:calibre_navbar\w*|navbar|toc|pagebreak)\b")
_BROKEN = (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class _Book:
    """What the package document says: names of documents in reading order, and what holds for all of them."""

    documents: tuple[str, ...]
    contents: tuple[str, ...]
    fields: Mapping[str, object]


def read_epub(found: FoundFile, options: ReadingOptions) -> Iterator[Article | BadInput]:
    """Yield a book's articles, and what is remarkable; raise BadLineError for what is no book that can be read."""
    content = read_whole(found, limits.MAX_DOCUMENT_BYTES)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            yield from _read(_Archive(archive), found)
    except _BROKEN as error:
        raise BadLineError(f"the EPUB's ZIP archive is broken: {error}") from error


class _Archive:
    """The files in a book, read by name within one bound."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive, self._left = archive, limits.MAX_DOCUMENT_BYTES
        self._names = set(archive.namelist())

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """Give a file's bytes; raise BadLineError where there is none, or the book unpacks to too much."""
        if name not in self._names:
            raise BadLineError(f"the EPUB lacks its {name}")
        with self._archive.open(name) as stream:
            content = stream.read(limits.MAX_HTML_BYTES + 1)
        self._left -= len(content)
        if self._left < 0 or len(content) > limits.MAX_HTML_BYTES:
            raise BadLineError(
                f"the EPUB's {name} is longer than {limits.MAX_HTML_BYTES:,} bytes, "
                f"or all of its text than {limits.MAX_DOCUMENT_BYTES:,}"
            )
        return content

    def text(self, name: str) -> str:
        """Give a file's text; raise as `read` does."""
        return decode_xml(self.read(name)).text


def _read(archive: _Archive, found: FoundFile) -> Iterator[Article | BadInput]:
    book = _package(archive)
    if _encrypted(archive) & set(book.documents):
        raise BadLineError("the EPUB is encrypted (DRM)")
    titles = _titles(archive, book.contents)
    others = 0
    for name in book.documents:
        tree = None if name in book.contents or name not in archive else parsed(archive.text(name))
        if tree is None or (article := _article(tree, name, titles.get(name, ""), book, found)) is None:
            others += 1
        else:
            yield article
    if others == len(book.documents):
        raise BadLineError("no article was found in the EPUB")
    if others:
        yield passed_over(found.shown, _NO_ARTICLE, others)


def _article(tree: HtmlElement, name: str, title: str, book: _Book, found: FoundFile) -> Article | None:
    origins = tree.xpath("//a[contains(@rel, 'calibre-downloaded-from')]")
    url = next((link.get("href") for link in origins), "")
    for link in origins:
        link.getparent().drop_tree()
    for navigation in [part for part in tree.iter() if _NAVIGATION.search(part.get("class", ""))]:
        if navigation.getparent() is not None:
            navigation.drop_tree()
    heading = next((" ".join(one.text_content().split()) for one in tree.iter("h1", "h2", "h3")), "")
    linked = sum(len(text.split()) for text in tree.xpath("//a[@href]//text()"))
    text = tree_text(tree)
    words = len(text.split())
    if words < _FEWEST_WORDS or linked > _MOSTLY_LINKS * words:
        return None
    fields = {**book.fields, "title": title or heading, "url": url}
    return make_article(fields, text, shown=found.shown, relative=found.relative, own_id=name)


def _package(archive: _Archive) -> _Book:
    """Read where the package document is, and what it says."""
    rootfile = first(parse_xml(archive.text(_CONTAINER)), "rootfile")
    path = "" if rootfile is None else rootfile.get("full-path", "")
    package = parse_xml(archive.text(path))
    manifest = {item.get("id", ""): item for item in named(first(package, "manifest"), "item")}
    spine = (manifest.get(reference.get("idref", "")) for reference in named(first(package, "spine"), "itemref"))
    contents = [
        item for item in manifest.values() if "nav" in item.get("properties", "") or "ncx" in item.get("media-type", "")
    ]
    metadata = first(package, "metadata")
    days = sorted(named(metadata, "date"), key=lambda one: "publication" not in "".join(one.attrib.values()))
    source = one_line_of(first(metadata, "title"))
    day = next((one_line_of(one) for one in days), "")
    return _Book(
        tuple(
            _joined(path, item.get("href", ""))
            for item in spine
            if item is not None and item.get("media-type") in _DOCUMENTS
        ),
        tuple(_joined(path, item.get("href", "")) for item in contents),
        {"source": source, "date": day if parse_day(day) or not source else parse_day(source) or day},
    )


def _titles(archive: _Archive, contents: tuple[str, ...]) -> dict[str, str]:
    """Give the titles that the tables of contents have for documents, by the documents' names."""
    titles: dict[str, str] = {}
    for name in contents:
        tree = parsed(archive.text(name)) if name in archive else None
        for link in () if tree is None else tree.xpath("//a[@href]"):
            titles.setdefault(_joined(name, link.get("href")), " ".join(link.text_content().split()))
        for source in () if tree is None else tree.xpath("//navpoint/content[@src]"):
            label = source.xpath("string(../navlabel)")
            titles.setdefault(_joined(name, source.get("src")), " ".join(label.split()))
    return titles


def _encrypted(archive: _Archive) -> set[str]:
    if _ENCRYPTION not in archive:
        return set()
    return {unquote(one.get("URI", "")) for one in named(parse_xml(archive.text(_ENCRYPTION)), "CipherReference")}


def _joined(base: str, reference: str) -> str:
    """Give the name in the archive that a reference in one of its files leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(urldefrag(reference)[0])))
