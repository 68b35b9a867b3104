"""Serve an index over HTTP with waitress, on the loopback unless told otherwise, until Ctrl-C or SIGTERM."""

import errno
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from waitress.server import create_server

from index.errors import DatelineError
from search.limits import Limits
from web.app import create_app
from web.security import names_of

THREADS = 4
"""Requests that are answered at once; searching is mostly computing, so a few more than there are cores."""
MAX_BODY_BYTES = 16 * 1024
"""Longest request body; nothing here reads one."""
MAX_HEADER_BYTES = 128 * 1024
"""Longest request line and headers: a query of 10,000 characters, percent-encoded, must fit to be refused politely."""
CHANNEL_SECONDS = 30
"""A connection that says nothing for so long is closed."""
MAX_CONNECTIONS = 200
"""Connections that are open at once; more wait."""


class ServerError(DatelineError):
    """The server cannot listen where it was told to."""


def serve(
    index: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    limits: Limits | None = None,
    threads: int = THREADS,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the index until Ctrl-C or SIGTERM; call `ready` with the URL, or print it, once it answers.

    To be called in the main thread.  Port 0 takes any free one.  Raises ServerError when the port is taken or the host
    is none of this machine's.
    """
    listening = _listen(host, port)
    server = create_server(
        create_app(index, limits, hosts=names_of(host)),
        sockets=[listening],
        threads=threads,
        ident=None,
        max_request_body_size=MAX_BODY_BYTES,
        max_request_header_size=MAX_HEADER_BYTES,
        channel_timeout=CHANNEL_SECONDS,
        connection_limit=MAX_CONNECTIONS,
    )
    with _until_stopped():
        (ready or _announce)(url_of(host, listening.getsockname()[1]))
        server.run()
    server.task_dispatcher.shutdown()
    server.close()


def _announce(url: str) -> None:
    print(f"Dateline is at {url} (stop with Ctrl-C).", flush=True)


def url_of(host: str, port: int) -> str:
    """Return the address to type in a browser on this machine."""
    if host in ("", "0.0.0.0", "::"):  # noqa: S104  # compared, not bound
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; waitress, given a port that is taken, would leave one open."""
    if not 0 <= port <= 65_535:
        raise ServerError(f"{port} is not a port; choose one from 1024 to 65535 with --port.")
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(place[:2], family=family)
    except (OSError, UnicodeError) as error:
        raise ServerError(_reason(error, host, port)) from error


def _reason(error: OSError | UnicodeError, host: str, port: int) -> str:
    if not isinstance(error, OSError) or isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"{host!r} is no address of this machine; choose another with --host."
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use by another program; choose another port with --port."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} needs rights that this process lacks; choose one from 1024 to 65535 with --port."
    return f"Port {port} on {host} cannot be listened on ({error.strerror}); choose another with --port or --host."


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
