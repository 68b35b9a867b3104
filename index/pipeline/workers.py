"""Processes that work through batches: as many under way as there are processes, ended at once when told to.

A `Crew` maps a task over batches, in order: several processes do that, or this one.  A task is a function of what a
process has ready, a gazetteer say, and a batch, so that one crew does different work.

A thread a process hands it a batch and waits for what becomes of it, so that the one who asks can go on.  The pool of
the standard library, `concurrent.futures.ProcessPoolExecutor`, can't end a batch that is under way, so that leaving it
takes as long as the longest article, or for ever where Ctrl-C interrupts the leaving; and before Python 3.11.5 it hangs
when a process is killed while a batch is being written to it (gh-94777).
"""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import chain
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from index.errors import DatelineError
from index.interrupts import interrupts_held

BATCHES_AHEAD = 3
"""Batches a process that may wait for it, or for the one who asked for them."""

Tools = TypeVar("Tools")
Batch = TypeVar("Batch")
Result = TypeVar("Result")
Task = Callable[[Tools, Batch], Result]


class WorkerError(DatelineError):
    """A process could not be started, or ended before its work was done."""


class ThisProcess(Generic[Tools]):
    """Works through batches here, one when it is asked for."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def map(self, task: Task[Tools, Batch, Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """Yield what a task makes of each batch, in order."""
        return (task(self._tools, batch) for batch in batches)


class Workers(Generic[Tools]):
    """`count` processes that call `prepare` once, and each task with what that returned and a batch; a context manager
    that ends them.  `prepare`, tasks, batches and results are pickled."""

    def __init__(self, count: int, prepare: Callable[[], Tools]) -> None:
        # "spawn" on every system: a fork would copy the writer's state, and its threads' locks.
        context = get_context("spawn")
        resource_tracker.ensure_running()  # else the first process would start it, which lets Ctrl-C in again
        self._idle: SimpleQueue[Connection] = SimpleQueue()
        self._threads = ThreadPoolExecutor(count)
        self._processes: list[SpawnProcess] = []
        try:
            with interrupts_held():
                for _ in range(count):
                    ours, theirs = context.Pipe()
                    self._idle.put(ours)
                    process = context.Process(target=_work, args=(prepare, theirs), daemon=True)
                    with theirs:
                        process.start()
                    self._processes.append(process)
        except OSError as error:
            self._end()
            raise WorkerError(
                f"{count} processes to annotate can't be started ({error.strerror}); try again with --processes 1."
            ) from error
        except BaseException:
            self._end()
            raise

    def submit(self, task: Task[Tools, Batch, Result], batch: Batch) -> Future[Result]:
        """Have a batch worked on; the result is WorkerError if the process ends, killed perhaps, before it is done."""
        return self._threads.submit(self._run, task, batch)

    def map(self, task: Task[Tools, Batch, Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """Yield what a task makes of each batch, in order, a few batches ahead; raise as `submit` says."""
        under_way: deque[Future[Result]] = deque()
        for batch in batches:
            under_way.append(self.submit(task, batch))
            if len(under_way) > len(self._processes) * BATCHES_AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _run(self, task: Task[Tools, Batch, Result], batch: Batch) -> Result:
        connection = self._idle.get()
        try:
            connection.send((task, batch))
            result: Result = connection.recv()
        except (EOFError, OSError) as error:
            raise WorkerError(
                "A process that annotates was ended from outside, as happens when memory runs out; "
                "try again with --processes 1."
            ) from error
        finally:
            self._idle.put(connection)
        return result

    def _end(self) -> None:
        """End all processes, at work or not, and wait until they and their threads are gone."""
        with interrupts_held():
            for process in self._processes:
                process.kill()
            self._threads.shutdown(cancel_futures=True)
            for process in self._processes:
                process.join()
                process.close()
            while not self._idle.empty():
                self._idle.get().close()


class Later(Generic[Tools]):
    """A crew that `start` makes when there is the first batch for it: often there is none."""

    def __init__(self, start: "Callable[[], Crew[Tools]]") -> None:
        self._start = start
        self._crew: Crew[Tools] | None = None

    def map(self, task: Task[Tools, Batch, Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """Yield what a task makes of each batch, in order."""
        left = iter(batches)
        for first in left:
            self._crew = self._crew or self._start()
            yield from self._crew.map(task, chain([first], left))


Crew = ThisProcess[Tools] | Workers[Tools] | Later[Tools]


def _work(prepare: Callable[[], Any], connection: Connection) -> None:
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    tools = prepare()
    with suppress(EOFError, ConnectionError):  # the other end is gone
        while True:
            task, batch = connection.recv()
            connection.send(task(tools, batch))


def _end_with_the_parent() -> None:
    """End this process when the one that started it is gone, killed perhaps: nobody would ever ask it again."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
