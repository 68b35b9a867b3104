"""Get the bytes of a file, compressed or not, within the limits, and turn UTF-8 into text.

Nothing here loads more than it is allowed to: a file is read up to its limit and one byte on, a line likewise, so
that neither a line of 50 MB nor a gzip file that unpacks to a hundred gigabytes can fill the memory.
"""

import gzip
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from index.errors import UnreadableFileError
from index.sources import limits
from index.sources.files import BadInput, FoundFile
from index.sources.formats import HEAD_BYTES, Format, compression_of, recognise
from index.sources.unpacking import BROKEN, Budget, UnpackedTooMuchError, decompressed, head_of

UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters other than white space, and halves of surrogate pairs, which no file could be written with."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_PACKED_HEAD_BYTES = 1_000_000
"""How much of compressed content is read to know what it is: bzip2 gives nothing before a block of 900 kB is whole."""


class BadLineError(UnreadableFileError):
    """A file that can't be read because of one line, counted from 1, or as a whole (None)."""

    def __init__(self, reason: str, line: int | None = None):
        super().__init__(reason)
        self.reason = reason
        self.line = line


def open_found(found: FoundFile) -> BinaryIO:
    """Open a file for reading its (decompressed) bytes, wherever it lies."""
    if found.stream is not None:
        beneath = found.stream
    elif found.content is not None:
        beneath = io.BytesIO(found.content)
    else:
        beneath = cast(BinaryIO, found.path.open("rb"))
    return decompressed(beneath, found.compression, found.budget or Budget(found.size))


def recognise_file(path: Path) -> tuple[Format | None, str]:
    """Tell the format and the compression of a file on disk; raise what reading it raises."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        compression = compression_of(head)
        if compression:
            head = _decompressed_head(head + file.read(_PACKED_HEAD_BYTES), compression)
    return recognise(head, path.name), compression


def recognise_stream(stream: BinaryIO, name: str) -> tuple[Format | None, str, BinaryIO]:
    """Tell the format and the compression of what a stream holds, whose name hints at it; give a stream to read it by.

    Raise what reading it raises.
    """
    head, stream = head_of(stream, HEAD_BYTES)
    compression = compression_of(head)
    if compression:
        packed, stream = head_of(stream, _PACKED_HEAD_BYTES)
        head = _decompressed_head(packed, compression)
    return recognise(head, name), compression, stream


def _decompressed_head(packed: bytes, compression: str) -> bytes:
    with decompressed(io.BytesIO(packed), compression, Budget(len(packed))) as stream, suppress(*BROKEN):
        return head_of(stream, HEAD_BYTES)[0]
    return b""


def why_unreadable(error: Exception) -> str:
    """Say in one sentence why opening or reading a file failed."""
    if isinstance(error, UnpackedTooMuchError):
        return str(error)
    if isinstance(error, (gzip.BadGzipFile, EOFError, zlib.error, lzma.LZMAError)):
        return f"the compression is broken: {error}"
    if isinstance(error, (tarfile.TarError, zipfile.BadZipFile)):
        return f"the archive is broken or cut off: {error}"
    if isinstance(error, PermissionError):
        return "permission to read it is missing"
    if isinstance(error, OSError):
        return f"it can't be read: {error.strerror or error}"
    return f"it can't be read: {error}"


def read_whole(found: FoundFile, limit: int = limits.MAX_FILE_BYTES) -> bytes:
    """Read a file of at most `limit` bytes; raise BadLineError for a longer or broken one."""
    try:
        with open_found(found) as stream:
            content = stream.read(limit + 1)
    except BROKEN as error:
        raise BadLineError(why_unreadable(error)) from error
    if len(content) > limit:
        raise BadLineError(f"it is longer than {limit:,} bytes")
    return content


def decode(content: bytes) -> str:
    """Decode UTF-8; raise BadLineError that names the line and the byte that isn't."""
    try:
        return printable(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        raise BadLineError(f"byte {column}, 0x{content[error.start]:02x}, is not UTF-8", line) from error


def printable(text: str) -> str:
    """Put U+FFFD for every character that can't be stored or shown; the text's offsets stay."""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def read_lines(stream: BinaryIO, shown: str) -> Iterator[tuple[int, bytes] | BadInput]:
    """Yield each line with its number, from 1; a line over the limit is reported and skipped."""
    number = 0
    try:
        while line := stream.readline(limits.MAX_LINE_BYTES + 1):
            number += 1
            if number == 1:
                line = line.removeprefix(_BYTE_ORDER_MARK)
            if len(line) <= limits.MAX_LINE_BYTES:
                yield number, line
                continue
            ended = line.endswith(b"\n") or _skip_line(stream)
            rest = "" if ended else "; the rest of the file was not read"
            yield BadInput(shown, number, f"the line is longer than {limits.MAX_LINE_BYTES:,} bytes{rest}")
            if not ended:
                return
    except BROKEN as error:
        yield BadInput(shown, number + 1, why_unreadable(error))


def _skip_line(stream: BinaryIO) -> bool:
    """Read on to the end of the line or of the file; say whether that was in reach."""
    step = 1_000_000
    for _ in range(limits.MAX_SKIPPED_BYTES // step):
        part = stream.readline(step)
        if not part or part.endswith(b"\n"):
            return True
    return False
