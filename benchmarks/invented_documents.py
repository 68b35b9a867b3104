"""Files of invented articles, as large as wanted: crawls, feeds, what agencies deliver, books, mail and documents; and
such as are made to do harm."""

import base64
import gzip
import zlib
from collections.abc import Callable, Iterator, Mapping
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from benchmarks.invented import articles, page, pages, zipped

_CONTAINER = "<container><rootfiles><rootfile full-path='issue.opf'/></rootfiles></container>"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LINES_A_PAGE, _LINE_CHARACTERS = 50, 90


def response(content: bytes, number: int, status: str = "200 OK") -> bytes:
    """Make a record of a crawl."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n".encode() + content
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://echo.example/{number}\r\n"
        f"WARC-Date: 2031-09-10T00:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def crawl(size: int) -> bytes:
    """Make a crawl, each of whose records is compressed by itself."""
    return b"".join(gzip.compress(response(one, number), 1) for number, (_, one) in enumerate(pages(size)))


def feed(size: int) -> bytes:
    """Make a feed with full texts."""
    items = "".join(
        f"<item><title>{one['title']}</title><link>{one['url']}</link><pubDate>{one['date']}</pubDate>"
        f"<content:encoded>{escape(_markup(one))}</content:encoded></item>"
        for one in articles(size)
    )
    namespace = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    return f"<rss version='2.0' {namespace}><channel><title>Hexley Echo</title>{items}</channel></rss>".encode()


def newsml(size: int) -> bytes:
    """Make a message of an agency."""
    items = "".join(
        f"<newsItem guid='{one['url']}'><contentMeta><headline>{one['title']}</headline></contentMeta>"
        f"<contentSet><inlineXML><html><body>{_markup(one)}</body></html></inlineXML></contentSet></newsItem>"
        for one in articles(size)
    )
    return f"<newsMessage><itemSet>{items}</itemSet></newsMessage>".encode()


def nitf(size: int) -> bytes:
    """Make one long article."""
    body = "".join(map(_markup, articles(size)))
    return f"<nitf><body><body.content>{body}</body.content></body></nitf>".encode()


def epub(size: int) -> bytes:
    """Make an issue, a document an article."""
    documents = [
        (f"{number}.xhtml", f"<html><body>{_markup(one)}</body></html>") for number, one in enumerate(articles(size))
    ]
    items = "".join(f"<item id='i{name}' href='{name}' media-type='application/xhtml+xml'/>" for name, _ in documents)
    spine = "".join(f"<itemref idref='i{name}'/>" for name, _ in documents)
    package = (
        f"<package><metadata><title>Echo</title></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    return _book({"issue.opf": package, **dict(documents)})


def mail(size: int) -> bytes:
    """Make one long message."""
    return _message(0, "\n\n".join(one["text"] for one in articles(size)))


def mbox(size: int) -> bytes:
    """Make a mailbox, a message an article."""
    return b"".join(
        b"From echo@example Wed Sep 10 00:00:00 2031\n" + _message(number, one["text"]) + b"\n"
        for number, one in enumerate(articles(size))
    )


def docx(size: int) -> bytes:
    """Make one long document."""
    paragraphs = (part for one in articles(size) for part in one["text"].split("\n\n"))
    return word("".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in paragraphs))


def word(body: str, before: str = "") -> bytes:
    """Make a Word document of its body."""
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    members = {
        "[Content_Types].xml": f"<Types xmlns='{_PACKAGE}/content-types'><Default Extension='rels' "
        f"ContentType='{relations}'/><Override PartName='/word/document.xml' ContentType='{_WORD_TYPE}'/></Types>",
        "_rels/.rels": f"<Relationships xmlns='{_PACKAGE}/relationships'><Relationship Id='r' Type='{_OFFICE}' "
        "Target='word/document.xml'/></Relationships>",
        "word/document.xml": f"{before}<w:document xmlns:w='{_WORD}'><w:body>{body}</w:body></w:document>",
    }
    return zipped((name, text.encode()) for name, text in members.items())


def pdf(size: int) -> bytes:
    """Make one long document, of pages with a line of text under the other."""
    words = " ".join(one["text"] for one in articles(size))
    lines = [words[at : at + _LINE_CHARACTERS].replace("\n", " ") for at in range(0, len(words), _LINE_CHARACTERS)]
    shown = [
        "BT /F 9 Tf 12 TL 40 780 Td " + " ".join(f"({line}) Tj T*" for line in lines[at : at + _LINES_A_PAGE]) + " ET"
        for at in range(0, len(lines), _LINES_A_PAGE)
    ]
    return pdf_of([zlib.compress(one.encode()) for one in shown])


def pdf_of(contents: list[bytes]) -> bytes:
    """Make a PDF of the compressed contents of its pages."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(contents)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
    ]
    for number, content in enumerate(contents):
        resources = "/MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {resources} /Contents {5 + 2 * number} 0 R >>".encode())
        objects.append(b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(content), content))
    written = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj %s endobj\n" % (number, one)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return written + f"{end}startxref\n{len(written)}\n%%EOF\n".encode()


