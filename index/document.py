"""From an annotated article to what the writer stores of each paragraph.

All that can be computed without the index is computed here and in `index.batch`, so that it runs in the processes that
annotate: the terms and positions of every field, the values of the columns, and the record that a search shows.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeVar

from index.analyzer import terms, words
from index.annotation.spans import Annotation, Location, Quotation, Speaker
from index.article import Article, Paragraph
from index.record_json import paragraph_json
from index.schema import MAX_SLOTS, NOBODY, SLOT

GAP = 100
"""Positions left free between two quotations, or two places: a phrase never runs from one into the next."""
MAX_WORDS = SLOT - 1
"""Words of one paragraph whose positions are kept apart; the words of a longer one (6 MB) share the last position."""
DEMONYM = "demonym"
"""The kind of a location that names a people: kept in the record, but no place that a paragraph is found by."""
NAMES_KEPT = 10_000
"""Names whose words are remembered, and places whose ids are."""
PLACED = ("said", "speaker", "speaker_name", "location", "demonym")
"""Fields of what is annotated whose tokens have positions."""
UNPLACED = ("location_name", "country", "place")
"""Those whose values have none.  Places, by id, are a facet only."""

Value = TypeVar("Value")


@dataclass(slots=True)
class FieldRows:
    """The terms of a field, row after row, how many each row has, and the position of each; `positions` are None for a
    field without them.  Rows share their lists: an archive has more rows than Python should have lists to look after.
    """

    terms: list[str] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    positions: list[int] | None = field(default_factory=list)

    def add(self, terms: Sequence[str], positions: Iterable[int] = ()) -> None:
        """Add a row; without positions for a field without them."""
        self.terms += terms
        self.counts.append(len(terms))
        if self.positions is not None:
            self.positions += positions


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article as stored: its head, its day (YYYYMMDD, 0 where unknown), and by field the terms of one row that all
    its paragraphs are found by.

    Of each paragraph there is a row in `chunks`, its text between spaces, for the batch to spell, and in every one of
    `fields`; and a record.  `places` has the first mention of each place by id, `speakers` the name, kind and role of
    every speaker of every paragraph.
    """

    head: dict[str, Any]
    day: int
    shared: dict[str, FieldRows]
    chunks: FieldRows
    fields: dict[str, FieldRows]
    places: dict[str, Location]
    speakers: list[tuple[str, str, str | None]]
    records: list[bytes]


def index_article(
    article: Article, paragraphs: Sequence[Paragraph], annotations: Sequence[Annotation]
) -> IndexedArticle:
    """Compute all that is stored of an article; `annotations` holds one entry a paragraph."""
    day = int(article.date.replace("-", "")) if article.date else 0
    head = {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "date": article.date,
        "authors": list(article.authors),
        "path": article.path,
        "paragraphs": len(paragraphs),
    }
    fields = {name: FieldRows() for name in PLACED} | {name: FieldRows(positions=None) for name in UNPLACED}
    indexed = IndexedArticle(head, day, _shared(article, day), FieldRows(positions=None), fields, {}, [], [])
    for ordinal, (paragraph, annotation) in enumerate(zip(paragraphs, annotations, strict=True), 1):
        _add_paragraph(indexed, ordinal, paragraph, annotation)
    return indexed


def _shared(article: Article, day: int) -> dict[str, FieldRows]:
    values = {"article": article.id, "source_name": article.source, "date": f"{day:08d}" if day else ""}
    shared = {}
    for name, spelled in (("title", terms(article.title)), ("source", words(article.source))):
        shared[name] = FieldRows(spelled, [len(spelled)], list(range(len(spelled))))
    for name, value in values.items():
        shared[name] = FieldRows([value], [1], None) if value else FieldRows([], [0], None)
    return shared


def _add_paragraph(indexed: IndexedArticle, ordinal: int, paragraph: Paragraph, annotation: Annotation) -> None:
    text, speakers, quotations = paragraph.text, annotation.speakers, annotation.quotations
    fields = indexed.fields
    named = [location for location in annotation.locations if location.kind != DEMONYM]
    demonyms = [location for location in annotation.locations if location.kind == DEMONYM]
    indexed.chunks.add(text.split())
    slots = _slots(speakers) if speakers else {}
    if speakers:
        fields["speaker_name"].add(tuple(slots), [slot * SLOT for slot in slots.values()])
        _add_speakers(fields["speaker"], speakers, slots)
        indexed.speakers.extend(_distinct([(speaker.name, speaker.kind, speaker.role) for speaker in speakers]))
    if quotations:
        _add_said(fields["said"], text, quotations, slots)
    if named:
        _add_places(indexed, text, named)
    if demonyms:
        fields["demonym"].add(*_spell(_demonyms(text, demonyms)))
    for rows in fields.values():
        if len(rows.counts) < ordinal:
            rows.counts.append(0)
    indexed.records.append(paragraph_json(ordinal, paragraph, speakers, quotations, named, demonyms))


