"""From an annotated article to what the writer stores of each paragraph.

All that can be computed without the index is computed here, so that it runs in the processes that annotate: the terms
and positions of every field, the values of the columns, and the record that a search shows.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from index.analyzer import stem, terms, words
from index.annotation.spans import Annotation, Location, Quotation, Speaker
from index.article import Article, Paragraph
from index.schema import MAX_SLOTS, NOBODY, SLOT

GAP = 100
"""Positions left free between two quotations, or two places: a phrase never runs from one into the next."""
MAX_WORDS = SLOT - 1
"""Words of one paragraph whose positions are kept apart; the words of a longer one (6 MB) share the last position."""
DEMONYM = "demonym"
"""The kind of a location that names a people: kept in the record, but no place that a paragraph is found by."""

Value = TypeVar("Value")


class Tokens(NamedTuple):
    """The terms of a field in one paragraph, in order, and the position of each; None for fields without positions."""

    terms: Sequence[str]
    positions: Sequence[int] | None


@dataclass(frozen=True, slots=True)
class IndexedParagraph:
    """A paragraph as stored: its tokens by field, the places it names by id, its speakers' names, kinds
    and roles, its folded words, and its record."""

    fields: dict[str, Tokens]
    places: dict[str, Location]
    speakers: tuple[tuple[str, str, str | None], ...]
    words: list[str]
    record: bytes


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article as stored: its head, its day (YYYYMMDD, 0 where unknown), its paragraphs."""

    head: dict[str, Any]
    day: int
    paragraphs: tuple[IndexedParagraph, ...]


def index_article(
    article: Article, paragraphs: Sequence[Paragraph], annotations: Sequence[Annotation]
) -> IndexedArticle:
    """Compute all that is stored of an article; `annotations` holds one entry a paragraph."""
    day = int(article.date.replace("-", "")) if article.date else 0
    shared = {
        "title": _in_order(terms(article.title)),
        "source": _in_order(words(article.source)),
        "article": Tokens((article.id,), None),
        "source_name": Tokens((article.source,) if article.source else (), None),
        "date": Tokens((f"{day:08d}",) if day else (), None),
    }
    indexed = [
        _index_paragraph(ordinal, paragraph, annotation, shared)
        for ordinal, (paragraph, annotation) in enumerate(zip(paragraphs, annotations, strict=True), 1)
    ]
    head = {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "date": article.date,
        "authors": list(article.authors),
        "path": article.path,
        "paragraphs": len(indexed),
    }
    return IndexedArticle(head, day, tuple(indexed))


def _index_paragraph(
    ordinal: int, paragraph: Paragraph, annotation: Annotation, shared: dict[str, Tokens]
) -> IndexedParagraph:
    folded = words(paragraph.text)
    names = list(dict.fromkeys(speaker.name for speaker in annotation.speakers))[: MAX_SLOTS - 1]
    slots = {name: slot for slot, name in enumerate(names)}
    named = [location for location in annotation.locations if location.kind != DEMONYM]
    demonyms = [location for location in annotation.locations if location.kind == DEMONYM]
    return IndexedParagraph(
        fields={
            **shared,
            "text": _in_order([stem(word) for word in folded]),
            "said": _said(paragraph.text, annotation, slots),
            "speaker": _speakers(annotation.speakers, slots),
            "speaker_name": Tokens(names, [slot * SLOT for slot in slots.values()]),
            "location": _locations(paragraph.text, named),
            "demonym": _demonyms(paragraph.text, demonyms),
            "location_name": Tokens(_distinct(location.name for location in named), None),
            "country": Tokens(_distinct(location.country for location in named if location.country), None),
        },
        places={place_id(location): location for location in reversed(named)},
        speakers=_distinct((speaker.name, speaker.kind, speaker.role) for speaker in annotation.speakers),
        words=folded,
        record=_record(ordinal, paragraph, annotation),
    )


def place_id(location: Location) -> str:
    """Return the id of a place: GeoNames' number, else a slug of its name and country ("donbas-ua").

    A place that is known only by what it lies in or by, a street say, has the names of that in its slug as well: the
    Main Street of Topeka is not that of Wichita.
    """
    if location.geonames_id is not None:
        return str(location.geonames_id)
    containing = location.within[:-1] if location.country else location.within
    return "-".join(words(" ".join((location.name, *containing, location.country or ""))))


