"""Ctrl-C and the like, held back where they would do harm: while processes are started, while what is new takes the
place of what is old, and while what was begun is cleaned up."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = (signal.SIGTERM, signal.SIGHUP)
"""What may end a process as Ctrl-C does: a service manager's word, and a terminal that is closed."""


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Let SIGINT wait until the end of the block, and other signals that end this process if it handles them; processes
    that are started in it never get a SIGINT.

    A process inherits which signals are blocked, so that it is safe from its first moment on.  Blocking alone would
    not do here: the kernel would hand the signal to a thread of NumPy's, and Python interrupts the main thread.
    """
    held: list[int] = []

    def hold(number: int, frame: FrameType | None) -> None:
        held.append(number)

    in_main = threading.current_thread() is threading.main_thread()  # the only one that may, and need, set handlers
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    numbers = [number for number in ENDING if callable(signal.getsignal(number))]
    if signal.getsignal(signal.SIGINT) is not None:  # as it is when Python itself is ending
        numbers.append(signal.SIGINT)
    handlers = {number: signal.signal(number, hold) for number in numbers} if in_main else {}
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        if held:
            signal.raise_signal(held[0])


def ignore_further_signals() -> None:
    """Let nothing interrupt what leaves already."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, *ENDING):
            signal.signal(number, signal.SIG_IGN)
