"""What a reader is asked to read, a file on disk or in a container, and what is said of what it could not read."""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from index.sources import limits
from index.sources.formats import BY_NAME, Format
from index.sources.unpacking import Budget
from index.text import encodable, one_line


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that a reader can be asked to read, on disk or in a container such as a ZIP archive.

    `path` is where to open it, for what lies in a container the container's; `shown` the same as the user would name
    it, if need be with U+FFFD for what is no UTF-8; `relative` is its path from the folder that the user named (the
    name alone for a file named by itself), with slashes: ids are derived from it, and no two files of one command
    share one.  `compression` is "" or as `index.sources.formats` names it, `size` the bytes as they lie there.

    What lies in a container has its bytes in `content`, or in `stream`, which can be read once and only in this
    process, where it holds many articles itself; then `budget` is what may still be unpacked, and `depth` how many
    containers it lies in.  `url` and `charset` are what a crawl noted: the address, and the encoding that the server
    declared.
    """

    path: Path
    shown: str
    relative: str
    format: str
    compression: str
    size: int
    content: bytes | None = None
    stream: BinaryIO | None = None
    budget: Budget | None = None
    depth: int = 0
    url: str = ""
    charset: str = ""

    @property
    def holds_many(self) -> bool:
        """Whether a file of this format holds any number of articles."""
        return BY_NAME[self.format].holds_many

    @property
    def is_light(self) -> bool:
        """Whether reading the file takes little, whatever it holds: it is small, and nothing in it is packed."""
        return self.size <= limits.LIGHT_BYTES and not self.compression and not BY_NAME[self.format].is_packed

    def member(self, name: str, format: Format, *, compression: str = "", size: int = 0) -> "FoundFile":
        """Name a file that lies in this one; its content or stream is still to be put in."""
        name = encodable(name)
        return replace(
            self,
            shown=f"{self.shown}/{name}",
            relative=f"{self.relative}/{name}",
            format=format.name,
            compression=compression,
            size=size,
            content=None,
            stream=None,
            depth=self.depth + 1,
        )


class Outcome(StrEnum):
    """What became of a file, a line or a member that is reported: the first three have no article in the index."""

    REFUSED = "refused"
    REPEATED = "repeated"
    PASSED_OVER = "passed over"
    ENCODING = "encoding"
    DATE = "date"
    AMBIGUOUS_DATE = "ambiguous date"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class BadInput:
    """What could not be read: the path as the user named it, the line if there is one, the reason, and of how many
    files or lines this is said; of none where it only remarks on what was read (`remark`).

    What is passed over, since it is of no format that is read or no article, is no failure: `failures` is 0.
    """

    path: str
    line: int | None
    reason: str
    count: int = 1
    outcome: Outcome = Outcome.REFUSED

    @property
    def failures(self) -> int:
        """How many files or lines should have been indexed and are not."""
        return self.count if self.outcome in (Outcome.REFUSED, Outcome.REPEATED) else 0

    def __str__(self) -> str:
        """Return the report as one line, whatever the names in it hold."""
        place = self.path if self.line is None else f"{self.path}, line {self.line}"
        return one_line(f"{place}: {self.reason}" if place else self.reason)


def remark(path: str, line: int | None, about: str, outcome: Outcome = Outcome.REMARK) -> BadInput:
    """Say of a file, or a line, what became of it though it was read."""
    return BadInput(path, line, about, 0, outcome)


def passed_over(path: str, reason: str, count: int = 1) -> BadInput:
    """Say that a file, or `count` of its members, need not be read; `reason` is what they are counted by."""
    return BadInput(path, None, reason, count, Outcome.PASSED_OVER)
