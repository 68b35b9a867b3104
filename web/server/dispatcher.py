"""Which request is answered when: a few light ones at once, and those for health beside all.

Python computes in one thread at a time.  Were every request given a thread and left alone with it, a few that take
seconds would hold all threads, and what takes a millisecond would wait for them.  So only a few requests are begun at
once; but one that turns out to be heavy (`web.server.turns`) leaves its place to the next, and waits for its turns:
whatever can take long calls `pause` now and then, and waits in it.  Who asks how the server does is answered by threads
of their own.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from waitress.task import ThreadedTaskDispatcher
from waitress.utilities import logger

from web.server.turns import MOST_HEAVY, Answered, Computing, Turns

LOOK_SECONDS = 0.05
"""How often it is looked, where requests wait, whether one of those that are answered is stuck."""
URGENT_AT_ONCE = 2
"""Threads for who asks how the server does."""
STOP_SECONDS = 5.0
"""Seconds that threads have to end."""


class Task(Answered, Protocol):
    """A connection with a request to answer."""

    is_urgent: bool
    """Whether it asks how this server does."""

    def service(self) -> None:
        """Answer the request."""

    def cancel(self) -> None:
        """Give the request up."""


class Dispatcher:
    """Threads that answer requests, `light` of them at once besides heavy ones; to waitress, its task dispatcher."""

    def __init__(self, light: int) -> None:
        self._most_light = light
        self._threads = self._idle = self._away = 0
        self._is_stopped = False
        self._queue: deque[Task] = deque()
        self._here = threading.local()
        lock = threading.Lock()
        self._turns = Turns(lock, lambda: bool(self._queue))
        self._work = threading.Condition(lock)
        """A request may be begun, or the end has come."""
        self._gone = threading.Condition(lock)
        """A thread has ended."""
        self._beside = ThreadedTaskDispatcher()
        self._beside.queue_logger = logging.Logger("unheard", logging.CRITICAL)  # that one waits is no event
        self._beside.set_thread_count(URGENT_AT_ONCE)

    @property
    def waiting(self) -> int:
        """How many requests are not begun yet."""
        return len(self._queue)

    @property
    def heavy(self) -> int:
        """How many heavy requests are under way."""
        return self._turns.heavy

    def add_task(self, task: Task) -> None:
        """Answer a request as soon as it is its turn."""
        if task.is_urgent:
            self._beside.add_task(task)
            return
        with self._work:
            self._queue.append(task)
            self._call_a_thread()

    def pause(self, work: int = 0) -> None:
        """Let others go first where they should; to be called by whatever can take long, every few milliseconds.

        `work` is how much of it has been, and is about to be, done, in entries of the index; 0 where nothing is known.
        Raises BusyError where the request can't be answered soon.  Outside of these threads nothing happens.
        """
        if one := self._answered_here():
            self._turns.pause(one, work, self._make_room)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Wait for something else than the processor, such as the client, and keep nobody's place or turn meanwhile."""
        one = self._answered_here()
        if one is None:
            yield
            return
        with self._work:
            self._away += 1
            self._leave(one)
        try:
            yield
        finally:
            with self._work:
                self._away -= 1
                self._turns.come_back(one)

    def shutdown(self, cancel_pending: bool = True, timeout: float = STOP_SECONDS) -> bool:
        """End all threads, when they have answered what they are about; return whether requests were given up."""
        latest = time.monotonic() + timeout
        with self._work:
            self._is_stopped = True
            pending = list(self._queue)
            self._queue.clear()
            self._work.notify_all()
            self._turns.end()
            while self._threads and (left := latest - time.monotonic()) > 0:
                self._gone.wait(left)
        for task in pending:
            task.cancel()
        self._beside.shutdown(timeout=max(0.0, latest - time.monotonic()))
        return bool(pending)

    def _answered_here(self) -> Computing | None:
        """Return the request that this thread answers."""
        one: Computing | None = getattr(self._here, "one", None)
        return one

    def _call_a_thread(self) -> None:
        if self._idle:
            self._work.notify()
        elif self._threads - self._away < self._most_light + MOST_HEAVY:
            self._threads += 1
            threading.Thread(target=self._answer_all, name=f"answering-{self._threads}", daemon=True).start()

    def _answer_all(self) -> None:
        while (task := self._next()) is not None:
            try:
                task.service()
            except Exception:  # noqa: BLE001  # whatever fails, the thread has others to answer
                logger.exception("Exception when answering %r", task)
            with self._work:
                self._turns.finish(self._here.one)
                self._make_room()
                self._here.one = None

    def _next(self) -> Task | None:
        """Wait for a request that may be begun, and begin it; None when none is to come."""
        with self._work:
            while not self._is_stopped:
                if self._queue and self._turns.light < self._most_light:
                    task = self._queue.popleft()
                    self._here.one = self._turns.begin(task)
                    self._make_room()
                    return task
                self._idle += 1
                self._work.wait(LOOK_SECONDS if self._queue else None)
                self._idle -= 1
            self._threads -= 1
            self._gone.notify_all()
            return None

    def _leave(self, one: Computing) -> None:
        self._turns.leave(one)
        self._make_room()

    def _make_room(self) -> None:
        if self._queue:
            self._call_a_thread()
