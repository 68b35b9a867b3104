"""From an annotated article to what the writer stores of each paragraph.

All that can be computed without the index is computed here, so that it runs in the processes that annotate: the terms
and positions of every field, the values of the columns, and the record that a search shows.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from index.analyzer import terms, words
from index.annotation.spans import Annotation, Location, Speaker
from index.article import Article, Paragraph
from index.schema import MAX_SLOTS, NOBODY, SLOT, TermPositions

GAP = 100
"""Positions left free between two quotations, or two places: a phrase never runs from one into the next."""
MAX_WORDS = SLOT - 1
"""Words of one paragraph whose positions are kept apart; the words of a longer one (6 MB) share the last position."""
DEMONYM = "demonym"
"""The kind of a location that names a people: kept in the record, but no place that a paragraph is found by."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class IndexedParagraph:
    """A paragraph as stored: terms by field, exact values by field, the places it names as (id, description), its
    speakers' names, kinds and roles, its record, and its length in words."""

    postings: dict[str, TermPositions]
    values: dict[str, tuple[str, ...]]
    places: tuple[tuple[str, str], ...]
    speakers: tuple[tuple[str, str, str | None], ...]
    record: bytes
    length: int


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article as stored: its head, its paragraphs, and in how many of them each word stands."""

    head: dict[str, Any]
    day: int
    paragraphs: tuple[IndexedParagraph, ...]
    vocabulary: Counter[str]


def index_article(
    article: Article, paragraphs: Sequence[Paragraph], annotations: Sequence[Annotation]
) -> IndexedArticle:
    """Compute all that is stored of an article; `annotations` holds one entry a paragraph."""
    vocabulary = Counter(set(words(article.title)))
    shared = {"title": _positions(terms(article.title)), "source": _positions(words(article.source))}
    day = int(article.date.replace("-", "")) if article.date else 0
    values: dict[str, tuple[str, ...]] = {
        "article": (article.id,),
        "source_name": (article.source,) if article.source else (),
        "date": (f"{day:08d}",) if day else (),
    }
    indexed = []
    for ordinal, (paragraph, annotation) in enumerate(zip(paragraphs, annotations, strict=True), 1):
        vocabulary.update(set(words(paragraph.text)))
        indexed.append(_index_paragraph(ordinal, paragraph, annotation, shared, values))
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
    return IndexedArticle(head, day, tuple(indexed), vocabulary)


def _index_paragraph(
    ordinal: int,
    paragraph: Paragraph,
    annotation: Annotation,
    shared: dict[str, TermPositions],
    values: dict[str, tuple[str, ...]],
) -> IndexedParagraph:
    text_terms = terms(paragraph.text)
    names = list(dict.fromkeys(speaker.name for speaker in annotation.speakers))[: MAX_SLOTS - 1]
    slots = {name: slot for slot, name in enumerate(names)}
    named = [location for location in annotation.locations if location.kind != DEMONYM]
    return IndexedParagraph(
        postings={
            **shared,
            "text": _positions(text_terms),
            "said": _said(paragraph.text, annotation, slots),
            "speaker": _speakers(annotation.speakers, slots),
            "speaker_name": {name: [slot * SLOT] for name, slot in slots.items()},
            "location": _locations(paragraph.text, named),
        },
        values={
            **values,
            "speaker_name": tuple(names),
            "location_name": _distinct(location.name for location in named),
            "country": _distinct(location.country for location in named if location.country),
        },
        places=_distinct(map(_place, named)),
        speakers=_distinct((speaker.name, speaker.kind, speaker.role) for speaker in annotation.speakers),
        record=_record(ordinal, paragraph, annotation),
        length=len(text_terms),
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


def _place(location: Location) -> tuple[str, str]:
    """Return a place's id, and what the place index tells of it: an object of JSON, its members in order of name."""
    identity = place_id(location)
    members = {
        "country": location.country,
        "id": identity,
        "kind": location.kind,
        "latitude": location.latitude,
        "longitude": location.longitude,
        "name": location.name,
        "within": location.within,
    }
    return identity, _compact_json(members)


def _record(ordinal: int, paragraph: Paragraph, annotation: Annotation) -> bytes:
    """Encode what a search shows; spans are offsets into the paragraph's text, `start` and `end` into the article's.

    Demonyms stand apart from the locations, in a member that the record has only where there are some.
    """
    record = {"ordinal": ordinal, "start": paragraph.start, "end": paragraph.end, "text": paragraph.text}
    found = asdict(annotation)
    demonyms = [location for location in found["locations"] if location["kind"] == DEMONYM]
    if demonyms:
        found["locations"] = [location for location in found["locations"] if location["kind"] != DEMONYM]
        found["demonyms"] = demonyms
    return _compact_json(record | found).encode()


def _compact_json(members: dict[str, Any]) -> str:
    return json.dumps(members, ensure_ascii=False, separators=(",", ":"))


def _said(text: str, annotation: Annotation, slots: dict[str, int]) -> TermPositions:
    positions: defaultdict[str, list[int]] = defaultdict(list)
    free: defaultdict[int, int] = defaultdict(int)
    quotations = sorted(annotation.quotations, key=lambda q: slots.get(q.speaker or "", NOBODY))
    for quotation in quotations:
        slot = slots.get(quotation.speaker or "", NOBODY)
        quoted = terms(text[quotation.start : quotation.end])
        for position, term in enumerate(quoted, free[slot]):
            positions[term].append(slot * SLOT + min(position, MAX_WORDS))
        free[slot] += len(quoted) + GAP
    return positions


def _speakers(speakers: Sequence[Speaker], slots: dict[str, int]) -> TermPositions:
    """Index every word of a name and of the role it is mentioned with, in the speaker's slot."""
    positions: defaultdict[str, list[int]] = defaultdict(list)
    for name, slot in slots.items():
        roles = _distinct(speaker.role for speaker in speakers if speaker.name == name and speaker.role)
        _append_texts(positions, (name, *roles), slot * SLOT)
    return positions


def _locations(text: str, locations: Sequence[Location]) -> TermPositions:
    """Index every word of a place's name, of the mention, and of the places that contain it."""
    named = [name for place in locations for name in (place.name, text[place.start : place.end], *place.within)]
    positions: defaultdict[str, list[int]] = defaultdict(list)
    _append_texts(positions, _distinct(named), 0)
    return positions


def _append_texts(positions: defaultdict[str, list[int]], texts: Iterable[str], start: int) -> None:
    for text in texts:
        spelled = words(text)
        for position, word in enumerate(spelled, start):
            positions[word].append(position)
        start += len(spelled) + GAP


def _positions(ordered: Sequence[str]) -> TermPositions:
    positions: defaultdict[str, list[int]] = defaultdict(list)
    for position, term in enumerate(ordered):
        positions[term].append(position)
    return positions


def _distinct(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values))
