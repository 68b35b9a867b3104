"""Read a ZIP archive: the files within it, as if they lay in a folder.

Nothing is written to disk under the names that an archive gives, so that a climbing name could do no harm; but it is no
name within the archive either, and refused.  What says that it unpacks to little and does not is stopped by the budget
(`index.sources.unpacking`).
"""

import os
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from index.readers.members import is_hidden, member, or_nothing, why_not_within
from index.sources import limits
from index.sources.content import BadLineError, open_found, why_unreadable
from index.sources.files import BadInput, FoundFile
from index.sources.options import ReadingOptions
from index.sources.unpacking import BROKEN, Budget, UnpackedTooMuchError, seekable

_ENCRYPTED = 0x1
_LINK = 0xA
"""The kind of a file in the upper bits of its mode, as Unix writes it."""

_ENDING, _ENDING_64 = b"PK\x05\x06", b"PK\x06\x06"
_LONGEST_ENDING = 65_557 + 56 + 20
"""Bytes that hold what ends the directory: a comment of 65,535, and fields of fixed lengths (APPNOTE 6.3.10, 4.3)."""


def read_zip(found: FoundFile, options: ReadingOptions) -> Iterator[BadInput | FoundFile]:
    """Yield the files in an archive, in its order, and what is wrong with others."""
    with open_found(found) as stream, seekable(stream) as archived:
        if directory_bytes(archived) > limits.MAX_DIRECTORY_BYTES:
            raise BadLineError(f"the directory of the ZIP archive is longer than {limits.MAX_DIRECTORY_BYTES:,} bytes")
        try:
            archive = zipfile.ZipFile(archived)
        except (NotImplementedError, ValueError, struct.error) as error:
            raise BadLineError(f"the archive is broken: {error}") from error
        with archive:
            yield from or_nothing(found, _members(archive, found, found.budget or Budget(found.size)))


def _members(archive: zipfile.ZipFile, found: FoundFile, budget: Budget) -> Iterator[FoundFile | BadInput]:
    for info in archive.infolist():
        name = info.filename.replace("\\", "/")
        if info.is_dir() or is_hidden(name):
            continue
        shown = f"{found.shown}/{name}"
        if wrong := _why_unread(info, name):
            yield BadInput(shown, None, wrong)
            continue
        try:
            with archive.open(info) as stream:
                yield from member(found, name, stream, budget)  # type: ignore[arg-type]
        except UnpackedTooMuchError:
            raise
        except (*BROKEN, NotImplementedError, RuntimeError) as error:
            yield BadInput(shown, None, why_unreadable(error))


def _why_unread(info: zipfile.ZipInfo, name: str) -> str:
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted with a password"
    if info.external_attr >> 28 == _LINK:
        return "a symbolic link in an archive is not followed"
    return why_not_within(name)


def directory_bytes(archived: BinaryIO) -> int:
    """Give the length of an archive's directory as its ending says, before all of it is read; 0 where there is none."""
    size = archived.seek(0, os.SEEK_END)
    archived.seek(max(0, size - _LONGEST_ENDING))
    tail = archived.read(_LONGEST_ENDING)
    archived.seek(0)
    place, place_64 = tail.rfind(_ENDING), tail.rfind(_ENDING_64)
    in_64 = int.from_bytes(tail[place_64 + 40 : place_64 + 48], "little") if place_64 >= 0 else 0
    return max(in_64, int.from_bytes(tail[place + 12 : place + 16], "little") if place >= 0 and not in_64 else 0)
