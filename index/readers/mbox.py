"""Read mbox (RFC 4155), a file of mails one after the other: each is read as if it lay in a folder.

A message begins at a line with "From " after an empty one; in those within a message a ">" stands before.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from index.sources import limits
from index.sources.content import open_found
from index.sources.files import BadInput, FoundFile
from index.sources.formats import BY_NAME
from index.sources.options import ReadingOptions

_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_LONGEST_LINE = 1_000_000


def read_mbox(found: FoundFile, options: ReadingOptions) -> Iterator[FoundFile | BadInput]:
    """Yield the messages of a file, and which of them are too large."""
    with open_found(found) as stream:
        for number, message in enumerate(messages(stream), 1):
            if len(message) > limits.MAX_MAIL_BYTES:
                reason = f"message {number} is longer than {limits.MAX_MAIL_BYTES:,} bytes"
                yield BadInput(found.shown, None, reason)
                continue
            content = _QUOTED_FROM.sub(rb"\1", message)
            mail = found.member(str(number), BY_NAME["mail"], size=len(content))
            yield replace(mail, content=content, budget=None)


def messages(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the messages in a stream, without the line that parts them; of too long ones no more than tells so."""
    lines: list[bytes] = []
    length = 0
    after_empty = True
    while line := stream.readline(_LONGEST_LINE):
        if after_empty and line.startswith(b"From "):
            if lines:
                yield b"".join(lines)
            lines, length = [], 0
        elif length <= limits.MAX_MAIL_BYTES:
            lines.append(line)
            length += len(line)
        after_empty = line in (b"\n", b"\r\n")
    if lines:
        yield b"".join(lines)
