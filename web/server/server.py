"""Serve an index over HTTP, on the loopback unless told otherwise, until Ctrl-C or SIGTERM.

Here is found where to listen; `web.server.worker` answers there, and `web.server.processes` lets several processes do
so.
"""

import errno
import socket
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from index.errors import DatelineError
from search.limits import Limits
from web.http.cross_origin import checked_origins
from web.http.forwarded import checked_proxies
from web.http.prefixed import checked_prefix
from web.http.public_address import checked
from web.http.request_log import Log
from web.http.security import checked_names
from web.server.processes import serve_by
from web.server.verification import MINUTES
from web.server.worker import THREADS, THREADS_OF_SEVERAL, Service
from web.urls.links import HOME


class ServerError(DatelineError):
    """The server cannot listen where it was told to."""


def serve(
    index: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    limits: Limits | None = None,
    processes: int = 1,
    public_url: str = "",
    origins: Iterable[str] = (),
    names: Iterable[str] = (),
    proxies: Iterable[str] = (),
    prefix: str = "",
    log: Log | None = None,
    verify_minutes: float = MINUTES,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the index until Ctrl-C or SIGTERM; call `ready` with the URL, or print it, once it answers.

    To be called in the main thread, with several processes that of a program that can be imported (`if __name__ ==
    "__main__"`).  Port 0 takes any free one.  `public_url`, `origins`, `names`, `proxies` and `prefix` are those of
    `web.app.create_app`; `log` is where requests are noted.  The index is verified every `verify_minutes`, never where
    they are 0.  Raises ServerError when the port is taken or the host is none of this machine's, and the DatelineError
    of what else is not what it should be: PublicAddressError, OriginError, HostNameError, ProxyAddressError,
    PrefixError, LogError.
    """
    threads = THREADS if processes == 1 else THREADS_OF_SEVERAL
    service = Service(
        index,
        host,
        limits,
        threads,
        checked(public_url),
        checked_origins(origins),
        checked_names(names),
        tuple(map(str, checked_proxies(proxies))),
        checked_prefix(prefix, public_url),
        log and log.checked(),
        verify_minutes,
    )
    with _listen(host, port) as listening:
        answers = partial(ready or _announce, url_of(host, listening.getsockname()[1], service.prefix))
        if processes == 1:
            service.run(listening, answers)
        else:
            serve_by(processes, service, listening, answers)


def _announce(url: str) -> None:
    print(f"Dateline is at {url} (stop with Ctrl-C).", flush=True)


def url_of(host: str, port: int, prefix: str = "") -> str:
    """Return the address to type in a browser on this machine, of what stands there under a prefix."""
    if host in ("", "0.0.0.0", "::"):  # noqa: S104  # compared, not bound
        host = "127.0.0.1"
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}{prefix}{HOME}"


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
