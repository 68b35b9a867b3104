"""One process that answers: the application, run by waitress over a socket that listens already."""

import logging
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from flask import Flask

from search.limits import Limits
from web.app import create_app
from web.http.observed import Observer
from web.http.request_log import Log, noting
from web.http.security import names_of
from web.server.waitress_server import MAX_CONNECTIONS, Server, Share

THREADS = 4
"""Requests that a process answers at once, where it is the only one, so that a search of seconds keeps no one waiting.

More would not answer more: searching is computing, and threads that take turns at that cost each other their caches.
"""
THREADS_OF_SEVERAL = 2
"""Requests that a process answers at once, where others answer, too."""
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
    "connection_limit": 2 * MAX_CONNECTIONS,  # as good as none: the server keeps its own
    "outbuf_high_watermark": MOST_AHEAD,
    "clear_untrusted_proxy_headers": False,  # `web.http.forwarded` judges who may send them
}
"""Waitress's names for these."""


@dataclass(frozen=True, slots=True)
class Service:
    """What is served: an index, by the name `host`, within `limits`, by so many threads, to whom it is known as
    `public_url`, to pages of `origins`, by further `names`, behind `proxies`, under a
    `prefix`, with requests noted in `log`.  It can be pickled."""

    index: Path
    host: str
    limits: Limits | None = None
    threads: int = THREADS
    public_url: str = ""
    origins: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    prefix: str = ""
    log: Log | None = None

    def run(self, listening: socket.socket, ready: Callable[[], None], share: Share | None = None) -> None:
        """Answer until Ctrl-C or SIGTERM, to be called in the main thread; call `ready` once it does.

        `share` is this process's of the connections, where several answer.
        """
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that a request waits its turn is no event
        with noting(self.log) as observers:
            server = Server(self._application(observers), listening, share, threads=self.threads, **SETTINGS)
            with _until_stopped():
                ready()
                server.run()
            server.task_dispatcher.shutdown()
            server.close()

    def _application(self, observers: Sequence[Observer]) -> Flask:
        return create_app(
            self.index,
            self.limits,
            hosts={*names_of(self.host), *self.names},
            public_url=self.public_url,
            origins=self.origins,
            proxies=self.proxies,
            prefix=self.prefix,
            observers=observers,
        )


@contextmanager
def _until_stopped() -> Iterator[None]:
    """End quietly at Ctrl-C, and at SIGTERM as if it were one: what is being answered is finished first."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, previous)
