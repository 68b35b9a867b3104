"""From an annotated article to what is stored of it: the terms of every field, its places and speakers, its records.

All that can be computed without the index is computed here and in `index.analysis.batch`, so that it runs in the
processes that annotate.  What an article's paragraphs share (its title, its source, its day) is computed once, the rest
row by row; the terms are strings still, for a whole batch of articles is numbered at once when it is packed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import TypeVar

from index.analysis.analyzer import placed, placed_terms, singular, words
from index.analysis.fields import MAX_SLOTS, NAMED, NOBODY, SLOT
from index.annotation.spans import Annotation, Location, Quotation, Speaker
from index.documents.article import Article, Paragraph
from index.documents.article_head import ArticleHead
from index.documents.paragraph import encode_paragraph

GAP = 100
"""Positions left free between two quotations, or two places: a phrase never runs from one into the next."""
MAX_WORDS = SLOT - 1
"""Words of one paragraph whose positions are kept apart; the words of a longer one (6 MB) share the last position."""
DEMONYM = "demonym"
"""The kind of a location that names a people: kept in the record, but no place that a paragraph is found by."""
NAMES_KEPT = 10_000
"""Names whose words are remembered, and places whose ids are."""
PLACED = ("headline", "said", "speaker", "speaker_name", "location", "demonym")
"""Fields of single paragraphs whose tokens have positions.  The headline is, once an article, its first one's: what an
article is about is counted by articles."""
UNPLACED = ("location_name", "country", "place")
"""Those whose values have none.  Places, by id, are a facet only."""
PRONOUNS = {"he": "m", "she": "f"}
COURTESY = re.compile(r"\b(?:(?P<man>Mr|Sir)|Mrs|Ms|Miss|Madam|Dame)\b\.? ")
LONGEST_COURTESY = 6
"""Letters of one with what follows it, before a mention."""
SpeakerUse = tuple[str, str, str | None, str | None]
"""A name, its kind, its role, and the gender it is shown with, m or f."""
Value = TypeVar("Value")


@dataclass(slots=True)
class FieldRows:
    """The terms of a field, row after row, and the position of each; `positions` are None for a field without them.

    `rows` has the numbers of the rows that have terms, ascending, `counts` how many each of those has.  Rows share
    their lists: an archive has more rows than Python should have lists to look after.
    """

    terms: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    positions: list[int] | None = field(default_factory=list)

    def add(self, row: int, terms: Sequence[str], positions: Iterable[int] = ()) -> None:
        """Add a row; without positions for a field without them."""
        self.terms += terms
        self.rows.append(row)
        self.counts.append(len(terms))
        if self.positions is not None:
            self.positions += positions


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article as stored: its head, its day (YYYYMMDD, 0 where unknown), and by field the terms of one row that all
    its paragraphs are found by.

    Of each paragraph there are the text, for the batch to spell, a record, and a row in those of `fields` for which it
    has terms.  `places` has the first mention of each place by id, `speakers` how every speaker of every paragraph is
    shown.
    """

    head: ArticleHead
    day: int
    shared: dict[str, FieldRows]
    texts: list[str]
    fields: dict[str, FieldRows]
    places: dict[str, Location]
    speakers: list[SpeakerUse]
    records: list[bytes]


def index_article(
    article: Article, paragraphs: Sequence[Paragraph], annotations: Sequence[Annotation]
) -> IndexedArticle:
    """Compute all that is stored of an article; `annotations` holds one entry a paragraph."""
    day = int(article.date.replace("-", "")) if article.date else 0
    head = ArticleHead(
        article.id,
        article.title,
        article.source,
        article.url,
        article.date,
        article.authors,
        article.path,
        len(paragraphs),
    )
    fields = {name: FieldRows() for name in PLACED} | {name: FieldRows(positions=None) for name in UNPLACED}
    if paragraphs:
        fields["headline"].add(0, *placed_terms(article.title))
    texts = [paragraph.text for paragraph in paragraphs]
    indexed = IndexedArticle(head, day, _shared(article, day), texts, fields, {}, [], [])
    people = _words_of_people(annotations)
    for row, (paragraph, annotation) in enumerate(zip(paragraphs, annotations, strict=True)):
        _add_paragraph(indexed, row, paragraph, annotation, people)
    return indexed


def _words_of_people(annotations: Sequence[Annotation]) -> frozenset[str]:
    """Return the words of the names of all persons who speak in an article."""
    speakers = (speaker for annotation in annotations for speaker in annotation.speakers)
    return frozenset(word for speaker in speakers if speaker.kind == "person" for word in _words_of(speaker.name)[0])


def _shared(article: Article, day: int) -> dict[str, FieldRows]:
    values = {"article": article.id, "source_name": article.source, "date": f"{day:08d}" if day else ""}
    shared = {"title": FieldRows(), "source": FieldRows()} | {name: FieldRows(positions=None) for name in values}
    shared["title"].add(0, *placed_terms(article.title))
    shared["source"].add(0, *placed(article.source))
    for name, value in values.items():
        shared[name].add(0, [value] if value else [])
    return shared


def _add_paragraph(
    indexed: IndexedArticle, row: int, paragraph: Paragraph, annotation: Annotation, people: frozenset[str]
) -> None:
    text, speakers, quotations = paragraph.text, annotation.speakers, annotation.quotations
    places: Sequence[tuple[int, Location]] = ()
    demonyms: Sequence[Location] = ()
    slots: dict[str, int] = {}
    if speakers:
        slots = _slots(speakers)
        _add_speaker_terms(indexed, row, speakers, slots, people)
        _add_uses(indexed, text, speakers, slots)
    if quotations:
        _add_said(indexed.fields["said"], row, text, quotations, slots)
    if annotation.locations:
        named = [location for location in annotation.locations if location.kind != DEMONYM]
        demonyms = [location for location in annotation.locations if location.kind == DEMONYM]
        if named:
            places = _add_places(indexed, row, text, named)
        if demonyms:
            indexed.fields["demonym"].add(row, *_spell(_demonyms(text, demonyms)))
    indexed.records.append(encode_paragraph(text, speakers, quotations, places, demonyms, annotation.statements))


