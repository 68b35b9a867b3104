"""Read a JSON document: an array of articles, one after another however long it is, or an object.

An object is an article if it has a text; else a list of objects within it, the nearest, holds the articles, as in what
news APIs answer.  `index.sources.columns` tells which member of an article is which field.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import TextIO

from index.documents.article import Article
from index.readers.json_lines import malformed
from index.readers.metadata import remarks
from index.readers.records import Records, fields_of, kind_of
from index.sources import limits
from index.sources.content import BadLineError, open_found
from index.sources.encodings import open_text
from index.sources.files import BadInput, FoundFile
from index.sources.options import ReadingOptions

CHUNK_CHARACTERS = 1_000_000

_BETWEEN = re.compile(r"[\s,\ufeff]*")
_LIST_OF_OBJECTS = re.compile(r'"[^"\\]{1,200}"\s*:\s*\[(?=\s*\{)')


def read_json_document(found: FoundFile, options: ReadingOptions) -> Iterator[Article | BadInput]:
    """Yield the article, or what is bad, of each object of a document."""
    records = Records(found.shown, found.relative, options, "article")
    with open_found(found) as stream:
        text, about = open_text(stream, options)
        with text:
            yield from records.listed(_articles(Values(text), records))
    yield from remarks(found.shown, encoding=about)


def _articles(values: "Values", records: Records) -> Iterator[Article | BadInput]:
    number = 0
    for line, value in values:
        for record in _records(value, records.options):
            number += 1
            try:
                if not isinstance(record, Mapping):
                    raise BadLineError(f"it holds {kind_of(record)}, not a JSON object with a text")
                yield records.article(record, number, line)
            except BadLineError as error:
                yield BadInput(records.shown, line, error.reason)
    if values.broken:
        yield BadInput(records.shown, values.line, f"{values.broken}; what follows was not read")


def _records(value: object, options: ReadingOptions) -> list[object]:
    """Give an article by itself, or those of the nearest list within it that holds any."""
    layer = [value]
    while layer:
        if any(_has_text(one, options) for one in layer):
            return [one for one in layer if isinstance(one, Mapping)]
        lists = [list(inner) for one in layer for inner in _within(one) if isinstance(inner, list)]
        with_articles = next((inner for inner in lists if any(_has_text(one, options) for one in inner)), None)
        if with_articles is not None:
            return with_articles
        layer = [inner for one in layer for inner in _within(one) if isinstance(inner, (Mapping, list))]
    return [value]


def _within(value: object) -> list[object]:
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list) else []


def _has_text(value: object, options: ReadingOptions) -> bool:
    return isinstance(value, Mapping) and isinstance(fields_of(value, options)["text"], (str, list))


class Values:
    """The values of an array, or those that stand one after another, each with the line it begins in.

    `line` is how far reading has come, `broken` why it could not go on, empty if it could.  No more of the text is held
    than the value that is read, and a chunk.
    """

    def __init__(self, text: TextIO) -> None:
        self.line, self.broken = 1, ""
        self._text = text
        self._buffer, self._place = "", 0
        self._decoder = json.JSONDecoder()

    def __iter__(self) -> Iterator[tuple[int, object]]:
        """Yield the values."""
        in_array = self._at() == "["
        if in_array:
            self._move(self._place + 1)
        while (character := self._at()) and not (in_array and character == "]"):
            line = self.line
            try:
                value = self._value()
            except (ValueError, RecursionError) as error:
                if not in_array and character == "{" and self._enter_list():
                    in_array = True
                    continue
                self.broken = malformed(error)
                return
            yield line, value
        if in_array and not character:
            self.broken = "the array breaks off"

    def _value(self) -> object:
        """Read on until there is a whole value; raise JSONDecodeError where there is none within bounds."""
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._place)
            except json.JSONDecodeError as error:
                held, within = len(self._buffer) - self._place, error.pos - self._place
                is_cut = error.pos + 100 > len(self._buffer) or error.msg.startswith("Unterminated")
                if not is_cut or held > limits.MAX_LINE_BYTES or not self._read(held):
                    raise json.JSONDecodeError(error.msg, "", within) from error
                continue
            self._move(end)
            return value

    def _enter_list(self) -> bool:
        """Go to the first list of objects within an object that is too long to be held."""
        begun = len(self._buffer) - self._place > limits.MAX_LINE_BYTES
        found = _LIST_OF_OBJECTS.search(self._buffer, self._place) if begun else None
        if found:
            self._move(found.end())
        return found is not None

    def _at(self) -> str:
        """Pass over what stands between values; give the next character, none at the end."""
        while True:
            between = _BETWEEN.match(self._buffer, self._place)
            self._move(between.end() if between else self._place)
            if self._place < len(self._buffer):
                return self._buffer[self._place]
            if not self._read(0):
                return ""

    def _move(self, place: int) -> None:
        self.line += self._buffer.count("\n", self._place, place)
        self._place = place

    def _read(self, held: int) -> bool:
        """Read another chunk, and of a long value twice as much as there was; say whether there was more."""
        more = self._text.read(max(CHUNK_CHARACTERS, held))
        self._buffer, self._place = self._buffer[self._place :] + more, 0
        return bool(more)
