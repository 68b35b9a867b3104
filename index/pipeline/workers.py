"""Crews that work through batches: processes, as many batches under way as there are, or this one where all is light.

A `Crew` maps a task over batches, in order.  A task is a function of what a process has ready, a gazetteer say, and a
batch, so that one crew does different work.  An item that takes more than its allowance (`index.pipeline.allowances`),
or ends the process that works on it, is refused: the process is replaced, and the other items of its batch go on.

A thread a process hands it a batch and waits for what becomes of it, so that the one who asks can go on.  The pool of
the standard library, `concurrent.futures.ProcessPoolExecutor`, can't end a batch that is under way, so that leaving it
takes as long as the longest article, or for ever where Ctrl-C interrupts the leaving; and before Python 3.11.5 it hangs
when a process is killed while a batch is being written to it (gh-94777).
"""

import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from multiprocessing import resource_tracker
from queue import SimpleQueue
from types import TracebackType
from typing import Generic, Self, TypeVar

from index.errors import DatelineError
from index.interrupts import interrupts_held
from index.pipeline.allowances import NOWHERE, Allowance, TookTooLongError, Watch, alarm, may_set_alarms
from index.pipeline.worker import Worker, WorkerEndedError

BATCHES_AHEAD = 3
"""Batches a process that may wait for it, or for the one who asked for them."""

Tools = TypeVar("Tools")
Batch = TypeVar("Batch")
Result = TypeVar("Result")


class WorkerError(DatelineError):
    """A process could not be started, or ended before its work was done."""

    @classmethod
    def ended(cls) -> "WorkerError":
        """Say that a process ended for no reason that an item of its batch gave."""
        return cls(
            "A process that annotates was ended from outside, as happens when memory runs out; "
            "try again with --processes 1."
        )


@dataclass(frozen=True, slots=True)
class Task(Generic[Tools, Batch, Result]):
    """What is done with a batch: `run` it with what a process has ready and what watches over the batch's items.

    `without` gives a batch whose item at a place is refused for a reason; `is_light` tells of a batch that takes little
    whatever it holds.  `run` is pickled.
    """

    run: Callable[[Tools, Batch, Watch], Result]
    without: Callable[[Batch, int, str], Batch]
    is_light: Callable[[Batch], bool]


class ThisProcess(Generic[Tools]):
    """Works through light batches here, one when it is asked for, and has a process that `prepare` makes ready do the
    others; a context manager that ends it."""

    def __init__(self, tools: Tools, prepare: Callable[[], Tools], allowance: Allowance | None = None) -> None:
        self._tools, self._prepare = tools, prepare
        self._allowance = allowance or Allowance()
        self._beside: Workers[Tools] | None = None

    def map(self, task: Task[Tools, Batch, Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """Yield what a task makes of each batch, in order."""
        for batch in batches:
            if may_set_alarms() and task.is_light(batch):
                yield self._run(task, batch)
            else:
                self._beside = self._beside or Workers(1, self._prepare, self._allowance)
                yield self._beside.submit(task, batch).result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._beside:
            self._beside.__exit__(kind, error, trace)

    def _run(self, task: Task[Tools, Batch, Result], batch: Batch) -> Result:
        while True:
            with alarm(self._allowance) as watch:
                try:
                    return task.run(self._tools, batch, watch)
                except TookTooLongError as error:
                    batch = task.without(batch, watch.place, str(error))


class Workers(Generic[Tools]):
    """`count` processes that call `prepare` once, and each task with what that returned and a batch; a context manager
    that ends them.  `prepare`, tasks, batches and results are pickled."""

    def __init__(self, count: int, prepare: Callable[[], Tools], allowance: Allowance | None = None) -> None:
        self._prepare, self._allowance = prepare, allowance or Allowance()
        self._idle: SimpleQueue[Worker[Tools]] = SimpleQueue()
        self._own: set[int] = set()
        self._threads = ThreadPoolExecutor(count, initializer=lambda: self._own.add(threading.get_ident()))
        self._workers: set[Worker[Tools]] = set()
        self._count, self._starting, self._is_ending = count, threading.Lock(), False
        resource_tracker.ensure_running()  # before Ctrl-C is held, which its start would let in again
        try:
            for _ in range(count):
                self._start()
        except OSError as error:
            self._end()
            raise WorkerError(
                f"{count} processes to annotate can't be started ({error.strerror}); try again with --processes 1."
            ) from error
        except BaseException:
            self._end()
            raise

    def submit(self, task: Task[Tools, Batch, Result], batch: Batch) -> Future[Result]:
        """Have a batch worked on; the result is WorkerError if processes end and it is no item that is to blame."""
        return self._threads.submit(self._run, task, batch)

    def map(self, task: Task[Tools, Batch, Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """Yield what a task makes of each batch, in order, a few batches ahead; raise as `submit` says."""
        under_way: deque[Future[Result]] = deque()
        for batch in batches:
            under_way.append(self.submit(task, batch))
            if len(under_way) > self._count * BATCHES_AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _start(self) -> None:
        """Start a process, unless all are being ended."""
        with self._starting, interrupts_held():
            if not self._is_ending:
                worker = Worker(self._prepare, self._allowance)
                self._workers.add(worker)
                self._idle.put(worker)

    def _run(self, task: Task[Tools, Batch, Result], batch: Batch) -> Result:
        """Work on a batch, without the items that end a process: for certain, or twice."""
        ended: Counter[int] = Counter()
        while True:
            worker = self._idle.get()
            try:
                [result] = worker.answers(partial(_alone, task.run), batch)
            except WorkerEndedError as error:
                self._replace(worker)
                ended[error.place] += 1
                if not error.is_certain and ended[error.place] == 1:
                    continue
                if error.place == NOWHERE:
                    raise WorkerError.ended() from error
                batch = task.without(batch, error.place, error.reason)
            else:
                self._idle.put(worker)
                return result

    def _replace(self, worker: Worker[Tools]) -> None:
        """Start a process in the place of one that ended; raise WorkerError where all are being ended."""
        self._workers.discard(worker)
        try:
            self._start()
        except OSError as error:
            self._idle.put(worker)  # for those who wait: it answers that it ended
            raise WorkerError.ended() from error
        if self._is_ending:
            self._idle.put(worker)
            raise WorkerError.ended()

    def _end(self) -> None:
        """End all processes, at work or not, and wait until they and their threads are gone.

        What Ctrl-C left half done may be ended by any thread, one of these as well, which can't wait for itself.
        """
        with interrupts_held():
            with self._starting:
                self._is_ending = True
            for worker in list(self._workers):
                worker.kill()
            self._threads.shutdown(wait=threading.get_ident() not in self._own, cancel_futures=True)
            for worker in self._workers:
                worker.end()


def _alone(run: Callable[[Tools, Batch, Watch], Result], tools: Tools, batch: Batch, watch: Watch) -> Iterator[Result]:
    yield run(tools, batch, watch)


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
