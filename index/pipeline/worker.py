"""One process beside this one: it is asked, and answers within its allowance or is ended.

The place of the item that it works on lies in memory that both share, so that what ended the process is known, and
telling costs nothing.
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from index.interrupts import interrupts_held
from index.pipeline.allowances import NOWHERE, Allowance, Watch, watching

Tools = TypeVar("Tools")
Batch = TypeVar("Batch")
Result = TypeVar("Result")
Work = Callable[[Tools, Batch, Watch], Iterable[Result]]

KILLED = "a process that read it was ended from outside twice, as happens when memory runs out"
STARTED_WITHIN = 300.0
"""Seconds after which a process that has not called `prepare`, or is still at it, is given up."""
_STARTING = NOWHERE - 1
"""The place of a process that is not ready yet."""
_OUT_OF_MEMORY = 86
"""What a process exits with that was refused memory."""


class WorkerEndedError(Exception):
    """A process ended before it answered: at which item of its batch, why, and whether that item is surely to blame."""

    def __init__(self, place: int, reason: str, *, is_certain: bool) -> None:
        super().__init__(reason)
        self.place, self.reason, self.is_certain = place, reason, is_certain


class Worker(Generic[Tools]):
    """A process that calls `prepare` once, and then works on what it is asked for with what that returned.

    `prepare`, what is asked and what is answered are pickled.  Raises OSError where it can't be started.
    """

    def __init__(self, prepare: Callable[[], Tools], allowance: Allowance) -> None:
        # "spawn" on every system: a fork would copy the writer's state, and its threads' locks.
        context = get_context("spawn")
        self._allowance = allowance
        resource_tracker.ensure_running()  # else the first process would start it, which lets Ctrl-C in again
        with interrupts_held():
            self._place = context.RawValue("i", _STARTING)
            self._started_by = time.monotonic() + STARTED_WITHIN
            self._ours, theirs = context.Pipe()
            with theirs:
                beginning = (prepare, theirs, self._place, allowance)
                self._process = context.Process(target=_work, args=beginning, daemon=True)
                self._process.start()
            self._exited: int | None = None
            self._is_over = False

    def answers(self, work: Work[Tools, Batch, Result], batch: Batch) -> Iterator[Result]:
        """Have a batch worked on, and yield what comes of it as it comes; whoever does not take all must `end` this.

        Raises WorkerEndedError where the process ends before all is done.
        """
        try:
            self._ours.send((work, batch))
            while received := self._received():
                answer: Result = received[0]
                yield answer
        except (EOFError, OSError) as error:
            raise self._ended() from error

    def end(self) -> int | None:
        """End the process, at work or not, and wait until it is gone; return what it exited with, if that is known."""
        with interrupts_held(), suppress(ValueError):  # where another thread has just done the same
            if not self._is_over:
                self._process.kill()
                self._process.join()
                self._exited, self._is_over = self._process.exitcode, True
                self._process.close()
                self._ours.close()
        return self._exited

    def kill(self) -> None:
        """Have the process end, without waiting for it."""
        with suppress(ValueError):  # it is over
            self._process.kill()

    def _received(self) -> tuple[Any] | None:
        before = min(self._place.value, NOWHERE)
        while not self._ours.poll(self._allowance.waiting):
            place = self._place.value
            is_starting = place == _STARTING and time.monotonic() < self._started_by
            if place in (before, _STARTING) and not is_starting:
                raise self._ended(is_silent=True)
            before = place
        received: tuple[Any] | None = self._ours.recv()
        return received

    def _ended(self, *, is_silent: bool = False) -> WorkerEndedError:
        """End the process for good, and tell why it ended or must."""
        place, exited = max(self._place.value, NOWHERE), self.end()
        known = {-signal.SIGXCPU: self._allowance.too_long, _OUT_OF_MEMORY: self._allowance.too_much}
        reason = self._allowance.too_long_silent if is_silent else known.get(exited or 0, KILLED)
        return WorkerEndedError(place, reason, is_certain=reason is not KILLED and place != NOWHERE)


def _work(prepare: Callable[[], Tools], connection: Connection, place: Any, allowance: Allowance) -> None:
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    tools = prepare()
    place.value = NOWHERE
    allowance.limit_memory()
    watch = watching(allowance, lambda current: setattr(place, "value", current))
    with suppress(EOFError, ConnectionError):  # the other end is gone
        while True:
            work, batch = connection.recv()
            try:
                for answer in work(tools, batch, watch):
                    connection.send((answer,))
            except MemoryError:
                os._exit(_OUT_OF_MEMORY)
            place.value = NOWHERE
            connection.send(None)


def _end_with_the_parent() -> None:
    """End this process when the one that started it is gone, killed perhaps: nobody would ever ask it again."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