def _add_places(
    indexed: IndexedArticle, row: int, text: str, named: Sequence[Location]
) -> Sequence[tuple[int, Location]]:
    """Index the places, and return them, each with its number among the different ones of the paragraph."""
    fields = indexed.fields
    fields["location"].add(row, *_spell(_names_of(text, named)))
    fields["location_name"].add(row, _distinct([location.name for location in named]))
    fields["country"].add(row, _distinct([location.country for location in named if location.country]))
    identities = list(map(place_id, named))
    numbers: dict[str, int] = {}
    for identity, location in zip(identities, named, strict=True):
        numbers.setdefault(identity, len(numbers))
        indexed.places.setdefault(identity, location)
    fields["place"].add(row, list(numbers))
    return [(numbers[identity], location) for identity, location in zip(identities, named, strict=True)]


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
    return "-".join([*words(" ".join((name, *containing))), *([country.lower()] if country else [])])


def _add_said(rows: FieldRows, row: int, text: str, quotations: Sequence[Quotation], slots: dict[str, int]) -> None:
    """Index the words in quotation marks in the order of their positions."""
    said: list[tuple[int, str]] = []
    free: defaultdict[int, int] = defaultdict(int)
    for quotation in quotations:
        slot = slots.get(quotation.speaker or "", NOBODY)
        spelled, positions = placed_terms(text[quotation.start : quotation.end])
        for term, position in zip(spelled, positions, strict=True):
            said.append((slot * SLOT + min(free[slot] + position, MAX_WORDS), term))
        free[slot] += _length(positions) + GAP
    said.sort(key=itemgetter(0))
    rows.add(row, [term for _, term in said], [position for position, _ in said])


def _add_speaker_terms(
    indexed: IndexedArticle, row: int, speakers: Sequence[Speaker], slots: Mapping[str, int], people: frozenset[str]
) -> None:
    """Index every name, every word of it and of the role it is mentioned with, and which are surely named, in the slot.

    Who works for a person isn't found by that person's name: neither "Alda's aide" nor Bo Ek, Alda adviser, is Alda.
    """
    spelled: list[str] = []
    positions: list[int] = []
    kinds = {speaker.name: speaker.kind for speaker in speakers}
    named = {speaker.name for speaker in speakers if speaker.by == "name" and speaker.sure}
    for name, slot in slots.items():
        if name in named:
            spelled.append(NAMED)
            positions.append(slot * SLOT)
        roles = _distinct([speaker.role for speaker in speakers if speaker.name == name and speaker.role])
        own = frozenset() if kinds[name] == "unnamed" else frozenset(_words_of(name)[0])
        for word, place in zip(*_spell((name, *roles)), strict=True):
            if word in own or word not in people:
                spelled.append(word)
                positions.append(slot * SLOT + place)
    indexed.fields["speaker"].add(row, spelled, positions)
    indexed.fields["speaker_name"].add(row, list(slots), [slot * SLOT for slot in slots.values()])


def _add_uses(indexed: IndexedArticle, text: str, speakers: Sequence[Speaker], slots: Mapping[str, int]) -> None:
    """Add with what kind, role and gender each speaker is shown."""
    uses = _distinct([(speaker.name, speaker.kind, speaker.role) for speaker in speakers])
    genders = {speaker.name: gender for speaker in speakers if (gender := _gender_shown(text, speaker))}
    indexed.speakers.extend([(*use, genders.get(use[0])) for use in uses if use[0] in slots])


def _gender_shown(text: str, speaker: Speaker) -> str | None:
    """Return m or f where a mention is a pronoun or bears a title of courtesy."""
    if speaker.by == "pronoun":
        return PRONOUNS.get(text[speaker.start : speaker.end].lower())
    found = COURTESY.search(text, max(speaker.start - LONGEST_COURTESY, 0), speaker.end)
    return None if found is None else "m" if found["man"] else "f"


def _names_of(text: str, locations: Sequence[Location]) -> tuple[str, ...]:
    """List a place's name, the mention, and the places that contain it."""
    return _distinct([name for at in locations for name in (at.name, text[at.start : at.end], *at.within)])


def _demonyms(text: str, demonyms: Sequence[Location]) -> tuple[str, ...]:
    """List the name of a people, also without its plural's s, and the country it is named after."""
    mentions = [(demonym, text[demonym.start : demonym.end]) for demonym in demonyms]
    return _distinct([name for demonym, mention in mentions for name in (demonym.name, mention, singular(mention))])


def _spell(names: Iterable[str]) -> tuple[list[str], list[int]]:
    """Return every word of names and its position, with a gap between two names."""
    spelled: list[str] = []
    positions: list[int] = []
    start = 0
    for name in names:
        found, places = _words_of(name)
        spelled += found
        positions += [start + place for place in places]
        start += _length(places) + GAP
    return spelled, positions


@lru_cache(maxsize=NAMES_KEPT)
def _words_of(name: str) -> tuple[list[str], list[int]]:
    return placed(name)


def _length(positions: Sequence[int]) -> int:
    """Return how many words ascending positions are of."""
    return positions[-1] + 1 if positions else 0


def _distinct(values: Sequence[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values)) if len(values) > 1 else tuple(values)
