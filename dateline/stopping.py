"""How a command that writes an index ends when it is stopped: as at Ctrl-C, by one line that says what is published."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from dateline.options import Index
from index.errors import DatelineError
from index.interrupts import ENDING, ignore_further_signals


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let SIGTERM and SIGHUP raise KeyboardInterrupt, unless they are ignored, as under `nohup`."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    in_main = threading.current_thread() is threading.main_thread()
    heeded = [number for number in ENDING if in_main and signal.getsignal(number) is signal.SIG_DFL]
    for number in heeded:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in heeded:
            if signal.getsignal(number) is stop:
                signal.signal(number, signal.SIG_DFL)


@contextmanager
def stoppable(index: Index) -> Iterator[None]:
    """Say of a command that is stopped, or that can't say what it did, whether it had published what it was to."""
    from index.pipeline.offers import offers_noted

    with ended_by_signals(), offers_noted() as offers:
        try:
            yield
        except (KeyboardInterrupt, OSError) as stop:
            if isinstance(stop, KeyboardInterrupt):
                ignore_further_signals()
            published = _published(index)
            if published not in offers or isinstance(stop, BrokenPipeError):
                raise
            how = "Interrupted" if isinstance(stop, KeyboardInterrupt) else f"Output failed ({stop.strerror or stop})"
            raise click.ClickException(f"{how}, but generation {published} is published, and complete.") from None


def _published(index: Index) -> str | None:
    from index.pipeline.destinations import destination

    try:
        return str(destination(index).published()[0])
    except DatelineError:
        return None
