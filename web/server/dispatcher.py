"""Which request is answered when: light ones at once, heavy ones in turns behind them, and those for health beside all.

Python computes in one thread at a time.  Were every request given a thread and left alone with it, a few that take
seconds would hold all threads, and what takes a millisecond would wait for them.  So only a few requests are begun at
once; but one that has computed for LIGHT_SECONDS is heavy from then on, and its place goes to the next.  Heavy ones
compute one at a time, each for a turn, and only while no light one is there to be answered: whatever can take long
calls `pause` now and then, and waits in it.  So that it comes to an end under any load, a heavy one that has waited for
light ones for GIVE_WAY_SECONDS goes on for a moment nevertheless.

Who asks how the server does is answered by a thread of its own.

There are no more heavy ones than MOST_HEAVY: for one more, and for one that has waited longer than PATIENCE_SECONDS,
`pause` raises BusyError, unless a part of the answer is sent already.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from waitress.task import ThreadedTaskDispatcher
from waitress.utilities import logger

from web.http.problems import BusyError

LIGHT_SECONDS = 0.025
"""Processor time from which on a request is heavy: several times what a page of results takes."""
MOST_HEAVY = 16
"""Heavy requests that a process has under way; each keeps a thread, and what it has found so far."""
PATIENCE_SECONDS = 20.0
"""So long a heavy request waits for others, in all, before it is refused."""
TURN_SECONDS = 0.1
"""Processor time after which it is another heavy request's turn."""
MOMENT_SECONDS = 0.01
"""Processor time between two looks whether there are light requests: they wait no longer for the heavy one."""
GIVE_WAY_SECONDS = 0.1
"""So long a heavy request whose turn it is waits for light ones, before it goes on for a moment."""
STUCK_SECONDS = 0.25
"""A request that took so long and never paused holds no light one's place any more, whatever it is doing."""
LOOK_SECONDS = 0.05
"""How often it is looked, where requests wait, whether one of those that are answered is stuck."""
STOP_SECONDS = 5.0
"""Seconds that threads have to end."""


class Task(Protocol):
    """A connection with a request to answer."""

    is_urgent: bool
    """Whether it asks how this server does."""
    has_begun: bool
    """Whether a part of the answer is sent."""

    def service(self) -> None:
        """Answer the request."""

    def cancel(self) -> None:
        """Give the request up."""


class _Answering:
    """A request that a thread answers; times of the processor are those of the thread."""

    __slots__ = ("began", "has_turn_until", "runs_until", "task", "waited")

    def __init__(self, task: Task) -> None:
        self.task = task
        self.began = time.monotonic()
        self.runs_until = time.thread_time() + LIGHT_SECONDS
        self.has_turn_until = 0.0
        self.waited = 0.0

    def patience(self) -> float | None:
        """Return how many seconds it may wait for others, None for any time; raise BusyError when they are over."""
        if self.task.has_begun:
            return None
        left = PATIENCE_SECONDS - self.waited
        if left <= 0:
            raise BusyError
        return left


