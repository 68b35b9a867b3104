"""Whatever state of an archive is published at the moment, held open, and exchanged for a newer one.

Opening one takes a while.  Where somebody follows what is published (`refresh`), nobody else opens it; searches under
way finish on the state they began with.
"""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from index.errors import DatelineError, ExhaustedError

SOON_SECONDS = 0.3
"""A newer state that is ready so soon is waited for: who publishes and asks then finds what was published."""
MOST_WAITING = 3
"""So many wait at most.  Where more ask, it is they who keep it from being ready, and all would be late."""

Published = TypeVar("Published")
"""What changes with every publication."""
State = TypeVar("State")


class TakingUp(Generic[Published, State]):
    """Holds one state open; safe to share between threads.

    `published` tells what is published, `is_published` whether something still is, for less; `open_` opens what is,
    which may be replaced meanwhile, and tells what that was.  `require` raises for a state that nobody may be answered
    from.
    """

    def __init__(
        self,
        published: Callable[[], Published],
        is_published: Callable[[Published], bool],
        open_: Callable[[], tuple[Published, State]],
        require: Callable[[State], None],
    ) -> None:
        self._published, self._is_published, self._open, self._require = published, is_published, open_, require
        self._opening = threading.Lock()
        self.opened: tuple[Published, State] | None = None
        """What is open."""
        self._failed: tuple[float, DatelineError] | None = None
        """When none could be opened last, and why."""
        self._followed_until = self._newer_since = 0.0
        """Until when `refresh` takes up what is published, and since when something is that it hasn't."""
        self._taken_up = threading.Condition()
        self._waiting = 0
        """How many wait for that."""

    def state(self) -> State:
        """Return the published state; raise a DatelineError where there is none to ask.

        Where the system has no room to open a newer one, the one before is asked on, if there is one, else raises
        ExhaustedError.
        """
        if (opened := self._asked_on()) is not None:
            self._require(opened[1])
            return opened[1]
        came = time.monotonic()
        with self._opening:
            if self._failed is not None and self._failed[0] > came:  # else all who wait would fail one after another
                raise _untraced(self._failed[1])
            try:
                if self.opened is None or self.opened[0] != self._published():
                    self.opened = self._open()
            except ExhaustedError:
                if self.opened is None:
                    raise
            except DatelineError as error:
                self.opened, self._failed = None, (time.monotonic(), _untraced(error))
                raise
            self._require(self.opened[1])
            return self.opened[1]

    def refresh(self, prepare: Callable[[State], None], followed_for: float) -> None:
        """Let go of a state that was replaced, and open the one that took its place; raise as `state`.

        Until `prepare` is done with that one, or with one that is published within `followed_for` seconds, the one
        before is asked on, unless that takes no more than SOON_SECONDS.
        """
        opened = self.opened
        if opened is None:
            return
        if not self._is_published(opened[0]):
            self._followed_until = float("inf") if followed_for else 0.0
            try:
                with self._opening:
                    newer = self._open()
                    prepare(newer[1])
                    self.opened = newer
            except DatelineError:
                followed_for = 0.0  # who asks finds it out
            finally:
                self._followed_until = self._newer_since = 0.0
                with self._taken_up:
                    self._taken_up.notify_all()
        self.state()
        self._followed_until = time.monotonic() + followed_for

    def _asked_on(self) -> tuple[Published, State] | None:
        """Return what is open if it may be asked: it is published, or whoever follows that is about a newer one."""
        opened = self.opened
        if opened is None or self._is_published(opened[0]):
            return opened
        now = time.monotonic()
        if now >= self._followed_until:
            return None
        with self._taken_up:
            self._newer_since = self._newer_since or now
            if self._waiting < MOST_WAITING:
                self._waiting += 1
                self._taken_up.wait_for(lambda: self.opened is not opened, self._newer_since + SOON_SECONDS - now)
                self._waiting -= 1
        return self.opened


def _untraced(error: DatelineError) -> DatelineError:
    """Return one that says the same, and holds nothing of where it was raised."""
    alike = type(error).__new__(type(error), *error.args)
    vars(alike).update(vars(error))
    return alike