def _add_places(indexed: IndexedArticle, text: str, named: Sequence[Location]) -> None:
    fields = indexed.fields
    fields["location"].add(*_spell(_names_of(text, named)))
    fields["location_name"].add(_distinct([location.name for location in named]))
    fields["country"].add(_distinct([location.country for location in named if location.country]))
    places = {place_id(location): location for location in reversed(named)}
    fields["place"].add(tuple(places))
    for identity, location in places.items():
        indexed.places.setdefault(identity, location)


def _slots(speakers: Sequence[Speaker]) -> dict[str, int]:
    """Number the names that speak, as many as are told apart."""
    names = _distinct([speaker.name for speaker in speakers])
    return {name: slot for slot, name in enumerate(names[: MAX_SLOTS - 1])}


def place_id(location: Location) -> str:
    """Return the id of a place: GeoNames' number, else a slug of its name and country ("donbas-ua").

    A place that is known only by what it lies in or by, a street say, has the names of that in its slug as well: the
    Main Street of Topeka is not that of Wichita.
    """
    if location.geonames_id is not None:
        return str(location.geonames_id)
    return _slug(location.name, location.within[:-1] if location.country else location.within, location.country)


@lru_cache(maxsize=NAMES_KEPT)
def _slug(name: str, containing: tuple[str, ...], country: str | None) -> str:
    return "-".join(words(" ".join((name, *containing, country or ""))))


def _add_said(rows: FieldRows, text: str, quotations: Sequence[Quotation], slots: dict[str, int]) -> None:
    """Index the words in quotation marks in the order of their positions."""
    said: list[tuple[int, str]] = []
    free: defaultdict[int, int] = defaultdict(int)
    for quotation in quotations:
        slot = slots.get(quotation.speaker or "", NOBODY)
        for position, term in enumerate(terms(text[quotation.start : quotation.end]), free[slot]):
            said.append((slot * SLOT + min(position, MAX_WORDS), term))
            free[slot] = position + 1
        free[slot] += GAP
    said.sort(key=itemgetter(0))
    rows.add([term for _, term in said], [position for position, _ in said])


def _add_speakers(rows: FieldRows, speakers: Sequence[Speaker], slots: dict[str, int]) -> None:
    """Index every word of a name and of the role it is mentioned with, in the speaker's slot."""
    spelled: list[str] = []
    positions: list[int] = []
    for name, slot in slots.items():
        roles = _distinct([speaker.role for speaker in speakers if speaker.name == name and speaker.role])
        found, places = _spell((name, *roles))
        spelled += found
        positions += [slot * SLOT + place for place in places]
    rows.add(spelled, positions)


def _names_of(text: str, locations: Sequence[Location]) -> tuple[str, ...]:
    """List a place's name, the mention, and the places that contain it."""
    return _distinct([name for at in locations for name in (at.name, text[at.start : at.end], *at.within)])


def _demonyms(text: str, demonyms: Sequence[Location]) -> tuple[str, ...]:
    """List the name of a people, also without its plural's s, and the country it is named after."""
    mentions = [(demonym, text[demonym.start : demonym.end]) for demonym in demonyms]
    return _distinct([name for demonym, mention in mentions for name in (demonym.name, mention, _singular(mention))])


def _singular(mention: str) -> str:
    return mention[:-1] if mention.endswith("s") and not mention.endswith("ss") else mention


@lru_cache(maxsize=NAMES_KEPT)
def _spell(names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return every word of names and its position, with a gap between two names."""
    spelled: list[str] = []
    positions: list[int] = []
    start = 0
    for name in names:
        found = words(name)
        spelled += found
        positions += range(start, start + len(found))
        start += len(found) + GAP
    return tuple(spelled), tuple(positions)


def _distinct(values: Sequence[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values)) if len(values) > 1 else tuple(values)
