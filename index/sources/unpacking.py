"""Decompress within bounds: nothing unpacks to more than memory and patience allow, however it is nested.

What is unpacked of one file that the user named is counted in one `Budget`, members of members included.  It ends the
reading of that file when it grows beyond all proportion to what lies on disk, as decompression bombs do: 1 MB of bzip2
can stand for gigabytes of nothing.
"""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, cast

from index.sources import limits

BUFFER_BYTES = 1 << 18
BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile)
"""What reading a file, compressed or not, raises where it can't be read on."""


class UnpackedTooMuchError(OSError):
    """What a file unpacks to is beyond its budget; reading it on would not end."""


@dataclass(slots=True)
class Budget:
    """What is unpacked of a file of `packed` bytes on disk."""

    packed: int
    unpacked: int = 0

    def take(self, count: int) -> None:
        """Count what was unpacked; raise UnpackedTooMuchError where it is too much."""
        self.unpacked += count
        if self.unpacked > limits.MAX_UNPACKED_BYTES:
            raise UnpackedTooMuchError(f"it unpacks to more than {limits.MAX_UNPACKED_BYTES:,} bytes")
        if self.unpacked > max(limits.UNPACKED_FREELY_BYTES, limits.MAX_UNPACKED_RATIO * self.packed):
            raise UnpackedTooMuchError(
                f"it unpacks to more than {limits.MAX_UNPACKED_RATIO} times its size, as decompression bombs do"
            )


def decompressed(stream: BinaryIO, compression: str, budget: Budget) -> BinaryIO:
    """Give a stream of what `stream` holds compressed, or the stream itself; closing it closes both."""
    if not compression:
        return stream
    return io.BufferedReader(_Counted(stream, _OPENERS[compression](stream), budget.take), BUFFER_BYTES)


def counted(stream: BinaryIO, count: Callable[[int], None], *, seeks: bool) -> BinaryIO:
    """Give a stream that tells how many bytes are read from it, and can be sought if `seeks`."""
    return io.BufferedReader(_Counted(stream, stream, count, seeks=seeks), BUFFER_BYTES)


def head_of(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """Give the first bytes of a stream, and a stream that still has them before it."""
    buffered = io.BufferedReader(
        _Counted(stream, stream, lambda count: None, seeks=stream.seekable()), max(size, BUFFER_BYTES)
    )
    return buffered.peek(size)[:size], buffered


def seekable(stream: BinaryIO) -> BinaryIO:
    """Give a stream that can be sought: the stream itself, or a copy of it in a temporary file."""
    if stream.seekable():
        return stream
    copy = tempfile.TemporaryFile()  # noqa: SIM115  # whoever reads it closes it
    size = 0
    while part := stream.read(BUFFER_BYTES):
        size += len(part)
        if size > limits.MAX_SPOOLED_BYTES:
            copy.close()
            raise UnpackedTooMuchError(f"it is an archive of more than {limits.MAX_SPOOLED_BYTES:,} bytes in another")
        copy.write(part)
    copy.seek(0, os.SEEK_SET)
    return cast(BinaryIO, copy)


class _Counted(io.RawIOBase):
    """Reads from `source`, telling how much; closes it and what it reads from."""

    def __init__(
        self, beneath: BinaryIO, source: BinaryIO, count: Callable[[int], None], *, seeks: bool = False
    ) -> None:
        self._beneath, self._source, self._count, self._seeks = beneath, source, count, seeks
        self._read: Callable[[int], bytes] = getattr(source, "read1", source.read)
        self._failure: Exception | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._seeks

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._failure = None
        return self._source.seek(offset, whence)

    def tell(self) -> int:
        return self._source.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer, to its end unless the source ends or breaks off before; what failed is raised after that."""
        if self._failure:
            raise self._failure
        filled = 0
        try:
            while filled < len(buffer) and (part := self._read(len(buffer) - filled)):
                buffer[filled : filled + len(part)] = part
                filled += len(part)
        except Exception as error:
            if not filled:
                raise
            self._failure = error
        self._count(filled)
        return filled

    def close(self) -> None:
        if not self.closed:
            self._source.close()
            self._beneath.close()
        super().close()


class _Xz(io.RawIOBase):
    """Decompresses xz with a bound on memory, which `lzma.LZMAFile` has none of."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decompressor = self._new()

    @staticmethod
    def _new() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=limits.MAX_XZ_MEMORY_BYTES)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Give up to `size` bytes, none at the end; raise EOFError where it breaks off."""
        while True:
            packed = b""
            if self._decompressor.eof:
                packed = self._decompressor.unused_data or self._stream.read(BUFFER_BYTES)
                if not packed.strip(b"\0"):  # padding
                    return b""
                self._decompressor = self._new()
            elif self._decompressor.needs_input:
                packed = self._stream.read(BUFFER_BYTES)
                if not packed:
                    raise EOFError("it ends in the middle")
            if part := self._decompressor.decompress(packed, size):
                return part


_OPENERS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    "gzip": lambda stream: cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb")),
    "bzip2": lambda stream: cast(BinaryIO, bz2.BZ2File(stream)),
    "xz": lambda stream: cast(BinaryIO, _Xz(stream)),
}
