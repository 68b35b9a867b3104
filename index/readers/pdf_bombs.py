"""Refuse PDF files whose streams unpack to more than memory holds, before PDFium sees them: it has no bound of its own.

A stream is compressed as its dictionary says, mostly by Flate, at times more than once.  A dictionary can say so in
many ways, or elsewhere in the file, and Flate is known by its first bytes: whatever begins so is unpacked, as far as it
goes, wherever the file says that it ends.  Pictures are not looked at, for nothing unpacks them when text is read.
"""

import re
import zlib
from contextlib import suppress

from index.sources import limits
from index.sources.content import BadLineError

_STREAM = re.compile(rb"(?<!end)stream[^\r\n]*+(?:\r\n?|\n|\Z)")
_BEGUN_OR_ENDED = re.compile(rb">>\s*+stream\b|endstream")
_MOST_UNENDED = 100
"""Streams without an end that a broken file may have, each of which PDFium looks for to the end of the file."""
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_LONGEST_DICTIONARY = 4_000
_PACKED_STEP, _UNPACKED_STEP = 10_000, 100_000
"""Bytes that are unpacked at once, and that they may give at once: what comes before a fault counts."""


def refuse_bombs(content: bytes) -> None:
    """Raise BadLineError for a file of more streams than the limit, or of which one, or all together, unpack to more
    than the limits."""
    _refuse_unended(content)
    whole = 0
    view = memoryview(content)
    for number, stream in enumerate(_STREAM.finditer(content)):
        if number == limits.MAX_PDF_STREAMS:
            raise BadLineError(f"the PDF has more than {limits.MAX_PDF_STREAMS:,} parts")
        ends = content.rfind(b"stream", stream.start(), stream.end())
        before = content[max(0, ends - _LONGEST_DICTIONARY) : ends]
        if not _PICTURE.search(before, before.rfind(b"obj") + 1):
            whole += _unpacked(view[stream.end() :])
        if whole > limits.MAX_PDF_BYTES:
            raise BadLineError(f"the PDF unpacks to more than {limits.MAX_PDF_BYTES:,} bytes")


def _refuse_unended(content: bytes) -> None:
    is_open, unended = False, 0
    for token in _BEGUN_OR_ENDED.finditer(content):
        begins = token[0] != b"endstream"
        unended += is_open and begins
        is_open = begins
        if unended > _MOST_UNENDED:
            raise BadLineError(f"the PDF is broken: more than {_MOST_UNENDED} of its parts do not end")


def _unpacked(packed: memoryview) -> int:
    """Say how much a stream unpacks to, however many times it is compressed: 0 where it is not."""
    whole = 0
    while packed := memoryview(_inflated(packed)):
        whole += len(packed)
        if len(packed) > limits.MAX_PDF_STREAM_BYTES:
            raise BadLineError(f"a part of the PDF unpacks to more than {limits.MAX_PDF_STREAM_BYTES:,} bytes")
    return whole


def _inflated(packed: memoryview) -> bytearray:
    """Unpack what begins with a stream of Flate, up to its end, its first fault, or one step beyond the limit."""
    unpacker = zlib.decompressobj()
    unpacked = bytearray()
    with suppress(zlib.error):
        for start in range(0, len(packed), _PACKED_STEP):
            rest: memoryview | bytes = packed[start : start + _PACKED_STEP]
            while rest and not unpacker.eof and len(unpacked) <= limits.MAX_PDF_STREAM_BYTES:
                unpacked += unpacker.decompress(rest, _UNPACKED_STEP)
                rest = unpacker.unconsumed_tail
            if rest or unpacker.eof:
                break
    return unpacked
