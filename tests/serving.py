"""A server in this process, ended for good: a loop left running would read from files that are opened later."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from waitress.server import create_server

LONGEST_POLL = 1.0
"""Seconds that the loop waits for something to happen; the end does not wait for it."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application on a free port of the loopback; gives its address."""
    server = create_server(app, host="127.0.0.1", port=0, threads=2)
    ended = threading.Event()

    def run() -> None:
        while not ended.is_set():
            server.asyncore.loop(timeout=LONGEST_POLL, map=server._map, use_poll=True, count=1)

    loop = threading.Thread(target=run, daemon=True)
    loop.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        ended.set()
        server.pull_trigger()
        loop.join()
        server.task_dispatcher.shutdown()
        server.asyncore.close_all(map=server._map, ignore_all=True)
