"""What a search answers with.  Texts are as indexed, unescaped;
marks are spans, so that each front end renders them in its own way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from index.documents.paragraph import KnownPlace, ShownBy, Statement
from search.fields import PLACE_ID, FacetName
from search.request import SearchRequest

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What is known of an article besides its text; unknown fields are empty or None."""

    id: str
    title: str
    source: str
    url: str
    date: str | None
    authors: tuple[str, ...] = ()


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
class Hit:
    """A paragraph: its place in its article (`ordinal`, from 1), its text and the spans of it that match the query.

    `quotations` are spans of the text, marks excluded, and `voices` names the speaker of each, None for nobody known;
    `sure_voices` tells of each whether that is sure.  `statements` are what is said indirectly.
    `missing` lists the query's words that it lacks.  `more_in_article` counts, on the last of an article's matches on a
    page by relevance, its matches that are not on the page.

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


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a field over all matches, and how many of them have it.

    A filter by `value` finds these.  Of a place that is not the only one of its name, it is "place:" with the place's
    id, and `label` what the place is called: "Georgia, US"; of all else that is empty.
    `kind`, of a speaker in a facet, is person, organization or unnamed, and else empty.
    """

    value: str
    count: int
    label: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class DateBucket:
    """How many matches are dated from `start` to `end`, ISO days, both included."""

    start: str
    end: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts over all matches (not just this page), most frequent first; dates in order, without gaps.

    `undated` counts the matches without a date; where days are asked for, those left out for having none.
    Where nothing has all that was asked, they are counted over the next best that are shown, without dates.
    """

    speaker: tuple[FacetValue, ...] = ()
    location: tuple[FacetValue, ...] = ()
    country: tuple[FacetValue, ...] = ()
    source: tuple[FacetValue, ...] = ()
    date: tuple[DateBucket, ...] = ()
    undated: int = 0

    def of(self, field: FacetName) -> tuple[FacetValue, ...]:
        """Return the values of one field."""
        values: tuple[FacetValue, ...] = getattr(self, field)
        return values


Change = Literal["named", "named alone", "without", "unfiltered", "words", "words unfiltered", "filters", "newest"]
"""How a search asks for something near to another, or for less: with a name that the archive has for one that it
hasn't, or for that name alone; without one value of a filter, without any; for the words of the query wherever they
stand, without the filters too; for all that passes the filters; for anything, the newest first."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """A search that finds something, `total` with all that it asks for, or 0 where only with some of its words; `name`
    is the one that it has for another."""

    change: Change
    request: SearchRequest
    total: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen beside what was: more values of the fields that are filtered by, as alternatives to those.

    Where nothing was found, `absent` are the parts of the query, as a field and its words, that the archive has nothing
    of, and `ways_out` ask for less.
    """

    alternatives: Mapping[FacetName, tuple[FacetValue, ...]] = field(default_factory=dict)
    absent: tuple[tuple[str, str], ...] = ()
    ways_out: tuple[WayOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what a query names: the speaker or the place of this name."""

    field: Literal["speaker", "location"]
    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a line of plain words may be read: told in words, the `name` in it with what stands before and after, and as
    a query of the language that finds `total`."""

    before: str
    name: str
    after: str
    query: str
    total: int = 0

    @property
    def told(self) -> str:
        """The reading in words."""
        return f"{self.before}{self.name}{self.after}"


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of an answer.  `total` is exact: the paragraphs (or articles, when grouped) with all that was asked.

    `articles` is the number of articles that those belong to; `choices` are empty unless they were asked for, or
    nothing was found.
    `labels` has what the places are called that are filtered by their ids.  `after` is the cursor of what follows, ""
    at the end; `Archive.search` takes it, however deep it lies.
    `readings` are how else the words of the query may be read, `subjects` whom and what they name.

    >>> from dateline import Archive, SearchPage, SearchRequest
    >>> page: SearchPage = Archive("archive-index").search(SearchRequest("said:tide", size=2))
    >>> page.total, page.articles, len(page.results)
    (4, 3, 2)
    >>> [row["paragraph"] == hit.ordinal for row, hit in zip(page.to_dicts(), page.results)]
    [True, True]
    >>> page.facets.speaker[0].value, page.facets.speaker[0].count
    ('Morag Isbister', 2)
    """

    total: int
    took_ms: float
    results: tuple[Hit, ...]
    facets: Facets
    suggestion: str | None
    notices: tuple[str, ...]
    generation: str
    articles: int = 0
    choices: Choices = field(default_factory=Choices)
    labels: Mapping[str, str] = field(default_factory=dict)
    after: str = ""
    readings: tuple[Reading, ...] = ()
    subjects: tuple[Subject, ...] = ()

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the results as rows for a data frame (`pandas.DataFrame(page.to_dicts())`); see `Hit.to_dict`."""
        return [hit.to_dict() for hit in self.results]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """A whole article: its paragraphs in order, each with the spans that match the query it was opened with.

    `hits` are the ordinals of the paragraphs that the search finds.
    """

    article: ArticleSummary
    paragraphs: tuple[Hit, ...]
    generation: str
    hits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place, and how many paragraphs name it, itself and not what lies in it.

    `id` is GeoNames' number, or a slug of the name; it is the same after a rebuild.  WGS 84 degrees, ISO 3166-1 code,
    None where there is none; `within` names the containing places, smallest first, country last.  `label` tells it from
    the archive's other places of its name ("Georgia, US"); it is empty where there are none.
    """

    id: str
    name: str
    kind: str
    latitude: float | None
    longitude: float | None
    country: str | None
    within: tuple[str, ...]
    count: int
    label: str = ""

    @property
    def value(self) -> str:
        """What a filter of places finds this one by, and no other."""
        return PLACE_ID + self.id if self.label else self.name


@dataclass(frozen=True, slots=True)
class PlaceList:
    """The places that all matches of a request name, most frequent first, then by name.

    `total` counts all of them, `places` has no more than were asked for.  Of a request grouped by article, `count` is
    the number of articles.
    """

    total: int
    places: tuple[PlaceCount, ...]


@dataclass(frozen=True, slots=True)
class CountRow:
    """A combination of values, one of each field that is counted by, and how many matches have it.

    A date is a day, a month or a year as ISO 8601 writes it, None where it is unknown; a place is called by its label.
    """

    values: tuple[str | None, ...]
    count: int


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts by the fields `by`, over `total` matches: of `combinations`, in order, those in `rows`.

    A match with several values of a field (its speakers) counts for each of them; one with none counts nowhere.

    >>> from dateline import Archive, CountTable, SearchRequest
    >>> table: CountTable = Archive("archive-index").counts(SearchRequest("said:tide"), ["date"], "year")
    >>> table.to_dicts()[0]
    {'date': '2022', 'count': 1}
    """

    by: tuple[str, ...]
    total: int
    combinations: int
    rows: tuple[CountRow, ...]

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows for a data frame: a value of each field, and `count`."""
        return [dict(zip(self.by, row.values, strict=True)) | {"count": row.count} for row in self.rows]


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place, and those of the archive's places that lie in it, most frequent first; counted over the archive."""

    place: PlaceCount
    contained: tuple[PlaceCount, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that completes what was typed, and in how many paragraphs it stands.

    >>> from dateline import Archive, Suggestion
    >>> suggested: Suggestion = Archive("archive-index").suggest("oko", "speaker")[0]
    >>> suggested.value, suggested.field
    ('Ifeoma Okonjo', 'speaker')
    """

    value: str
    field: str
    count: int


@dataclass(frozen=True, slots=True)
class ArchiveInfo:
    """What the published generation holds; `counts` has articles, paragraphs, words, speakers and places.

    `publication` differs between any two publications, also of two generations of one name.
    """

    generation: str
    publication: str
    created: str
    counts: dict[str, int]
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Export:
    """The matches of a request: `total` of them, the first `count` in `hits`, which can be read once.

    Where days are asked for, `undated` counts what is left out for having no date.
    """

    total: int
    count: int
    hits: Iterator[Hit]
    undated: int = 0

    def to_dicts(self) -> Iterator[dict[str, Any]]:
        """Yield the matches as rows for a data frame; see `Hit.to_dict`."""
        return (hit.to_dict() for hit in self.hits)


def place_shown(place: KnownPlace) -> Place:
    """Return what a paragraph's reader is told of a place."""
    return Place(place.id, place.name, place.kind, place.latitude, place.longitude, place.country)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What some paragraphs are together: how many, in how many articles, of which days, sources and speakers; `span` is
    the first and the last day, None where none is known."""

    paragraphs: int
    articles: int
    dates: tuple[DateBucket, ...]
    sources: tuple[FacetValue, ...]
    speakers: tuple[FacetValue, ...]
    span: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """A speaker by the canonical `name`; `names` has all names used, with the paragraphs of each, most frequent first,
    and `reasons` why each of them but the canonical one was taken for the same person's.

    `kind` is person, organization or unnamed; it and `roles` are of the newest paragraphs, which `read` counts.
    `latest` are the newest paragraphs that quote the speaker or, where none of those read does, that report what was
    said; `quoted` tells which of the two.
    """

    name: str
    kind: str
    names: tuple[FacetValue, ...]
    reasons: Mapping[str, str]
    roles: tuple[FacetValue, ...]
    read: int
    coverage: Coverage
    places: PlaceList
    latest: tuple[Hit, ...]
    quoted: bool
    generation: str


@dataclass(frozen=True, slots=True)
class NearPlace:
    """A place and how far it is, in km."""

    place: PlaceCount
    kilometres: float


@dataclass(frozen=True, slots=True)
class PlaceProfile:
    """A place, and all that is reported and said of it and of the places in it.

    `containers` are the names of what contains it, smallest first, with an id where the archive names it, too.
    `spellings` are how else the newest paragraphs write it; `spoken` counts the paragraphs in which somebody speaks.
    """

    place: PlaceCount
    containers: tuple[tuple[str, str | None], ...]
    contained: tuple[PlaceCount, ...]
    near: tuple[NearPlace, ...]
    spellings: tuple[FacetValue, ...]
    coverage: Coverage
    spoken: int
    latest: tuple[Hit, ...]
    generation: str


@dataclass(frozen=True, slots=True)
class SimilarPage:
    """A paragraph, its telling words as written, folded, the most telling first, and the paragraphs that share them,
    the most alike first, the words marked in all."""

    paragraph: Hit
    words: tuple[str, ...]
    similar: tuple[Hit, ...]
    generation: str


@dataclass(frozen=True, slots=True)
class ValueList:
    """The values of a field, most frequent first, then by name: `total` of them, no more listed than were asked for."""

    total: int
    values: tuple[FacetValue, ...]
