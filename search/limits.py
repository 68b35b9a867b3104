"""The bounds of a search.  Each is a named setting with a default, set by an environment variable of the same name
with DATELINE_ before it (DATELINE_MAX_QUERY_CHARACTERS=1000).  The one on time is kept by a Deadline.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import Self, TypeVar

from index.errors import DatelineError
from search.errors import SearchTimeoutError, SearchTooCostlyError

One = TypeVar("One")


def _setting(default: int, about: str) -> int:
    value: int = field(default=default, metadata={"about": about})
    return value


class SettingError(DatelineError):
    """An environment variable that sets a limit holds something else than a positive number."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one search may cost; a query beyond a limit is refused or cut, and told so.

    >>> from dateline import Archive, Limits, SearchRequest
    >>> Archive("archive-index", Limits(max_query_terms=2)).search(SearchRequest("tide clock hen")).notices
    ('Only the first 2 words of the query were searched for.',)
    """

    max_query_characters: int = _setting(4_000, "characters in a query; a longer one is refused")
    max_query_terms: int = _setting(256, "words and phrases in a query; the rest is left out, with a notice")
    max_nesting: int = _setting(20, "parentheses within parentheses; deeper ones are ignored, with a notice")
    max_window: int = _setting(10_000, "how deep one can page: page number times page size")
    max_page_size: int = _setting(100, "results on a page")
    max_milliseconds: int = _setting(5_000, "time of one search, in milliseconds; one that takes longer is ended")
    max_work: int = _setting(
        50_000_000, "what one search may read, in postings, positions and the like; one that reads more is ended"
    )
    max_part_paragraphs: int = _setting(200, "paragraphs on a page of an article; longer ones are shown in parts")
    max_part_bytes: int = _setting(
        200_000, "bytes of stored paragraphs on a page of an article, unless one alone has more"
    )
    max_facet_values: int = _setting(1_000, "values of one facet of an answer (facets=source:200)")
    max_count_rows: int = _setting(10_000, "rows of one answer of /api/counts; the rarest are left out")
    max_places: int = _setting(1_000, "places of one answer (/api/places)")
    max_export_paragraphs: int = _setting(
        1_000_000_000,
        "paragraphs of one export (/export.csv), as good as all; of a lower limit a header says what is left",
    )
    max_distance: int = _setting(100, "words that NEAR may bridge; a larger number is cut, with a notice")
    max_variants: int = _setting(100, "words that a word with ?, * or ~ stands for, the most frequent")
    max_filter_values: int = _setting(50, "values of one filter (speaker=…, location=…)")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the limits from DATELINE_… variables; raise SettingError for one that is not a positive whole number."""
        settings = {}
        for limit in fields(cls):
            name = f"DATELINE_{limit.name.upper()}"
            text = environment.get(name)
            if text is None:
                continue
            if not text.isascii() or not text.isdigit() or int(text) == 0:
                raise SettingError(f"{name} is {text!r}; set it to a whole number above 0.")
            settings[limit.name] = int(text)
        return cls(**settings)


Pause = Callable[[int], None]
"""Lets others go first; told how much work has been, and is about to be, done, as a Deadline counts it."""


def never_waiting(work: int = 0) -> None:
    """Let nothing else go first."""


CHECKED_AT_ONCE = 1_000
"""Words of a text after which it is seen to that the time is not over: some milliseconds."""


def checked(each: Iterable[One], characters: int, check: Callable[[], None]) -> Iterable[One]:
    """Give what is done with a text, part for part, and call `check` now and then where it has many characters."""
    return each if characters <= CHECKED_AT_ONCE else _checked(each, check)


def _checked(each: Iterable[One], check: Callable[[], None]) -> Iterator[One]:
    for number, one in enumerate(each, 1):
        if not number % CHECKED_AT_ONCE:
            check()
        yield one


class Deadline:
    """Counts what a search takes, its time and its work; whatever can take long tells it now and then.

    Work is counted in postings, positions and whatever else is read or written one by one: some nanoseconds each.  When
    told, it calls `pause`, in which a server lets others go first; that time does not count.
    """

    def __init__(self, milliseconds: int, pause: Pause = never_waiting, most_work: int | None = None) -> None:
        self._milliseconds = milliseconds
        self.pause = pause
        self._most_work = most_work
        self._began = time.monotonic()
        self.work = 0
        """What has been spent."""

    def elapsed_ms(self) -> float:
        """Return the milliseconds since the search began."""
        return (time.monotonic() - self._began) * 1000

    def left_ms(self) -> float:
        """Return the milliseconds that are left to the search, none of them below 0."""
        return max(self._milliseconds - self.elapsed_ms(), 0.0)

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Let time pass that the search is not to blame for."""
        before = time.monotonic()
        yield
        self._began += time.monotonic() - before

    def spend(self, work: int) -> None:
        """Count work that is about to be done; raise SearchTooCostlyError when it is too much, or as `check` does.

        A step takes some 5 to 50 nanoseconds.
        """
        self.work += work
        if self._most_work is not None and self.work > self._most_work:
            raise SearchTooCostlyError(
                f"This search reads more than {self._most_work:,} entries of the index: ask for rarer words, or for "
                f"fewer."
            )
        self.check()

    def check(self) -> None:
        """Raise SearchTimeoutError when the time is over."""
        now = time.monotonic()
        if self.pause is not never_waiting:
            before = now
            self.pause(self.work)
            now = time.monotonic()
            self._began += now - before
        if (now - self._began) * 1000 > self._milliseconds:
            raise self.passed()

    def passed(self) -> SearchTimeoutError:
        """Return what is raised when the time is over."""
        return SearchTimeoutError(
            f"This search takes longer than {self._milliseconds / 1000:g} seconds: ask for rarer words, or for fewer."
        )