def describe_place(identity: str, location: Location) -> str:
    """Return what the place index tells of a place: an object of JSON, its members in order of name."""
    return _JSON.encode(
        {
            "country": location.country,
            "id": identity,
            "kind": location.kind,
            "latitude": location.latitude,
            "longitude": location.longitude,
            "name": location.name,
            "within": location.within,
        }
    )


def _record(ordinal: int, paragraph: Paragraph, annotation: Annotation) -> bytes:
    """Encode what a search shows; spans are offsets into the paragraph's text, `start` and `end` into the article's.

    Demonyms stand apart from the locations, in a member that the record has only where there are some.
    """
    record = {
        "ordinal": ordinal,
        "start": paragraph.start,
        "end": paragraph.end,
        "text": paragraph.text,
        "speakers": annotation.speakers,
        "quotations": annotation.quotations,
        "locations": [location for location in annotation.locations if location.kind != DEMONYM],
    }
    demonyms = [location for location in annotation.locations if location.kind == DEMONYM]
    return _JSON.encode(record | {"demonyms": demonyms} if demonyms else record).encode()


def _members(span: Speaker | Quotation | Location) -> dict[str, Any]:
    return {name: getattr(span, name) for name in span.__slots__}


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_members)


def _said(text: str, annotation: Annotation, slots: dict[str, int]) -> Tokens:
    said: list[str] = []
    positions: list[int] = []
    free: defaultdict[int, int] = defaultdict(int)
    for quotation in annotation.quotations:
        slot = slots.get(quotation.speaker or "", NOBODY)
        quoted = terms(text[quotation.start : quotation.end])
        said += quoted
        positions += (
            slot * SLOT + min(position, MAX_WORDS) for position in range(free[slot], free[slot] + len(quoted))
        )
        free[slot] += len(quoted) + GAP
    return _ascending(said, positions)


def _speakers(speakers: Sequence[Speaker], slots: dict[str, int]) -> Tokens:
    """Index every word of a name and of the role it is mentioned with, in the speaker's slot."""
    spelled: list[str] = []
    positions: list[int] = []
    for name, slot in slots.items():
        roles = _distinct(speaker.role for speaker in speakers if speaker.name == name and speaker.role)
        _append_texts(spelled, positions, (name, *roles), slot * SLOT)
    return Tokens(spelled, positions)


def _locations(text: str, locations: Sequence[Location]) -> Tokens:
    """Index every word of a place's name, of the mention, and of the places that contain it."""
    named = [name for place in locations for name in (place.name, text[place.start : place.end], *place.within)]
    return _texts(named)


def _demonyms(text: str, demonyms: Sequence[Location]) -> Tokens:
    """Index every word of the name of a people, also without its plural's s, and of the country it is named after."""
    mentions = [(demonym, text[demonym.start : demonym.end]) for demonym in demonyms]
    return _texts([name for demonym, mention in mentions for name in (demonym.name, mention, _singular(mention))])


def _singular(mention: str) -> str:
    return mention[:-1] if mention.endswith("s") and not mention.endswith("ss") else mention


def _texts(texts: Iterable[str]) -> Tokens:
    spelled: list[str] = []
    positions: list[int] = []
    _append_texts(spelled, positions, _distinct(texts), 0)
    return Tokens(spelled, positions)


def _append_texts(spelled: list[str], positions: list[int], texts: Iterable[str], start: int) -> None:
    for text in texts:
        found = words(text)
        spelled += found
        positions += range(start, start + len(found))
        start += len(found) + GAP


def _in_order(found: list[str]) -> Tokens:
    return Tokens(found, range(len(found)))


def _ascending(found: list[str], positions: list[int]) -> Tokens:
    """Put tokens in the order of their positions."""
    order = sorted(range(len(found)), key=positions.__getitem__)
    return Tokens([found[row] for row in order], [positions[row] for row in order])


def _distinct(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values))
