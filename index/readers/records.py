"""Make articles of records: rows of a table, objects of JSON, whose members are called as whoever wrote them likes.

`index.sources.columns` tells which member holds what.  What is bad in a record is told with its number, and the next
one is read.  A text may be a list of its paragraphs; one that is written in HTML, as content management systems export
it, is read as such; the `text` of a line of JSON is taken exactly as it stands.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from index.documents.article import Article
from index.documents.exported import exported_id
from index.readers.metadata import make_article, one_line
from index.sources import limits
from index.sources.columns import columns_among
from index.sources.content import BadLineError, printable
from index.sources.files import BadInput
from index.sources.options import DEFAULTS, ReadingOptions

Item = TypeVar("Item")
_OF_BLOCKS = re.compile(r"</(?:p|div|h[1-6]|li|blockquote|article|section)>|<br\s{0,9}/?>", re.IGNORECASE)
"""What shows that a text is written in HTML."""
_PLAIN_MEMBERS = ("rendered", "main", "name", "original", "text", "value", "#text", "$t", "$date", "$oid")
"""Members of objects that hold what is meant: as WordPress, the New York Times, XML and MongoDB are written in JSON."""
NAMES_SHOWN = 12
"""Names of members that are shown where none holds the text."""


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one file: how it is shown, its relative path, and what a record is called, in the singular."""

    shown: str
    relative: str = ""
    options: ReadingOptions = field(default=DEFAULTS)
    called: str = "line"

    def article(self, record: Mapping[str, object], number: int, line: int | None = None) -> Article:
        """Make the article of a record; raise BadLineError where there is none.

        `line` is where the record begins in its file, where that can be said.
        """
        fields = fields_of(record, self.options)
        names = columns_among(record, self.options.columns)["text"]
        if not fields["text"] and not any(name in record for name in names):
            raise BadLineError(no_text(record, self.options, "member"))
        given = fields["id"]
        own_id = str(given) if isinstance(given, int) else one_line(given)
        text = _text_of(fields["text"], record, self.options)
        is_taken_as_it_stands = self.called == "line" and fields["text"] is record.get("text")
        if not is_taken_as_it_stands and _OF_BLOCKS.search(text):
            text = _of_markup(text)
        article = make_article(
            fields,
            text,
            shown=self.shown,
            relative=self.relative,
            # A record without an id is known by its number: its article keeps its id while it keeps its place.
            own_id=own_id or f"{self.called}-{number}",
            line=line,
        )
        exported = exported_id(record.get("schema"), own_id)
        return replace(article, id=exported) if exported else article

    def listed(self, items: Iterable[Item | BadInput]) -> Iterator[Item | BadInput]:
        """Pass on what is read; of very much that is bad the first, and in the end how much more there was."""
        reported = bad = 0
        for item in items:
            if isinstance(item, BadInput):
                reported += 1
                if reported > limits.MAX_BAD_LINES:
                    bad += item.failures
                    continue
            yield item
        if bad:
            yield BadInput(self.shown, None, f"{bad:,} more {self.called}s are bad, not listed singly", bad)


def fields_of(record: Mapping[str, object], options: ReadingOptions) -> dict[str, object]:
    """Give what a record says of each field of an article, None of a field that it does not have.

    A record without a text may be what a database puts around an article (`_source`, `doc`), which then tells.
    """
    fields = _own_fields(record, options)
    if fields["text"] is None:
        for value in record.values():
            if isinstance(value, Mapping):
                inner = _own_fields(value, options)
                if isinstance(inner["text"], str) and any(inner[name] for name in ("title", "date", "url")):
                    return {name: fields[name] if held is None else held for name, held in inner.items()}
    return fields


def _own_fields(record: Mapping[str, object], options: ReadingOptions) -> dict[str, object]:
    columns = columns_among(record, options.columns)
    return {field: _plain(_first(member(record, name) for name in names)) for field, names in columns.items()}


def _plain(value: object) -> object:
    """Give what an object is that stands where a string is expected; any other value as it is."""
    if not isinstance(value, Mapping):
        return value
    return next((value[name] for name in _PLAIN_MEMBERS if isinstance(value.get(name), str)), value)


def member(record: Mapping[str, object], name: str) -> object:
    """Give the member of a name, which may lead through objects (`fields.bodyText`); None where there is none."""
    if name in record or "." not in name:
        return record.get(name)
    outer, _, inner = name.partition(".")
    within = record.get(outer)
    return member(within, inner) if isinstance(within, Mapping) else None


def kind_of(value: object) -> str:
    """Say what a value of JSON is."""
    kinds = {list: "a list", dict: "an object", str: "a string", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")


def no_text(names: Iterable[str], options: ReadingOptions, called: str) -> str:
    """Say that no member of these names holds the text, and what helps."""
    shown = [one_line(name) for name in names]
    listed = ", ".join(f"“{name}”" for name in shown[:NAMES_SHOWN]) + ", …" * (len(shown) > NAMES_SHOWN)
    asked = options.columns.get("text")
    missing = f"there is no {called} “{asked}”" if asked else f"no {called} is called text, body or content"
    return f"{missing}, but {listed or 'none'}; --map text=NAME says which holds the text"


def _of_markup(text: str) -> str:
    from index.readers.markup import markup_text  # imports trafilatura, which takes half a second

    return markup_text(text)


def _first(values: Iterable[object]) -> object:
    given = [value for value in values if value is not None]
    return next((value for value in given if value not in ("", [])), given[0] if given else None)


def _text_of(text: object, record: Mapping[str, object], options: ReadingOptions) -> str:
    if not text:
        raise BadLineError("the article has no text")
    if isinstance(text, list) and all(isinstance(part, str) for part in text):
        text = "\n\n".join(text)
    if not isinstance(text, str):
        names = columns_among(record, options.columns)["text"]
        raise BadLineError(f'its "{names[0] if names else "text"}" is {kind_of(text)}, not a string')
    return printable(text)
