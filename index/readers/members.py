"""Turn what lies in a container into files, as they are found in a folder."""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from index.sources import limits
from index.sources.content import recognise_stream
from index.sources.files import BadInput, FoundFile, passed_over
from index.sources.formats import BY_NAME, ending_of
from index.sources.unpacking import Budget, counted


def member(container: FoundFile, name: str, stream: BinaryIO, budget: Budget) -> Iterator[FoundFile | BadInput]:
    """Yield the file that lies in a container under a name, recognised by its content, or that it is passed over.

    `stream` is read as far as a file of one article may reach.  A file of many keeps it, and must be read before the
    container is read on.  Raises what reading the stream raises.
    """
    format, compression, stream = recognise_stream(counted(stream, budget.take), name)
    if format is None:
        yield passed_over(f"{container.shown}/{name}", ending_of(name))
        return
    found = replace(container.member(name, format, compression=compression), budget=budget)
    if format.holds_many:
        yield replace(found, stream=stream)
    else:
        content = stream.read(limits.MAX_FILE_BYTES + 1)
        yield replace(found, content=content, size=len(content), budget=None)


def page(container: FoundFile, name: str, content: bytes, *, url: str = "", charset: str = "") -> FoundFile:
    """Give a page that lies in a container, at an address, as a file of its own."""
    found = container.member(name, BY_NAME["html"], size=len(content))
    return replace(found, content=content, budget=None, url=url, charset=charset)
