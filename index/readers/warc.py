"""Read WARC (ISO 28500), the format of web crawls: the pages in it are read as if they lay in a folder.

A page is a response of status 200 whose content is HTML.  Other responses are counted: redirects and errors, and
pictures, scripts and the like.  Requests and what the crawler noted about itself are nothing that was published.  Pages
that hold no article are counted where they are read (`index.readers.html`).
"""

import zlib
from collections import Counter
from collections.abc import Iterator
from io import BufferedReader, BytesIO
from typing import BinaryIO, cast

from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from index.readers.members import page
from index.sources import limits
from index.sources.content import open_found, why_unreadable
from index.sources.files import BadInput, FoundFile, passed_over
from index.sources.options import ReadingOptions
from index.sources.unpacking import BROKEN

ERRORS = "error pages and redirects"
NO_PAGES = "files of a crawl that are no pages"
_PAGES = ("text/html", "application/xhtml+xml")
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


def read_warc(found: FoundFile, options: ReadingOptions) -> Iterator[FoundFile | BadInput]:
    """Yield the pages of a crawl, and what of it can't be read; at the end, how much else there was."""
    others: Counter[str] = Counter()
    number = 0
    with open_found(found) as stream:
        try:
            for record in ArchiveIterator(_Steps(stream), strict_mode=False):
                number += 1
                if record.record_type == WarcRecordType.response:
                    yield from _response(record, found, others)
        except BROKEN as error:
            yield BadInput(found.shown, None, f"after its first {number:,} records, {why_unreadable(error)}")
    yield from (passed_over(found.shown, kind, count) for kind, count in others.items())


class _Steps:
    """A stream that is read as far as it goes at once, so that nothing before a broken place is lost."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = cast(BufferedReader, stream)
        self.seek, self.tell, self.close = stream.seek, stream.tell, stream.close

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes, up to so many; none at the end."""
        return self._stream.read1(size)


def _response(record: WarcRecord, found: FoundFile, others: Counter[str]) -> Iterator[FoundFile | BadInput]:
    header, address = record.http_headers, (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    if header is None or not address:
        yield BadInput(found.shown, None, "a record breaks off, or has no address; it is left out")
    elif header.status_code != 200:
        others[ERRORS] += 1
    elif (record.http_content_type or record.headers.get("WARC-Identified-Payload-Type")) not in _PAGES:
        others[NO_PAGES] += 1
    else:
        content = record.reader.read(limits.MAX_HTML_BYTES + 1)
        if len(content) < min(record.content_length, limits.MAX_HTML_BYTES):
            yield BadInput(found.shown, None, f"the record of {address} breaks off; it is left out")
        else:
            content = _decoded(content, header.get("Transfer-Encoding"), header.get("Content-Encoding"))
            yield page(found, address, content, url=address, charset=record.http_charset or "")


def _decoded(content: bytes, transfer: str | None, encoding: str | None) -> bytes:
    """Undo the encodings that a server declared; crawlers that undo them themselves keep the header at times."""
    limit = limits.MAX_HTML_BYTES + 1
    for name in (*_names(transfer), *reversed(_names(encoding))):
        try:
            if name == "chunked":
                content = ChunkedReader(BytesIO(content)).read(limit)
            elif name in ("gzip", "x-gzip", "deflate"):
                content = zlib.decompressobj(_GZIP_OR_ZLIB).decompress(content, limit)
            elif name == "br":
                content = BrotliReader(BytesIO(content)).read(limit)
            elif name == "zstd":
                content = ZstdReader(BytesIO(content)).read(limit)
        except (OSError, zlib.error):
            continue  # it is as it was before
    return content


def _names(header: str | None) -> list[str]:
    return [name.strip().lower() for name in (header or "").split(",")]
