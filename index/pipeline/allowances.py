"""What one file, or one article, may take of a process: seconds of a processor, memory, and time without an answer.

In a process of its own the system keeps count (`setrlimit`): it ends a process that takes more, whatever library is at
work, and the parent starts another.  In this process an alarm interrupts what takes too long, which reaches Python and
its regular expressions but no other library, so that only what is light is worked on here.
"""

import resource
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from types import FrameType
from typing import Protocol, TypeVar

from index.sources import limits
from index.sources.content import BadLineError

Item = TypeVar("Item")

NOWHERE = -1
"""The place of what is done for no single item of a batch."""
REPEATED_SECONDS = 1.0
"""The alarm is repeated so often, for a library may take it for a failure of its own and go on."""


class Watch(Protocol):
    """Passes items on, one after the other, and sees to it that none takes too long until the next is asked for."""

    def __call__(self, items: Iterable[Item], /) -> Iterator[Item]:
        """Yield the items."""


def unwatched(items: Iterable[Item]) -> Iterator[Item]:
    """Yield items, however long each takes."""
    return iter(items)


class TookTooLongError(BadLineError):
    """What was worked on in this process took more than its allowance: a file, or a line of it, that can't be read."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What each item may take: seconds of a processor, seconds without an answer, and bytes of the process's memory."""

    seconds: float = field(default_factory=lambda: limits.MAX_SECONDS)
    waiting: float = field(default_factory=lambda: limits.MAX_WAITING_SECONDS)
    memory: int = field(default_factory=lambda: limits.MAX_MEMORY_BYTES)

    @property
    def too_long(self) -> str:
        """What is said of what takes longer."""
        return f"it takes more than {self.seconds:g} seconds of a processor"

    @property
    def too_long_silent(self) -> str:
        """What is said of what gives no sign of life."""
        return f"nothing came of it in {self.waiting:g} seconds"

    @property
    def too_much(self) -> str:
        """What is said of what takes more memory."""
        return f"it takes more than {self.memory:,} bytes of memory"

    def limit_memory(self) -> None:
        """Have the system refuse this process more memory; files that are mapped don't count.

        macOS takes note of the limit and does not keep to it.
        """
        _limit(resource.RLIMIT_DATA, self.memory)
        _limit(resource.RLIMIT_CORE, 0)

    def renew(self) -> None:
        """Have the system end this process when it takes the seconds from now on."""
        _limit(resource.RLIMIT_CPU, int(time.process_time() + self.seconds) + 1)

    def lift(self) -> None:
        """Let this process take as long as it needs."""
        _limit(resource.RLIMIT_CPU, resource.RLIM_INFINITY)


def _limit(kind: int, wanted: int) -> None:
    _, hard = resource.getrlimit(kind)
    among = [limit for limit in (wanted, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(kind, (min(among, default=resource.RLIM_INFINITY), hard))


def watching(allowance: Allowance, at: Callable[[int], None]) -> Watch:
    """Return what watches over a process of its own; `at` is told the place of the item that is worked on."""

    def watch(items: Iterable[Item]) -> Iterator[Item]:
        left = iter(items)
        for place in count():
            at(place)
            allowance.renew()
            try:
                item = next(left)  # which may be what takes long
            except StopIteration:
                break
            yield item
        at(NOWHERE)
        allowance.lift()

    return watch


class Alarm:
    """Watches over what is done in this process; `place` is that of the item that is worked on."""

    def __init__(self, allowance: Allowance) -> None:
        self.place = NOWHERE
        self._allowance = allowance

    def __call__(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield items; raise TookTooLongError in the midst of what is done with one for too long."""
        for self.place, item in enumerate(items):
            signal.setitimer(signal.ITIMER_VIRTUAL, self._allowance.seconds, REPEATED_SECONDS)
            yield item
        self.place = NOWHERE
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def ring(self, number: int, frame: FrameType | None) -> None:
        """Interrupt what is done."""
        raise TookTooLongError(self._allowance.too_long)


def may_set_alarms() -> bool:
    """Tell whether this thread is the one that signals interrupt."""
    return threading.current_thread() is threading.main_thread()


@contextmanager
def alarm(allowance: Allowance) -> Iterator[Alarm]:
    """Have an alarm for what is done in the block, in the main thread."""
    watch = Alarm(allowance)
    before = signal.signal(signal.SIGVTALRM, watch.ring)
    try:
        yield watch
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
