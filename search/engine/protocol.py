"""What an engine must answer: all that the services know of what stores an archive.

An engine answers plans (`search.query.planner`) over one published state at a time.  No array, no class of a library
and no number of a paragraph crosses this line; a paragraph that was found is known by a `Ref`, which means something to
its engine only.  Terms are those of `index.analysis.analyzer`, for every engine: both sides agree on what a word is.

Promised, and held by `tests/search/engine/test_contract*.py`: totals, which paragraphs match, facets, the order by
date, what is missing.  Not promised: scores, and the order of those that are nearly equal.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NewType, Protocol

from index.documents.paragraph import StoredParagraph
from search.fields import FacetName
from search.limits import Deadline
from search.query.planner import Plan
from search.request import CountedBy, Group, Interval, Sort
from search.results import (
    ArticleSummary,
    CopyList,
    CountTable,
    DateBucket,
    PlaceCount,
    PlaceList,
    Suggestion,
    ValueList,
)

Ref = NewType("Ref", object)
"""An engine's own handle of a paragraph."""
TermField = Literal["text", "native", "speaker"]
"""Fields whose terms are counted: stems of the text, whole names of speakers."""
NO_PLACES = PlaceList(0, ())
NameField = Literal["speaker", "location", "source"]
"""Fields whose values are names."""
SuggestField = Literal["word", "speaker", "location", "source"]


@dataclass(frozen=True, slots=True)
class Match:
    """A paragraph that was found; `missing` are the wanted words, as typed, that it lacks.

    `more` counts, on the last of an article's matches on a page by relevance, the article's matches that are not there.
    """

    ref: Ref
    score: float
    missing: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one answer shall hold; nothing else is computed.

    Paragraphs with the same text are one where they are grouped by origin; where they are not, and `once` is true, each
    is counted, and the first in the order is among the matches.

    Matches [start, stop) of the order, none where they are equal, `start` being a multiple of how many that are.  Of
    paragraphs by relevance no more than two of an article are among them where there are others, and none that repeats
    another of them word for word.  `next_best` fills up what all wanted words don't,
    with what has some of them.  `articles` asks for the number of articles that all matches belong to.  `facets` and
    `alternatives` give how many values are wanted of each, the latter counted without the facet's own filter; `places`,
    how many places.  `interval` is the period of the histogram, None for the finest that gives few enough; `span` asks
    for the first and the last day.
    """

    sort: Sort = "relevance"
    group: Group = "paragraph"
    start: int = 0
    stop: int = 0
    once: bool = False
    next_best: bool = False
    articles: bool = False
    facets: Mapping[FacetName, int] = field(default_factory=dict)
    alternatives: Mapping[FacetName, int] = field(default_factory=dict)
    histogram: bool = False
    interval: Interval | None = None
    span: bool = False
    places: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.  `total`, exact, counts paragraphs, or articles or origins where they are grouped; so do facets
    and places.  `listed` counts what the matches are taken from: fewer, where copies are listed once.

    `undated` comes with the histogram and counts what is in none of its buckets: the matches without a date or, where
    days are asked for, those that are no matches for that alone.  What was not asked for is empty, or 0.
    """

    total: int
    listed: int = 0
    articles: int = 0
    matches: tuple[Match, ...] = ()
    facets: Mapping[FacetName, ValueList] = field(default_factory=dict)
    alternatives: Mapping[FacetName, ValueList] = field(default_factory=dict)
    histogram: tuple[DateBucket, ...] = ()
    undated: int = 0
    span: tuple[str, str] | None = None
    places: PlaceList = NO_PLACES


@dataclass(frozen=True, slots=True)
class FoundParagraph:
    """A paragraph as it is stored, with the head of its article, of which it is the paragraph `ordinal`, from 1."""

    article: ArticleSummary
    ordinal: int
    paragraph: StoredParagraph


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """A term of the text, and what its score is multiplied by."""

    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Person:
    """Who goes by several names, or by one: the name that stands for all, all of them, that one first, and why each was
    joined to it."""

    name: str
    names: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """What a published state is: the name of its generation, what differs between any two publications, when it was
    made, how much it holds, the newest day (YYYY-MM-DD) of its articles, None where none has a date, and its languages
    other than English that have a stemmer (`index.analysis.languages`)."""

    generation: str
    publication: str
    created: str
    counts: Mapping[str, int]
    newest: str | None = None
    languages: tuple[str, ...] = ()


