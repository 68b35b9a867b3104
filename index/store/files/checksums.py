"""What the bytes of a file must be, in whole and block by block.

A file is cut into blocks of 64 KB, of each of which the CRC-32 is kept (that of zlib, RFC 1952): any change of up to 32
bits in a row is noticed, any other but for one in four billion.  A block is checked in some 20 microseconds, so that
whoever reads a few of a large file checks these before trusting them.  The SHA-256 says of the whole that it is what
was published.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BLOCK_BITS = 16
BLOCK = 1 << BLOCK_BITS
"""Bytes of a block; the last one of a file may be shorter."""
READ_AT_ONCE = 16 * BLOCK
CRC = "<u4"


Pace = Callable[[], None]
"""Called before each MB that is read through: it may wait, so that others get on, or raise what ends the reading."""


def at_once() -> None:
    """Wait for nobody."""


@dataclass(frozen=True)
class Checksums:
    """A file's `size` in bytes, its SHA-256 in hexadecimal digits, and the CRC-32 of each block, eight such digits, the
    least byte first."""

    size: int
    sha256: str
    blocks: str

    def __post_init__(self) -> None:
        """Raise ValueError for what can't be the checksums of any file."""
        if self.size < 0 or len(bytes.fromhex(self.blocks)) != -(-self.size // BLOCK) * np.dtype(CRC).itemsize:
            raise ValueError(f"a file of {self.size} bytes has not so many blocks")

    @classmethod
    def of(cls, path: Path, pace: Pace = at_once) -> "Checksums":
        """Read a file through, as fast as `pace` lets, and return its checksums; raise OSError."""
        whole, blocks, size = hashlib.sha256(), bytearray(), 0
        with path.open("rb") as file:
            for read in slices(file):
                pace()
                whole.update(read)
                blocks += crcs(read).tobytes()
                size += len(read)
        return cls(size, whole.hexdigest(), blocks.hex())

    @cached_property
    def crcs(self) -> NDArray[np.uint32]:
        """The CRC-32 of each block."""
        return np.frombuffer(bytes.fromhex(self.blocks), CRC)


def slices(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file's bytes, some whole blocks at a time."""
    while read := file.read(READ_AT_ONCE):
        yield read


def crcs(content: bytes | memoryview) -> NDArray[np.uint32]:
    """Return the CRC-32 of each block of bytes that begin with one."""
    whole = memoryview(content)
    return np.array([crc32(whole[begin : begin + BLOCK]) for begin in range(0, len(whole), BLOCK)], CRC)