class Dispatcher:
    """Threads that answer requests, `light` of them at once besides heavy ones; to waitress, its task dispatcher."""

    def __init__(self, light: int) -> None:
        self._most_light = light
        self._threads = self._idle = self._away = 0
        self._is_stopped = False
        self._queue: deque[Task] = deque()
        self._light: set[_Answering] = set()
        self._heavy: deque[_Answering] = deque()
        """Heavy requests; it is the first one's turn."""
        self._here = threading.local()
        lock = threading.Lock()
        self._work = threading.Condition(lock)
        """A request may be begun, or the end has come."""
        self._turns = threading.Condition(lock)
        """A heavy request may go on: no light one is there, or it is another's turn."""
        self._gone = threading.Condition(lock)
        """A thread has ended."""
        self._beside = ThreadedTaskDispatcher()
        self._beside.set_thread_count(1)

    @property
    def waiting(self) -> int:
        """How many requests are not begun yet."""
        return len(self._queue)

    @property
    def heavy(self) -> int:
        """How many heavy requests are under way."""
        return len(self._heavy)

    def add_task(self, task: Task) -> None:
        """Answer a request as soon as it is its turn."""
        if task.is_urgent:
            self._beside.add_task(task)
            return
        with self._work:
            self._queue.append(task)
            self._call_a_thread()

    def pause(self) -> None:
        """Let others go first where they should; to be called by whatever can take long, every few milliseconds.

        Raises BusyError where the request can't be answered soon.  Outside of these threads nothing happens.
        """
        mine: _Answering | None = getattr(self._here, "answering", None)
        if mine is not None and time.thread_time() >= mine.runs_until:
            with self._turns:
                self._give_way(mine)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Wait for something else than the processor, such as the client, and keep nobody's place or turn meanwhile."""
        mine: _Answering | None = getattr(self._here, "answering", None)
        if mine is None:
            yield
            return
        with self._work:
            self._away += 1
            self._leave(mine)
        try:
            yield
        finally:
            with self._work:
                self._away -= 1
                self._heavy.append(mine)
            mine.runs_until = 0.0

    def shutdown(self, cancel_pending: bool = True, timeout: float = STOP_SECONDS) -> bool:
        """End all threads, when they have answered what they are about; return whether requests were given up."""
        latest = time.monotonic() + timeout
        with self._work:
            self._is_stopped = True
            pending = list(self._queue)
            self._queue.clear()
            self._work.notify_all()
            self._turns.notify_all()
            while self._threads and (left := latest - time.monotonic()) > 0:
                self._gone.wait(left)
        for task in pending:
            task.cancel()
        self._beside.shutdown(timeout=max(0.0, latest - time.monotonic()))
        return bool(pending)

    def _call_a_thread(self) -> None:
        if self._idle:
            self._work.notify()
        elif self._threads - self._away < self._most_light + MOST_HEAVY:
            self._threads += 1
            threading.Thread(target=self._answer_all, name=f"answering-{self._threads}", daemon=True).start()

    def _answer_all(self) -> None:
        while (answering := self._next()) is not None:
            self._here.answering = answering
            try:
                answering.task.service()
            except Exception:  # noqa: BLE001  # whatever fails, the thread has others to answer
                logger.exception("Exception when answering %r", answering.task)
            self._here.answering = None
            with self._work:
                self._leave(answering)

    def _next(self) -> _Answering | None:
        """Wait for a request that may be begun; None when none is to come."""
        with self._work:
            while not self._is_stopped:
                if self._queue and self._light_ones() < self._most_light:
                    answering = _Answering(self._queue.popleft())
                    self._light.add(answering)
                    if self._queue:
                        self._call_a_thread()
                    return answering
                self._idle += 1
                self._work.wait(LOOK_SECONDS if self._queue else None)
                self._idle -= 1
            self._threads -= 1
            self._gone.notify_all()
            return None

    def _light_ones(self) -> int:
        stuck_since = time.monotonic() - STUCK_SECONDS
        return sum(one.began > stuck_since for one in self._light)

    def _leave(self, answering: _Answering) -> None:
        """Take a request from those that compute; let others have its place or turn."""
        self._light.discard(answering)
        if answering in self._heavy:
            self._heavy.remove(answering)
        if self._queue:
            self._call_a_thread()
        if self._heavy:
            self._turns.notify_all()

    def _give_way(self, mine: _Answering) -> None:
        if mine not in self._heavy:
            if len(self._heavy) >= MOST_HEAVY and not mine.task.has_begun:
                raise BusyError
            self._leave(mine)
            self._heavy.append(mine)
        elif self._heavy[0] is mine and time.thread_time() >= mine.has_turn_until:
            self._heavy.rotate(-1)
            self._turns.notify_all()
        began = time.monotonic()
        try:
            self._wait_for_turn(mine)
            self._wait_for_light_ones()
        finally:
            mine.waited += time.monotonic() - began
        mine.runs_until = time.thread_time() + MOMENT_SECONDS

    def _wait_for_turn(self, mine: _Answering) -> None:
        began = time.monotonic()
        patience = mine.patience()
        while not self._is_stopped and self._heavy[0] is not mine:
            self._turns.wait(patience)
            if patience is not None and time.monotonic() - began >= patience:
                raise BusyError
        if time.thread_time() >= mine.has_turn_until:
            mine.has_turn_until = time.thread_time() + TURN_SECONDS

    def _wait_for_light_ones(self) -> None:
        latest = time.monotonic() + GIVE_WAY_SECONDS
        while not self._is_stopped and (self._queue or self._light_ones()) and (left := latest - time.monotonic()) > 0:
            self._turns.wait(left)
