"""Refuse PDF files whose streams unpack to more than memory holds, before PDFium sees them: it has no bound of its own.

A stream is compressed as its dictionary says, mostly by Flate, at times more than once.  Pictures are not looked at,
for nothing unpacks them when text is read.
"""

import re
import zlib

from index.sources import limits
from index.sources.content import BadLineError

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_LONGEST_DICTIONARY = 4_000


def refuse_bombs(content: bytes) -> None:
    """Raise BadLineError for a file of which one stream, or all together, unpack to more than the limits."""
    whole = 0
    view = memoryview(content)
    for stream in _STREAM.finditer(content):
        begin = content.rfind(b"obj", max(0, stream.start() - _LONGEST_DICTIONARY), stream.start())
        described = content[max(0, begin) : stream.start()]
        end = content.find(b"endstream", stream.end())
        if b"/Image" not in described:
            whole += _unpacked(view[stream.end() : end], len(_FLATE.findall(described)))
        if whole > limits.MAX_PDF_BYTES:
            raise BadLineError(f"the PDF unpacks to more than {limits.MAX_PDF_BYTES:,} bytes")


def _unpacked(packed: memoryview | bytes, times: int) -> int:
    """Say how much a stream unpacks to, that was compressed so many times."""
    for _ in range(times):
        try:
            packed = zlib.decompressobj().decompress(packed, limits.MAX_PDF_STREAM_BYTES + 1)
        except zlib.error:
            break  # it is encrypted, or broken
        if len(packed) > limits.MAX_PDF_STREAM_BYTES:
            raise BadLineError(f"a part of the PDF unpacks to more than {limits.MAX_PDF_STREAM_BYTES:,} bytes")
    return len(packed)
