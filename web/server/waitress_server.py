"""Waitress, as Dateline needs it: connections shared among processes, and none that keeps others out.

Several processes may accept from one socket.  Whichever wakes first takes a connection, and where clients come at once,
it would take them all: connections are kept open, so that one process would have all the work.  So each tells how many
it has, and who has more than another waits a moment before it takes the next; a process that is not busy has taken it
by then.

One place is always kept free for who comes next: where there are as many connections as may be, the one that has
waited longest for its client is closed: an idle one, else one whose answer isn't taken, else one that came a moment
ago.  Until one may be closed, who comes next waits.  The system may have descriptors for fewer.
"""

import errno
import socket
import sys
import time
from collections.abc import Callable, Iterable, MutableSequence, Sequence
from dataclasses import dataclass
from typing import Any

from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer

from web.http.observed import Observer
from web.server.channel import CLIENT_SECONDS, Channel
from web.server.dispatcher import Dispatcher
from web.server.newcomers import Newcomers

GIVE_WAY_SECONDS = 0.003
"""How long a process waits for each connection that it has more than another: as long as the kernel may take to wake
the other, which is longer where all compute."""
MOST_GIVEN_WAY = 8
"""Connections for which it waits at most."""
MAX_CONNECTIONS = 200
"""Connections that a process has open at once; more wait, or go to another process."""
GRACE_SECONDS = 2.0
"""A connection of which an answer isn't taken is kept for so long, whoever else comes."""
NEWCOMER_SECONDS = 0.5
"""One that is idle is kept for so long; those that are idle for less than GRACE_SECONDS are the last to be closed."""
POLL_SECONDS = 1.0
"""How long nothing need happen until it is looked which connections have waited too long."""
FULL_POLL_SECONDS = 0.1
"""The same where no connection may be accepted until one is closed."""
STOP_SECONDS = 8.0
"""So long a server that stops goes on with what it is answering."""
LAST_WORDS_SECONDS = 0.1
"""So long it still reads requests that were sent before it stopped."""
REST_SECONDS = 1.0
"""For so long nothing is accepted where the system has no descriptor for it."""
SPARED_FILES = 8
"""Connections that are closed then, for what answers needs to open files, too."""
QUIET_SECONDS = 60.0
"""That there is none is said so often at most."""

MAX_BODY_BYTES = 16 * 1024
"""Longest request body; nothing here reads one."""
MAX_HEADER_BYTES = 128 * 1024
"""Longest request line and headers: a query of 10,000 characters, percent-encoded, must fit to be refused politely."""
MOST_AHEAD = 1024 * 1024
"""Bytes of an export that are made before the client takes them."""

SETTINGS = {
    "ident": None,
    "max_request_body_size": MAX_BODY_BYTES,
    "max_request_header_size": MAX_HEADER_BYTES,
    "outbuf_high_watermark": MOST_AHEAD,
    "connection_limit": 2 * MAX_CONNECTIONS,
    "clear_untrusted_proxy_headers": False,  # `web.http.forwarded` judges who may send them
}
"""Waitress's names for these; its limit of connections is never reached."""
_EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


@dataclass(frozen=True, slots=True)
class Share:
    """How many connections each process has, in memory that they share, and which of them this one is."""

    connections: MutableSequence[int]
    number: int

    def more_than_another(self) -> int:
        """Return how many connections this process has more than the one that has fewest."""
        return self.connections[self.number] - min(self.connections)


