"""An archive to be asked, whatever generation of its index is published at the moment.

It sees to it that a question is within the limits, takes the state that is published now from the engine, and lets a
service answer from it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import get_args

from index.errors import DatelineError
from index.opensearch.address import is_address, parsed, require_client
from search.engine.embedded.engine import EmbeddedEngine
from search.engine.protocol import Engine, Snapshot
from search.errors import SearchError
from search.fields import FILTERS, SUGGESTION_FIELDS, FacetName
from search.limits import Deadline, Limits, Pause, never_waiting
from search.query.planner import Planner
from search.request import CountedBy, Detail, Interval, SearchRequest
from search.results import (
    ArchiveInfo,
    ArticlePage,
    CountTable,
    Export,
    Hit,
    PlaceCount,
    PlaceList,
    PlacePage,
    PlaceProfile,
    SearchPage,
    SimilarPage,
    SpeakerPage,
    Suggestion,
    ValueList,
    WholeArticle,
)
from search.service import lookup, more_like_this, profiles
from search.service import search as searching
from search.service.export import export
from search.service.suggestions import suggest
from search.service.warming import warm
from search.service.whole_archive import whole_articles

LONGEST_ID = 200
"""Characters; no article has an id of more than about 60."""
LONGEST_NAME = 1_000
"""Characters of a name that is looked up."""


class Archive:
    """Answers questions about the index at `index`; safe to share between threads.

    Every method raises IndexMissingError, IndexDamagedError or ForeignDirectoryError when there is nothing to ask,
    ClusterUnavailableError when a cluster does not answer, and SearchEndedError when the answer takes too much:
    SearchTimeoutError by time, SearchTooCostlyError by work.

    >>> from dateline import Archive, SearchRequest
    >>> archive = Archive("archive-index")
    >>> archive.search(SearchRequest("marmelade")).suggestion
    'marmalade'
    >>> [speaker.value for speaker in archive.suggest("oko", "speaker")]
    ['Ifeoma Okonjo']
    """

    def __init__(self, index: str | Path, limits: Limits | None = None, *, pause: Pause = never_waiting) -> None:
        """Ask the index, a directory or the address of an archive in a cluster, within limits.

        Whatever can take long calls `pause` every few milliseconds.  Raises AddressError for what should be an address
        and is none, and DatelineError where what it needs is not installed.
        """
        self.limits = limits or Limits()
        self._pause = pause
        self._engine = _engine(index)
        self._planner = Planner(self.limits)

    def search(
        self,
        request: SearchRequest,
        *,
        after: str = "",
        facets: Mapping[FacetName, int] | None = None,
        interval: Interval | None = None,
        with_choices: bool = False,
    ) -> SearchPage:
        """Answer a request; raise SearchError for one beyond the limits.

        `after`, as a page has it, goes on behind that page, beyond the window of numbered pages, too; one of another
        publication is refused.  `facets` says which are counted and how many values of each are given, all and 20 of
        each where it isn't said; `interval`, by which periods dates are counted.  `with_choices`: also with what may be
        chosen beside what was, and ways out where nothing was found.
        """
        _require_within(request, self.limits)
        if after and request.page > 1:
            raise SearchError("“after” says where to go on; leave the page out.")
        if facets and not all(1 <= count <= self.limits.max_facet_values for count in facets.values()):
            raise SearchError(f"A facet gives 1 to {self.limits.max_facet_values:,} values.")
        with self._asked() as snapshot:
            detail = Detail(after, facets, interval, with_choices)
            return searching.search(snapshot, self._planner, request, detail, self._deadline())

    def export(self, request: SearchRequest) -> Export:
        """Find all matches of a request, up to a limit, whatever its page, to be read one by one; raise as `search`."""
        _require_within(request, self.limits)
        with self._asked() as snapshot:
            return export(snapshot, self._planner, request, self.limits.max_export_paragraphs, self._deadline())

    def articles(self) -> Iterator[WholeArticle]:
        """Return all articles, one after another, with all that was found in them: those of the published index, also
        when another one is published meanwhile."""
        with self._asked() as snapshot:
            return whole_articles(snapshot)

    def article(self, article_id: str, query: str = "", *, filters: SearchRequest | None = None) -> ArticlePage | None:
        """Return a whole article, the query's words marked; None when there is no such article.

        `filters` are those of the search that it was found by: they say with the query which paragraphs are its hits.
        """
        asked = replace(filters or SearchRequest(), query=query)
        _require_within(asked, self.limits)
        if len(article_id) > LONGEST_ID:
            return None
        with self._asked() as snapshot:
            return lookup.article(snapshot, self._planner, article_id, asked, self._deadline())

    def article_part(
        self, article_id: str, paragraph: int = 1, query: str = "", *, filters: SearchRequest | None = None
    ) -> ArticlePage | None:
        """Return that part of an article in which a paragraph stands, by its place in all of it, from 1; None when
        there is no such paragraph.

        All else is as with `article`.  How long a part is the limits say; most articles are one.
        """
        asked = replace(filters or SearchRequest(), query=query)
        _require_within(asked, self.limits)
        if len(article_id) > LONGEST_ID:
            return None
        with self._asked() as snapshot:
            return lookup.article_part(
                snapshot, self._planner, article_id, paragraph, asked, self.limits, self._deadline()
            )

    def removed_on(self, article_id: str) -> str | None:
        """Return the day, YYYY-MM-DD, on which an article was removed; None where none of that id was, or long ago."""
        if len(article_id) > LONGEST_ID:
            return None
        with self._asked() as snapshot:
            return snapshot.removed_on(article_id)

    def paragraph(self, article_id: str, ordinal: int) -> Hit | None:
        """Return one paragraph of an article by its place in it, from 1; None where there is none."""
        if len(article_id) > LONGEST_ID:
            return None
        with self._asked() as snapshot:
            return lookup.paragraph(snapshot, article_id, ordinal)

    def similar(self, article_id: str, ordinal: int, limit: int = 10) -> SimilarPage | None:
        """Return a paragraph and at most `limit` paragraphs like it; None where there is no such paragraph."""
        if len(article_id) > LONGEST_ID:
            return None
        most = min(limit, self.limits.max_page_size)
        with self._asked() as snapshot:
            return more_like_this.similar(snapshot, article_id, ordinal, most, self._deadline())

    def speaker(self, name: str) -> SpeakerPage | None:
        """Return what is known of a speaker, by any of the person's names; None for a name nobody speaks under."""
        if len(name) > LONGEST_NAME:
            return None
        with self._asked() as snapshot:
            return profiles.speaker_page(snapshot, name, self._deadline())

    def place_profile(self, place_id: str) -> PlaceProfile | None:
        """Return what is reported and said of a place and of what lies in it; None when no paragraph names it."""
        with self._asked() as snapshot:
            return profiles.place_profile(snapshot, place_id, self.limits.max_page_size, self._deadline())

    def places(self, request: SearchRequest, limit: int = 100) -> PlaceList:
        """Count the places that all matches of a request name, whatever its order and page; raise as `search`."""
        _require_within(request, self.limits)
        if not 1 <= limit <= self.limits.max_places:
            raise SearchError(f"An answer lists 1 to {self.limits.max_places:,} places; {limit:,} were asked for.")
        with self._asked() as snapshot:
            return searching.places(snapshot, self._planner, request, limit, self._deadline())

    def counts(
        self, request: SearchRequest, by: Sequence[CountedBy], interval: Interval = "month", limit: int | None = None
    ) -> CountTable:
        """Count all matches of a request by one field or several, each different; raise as `search`.

        Dates are counted by periods, and no more combinations are listed than `limit` or the limits allow.
        """
        _require_within(request, self.limits)
        if not by or len(set(by)) < len(by) or not set(by) <= set(get_args(CountedBy)):
            raise SearchError(f"Matches are counted by some of {', '.join(get_args(CountedBy))}, each once.")
        most = min(limit or self.limits.max_count_rows, self.limits.max_count_rows)
        with self._asked() as snapshot:
            return searching.counts(snapshot, self._planner, request, by, interval, most, self._deadline())

    def values(self, request: SearchRequest, field: FacetName, limit: int = 100) -> ValueList:
        """List what a field could be narrowed to: its values in matches, its own filter aside; raise as `search`."""
        _require_within(request, self.limits)
        with self._asked() as snapshot:
            return searching.values(snapshot, self._planner, request, field, limit, self._deadline())

    def place(self, place_id: str) -> PlacePage | None:
        """Return a place by its id, with the most frequent of those in it; None when no paragraph names it."""
        with self._asked() as snapshot:
            return profiles.place_page(snapshot, place_id, self.limits.max_places)

    def places_called(self, name: str) -> tuple[PlaceCount, ...]:
        """Return the places that are called so, the most frequent first; none for a name that no paragraph has."""
        if len(name) > LONGEST_NAME:
            return ()
        with self._asked() as snapshot:
            return tuple(snapshot.places_called(name))

    def suggest(self, prefix: str, field: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Complete what is typed to values of `field`, one of SUGGESTION_FIELDS, most frequent first.

        Of ALL the share of each is fixed, and the longest ending of what is typed that can be completed counts.
        """
        if field not in SUGGESTION_FIELDS:
            raise SearchError(f"There are no suggestions for “{field}”: ask for {', '.join(SUGGESTION_FIELDS)}.")
        _require_short(prefix, self.limits)
        most = min(limit, self.limits.max_page_size)
        with self._asked() as snapshot:
            return suggest(snapshot, self._planner, prefix, field, most, self._deadline())

    def info(self) -> ArchiveInfo:
        """Say what the published generation holds."""
        info = self._engine.snapshot().info
        return ArchiveInfo(info.generation, info.publication, info.created, dict(info.counts), asdict(self.limits))

    def publication(self) -> str:
        """Return what differs between any two publications, as `info` does, and nothing else: it is asked often."""
        return self._engine.publication()

    def prepare(self) -> None:
        """Open what is published, and read what first answers would, before any is asked for; raise as all methods."""
        self._warm(self._engine.snapshot())

    def refresh(self, followed_for: float = 0.0) -> None:
        """Let go of what is published no longer, and take up what is, before anybody asks; nothing where nobody has.

        It is read as by `prepare` first; meanwhile, unless that is done soon, answers are given from what was there
        before.  Who calls this again and again says so: for `followed_for` seconds nobody else takes up what is
        published.  Raises as all methods do.
        """
        self._engine.refresh(self._warm, followed_for)

    def verify(self, pace: Callable[[], None] | None = None, *, again: bool = True) -> None:
        """Read through all of the published index, calling `pace` before each MB, which may wait; unless `again`, only
        what was not read by this before.

        Raises IndexDamagedError where it is not what was published.  That is remembered: until another index is
        published, all methods raise it at once.
        """
        self._engine.verify(pace, again=again)

    def _warm(self, snapshot: Snapshot) -> None:
        limits = self.limits
        warm(snapshot, self._planner, partial(Deadline, limits.max_milliseconds, most_work=limits.max_work))

    def _deadline(self) -> Deadline:
        return Deadline(self.limits.max_milliseconds, self._pause, self.limits.max_work)

    @contextmanager
    def _asked(self) -> Iterator[Snapshot]:
        """Give what is published to be asked; turn a failure over what is damaged into IndexDamagedError."""
        snapshot = self._engine.snapshot()
        try:
            yield snapshot
        except DatelineError:
            raise
        except Exception:
            self._engine.diagnose(snapshot)
            raise


def _engine(index: str | Path) -> Engine:
    """Return the engine of a directory, or of a cluster, which is imported only then."""
    if not is_address(index):
        return EmbeddedEngine(Path(index))
    address = parsed(str(index))
    require_client()
    from search.engine.opensearch.engine import OpenSearchEngine

    return OpenSearchEngine(str(address))


def _require_short(query: str, limits: Limits) -> None:
    if len(query) > limits.max_query_characters:
        raise SearchError(
            f"The query has {len(query):,} characters; the limit is {limits.max_query_characters:,}. Shorten it."
        )


def _require_within(request: SearchRequest, limits: Limits) -> None:
    _require_short(request.query, limits)
    if not 1 <= request.size <= limits.max_page_size:
        raise SearchError(f"A page holds 1 to {limits.max_page_size} results; {request.size} were asked for.")
    if request.page < 1:
        raise SearchError(f"Pages are counted from 1; page {request.page} was asked for.")
    if request.page * request.size > limits.max_window:
        raise SearchError(
            f"Only the first {limits.max_window:,} results can be paged through; narrow the search, by dates say, "
            "or, as a program, go on with “after”."
        )
    if any(len(request.chosen(field)) > limits.max_filter_values for field in FILTERS):
        raise SearchError(f"A filter takes up to {limits.max_filter_values} values; leave some out.")
