"""Processes that work through batches: as many under way as there are processes, ended at once when told to.

A thread a process hands it a batch and waits for what becomes of it, so that the one who asks can go on.  The pool of
the standard library, `concurrent.futures.ProcessPoolExecutor`, can't end a batch that is under way, so that leaving it
takes as long as the longest article, or for ever where Ctrl-C interrupts the leaving; and before Python 3.11.5 it hangs
when a process is killed while a batch is being written to it (gh-94777).
"""

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from index.errors import DatelineError
from index.interrupts import interrupts_held

Batch = TypeVar("Batch")
Result = TypeVar("Result")


class WorkerError(DatelineError):
    """A process could not be started, or ended before its work was done."""


class Workers(Generic[Batch, Result]):
    """`count` processes that call `prepare` once, and what that returned for each batch; a context manager that ends
    them.  `prepare`, batches and results are pickled."""

    def __init__(self, count: int, prepare: Callable[[], Callable[[Batch], Result]]) -> None:
        # "spawn" on every system: a fork would copy the writer's state, and its threads' locks.
        context = get_context("spawn")
        resource_tracker.ensure_running()  # else the first process would start it, which lets Ctrl-C in again
        self._idle: SimpleQueue[Connection] = SimpleQueue()
        self._threads = ThreadPoolExecutor(count)
        self._processes = []
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

    def submit(self, batch: Batch) -> Future[Result]:
        """Have a batch worked on; the result is WorkerError if the process ends, killed perhaps, before it is done."""
        return self._threads.submit(self._run, batch)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _run(self, batch: Batch) -> Result:
        connection = self._idle.get()
        try:
            connection.send(batch)
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


def _work(prepare: Callable[[], Callable[[Any], Any]], connection: Connection) -> None:
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    work = prepare()
    with suppress(EOFError, ConnectionError):  # the other end is gone
        while True:
            connection.send(work(connection.recv()))


def _end_with_the_parent() -> None:
    """End this process when the one that started it is gone, killed perhaps: nobody would ever ask it again."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
