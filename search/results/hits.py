"""What is shown of a paragraph and of its article.

Texts are as indexed, unescaped; marks are spans, so that each front end renders them in its own way.
"""

from dataclasses import dataclass
from typing import Any

from index.documents.languages import ENGLISH, language_name
from index.documents.paragraph import KnownPlace, ShownBy, Statement
from index.documents.provenance import UNKNOWN, Provenance

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What is known of an article besides its text; unknown fields are empty or None.

    `language` is a code of ISO 639-1, `written_in` and `agency` are what its dateline tells, `changes` the last days,
    ISO 8601, on which its content was found changed, `section` the part of the paper or site that it stands in.
    `path` is the file that it was read from, as the user named it, `provenance` tells where in it, by what, and when,
    `content_hash` is a digest of what it said there.
    """

    id: str
    title: str
    source: str
    url: str
    date: str | None
    authors: tuple[str, ...] = ()
    language: str = ENGLISH
    written_in: str = ""
    agency: str = ""
    changes: tuple[str, ...] = ()
    section: str = ""
    path: str = ""
    provenance: Provenance = UNKNOWN
    content_hash: str = ""

    @property
    def other_language(self) -> str:
        """The English name of a language other than English, "" for English."""
        return "" if self.language == ENGLISH else language_name(self.language)


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """A speaker as shown beside a paragraph; `kind` is person, organization or unnamed.

    `by` says by what the paragraph shows that it is this one: a name, a description, a pronoun.  What is `sure` is
    right in at least 95 of 100; all else is likely.
    """

    name: str
    kind: str
    role: str | None = None
    by: ShownBy = "name"
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a paragraph; WGS 84 degrees and ISO 3166-1 code, None where there is none.

    `id` is that of a PlaceCount.
    """

    id: str
    name: str
    kind: str
    latitude: float | None
    longitude: float | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a text stands as well: an article, and which of its paragraphs it is; 0 for all of it."""

    article: ArticleSummary
    ordinal: int


@dataclass(frozen=True, slots=True)
class CopyList:
    """The copies of a text: in how many other articles it stands, of how many sources, and the earliest of them.

    `quoting` counts the other paragraphs that quote the same words in a text of their own: two who were there, say.
    """

    count: int = 0
    sources: int = 0
    earliest: tuple[Copy, ...] = ()
    quoting: int = 0


NO_COPIES = CopyList()


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph: its place in its article (`ordinal`, from 1), its text and the spans of it that match the query.

    `quotations` are spans of the text, marks excluded, and `voices` names the speaker of each, None for nobody known;
    `sure_voices` tells of each whether that is sure.  `statements` are what is said indirectly.
    `missing` lists the query's words that it lacks.  `more_in_article` counts, on the last of an article's matches on a
    page by relevance, its matches that are not on the page.  `copies` are where else its text stands.

    >>> from dateline import Archive, Hit, SearchRequest
    >>> def quoted(hit: Hit) -> list[tuple[str | None, str]]:
    ...     return [(who, hit.text[start:end]) for (start, end), who in zip(hit.quotations, hit.voices)]
    >>> quoted(Archive("archive-index").search(SearchRequest("speaker:eikeland said:visitor")).results[0])[0]
    ('Torvald Eikeland', 'I notice every tide,')
    """

    article: ArticleSummary
    ordinal: int
    text: str
    score: float
    marks: tuple[Span, ...]
    quotations: tuple[Span, ...]
    speakers: tuple[SpeakerName, ...]
    locations: tuple[Place, ...]
    missing: tuple[str, ...] = ()
    voices: tuple[str | None, ...] = ()
    sure_voices: tuple[bool, ...] = ()
    statements: tuple[Statement, ...] = ()
    more_in_article: int = 0
    copies: CopyList = NO_COPIES

    @property
    def id(self) -> str:
        """The paragraph's own id, <article>#<ordinal>."""
        return f"{self.article.id}#{self.ordinal}"

    def to_dict(self) -> dict[str, Any]:
        """Return the paragraph as a row of a table: plain values, and lists of what it may have several of.

        Each quotation is a dict of `speaker` (None for nobody known), `by` what the paragraph shows that, whether it is
        `sure`, and `text`.
        """
        shown_by = {one.name: one.by for one in self.speakers}
        quotations = zip(self.quotations, self.voices, self.sure_voices, strict=True)
        return {
            "id": self.id,
            "article": self.article.id,
            "paragraph": self.ordinal,
            "title": self.article.title,
            "source": self.article.source,
            "url": self.article.url,
            "date": self.article.date,
            "text": self.text,
            "score": self.score,
            "speakers": [one.name for one in self.speakers],
            "locations": [place.name for place in self.locations],
            "quotations": [
                {"speaker": who, "by": shown_by.get(who) if who else None, "sure": sure, "text": self.text[start:end]}
                for (start, end), who, sure in quotations
            ],
            "missing": list(self.missing),
        }


def place_shown(place: KnownPlace) -> Place:
    """Return what a paragraph's reader is told of a place."""
    return Place(place.id, place.name, place.kind, place.latitude, place.longitude, place.country)
