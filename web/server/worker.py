"""One process that answers: the application, run by waitress over a socket that listens already."""

import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from flask import Flask

from search.limits import Limits, Pause
from web.app import create_app, prepare
from web.http.observed import Observer
from web.http.request_log import Log, noting
from web.http.security import names_of
from web.server.dispatcher import Dispatcher
from web.server.upkeep import kept_up
from web.server.verification import MINUTES, verified
from web.server.waitress_server import Server, Share
from web.urls.links import HEALTH, METRICS, READY

THREADS = 4
"""Light requests that a process answers at once, where it is the only one.

More would not answer more: searching is computing, and threads that take turns at that cost each other their caches.
"""
THREADS_OF_SEVERAL = 2
"""Light requests that a process answers at once, where others answer, too."""


@dataclass(frozen=True, slots=True)
class Service:
    """What is served: an index, by the name `host`, within `limits`, by so many threads, to whom it is known as
    `public_url`, to pages of `origins`, by further `names`, behind `proxies`, under a `prefix`, with requests noted in
    `log`, verified every so many minutes.  It can be pickled."""

    index: str | Path
    host: str
    limits: Limits | None = None
    threads: int = THREADS
    public_url: str = ""
    origins: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    prefix: str = ""
    log: Log | None = None
    verify_minutes: float = MINUTES

    def run(self, listening: socket.socket, ready: Callable[[], None], share: Share | None = None) -> None:
        """Answer until Ctrl-C or SIGTERM, to be called in the main thread; call `ready` once it does.

        `share` is this process's of the connections, where several answer.
        """
        dispatcher = Dispatcher(self.threads)
        with noting(self.log) as observers:
            urgent = {before + path for before in ("", self.prefix) for path in (HEALTH, READY, METRICS)}
            app = self._application(observers, dispatcher.pause)
            prepare(app)
            archive, metrics = app.extensions["archive"], app.extensions["metrics"]
            metrics.watch(lambda: (dispatcher.waiting, dispatcher.heavy))
            server = Server(app, listening, dispatcher, share, urgent, (metrics, *observers))
            with _told_to_stop(server.stop), kept_up(archive), verified(archive, self.verify_minutes):
                ready()
                server.run()
            dispatcher.shutdown()
            server.close()

    def _application(self, observers: Sequence[Observer], pause: Pause) -> Flask:
        return create_app(
            self.index,
            self.limits,
            hosts={*names_of(self.host), *self.names},
            public_url=self.public_url,
            origins=self.origins,
            proxies=self.proxies,
            prefix=self.prefix,
            observers=observers,
            pause=pause,
        )


@contextmanager
def _told_to_stop(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` at Ctrl-C and at SIGTERM, instead of being interrupted: what is being answered is finished first."""

    def note(number: int, frame: FrameType | None) -> None:
        stop()

    previous = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
