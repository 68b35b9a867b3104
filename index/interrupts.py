"""Ctrl-C, held back where it would do harm: while processes are started, and while what was begun is cleaned up."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Let SIGINT wait until the end of the block; processes that are started in it never get one.

    A process inherits which signals are blocked, so that it is safe from its first moment on.  Blocking alone would
    not do here: the kernel would hand the signal to a thread of NumPy's, and Python interrupts the main thread.
    """
    held: list[int] = []

    def hold(number: int, frame: FrameType | None) -> None:
        held.append(number)

    in_main = threading.current_thread() is threading.main_thread()  # the only one that may, and need, set handlers
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    handler = signal.signal(signal.SIGINT, hold) if in_main else None
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        if in_main:
            signal.signal(signal.SIGINT, handler)
        if held:
            signal.raise_signal(signal.SIGINT)
