"""What a search shows of a paragraph and of a place, as JSON.

A record is mostly one long string and a few spans of known members, so it is put together from templates, in a third of
the time that `json` takes to set out on an object.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import isfinite
from operator import attrgetter
from typing import Any

from index.annotation.spans import Location, Quotation, Speaker
from index.article import Paragraph

STRINGS_KEPT = 10_000
"""Names and kinds whose JSON is remembered."""

Span = Speaker | Quotation | Location

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def paragraph_json(
    ordinal: int,
    paragraph: Paragraph,
    speakers: Sequence[Speaker],
    quotations: Sequence[Quotation],
    locations: Sequence[Location],
    demonyms: Sequence[Location],
) -> bytes:
    """Encode what a search shows; spans are offsets into the paragraph's text, `start` and `end` into the article's.

    Demonyms stand apart from the locations, in a member that the record has only where there are some.
    """
    optional = f',"demonyms":{_array(demonyms)}' if demonyms else ""
    return (
        f'{{"ordinal":{ordinal},"start":{paragraph.start},"end":{paragraph.end},"text":{_encode(paragraph.text)},'
        f'"speakers":{_array(speakers)},"quotations":{_array(quotations)},"locations":{_array(locations)}{optional}}}'
    ).encode()


def describe_place(identity: str, location: Location) -> str:
    """Return what the place index tells of a place: an object of JSON, its members in order of name."""
    place = location
    members = (place.country, identity, place.kind, place.latitude, place.longitude, place.name, place.within)
    return _PLACE % tuple(map(_value, members))


def _array(spans: Iterable[Span]) -> str:
    return f"[{','.join(map(_object, spans))}]" if spans else "[]"


def _object(span: Span) -> str:
    template, members = _LAYOUTS[type(span)]
    return template % tuple(map(_value, members(span)))


def _value(value: Any) -> str:
    kind = type(value)
    if value is None:
        return "null"
    if kind is str:
        return _string(value)
    if kind is int or (kind is float and isfinite(value)):
        return repr(value)
    return _strings(value) if kind is tuple else _encode(value)


@lru_cache(maxsize=STRINGS_KEPT)
def _string(value: str) -> str:
    return _encode(value)


@lru_cache(maxsize=STRINGS_KEPT)
def _strings(values: tuple[str, ...]) -> str:
    return _encode(values)


def _template(names: Iterable[str]) -> str:
    return "{" + ",".join(f'"{name}":%s' for name in names) + "}"


_PLACE = _template(("country", "id", "kind", "latitude", "longitude", "name", "within"))
_LAYOUTS: dict[type, tuple[str, Callable[[Any], Any]]] = {
    span: (_template(span.__slots__), attrgetter(*span.__slots__)) for span in (Speaker, Quotation, Location)
}