class Server(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """Waitress's server, whose refusals are problems and which gives way to other processes."""

    channel_class = Channel

    def __init__(
        self,
        application: Callable[..., Any],
        listening: socket.socket,
        dispatcher: Dispatcher,
        share: Share | None = None,
        urgent: Iterable[str] = (),
        observers: Sequence[Observer] = (),
    ) -> None:
        """Answer on a socket that listens, by the threads of a dispatcher; paths that are `urgent` wait for nothing.

        `observers` are told of what is refused before it comes to the application.
        """
        self._share = share
        self.urgent = frozenset(urgent)
        self.observers = observers
        self.newcomers = Newcomers()
        self._ends_at: float | None = None
        self._room = MAX_CONNECTIONS
        """Connections for which there are descriptors: fewer when they have run out, then one a second more."""
        self._looks_again = self._rests_until = self._says_again = 0.0
        place = (listening.family, listening.type, listening.proto, listening.getsockname())
        super().__init__(
            application,
            _sock=listening,
            dispatcher=dispatcher,
            adj=Adjustments(**SETTINGS),
            sockinfo=place,
            bind_socket=False,
        )

    def run(self) -> None:
        """Answer until all is closed or `stop` is called.  It polls: select takes no file's number beyond 1,023."""
        while self._map and not self._has_ended():
            self._close_the_late()
            self._close_idlest(len(self.active_channels) + 1 - self._most())
            self.asyncore.poll2(self._poll_seconds(), self._map)

    def stop(self) -> None:
        """Accept nothing more, and end `run` when what is being answered is sent; a handler of signals may call it."""
        if self._ends_at is None:
            self._ends_at = time.monotonic() + STOP_SECONDS
            self.pull_trigger()

    def readable(self) -> bool:
        """Tell whether a connection would be accepted; called whenever anything has happened."""
        if self._share is not None:
            self._share.connections[self._share.number] = len(self.active_channels)
        has_place = len(self.active_channels) < self._most() and time.monotonic() >= self._rests_until
        return bool(super().readable()) and has_place

    def handle_accept(self) -> None:
        """Accept a connection, unless another process has meanwhile."""
        if self._share is not None and (more := self._share.more_than_another()) > 0:
            time.sleep(GIVE_WAY_SECONDS * min(more, MOST_GIVEN_WAY))
        super().handle_accept()

    def accept(self) -> tuple[socket.socket, Any] | None:
        """Return a connection and its client's address; None, and rest, where it can't be had."""
        try:
            accepted: tuple[socket.socket, Any] | None = super().accept()
        except OSError as error:
            if error.errno in _EXHAUSTED:
                self._rest(error)
            return None
        return accepted

    def maintenance(self, now: float) -> None:
        """Close nothing: waitress would, in the midst of a poll, where another may get the descriptor at once."""

    def _has_ended(self) -> bool:
        if self._ends_at is None:
            return False
        self.accepting = False
        self.del_channel()
        self.socket.close()
        left = self._ends_at - time.monotonic()
        if left <= STOP_SECONDS - LAST_WORDS_SECONDS:
            for channel in list(self.active_channels.values()):
                if channel.is_idle:
                    channel.handle_close()
        return not self.active_channels or left <= 0

    def _close_the_late(self) -> None:
        now = time.monotonic()
        if now < self._looks_again:
            return
        self._looks_again = now + POLL_SECONDS
        self._room += 1
        for channel in list(self.active_channels.values()):
            if channel.will_close or (channel.waits and channel.waits_since < now - CLIENT_SECONDS):
                channel.handle_close()

    def _poll_seconds(self) -> float:
        if self._ends_at is not None:
            return LAST_WORDS_SECONDS
        return POLL_SECONDS if len(self.active_channels) < self._most() else FULL_POLL_SECONDS

    def _most(self) -> int:
        """Return how many connections there may be."""
        return min(MAX_CONNECTIONS, self._room)

    def _close_idlest(self, count: int) -> None:
        if count > 0:
            now = time.monotonic()
            young = now - GRACE_SECONDS
            waiting = [one for one in self.active_channels.values() if one.waits]
            late = [one for one in waiting if one.waits_since < (now - NEWCOMER_SECONDS if one.is_idle else young)]
            late.sort(key=lambda one: (one.waits_since >= young, not one.is_idle, one.waits_since))
            for channel in late[:count]:
                channel.handle_close()

    def _rest(self, error: OSError) -> None:
        now = time.monotonic()
        self._rests_until = now + REST_SECONDS
        self._room = max(SPARED_FILES, len(self.active_channels) - SPARED_FILES)
        if now >= self._says_again:
            self._says_again = now + QUIET_SECONDS
            print(
                f"New connections wait ({error.strerror}); raise the limit of open files (ulimit -n).",
                file=sys.stderr,
                flush=True,
            )
