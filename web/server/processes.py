"""One process or several that answer on one socket, each as one alone would; one that dies is replaced.

Python runs on one core at a time, so a process a core is what makes use of all.  They take connections in turns
(`web.server.waitress_server`); the index is mapped, so that its pages are in memory once, whatever the number of
processes.  The process that starts the others answers nothing: it waits, for one of them to end or for a signal to end
them all.  They in turn end when it is gone, however that happened.
"""

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from types import FrameType

from index.errors import DatelineError
from index.interrupts import ENDING, interrupts_held
from web.http.shared_counts import shared
from web.server.waitress_server import Share
from web.server.worker import Service

MOST_BY_DEFAULT = 4
"""Processes, where nobody says how many, on a machine of more cores."""
LARGE = 100_000
"""Paragraphs from which a search takes long enough for a second process to be worth its memory, 80 MB and more."""
RESTART_SECONDS = 1.0
"""A process that ended is replaced no sooner than so long after it was started: one that can't run must not spin."""
ENDS_WITHIN = 10.0
"""Seconds that processes have to finish what they are answering, before they are killed."""


class ProcessError(DatelineError):
    """A process could not be started, or ended before it answered."""


def default_processes(paragraphs: int) -> int:
    """Return how many processes an index of so many paragraphs is best served by on this machine: 1 to 4."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_BY_DEFAULT) if paragraphs >= LARGE else 1


def serve_by(count: int, service: Service, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Answer by `count` processes until Ctrl-C, SIGTERM or SIGHUP; call `ready` once all of them do.

    To be called in the main thread.  Raises ProcessError when one ends before that.  The socket is closed at the end:
    who connects while the processes finish is refused, and does not wait for nobody.
    """
    resource_tracker.ensure_running()  # else the first process would start it, which lets Ctrl-C in again
    connections = _CONTEXT.RawArray("i", count)
    workers: list[_Worker] = []
    with _signals() as signalled, shared() as forget:
        try:
            for number in range(count):
                workers.append(_Worker(service, listening, Share(connections, number)))  # noqa: PERF401  # each is known at once
            are_all_ready = False
            while True:
                happened = wait([signalled, *(awaited for worker in workers for awaited in worker.awaited())])
                if signalled in happened:
                    return
                for number, worker in enumerate(workers):
                    worker.hear()
                    if (how := worker.ended()) is None:
                        continue
                    if not are_all_ready:
                        raise ProcessError(f"A process to answer with ended ({how}) before it did; it said above why.")
                    if signalled.poll(max(0.0, worker.began + RESTART_SECONDS - time.monotonic())):
                        return
                    forget(worker.process.pid or 0)
                    workers[number] = _Worker(service, listening, Share(connections, number))
                    print(f"A process that answers ended ({how}) and was replaced.", file=sys.stderr, flush=True)
                if not are_all_ready and all(worker.is_ready for worker in workers):
                    are_all_ready = True
                    ready()
        finally:
            listening.close()
            _end(workers)


class _Worker:
    """A process that answers; started, and to be ended, by this one."""

    def __init__(self, service: Service, listening: socket.socket, share: Share) -> None:
        self.began = time.monotonic()
        self.is_ready = False
        self._readiness, theirs = _CONTEXT.Pipe(duplex=False)
        with theirs, interrupts_held():  # Ctrl-C goes to all processes of a terminal; this one alone heeds it
            self.process = _CONTEXT.Process(target=_answer, args=(service, listening, theirs, share), daemon=True)
            try:
                self.process.start()
            except OSError as error:
                raise ProcessError(f"No process to answer with can be started ({error.strerror}).") from error

    def awaited(self) -> Sequence[Connection | int]:
        """Return what to wait for: the end of the process, and until it is ready, that."""
        end = self.process.sentinel
        return [end] if self._readiness.closed else [end, self._readiness]

    def hear(self) -> None:
        """Take note when the process says that it is ready; one that ends before says nothing."""
        if not self._readiness.closed and self._readiness.poll():
            with suppress(EOFError), self._readiness:
                self.is_ready = bool(self._readiness.recv())

    def ended(self) -> str | None:
        """Tell how the process ended; None while it runs."""
        status = self.process.exitcode
        if status is None:
            return None
        if status == -signal.SIGBUS:
            return f"signal {signal.SIGBUS}: a file of the index was cut short"
        return f"signal {-status}" if status < 0 else f"status {status}"


_CONTEXT = get_context("spawn")
"""How processes are started on every system: a fork would copy the threads' locks of NumPy and of waitress."""


def _answer(service: Service, listening: socket.socket, readiness: Connection, share: Share) -> None:
    """Be one of the processes: of what goes to all of a terminal, the one that started them alone heeds it."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    threading.Thread(target=_stop_with_the_parent, daemon=True).start()

    def ready() -> None:
        readiness.send(True)
        readiness.close()

    service.run(listening, ready, share)


def _stop_with_the_parent() -> None:
    """Stop this process when the one that started it is gone, killed perhaps: nobody else would ever stop it."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def _signals() -> Iterator[Connection]:
    """Give what becomes readable when Ctrl-C, SIGTERM or SIGHUP comes, which interrupt nothing meanwhile; a signal that
    is ignored, as SIGHUP is under `nohup`, stays ignored."""
    readable, writable = _CONTEXT.Pipe(duplex=False)

    def note(number: int, frame: FrameType | None) -> None:
        writable.send(number)

    heeded = [number for number in (signal.SIGINT, *ENDING) if signal.getsignal(number) is not signal.SIG_IGN]
    previous = {number: signal.signal(number, note) for number in heeded}
    try:
        with readable, writable:
            yield readable
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _end(workers: Sequence[_Worker]) -> None:
    """Let processes finish what they are answering, and end them; those that take too long are killed."""
    running = [worker.process for worker in workers]
    latest = time.monotonic() + ENDS_WITHIN
    for process in running:
        process.terminate()
    for process in running:
        process.join(max(0.0, latest - time.monotonic()))
        process.kill()
        process.join()
