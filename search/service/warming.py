"""What the first answers from a newly opened index would read, read before anybody waits for it.

Columns are checked when they are first read, places and dictionaries laid out when they are first asked for: some
tenths of a second in all, over 500,000 paragraphs.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from search.engine.protocol import Snapshot
from search.errors import SearchEndedError
from search.limits import Deadline, Pause
from search.query.planner import Planner
from search.request import Detail, SearchRequest
from search.service.search import search
from search.service.suggestions import suggest

MOMENT_SECONDS = 0.002
"""After so long it rests as long."""
RESTS_FOR_WAITING = 4
"""For a moment for which it had to wait it rests so many: where the machine has much to do, others come first."""
REQUESTS = (
    SearchRequest(""),
    SearchRequest("the news", group="article"),
    SearchRequest("the news", group="origin", sort="newest"),
    SearchRequest("said:the speaker:a location:a"),
    SearchRequest("nobodywrotethis"),
)
"""They touch whatever most answers are made of: all facets, days, places, copies, records, corrections."""


def warm(snapshot: Snapshot, planner: Planner, deadline_of: Callable[[Pause], Deadline]) -> None:
    """Ask a state of the archive some questions, half of the time resting; `deadline_of` gives each its limits."""
    for ask in _questions(snapshot, planner):
        with suppress(SearchEndedError):
            ask(deadline_of(Rest()))


def _questions(snapshot: Snapshot, planner: Planner) -> Iterator[Callable[[Deadline], object]]:
    for request in REQUESTS:
        yield partial(search, snapshot, planner, request, Detail(with_choices=True))
    yield partial(suggest, snapshot, planner, "a", "all", 10)


class Rest:
    """A pause that lets others have half of the time and, where they keep it waiting for the processor, more."""

    def __init__(self) -> None:
        self._since, self._computed = time.monotonic(), time.thread_time()

    def __call__(self, work: int) -> None:
        """Rest, if it was a moment since the last time."""
        took, computed = time.monotonic() - self._since, time.thread_time() - self._computed
        if took > MOMENT_SECONDS:
            time.sleep(computed + RESTS_FOR_WAITING * max(took - computed, 0.0))
            self._since, self._computed = time.monotonic(), time.thread_time()
