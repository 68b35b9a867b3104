"""A paragraph as it is kept to be shown, and a place as the place index tells of it: both as JSON, and read back.

A record is an array: the text, then an array each of the speakers, the quotations, the places, the peoples and the
statements that annotation found, which are arrays themselves; what is empty at the end is left out.

| of a | its members |
| --- | --- |
| speaker | name, kind, start, end, role, by what it is shown if not surely by a name, false if not sure |
| quotation | start, end, speaker, false if not sure |
| place | which of the paragraph's values of the facet `place`, start, end, probability, runner-up |
| people | name of its country, start, end |
| statement | start, end, which of the speakers, false if not sure |

A record is mostly one long string, so it is put together from templates, in a third of the time that `json` takes to
set out on an object.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from json.encoder import encode_basestring as quoted
from math import isfinite
from typing import Any

from index.annotation.spans import Location, Quotation, ShownBy, Speaker, Statement

__all__ = [
    "KnownPlace",
    "PeopleMention",
    "PlaceMention",
    "Quotation",
    "ShownBy",
    "Speaker",
    "Statement",
    "StoredParagraph",
    "decode_paragraph",
    "describe_place",
    "encode_paragraph",
    "known_place",
    "spoken_in",
    "text_of",
]

STRINGS_KEPT = 10_000
"""Names and kinds whose JSON is remembered."""
GROUPS = 6
"""Members of a record of which none is empty."""
_UNSURE = {True: "", False: ",false"}


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place of the place index, by its id; see `index.annotation.spans` for what else is told of it."""

    id: str
    name: str
    kind: str
    latitude: float | None
    longitude: float | None
    country: str | None
    within: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Where a paragraph names a place, how sure it is that this one is meant, and which it would be otherwise."""

    place: KnownPlace
    start: int
    end: int
    probability: float | None
    runner_up: str | None


@dataclass(frozen=True, slots=True)
class PeopleMention:
    """Where a paragraph names the people of a country."""

    country: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StoredParagraph:
    """A paragraph's text and what was found in it; every `start` and `end` is an offset into the text."""

    text: str
    speakers: tuple[Speaker, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    peoples: tuple[PeopleMention, ...] = ()
    statements: tuple[Statement, ...] = ()


def encode_paragraph(
    text: str,
    speakers: Sequence[Speaker],
    quotations: Sequence[Quotation],
    places: Sequence[tuple[int, Location]],
    peoples: Sequence[Location],
    statements: Sequence[Statement] = (),
) -> bytes:
    """Encode a paragraph; a place comes with its number among the paragraph's values of the facet `place`.

    Statements are by its speakers.
    """
    numbers = {speaker.name: number for number, speaker in enumerate(speakers)} if statements else {}
    found = (
        ",".join(map(_speaker, speakers)),
        ",".join(map(_quotation, quotations)),
        ",".join([_place(number, location) for number, location in places]),
        ",".join(map(_people, peoples)),
        ",".join([_statement(numbers[statement.speaker], statement) for statement in statements]),
    )
    last = max((at for at, members in enumerate(found, 1) if members), default=0)
    arrays = "".join([f",[{members}]" for members in found[:last]])
    return f"[{quoted(text)}{arrays}]".encode()


def decode_paragraph(record: bytes, places: Sequence[KnownPlace]) -> StoredParagraph:
    """Read a record back; `places` are the paragraph's values of the facet `place`."""
    text, spoke, quotations, mentions, peoples, statements = _members(record)
    speakers = tuple([Speaker(*one) for one in spoke])
    return StoredParagraph(
        text,
        speakers,
        tuple([Quotation(*one) for one in quotations]),
        tuple([PlaceMention(places[number], *members) for number, *members in mentions]),
        tuple([PeopleMention(*members) for members in peoples]),
        tuple([Statement(start, end, speakers[number].name, *sure) for start, end, number, *sure in statements]),
    )


def text_of(record: bytes) -> str:
    """Read the text of a record back."""
    text: str = _members(record)[0]
    return text


def quotations_of(record: bytes) -> list[tuple[int, int]]:
    """Read the spans of what is quoted in a record back."""
    return [(start, end) for start, end, *_ in _members(record)[2]]


def spoken_in(record: bytes) -> tuple[str, list[Speaker], list[Quotation]]:
    """Read the text of a record back, and who speaks in it, and what is quoted."""
    text, speakers, quotations, *_ = _members(record)
    return text, [Speaker(*one) for one in speakers], [Quotation(*one) for one in quotations]


def _members(record: bytes) -> list[Any]:
    members: list[Any] = json.loads(record)
    return members + [()] * (GROUPS - len(members))


def describe_place(identity: str, location: Location) -> str:
    """Return what the place index tells of a place: an object of JSON, its members in order of name."""
    return (
        f'{{"country":{_value(location.country)},"id":{quoted(identity)},"kind":{_string(location.kind)},'
        f'"latitude":{_value(location.latitude)},"longitude":{_value(location.longitude)},'
        f'"name":{_string(location.name)},"within":{_strings(location.within)}}}'
    )


def known_place(description: str) -> KnownPlace:
    """Read a description back."""
    members: Mapping[str, Any] = json.loads(description)
    return KnownPlace(**{**members, "within": tuple(members["within"])})


def _speaker(span: Speaker) -> str:
    by = "" if span.by == "name" and span.sure else f",{_string(span.by)}"
    members = f"{_string(span.name)},{_string(span.kind)},{span.start},{span.end},{_value(span.role)}"
    return f"[{members}{by}{_UNSURE[span.sure]}]"


def _quotation(span: Quotation) -> str:
    return f"[{span.start},{span.end},{_value(span.speaker)}{_UNSURE[span.sure]}]"


def _place(number: int, span: Location) -> str:
    return f"[{number},{span.start},{span.end},{_value(span.probability)},{_value(span.runner_up)}]"


def _people(span: Location) -> str:
    return f"[{_string(span.name)},{span.start},{span.end}]"


def _statement(speaker: int, span: Statement) -> str:
    return f"[{span.start},{span.end},{speaker}{_UNSURE[span.sure]}]"


def _value(value: str | float | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return _string(value)
    return repr(value) if isfinite(value) else json.dumps(value)


@lru_cache(maxsize=STRINGS_KEPT)
def _string(value: str) -> str:
    return quoted(value)


@lru_cache(maxsize=STRINGS_KEPT)
def _strings(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
