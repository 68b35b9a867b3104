"""An archive to be asked, whatever generation of its index is published at the moment.

Opening a generation checks that its files are all there and their small ones sound; after that a search costs a look at
one small file, to see whether a newer one has been published.  Searches under way finish on the generation they began
with.  A large file in which a bit has changed may make a search fail in any way: whatever fails unexpectedly, the
checksums of all files are verified, once a generation, and damage is what is reported.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from index.errors import DatelineError, IndexDamagedError
from index.store.generation import Generation, IndexDirectory
from index.store.reader import StoredIndex
from search.engine.embedded.engine import OpenIndex
from search.errors import SearchError
from search.limits import Limits
from search.request import FilterField, SearchRequest
from search.results import (
    ArchiveInfo,
    ArticlePage,
    Export,
    Hit,
    PlaceList,
    PlacePage,
    PlaceProfile,
    SearchPage,
    SimilarPage,
    SpeakerPage,
    Suggestion,
    ValueList,
)
from search.service.lookup import Lookup
from search.service.search import Searcher
from search.service.suggestions import SUGGESTION_FIELDS, Suggester

LONGEST_ID = 200
"""Characters; no article has an id of more than about 60."""
LONGEST_NAME = 1_000
"""Characters of a speaker's name that is looked up."""


class Archive:
    """Answers questions about the index at `index`; safe to share between threads.

    Every method raises IndexMissingError, IndexDamagedError or ForeignDirectoryError when there is nothing to ask.
    """

    def __init__(self, index: Path, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._directory = IndexDirectory(index)
        self._lock = threading.Lock()
        self._opened: _Opened | None = None

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer a request; raise SearchError for one beyond the limits, SearchTimeoutError for one too slow."""
        _require_within(request, self.limits)
        with self._asked() as opened:
            return opened.searcher.search(request)

    def export(self, request: SearchRequest) -> Export:
        """Find all matches of a request, up to a limit, whatever its page, to be read one by one; raise as `search`."""
        _require_within(request, self.limits)
        with self._asked() as opened:
            return opened.searcher.export(request)

    def article(self, article_id: str, query: str = "") -> ArticlePage | None:
        """Return a whole article, the query's words marked; None when there is no such article."""
        _require_short(query, self.limits)
        if len(article_id) > LONGEST_ID:
            return None
        with self._asked() as opened:
            return opened.lookup.article(article_id, query)

    def paragraph(self, article_id: str, ordinal: int) -> Hit | None:
        """Return one paragraph of an article by its place in it, from 1; None where there is none."""
        if len(article_id) > LONGEST_ID:
            return None
        with self._asked() as opened:
            return opened.lookup.paragraph(article_id, ordinal)

    def similar(self, article_id: str, ordinal: int, limit: int = 10) -> SimilarPage | None:
        """Return a paragraph and at most `limit` paragraphs like it; None where there is no such paragraph."""
        if len(article_id) > LONGEST_ID:
            return None
        with self._asked() as opened:
            return opened.lookup.similar(article_id, ordinal, min(limit, self.limits.max_page_size))

    def speaker(self, name: str) -> SpeakerPage | None:
        """Return what is known of a speaker, by any of the person's names; None for a name nobody speaks under."""
        if len(name) > LONGEST_NAME:
            return None
        with self._asked() as opened:
            return opened.lookup.speaker(name)

    def place_profile(self, place_id: str) -> PlaceProfile | None:
        """Return what is reported and said of a place and of what lies in it; None when no paragraph names it."""
        with self._asked() as opened:
            return opened.lookup.place_profile(place_id, self.limits.max_page_size)

    def places(self, request: SearchRequest, limit: int = 100) -> PlaceList:
        """Count the places that all matches of a request name, whatever its order and page; raise as `search`."""
        _require_within(request, self.limits)
        if not 1 <= limit <= self.limits.max_places:
            raise SearchError(f"An answer lists 1 to {self.limits.max_places:,} places; {limit:,} were asked for.")
        with self._asked() as opened:
            return opened.searcher.places(request, limit)

    def values(self, request: SearchRequest, field: FilterField, limit: int = 100) -> ValueList:
        """List what a field could be narrowed to: its values in matches, its own filter aside; raise as `search`."""
        _require_within(request, self.limits)
        with self._asked() as opened:
            return opened.searcher.values(request, field, limit)

    def place(self, place_id: str) -> PlacePage | None:
        """Return a place by its id, with the most frequent of those in it; None when no paragraph names it."""
        with self._asked() as opened:
            return opened.lookup.place(place_id, self.limits.max_places)

    def suggest(self, prefix: str, field: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Complete what is typed to values of `field`, one of SUGGESTION_FIELDS, most frequent first.

        Of ALL the share of each is fixed, and the longest ending of what is typed that can be completed counts.
        """
        if field not in SUGGESTION_FIELDS:
            raise SearchError(f"There are no suggestions for “{field}”: ask for {', '.join(SUGGESTION_FIELDS)}.")
        _require_short(prefix, self.limits)
        with self._asked() as opened:
            return opened.suggester.suggest(prefix, field, min(limit, self.limits.max_page_size))

    def info(self) -> ArchiveInfo:
        """Say what the published generation holds."""
        opened = self._current()
        manifest = opened.stored.manifest
        settings = asdict(self.limits)
        return ArchiveInfo(opened.published[0], opened.publication, manifest.created, manifest.counts, settings)

    def publication(self) -> str:
        """Return what differs between any two publications, as `info` does, and nothing else: it is asked often."""
        return self._current().publication

    @contextmanager
    def _asked(self) -> Iterator["_Opened"]:
        """Give the published generation to be asked; turn a failure over a damaged one into IndexDamagedError."""
        opened = self._current()
        try:
            yield opened
        except DatelineError:
            raise
        except Exception:
            if self._directory.published() == opened.published:  # else its files may have been removed, unharmed
                opened.verify()
            raise

    def _current(self) -> "_Opened":
        opened = self._opened
        if opened is not None and self._directory.is_published(opened.published):
            return opened
        with self._lock:
            if self._opened is None or self._opened.published != self._directory.published():
                self._opened = self._open()
            return self._opened

    def _open(self) -> "_Opened":
        """Open the published generation, which may be replaced, and removed, while it is being opened."""
        while True:
            published = self._directory.published()
            try:
                generation = self._directory.current()
                return _Opened(published, generation, self.limits)
            except (IndexDamagedError, FileNotFoundError):
                if self._directory.published() == published:
                    raise


class _Opened:
    def __init__(self, published: tuple[str, int, int], generation: Generation, limits: Limits) -> None:
        self.published = published
        self.publication = "-".join(map(str, published))
        self.stored = StoredIndex(generation)
        opened = OpenIndex(self.stored, limits)
        self.searcher = Searcher(opened)
        self.suggester = Suggester(opened, self.searcher.top)
        self.lookup = Lookup(opened, self.suggester.speakers)
        self._generation = generation
        self._lock = threading.Lock()
        self._is_sound = False

    def verify(self) -> None:
        """Raise IndexDamagedError unless every file has its checksum, or had it when that was first asked."""
        with self._lock:
            if not self._is_sound:
                self._generation.verify()
                self._is_sound = True


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
            f"Only the first {limits.max_window:,} results can be paged through; narrow the search, by dates say."
        )
    filters = (request.speakers, request.locations, request.countries, request.sources)
    if any(len(values) > limits.max_filter_values for values in filters):
        raise SearchError(f"A filter takes up to {limits.max_filter_values} values; leave some out.")
