"""Whose turn it is to compute: light requests at once, heavy ones one at a time behind them.

A request that has computed for LIGHT_SECONDS, or is about to, is heavy from then on.  One over a connection whose last
requests took more than USUALLY_LIGHT_SECONDS, and not much less than those of others who are answered, is so from its
beginning: many who ask, again and again, for what takes a little longer than others would hold up all else.  Over a new
connection it is so by what others took that were the first over theirs, from the same address (`web.server.newcomers`).

Of the heavy ones it is the turn of the one that has cost least so far, for a moment, and then it is asked anew: what is
nearly done is not held up by what takes seconds, whatever kind of request it is (Kleinrock's *least attained service*).
What it is about to read counts as read.  So that nobody waits for ever, one that has not been on for AGED_SECONDS goes
before; and where light ones never cease, heavy ones have a moment every GIVE_WAY_SECONDS nevertheless.

There are no more heavy ones than MOST_HEAVY: for one more, and for one that has waited longer than PATIENCE_SECONDS in
all, `pause` raises BusyError, unless a part of the answer is sent already.  What is only taken for heavy by what was
asked before is not refused for that.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from web.http.problems import BusyError

LIGHT_SECONDS = 0.04
"""Processor time from which on a request is heavy: a few times what a page of results takes."""
USUALLY_LIGHT_SECONDS = 0.025
"""Processor time of a connection's last requests, on average, up to which its next is light when it begins."""
LIGHT_SHARE = 0.75
"""What takes up to this share of what those take that are answered at the moment is light, too, where all take long."""
LAST_ONES = 4
"""That average goes over some so many requests: what came before counts a quarter less with each."""
MOST_NOTED_SECONDS = 4 * USUALLY_LIGHT_SECONDS
"""A request that takes longer counts as if it took so long, so that one among light ones is soon forgotten."""
ENTRY_SECONDS = 12e-9
"""Processor time that an entry of the index takes which a request has read or is about to: most take more."""
MOMENT_SECONDS = 0.01
"""Processor time of a turn: light requests wait no longer for a heavy one, if that pauses as often."""
MOST_HEAVY = 16
"""Heavy requests that a process has under way; each keeps a thread, and what it has found so far."""
PATIENCE_SECONDS = 20.0
"""So long a heavy request waits for others, in all, before it is refused."""
AGED_SECONDS = 0.5
"""A heavy request that has waited for so long goes before those that have computed less."""
GIVE_WAY_SECONDS = 0.02
"""So long heavy requests wait for light ones, before one of them goes on for a moment."""
STUCK_SECONDS = 0.25
"""A request that took so long and never paused is no light one any more, whatever it is doing."""


class Answered(Protocol):
    """A request as far as it matters here."""

    has_begun: bool
    """Whether a part of the answer is sent."""
    usual_seconds: float
    """Processor time of the last requests over its connection, on average, 0 where it is the first; noted here."""
    newcomers_seconds: float
    """Processor time of the last requests that were the first over theirs, from the same address; noted here."""


class Computing:
    """A request that a thread answers; times of the processor are those of the thread."""

    __slots__ = (
        *("began", "began_computing", "cost", "expected", "is_light_until", "request"),
        *("runs_until", "usual", "waited", "waits_since", "wakes"),
    )

    def __init__(self, lock: threading.Lock, request: Answered, usually_light: float) -> None:
        self.request = request
        self.wakes = threading.Condition(lock)
        self.began = self.waits_since = time.monotonic()
        self.began_computing = time.thread_time()
        self.usual = request.usual_seconds
        self.expected = expected_of(request)
        self.is_light_until = self.began_computing + LIGHT_SECONDS
        self.runs_until = self.is_light_until if self.expected <= usually_light else self.began_computing
        self.cost = self.waited = 0.0


def expected_of(request: Answered) -> float:
    """Return the seconds of the processor that a request will take, by those before it."""
    return request.usual_seconds or request.newcomers_seconds


def _with(took: float, average: float) -> float:
    """Return the average of the last ones, with one more."""
    return average + (took - average) / LAST_ONES if average else took