MADE: Mapping[str, Callable[[int], bytes]] = {
    **{"warc": crawl, "feed": feed, "newsml": newsml, "nitf": nitf, "epub": epub, "mail": mail, "mbox": mbox},
    **{"docx": docx, "pdf": pdf},
}
"""How a file of each format is made, which unpacks to about so many bytes."""


def harmful() -> Iterator[tuple[str, str, bytes]]:
    """Yield what each file tries, its name and its content."""
    laughs = "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(10))
    yield "XML: a billion laughs", "k.nitf", f"<!DOCTYPE nitf [<!ENTITY a0 'ha'>{laughs}]><nitf>&a10;</nitf>".encode()
    yield "XML: 1 million elements in each other", "l.nitf", b"<nitf>" + b"<block>" * 1_000_000
    error = gzip.compress(response(b"gone" * 100, 1, "500 No"))
    yield "WARC: 10,000 errors, and a page", "m.warc.gz", error * 10_000 + gzip.compress(response(page(1), 1))
    bomb = gzip.compress(b"<p>rain</p>" * 20_000_000)
    encoded = response(bomb, 1).replace(b"Content-Type", b"Content-Encoding: gzip\r\nContent-Type", 1)
    yield "WARC: a page of 220 MB, compressed", "n.warc", encoded
    yield "EPUB: a document of 200 MB", "o.epub", _large_book()
    yield "Word: a document of 200 MB", "p.docx", word("<w:p><w:r><w:t>" + "rain " * 40_000_000)
    yield "PDF: a page of 200 MB", "q.pdf", pdf_of([zlib.compress(b"BT /F 9 Tf (rain) Tj ET " * 8_000_000)])
    attached = base64.encodebytes(bytes(35_000_000)).decode()
    head = "Subject: Rain\nMIME-Version: 1.0\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n\n"
    yield "mail: an attachment of 35 MB", "r.eml", (head + attached).encode()


def _large_book() -> bytes:
    item = "<item id='a' href='a.xhtml' media-type='text/html'/>"
    package = f"<package><manifest>{item}</manifest><spine><itemref idref='a'/></spine></package>"
    return _book({"issue.opf": package, "a.xhtml": "<p>rain</p>" * 20_000_000})


def _book(members: Mapping[str, str]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", ZIP_STORED)
        for name, text in {"META-INF/container.xml": _CONTAINER, **members}.items():
            archive.writestr(name, text)
    return written.getvalue()


def _message(number: int, text: str) -> bytes:
    head = f"From: Ada Moor <ada@echo.example>\nSubject: Complaint {number}\nMessage-ID: <{number}@echo.example>\n"
    return f"{head}Date: Wed, 10 Sep 2031 08:00:00 +0000\nContent-Type: text/plain\n\n{text}\n".encode()


def _markup(one: Mapping[str, str]) -> str:
    return "".join(f"<p>{part}</p>" for part in one["text"].split("\n\n"))
