"""Read JSON Lines: one article a line, an object with members such as id, text, title, date, source, url, authors.

What else a member may be called is in `index.sources.columns`; a publisher and the like are left alone.  A bad line is
reported by its number and the next one is read.  The text is taken exactly as it stands there: offsets refer to it.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from index.documents.article import Article
from index.readers.metadata import remarks
from index.readers.records import Records, kind_of
from index.sources.content import BadLineError, decode, open_found, read_lines
from index.sources.encodings import LOOKED_AT, codec_of, codec_of_beginning, in_utf_8
from index.sources.files import BadInput, FoundFile
from index.sources.options import DEFAULTS, ReadingOptions
from index.sources.unpacking import head_of


def read_json_lines(found: FoundFile, options: ReadingOptions) -> Iterator[Article | BadInput]:
    """Yield the article, or what is bad, of each line of a file, in UTF-8 unless its beginning shows otherwise."""
    with open_found(found) as opened:
        head, stream = head_of(opened, LOOKED_AT)
        codec = about = ""
        with suppress(BadLineError):  # of what is no text each line is refused
            codec, about = codec_of_beginning(head)
        if options.encoding or codec in ("", "utf-8", "utf-8-sig"):
            yield from read_stream(stream, found.shown, found.relative, options)
        else:
            yield from read_stream(in_utf_8(stream, codec), found.shown, found.relative, options)
            yield from remarks(found.shown, encoding=about)


def read_stream(
    stream: BinaryIO, shown: str, relative: str = "", options: ReadingOptions = DEFAULTS
) -> Iterator[Article | BadInput]:
    """Yield the article, or what is bad, of each line of a stream that is known as `shown`, in UTF-8 unless the options
    say otherwise."""
    records = Records(shown, relative, options)
    if options.encoding:
        stream = in_utf_8(stream, codec_of(options.encoding))
    yield from records.listed(_articles(read_lines(stream, shown), records))


def _articles(lines: Iterator[tuple[int, bytes] | BadInput], records: Records) -> Iterator[Article | BadInput]:
    for item in lines:
        if isinstance(item, BadInput):
            yield item
            continue
        number, line = item
        if line.isspace():
            continue
        try:
            yield records.article(_record(line), number, number)
        except BadLineError as error:
            yield BadInput(records.shown, number, error.reason)


def _record(line: bytes) -> dict[str, object]:
    if b"\0" in line:
        raise BadLineError("it is binary, not JSON in UTF-8: it holds NUL bytes")
    record = _parse(decode(line.rstrip(b"\r\n")))
    if not isinstance(record, dict):
        raise BadLineError(f"it is {kind_of(record)}, not a JSON object with a text")
    return record


def _parse(text: str) -> object:
    """Parse JSON; raise BadLineError that says where it is malformed."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadLineError(malformed(error)) from error


def malformed(error: ValueError | RecursionError) -> str:
    """Say what is wrong with JSON, and at which character."""
    if isinstance(error, RecursionError):
        return "malformed JSON: it is nested too deeply"
    if isinstance(error, json.JSONDecodeError):
        return f"malformed JSON at character {error.pos + 1}: {error.msg.removesuffix(' starting at')}"
    return f"malformed JSON: {error}"  # a number of more digits than Python converts
