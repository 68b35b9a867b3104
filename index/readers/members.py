"""Turn what lies in a container into files, as they are found in a folder."""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from index.sources.content import recognise_stream
from index.sources.files import BadInput, FoundFile, Outcome, passed_over
from index.sources.formats import BY_NAME, ending_of
from index.sources.unpacking import Budget, counted


def member(container: FoundFile, name: str, stream: BinaryIO, budget: Budget) -> Iterator[FoundFile | BadInput]:
    """Yield the file that lies in a container under a name, recognised by its content, or that it is passed over.

    `stream` is read as far as a file of one article may reach.  A file of many keeps it, and must be read before the
    container is read on; then what may be read is counted twice where it is compressed, which does no harm.  Raises
    what reading the stream raises.
    """
    format, compression, stream = recognise_stream(counted(stream, budget.take, seeks=False), name)
    if format is None:
        yield passed_over(f"{container.shown}/{name}", ending_of(name))
        return
    found = replace(container.member(name, format, compression=compression), budget=budget)
    if format.holds_many:
        yield replace(found, stream=stream)
    else:
        content = stream.read(format.largest + 1)
        yield replace(found, content=content, size=len(content), budget=None)


def why_not_within(name: str) -> str:
    """Say what is wrong with a name that is none within its container; an empty string for any other."""
    parts = name.split("/")
    if name.startswith("/") or ":" in parts[0][1:2]:
        return "its name leads out of the archive: it is absolute"
    return "its name leads out of the archive: it climbs" if ".." in parts else ""


def is_hidden(name: str) -> bool:
    """Say whether a member would be passed over in silence in a folder, or is what macOS adds to archives."""
    parts = name.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") and part not in (".", "..") for part in parts)


def or_nothing(container: FoundFile, members: Iterator[FoundFile | BadInput]) -> Iterator[FoundFile | BadInput]:
    """Pass on the members of a container; say so where none is read or reported."""
    is_empty = True
    for item in members:
        is_empty = is_empty and isinstance(item, BadInput) and item.outcome is Outcome.PASSED_OVER
        yield item
    if is_empty:
        yield BadInput(container.shown, None, "the archive holds no article")


def page(container: FoundFile, name: str, content: bytes, *, url: str = "", charset: str = "") -> FoundFile:
    """Give a page that lies in a container, at an address, as a file of its own."""
    found = container.member(name, BY_NAME["html"], size=len(content))
    return replace(found, content=content, budget=None, url=url, charset=charset)
