"""Read a TAR archive: the files within it, as if they lay in a folder.

It is read once from beginning to end, so that it may be of any size and come through a pipe; what lies before a place
where it breaks off is read.
"""

import tarfile
from collections.abc import Iterator

from index.readers.members import is_hidden, member, or_nothing, why_not_within
from index.sources import limits
from index.sources.content import open_found
from index.sources.files import BadInput, FoundFile
from index.sources.options import ReadingOptions
from index.sources.unpacking import Budget

_HEADERS_OF_ANY_LENGTH = frozenset(
    {tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK}
)


class _BoundedInfo(tarfile.TarInfo):
    """Refuses names and attributes of a length that would fill the memory, since they are read at once."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _HEADERS_OF_ANY_LENGTH and self.size > limits.MAX_TAR_HEADER_BYTES:
            raise tarfile.ReadError(f"a header is longer than {limits.MAX_TAR_HEADER_BYTES:,} bytes")
        info: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]
        return info


def read_tar(found: FoundFile, options: ReadingOptions) -> Iterator[BadInput | FoundFile]:
    """Yield the files in an archive, in its order, and what is wrong with others."""
    budget = found.budget or Budget(found.size)
    with (
        open_found(found) as stream,
        tarfile.open(fileobj=stream, mode="r|", tarinfo=_BoundedInfo, errorlevel=2) as archive,
    ):
        yield from or_nothing(found, _members(archive, found, budget))


def _members(archive: tarfile.TarFile, found: FoundFile, budget: Budget) -> Iterator[FoundFile | BadInput]:
    while info := archive.next():
        archive.members.clear()  # type: ignore[attr-defined]  # else it would remember them all
        if info.isdir() or is_hidden(info.name):
            continue
        stream = archive.extractfile(info) if info.isreg() else None
        if wrong := why_not_within(info.name) or _why_unread(info):
            yield BadInput(f"{found.shown}/{info.name}", None, wrong)
        elif stream is not None:
            yield from member(found, info.name, stream, budget)  # type: ignore[arg-type]


def _why_unread(info: tarfile.TarInfo) -> str:
    if info.issym() or info.islnk():
        return "a link in an archive is not followed"
    return "" if info.isreg() else "not a regular file but a pipe or a device"