class Snapshot(Protocol):
    """One published state: immutable, safe to share between threads.

    What takes a deadline raises SearchEndedError when more is taken.
    """

    info: SnapshotInfo

    def find(self, plan: Plan, wanted: Wanted, deadline: Deadline) -> Found:
        """Answer a plan."""

    def count(self, plans: Sequence[Plan], group: Group, deadline: Deadline) -> Sequence[int]:
        """Return how many paragraphs, articles or origins each plan finds."""

    def tabulate(
        self, plan: Plan, by: Sequence[CountedBy], interval: Interval, group: Group, limit: int, deadline: Deadline
    ) -> CountTable:
        """Count what a plan finds by combinations of fields; at most `limit`, the most frequent, are listed."""

    def scan(self, plan: Plan, sort: Sort, group: Group, limit: int, deadline: Deadline) -> tuple[int, Iterator[Match]]:
        """Return the total, and all matches in order, at most `limit`; the deadline is for finding, not for reading."""

    def like(
        self, ref: Ref, terms: Sequence[WeightedTerm], least: float, limit: int, deadline: Deadline
    ) -> Sequence[Match]:
        """Return the best paragraphs with any of the terms, but for `ref` itself and for those that score less than its
        own score times `least`."""

    def paragraphs(self, refs: Sequence[Ref]) -> Sequence[FoundParagraph]:
        """Return paragraphs, in the order asked for."""

    def articles(self) -> Iterator[Sequence[Ref]]:
        """Yield the paragraphs of each article, in order; the articles of one archive always in the same order."""

    def copies(self, refs: Sequence[Ref], limit: int) -> Sequence[CopyList]:
        """Return of each paragraph where else its text stands, and what it quotes; at most `limit` are listed."""

    def article_copies(self, article_id: str, limit: int) -> CopyList:
        """Return which articles are copies of one; of none for an unknown id.  At most `limit` are listed."""

    def article(self, article_id: str) -> Sequence[Ref]:
        """Return the paragraphs of an article in order; none for an unknown id."""

    def sizes(self, article: Sequence[Ref]) -> Sequence[int]:
        """Return how much is stored of each paragraph of an article, in bytes: about what it takes to show it."""

    def removed_on(self, article_id: str) -> str | None:
        """Return the day, YYYY-MM-DD, on which an article was removed; None where it is not remembered."""

    def paragraph(self, article_id: str, ordinal: int) -> Ref | None:
        """Return an article's paragraph by its place, from 1; None where there is none."""

    def document_frequencies(self, field: TermField, terms: Sequence[str]) -> Sequence[int]:
        """Return in how many paragraphs each term stands."""

    def correct(self, word: str) -> str | None:
        """Return the archive's word that a word is most likely a misspelling of; None where it seems right."""

    def complete(self, field: SuggestField, beginning: str, limit: int) -> Sequence[Suggestion]:
        """Return the most frequent words, or names with a word, that begin so."""

    def named(self, field: NameField, spelled: Sequence[str], limit: int) -> Sequence[Suggestion]:
        """Return the most frequent names that hold folded words one after another: of speakers, those one of whose
        names does, by the name that stands for the person."""

    def nearest(self, field: NameField, spelled: Sequence[str], limit: int) -> Sequence[Suggestion]:
        """Return the names that folded words may be a misspelling or an abbreviation of, the likeliest first."""

    def person(self, name: str) -> Person:
        """Return who goes by a name; whom the archive doesn't know goes by that name alone."""

    def place(self, place_id: str) -> PlaceCount | None:
        """Return a place by its id, counted over the archive; None where no paragraph names it."""

    def places_called(self, name: str) -> Sequence[PlaceCount]:
        """Return the places of a name, the most frequent first, counted over the archive."""

    def places_in(self, place_id: str, limit: int) -> Sequence[PlaceCount]:
        """Return the most frequent of the places that lie in one."""

    def places_around(self, place_id: str) -> Sequence[tuple[str, str | None]]:
        """Return the names of what contains a place, smallest first, each with an id where paragraphs name it, too."""

    def places_near(self, place_id: str, kilometres: float, limit: int) -> Sequence[tuple[PlaceCount, float]]:
        """Return the nearest places that neither contain it nor lie in it, with their distances in km, nearest first;
        none near what is so large that its point says little."""


class Engine(Protocol):
    """What stores an archive, whatever state of it is published at the moment."""

    def publication(self) -> str:
        """Return what differs between any two publications: every request asks it.

        Raises IndexMissingError, IndexDamagedError or ForeignDirectoryError where there is nothing to ask.
        """

    def snapshot(self) -> Snapshot:
        """Return the published state, to be asked; raise as `publication` does."""

    def refresh(self, prepare: Callable[[Snapshot], None], followed_for: float) -> None:
        """Let go of what was asked and is published no longer, and take up what took its place; raise as `publication`.

        Nobody is answered from a newer state until `prepare` is done with it; nor, within `followed_for` seconds, from
        one that is published after that, unless `refresh` is called again and soon done.
        """

    def verify(self, pace: Callable[[], None] | None = None, *, again: bool = True) -> None:
        """Read through all of the published state, calling `pace` before each MB, which may wait; unless `again`, only
        what was not read so far, in this state or one before it.

        Raises IndexDamagedError where it is not what was published, which is remembered: whoever asks is told so at
        once, until another one is published.
        """

    def diagnose(self, snapshot: Snapshot) -> None:
        """Raise IndexDamagedError where a snapshot, over which something failed unexpectedly, is damaged."""