class Turns:
    """The requests that are answered, light and heavy; every method but `pause` is to be called with the lock held."""

    def __init__(self, lock: threading.Lock, light_ones_wait: Callable[[], bool]) -> None:
        self._lock = lock
        self._light_ones_wait = light_ones_wait
        self._light: set[Computing] = set()
        self._heavy: set[Computing] = set()
        self._waiting: set[Computing] = set()
        """Heavy ones that are in `pause`."""
        self._on: Computing | None = None
        """The heavy one whose turn it is."""
        self._ended = 0.0
        """When the last turn ended."""
        self._is_over = False

    @property
    def light(self) -> int:
        """How many light requests are answered, without those that are stuck."""
        stuck_since = time.monotonic() - STUCK_SECONDS
        return sum(one.began > stuck_since for one in self._light)

    @property
    def heavy(self) -> int:
        """How many heavy requests are under way."""
        return len(self._heavy)

    def begin(self, request: Answered) -> Computing:
        """Begin a request in this thread."""
        others = [one.expected for one in self._light | self._heavy]
        usual = (sum(others) + expected_of(request)) / (len(others) + 1)
        one = Computing(self._lock, request, max(USUALLY_LIGHT_SECONDS, LIGHT_SHARE * usual))
        self._light.add(one)
        return one

    def finish(self, one: Computing) -> None:
        """Take a request from those that compute, for it is done, and note what it took."""
        took = min(time.thread_time() - one.began_computing, MOST_NOTED_SECONDS)
        one.request.usual_seconds = _with(took, one.usual)
        if not one.usual:
            one.request.newcomers_seconds = _with(took, one.request.newcomers_seconds)
        self.leave(one)

    def leave(self, one: Computing) -> None:
        """Take a request from those that compute: it waits for something else."""
        self._light.discard(one)
        self._heavy.discard(one)
        self._end_turn(one)

    def come_back(self, one: Computing) -> None:
        """Take a request among the heavy ones, which has waited for something else."""
        self._heavy.add(one)
        one.runs_until = 0.0

    def end(self) -> None:
        """Let all go on: nobody need wait any more."""
        self._is_over = True
        for one in self._waiting:
            one.wakes.notify()

    def pause(self, one: Computing, work: int, make_room: Callable[[], None]) -> None:
        """Wait until it is the turn of a request that has computed long enough; raise BusyError where that takes long.

        `work` is what it has read, or is about to.  `make_room` is called when it was light and is no more.
        """
        foreseen = work * ENTRY_SECONDS
        if time.thread_time() < one.runs_until and (foreseen < LIGHT_SECONDS or one not in self._light):
            return
        with self._lock:
            if one not in self._heavy:
                if len(self._heavy) >= MOST_HEAVY and not one.request.has_begun:
                    if foreseen < LIGHT_SECONDS and time.thread_time() < one.is_light_until:
                        one.runs_until = one.is_light_until
                        return
                    raise BusyError
                self._light.discard(one)
                self._heavy.add(one)
                make_room()
            one.cost = max(time.thread_time() - one.began_computing, foreseen, one.usual)
            one.waits_since = time.monotonic()
            with self._among_waiting(one):
                self._end_turn(one)
                self._wait(one)
            self._on = one
            one.runs_until = time.thread_time() + MOMENT_SECONDS

    @contextmanager
    def _among_waiting(self, one: Computing) -> Iterator[None]:
        self._waiting.add(one)
        try:
            yield
        finally:
            self._waiting.discard(one)
            one.waited += time.monotonic() - one.waits_since

    def _wait(self, one: Computing) -> None:
        refused_at = float("inf") if one.request.has_begun else one.waits_since + PATIENCE_SECONDS - one.waited
        while not self._is_over:
            now = time.monotonic()
            if now >= refused_at:
                self._wake_first(but_for=one)
                raise BusyError
            until = refused_at
            if self._on is None and self._first() is one:
                goes_on_at = self._ended + GIVE_WAY_SECONDS
                if now >= goes_on_at or not (self._light_ones_wait() or self.light):
                    return
                until = min(until, goes_on_at)
            elif self._on is None:
                self._wake_first()
            one.wakes.wait(None if until == float("inf") else until - now)

    def _first(self, but_for: Computing | None = None) -> Computing | None:
        """Return the waiting request whose turn is next."""
        aged_since = time.monotonic() - AGED_SECONDS

        def order(one: Computing) -> tuple[bool, float]:
            is_aged = one.waits_since < aged_since
            return not is_aged, one.waits_since if is_aged else one.cost

        return min(self._waiting - {but_for}, key=order, default=None)

    def _wake_first(self, but_for: Computing | None = None) -> None:
        if self._on is None and (first := self._first(but_for)):
            first.wakes.notify()

    def _end_turn(self, one: Computing) -> None:
        if self._on is one:
            self._on = None
            self._ended = time.monotonic()
        self._wake_first()
