"""Read JSON Lines: one article a line, an object with the keys id, text, title, date, source, url, author or authors.

Other keys are left alone, `publisher` and `sitename` too.  A bad line is reported by its number and the next one is
read.  The text is taken exactly as it stands there: offsets refer to it.
"""

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from index.documents.article import Article
from index.readers.metadata import make_article, one_line, unread_date
from index.sources import limits
from index.sources.content import BadLineError, decode, open_found, printable, read_lines
from index.sources.files import BadInput, FoundFile, remark
from index.sources.options import ReadingOptions


def read_json_lines(found: FoundFile, options: ReadingOptions) -> Iterator[Article | BadInput]:
    """Yield the article, or what is bad, of each line of a file."""
    with open_found(found) as stream:
        yield from read_stream(stream, found.shown, found.relative)


def read_stream(stream: BinaryIO, shown: str, relative: str = "") -> Iterator[Article | BadInput]:
    """Yield the article, or what is bad, of each line of a stream of bytes that is known as `shown`."""
    reported = bad_lines = 0
    for item in read_lines(stream, shown):
        if not isinstance(item, BadInput):
            number, line = item
            if line.isspace():
                continue
            try:
                record, text = _record(line)
                yield _article(record, text, number, shown, relative)
                if not (about := unread_date(record.get("date"))):
                    continue
                item = remark(shown, number, about)
            except BadLineError as error:
                item = BadInput(shown, number, error.reason)
        reported += 1
        if reported <= limits.MAX_BAD_LINES:
            yield item
        else:
            bad_lines += item.count
    if bad_lines:
        yield BadInput(shown, None, f"{bad_lines:,} more lines are bad, not listed singly", bad_lines)
    if remarks := max(0, reported - limits.MAX_BAD_LINES) - bad_lines:
        yield remark(shown, None, f"{remarks:,} more lines have a date that is left out, not listed singly")


def _record(line: bytes) -> tuple[dict[str, object], str]:
    """Parse a line into its object and the text in it."""
    if b"\0" in line:
        raise BadLineError("it is binary, not JSON in UTF-8: it holds NUL bytes")
    record = _parse(decode(line.rstrip(b"\r\n")))
    text = record.get("text")
    if text is None or text == "":
        raise BadLineError("the article has no text")
    if not isinstance(text, str):
        raise BadLineError(f'its "text" is {_kind(text)}, not a string')
    if b"\\u" in line:
        text = printable(text)
    return record, text


def _article(record: Mapping[str, object], text: str, number: int, shown: str, relative: str) -> Article:
    given = record.get("id")
    own_id = str(given) if isinstance(given, int) else one_line(given)
    # A line without an id is known by its number: it keeps its article's id as long as it keeps its place.
    return make_article(record, text, shown=shown, relative=relative, own_id=own_id or f"line-{number}", line=number)


def _parse(line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        reason = error.msg.removesuffix(" starting at")
        raise BadLineError(f"malformed JSON at character {error.pos + 1}: {reason}") from error
    except ValueError as error:  # a number of more digits than Python converts
        raise BadLineError(f"malformed JSON: {error}") from error
    except RecursionError as error:
        raise BadLineError("malformed JSON: it is nested too deeply") from error
    if not isinstance(record, dict):
        raise BadLineError(f"it is {_kind(record)}, not a JSON object with a text")
    return record


def _kind(value: object) -> str:
    kinds = {list: "a list", dict: "an object", str: "a string", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
