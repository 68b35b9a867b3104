"""From an annotated article to what is stored of it: the terms of every field, its places and speakers, its records.

All that can be computed without the index is computed here and in `index.analysis.batch`, so that it runs in the
processes that annotate.  What an article's paragraphs share (its title, its source, its day) is computed once, the rest
row by row; the terms are strings still, for a whole batch of articles is numbered at once when it is packed.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import compress

from index.analysis.analyzer import are_forms, placed, placed_terms, stemmed
from index.analysis.field_rows import FieldRows, distinct, spell, words_of
from index.analysis.languages import STEMMED, native_term
from index.analysis.places import DEMONYM, names_of_places, place_id, words_of_peoples
from index.analysis.speakers import SpeakerUse, add_said, add_speakers, slots_of, uses_of
from index.annotation.spans import Annotation, Location
from index.documents.article import Article, Dateline, Paragraph
from index.documents.article_head import ArticleHead
from index.documents.languages import ENGLISH
from index.documents.paragraph import encode_paragraph
from index.documents.provenance import NOT_PROCESSED, Processing, Provenance, encode_stretches

PLACED = ("headline", "native", "said", "said_form", "speaker", "speaker_name", "location", "demonym")
"""Fields of single paragraphs whose tokens have positions.  The headline is, once an article, its first one's: what an
article is about is counted by articles."""
UNPLACED = ("headline_form", "location_name", "country", "place")
"""Those whose values have none.  Places, by id, are a facet only."""


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
    article: Article,
    paragraphs: Sequence[Paragraph],
    annotations: Sequence[Annotation],
    language: str = ENGLISH,
    dateline: Dateline | None = None,
    processed: Processing = NOT_PROCESSED,
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
        language=language,
        written_in=dateline.place if dateline else "",
        agency=dateline.agency if dateline else "",
        **asdict(article.identity),
        section=article.section,
        provenance=_provenance(article, paragraphs, processed),
    )
    fields = {name: FieldRows() for name in PLACED} | {name: FieldRows(positions=None) for name in UNPLACED}
    if paragraphs:
        found, positions = placed(article.title)
        fields["headline"].add(0, *stemmed(found, positions))
        fields["headline_form"].add(0, distinct(list(compress(found, are_forms(found)))))
    texts = [paragraph.text for paragraph in paragraphs]
    if language in STEMMED:
        _add_native(fields["native"], language, texts)
    indexed = IndexedArticle(head, day, _shared(article, day, language), texts, fields, {}, [], [])
    people = _words_of_people(annotations)
    for row, (paragraph, annotation) in enumerate(zip(paragraphs, annotations, strict=True)):
        _add_paragraph(indexed, row, paragraph, annotation, people)
    return indexed


def _provenance(article: Article, paragraphs: Sequence[Paragraph], processed: Processing) -> Provenance:
    entry = article.own_id if article.line is None else ""
    return Provenance(article.line, entry, article.format, *processed, encode_stretches(article.text, paragraphs))


def _words_of_people(annotations: Sequence[Annotation]) -> frozenset[str]:
    """Return the words of the names of all persons who speak in an article."""
    speakers = (speaker for annotation in annotations for speaker in annotation.speakers)
    return frozenset(word for speaker in speakers if speaker.kind == "person" for word in words_of(speaker.name)[0])


def _add_native(rows: FieldRows, language: str, texts: Sequence[str]) -> None:
    """Index text by the stems of its own language; other forms of its words stand where they do."""
    for row, text in enumerate(texts):
        found, positions = placed(text)
        rows.add(row, [native_term(language, word) for word in found], positions)


def _shared(article: Article, day: int, language: str) -> dict[str, FieldRows]:
    values = {
        "article": article.id,
        "language": language,
        "source_name": article.source,
        "date": f"{day:08d}" if day else "",
    }
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
        slots = slots_of(speakers)
        add_speakers(indexed.fields, row, speakers, slots, people)
        indexed.speakers.extend(uses_of(text, speakers, slots))
    if quotations:
        add_said(indexed.fields, row, text, quotations, slots)
    if annotation.locations:
        named = [location for location in annotation.locations if location.kind != DEMONYM]
        demonyms = [location for location in annotation.locations if location.kind == DEMONYM]
        if named:
            places = _add_places(indexed, row, text, named)
        if demonyms:
            indexed.fields["demonym"].add(row, *spell(words_of_peoples(text, demonyms)))
    indexed.records.append(encode_paragraph(text, speakers, quotations, places, demonyms, annotation.statements))


def _add_places(
    indexed: IndexedArticle, row: int, text: str, named: Sequence[Location]
) -> Sequence[tuple[int, Location]]:
    """Index the places, and return them, each with its number among the different ones of the paragraph."""
    fields = indexed.fields
    fields["location"].add(row, *spell(names_of_places(text, named)))
    fields["location_name"].add(row, distinct([location.name for location in named]))
    fields["country"].add(row, distinct([location.country for location in named if location.country]))
    identities = list(map(place_id, named))
    numbers: dict[str, int] = {}
    for identity, location in zip(identities, named, strict=True):
        numbers.setdefault(identity, len(numbers))
        indexed.places.setdefault(identity, location)
    fields["place"].add(row, list(numbers))
    return [(numbers[identity], location) for identity, location in zip(identities, named, strict=True)]
