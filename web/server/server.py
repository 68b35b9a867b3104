"""Serve an index over HTTP, on the loopback unless told otherwise, until Ctrl-C, SIGTERM or SIGHUP.

`web.server.listening` finds where to listen; `web.server.worker` answers there, in processes that
`web.server.processes` starts and replaces.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from search.limits import Limits
from web.http.cross_origin import checked_origins
from web.http.forwarded import checked_proxies
from web.http.prefixed import checked_prefix
from web.http.public_address import checked
from web.http.request_log import Log
from web.http.security import checked_names
from web.server.listening import allow_more_files, listen, urls_of
from web.server.processes import serve_by
from web.server.verification import MINUTES
from web.server.worker import THREADS, THREADS_OF_SEVERAL, Service


def serve(
    index: str | Path,
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
    """Serve the index until Ctrl-C, SIGTERM or SIGHUP; call `ready` with the URL, or print it, once it answers.

    To be called in the main thread of a program that can be imported (`if __name__ == "__main__"`): what answers is a
    process of its own, also where it is one, so that it is replaced should it end.

    Port 0 takes any free one.  `public_url`, `origins`, `names`, `proxies` and `prefix` are those of
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
    with listen(host, port) as listening:
        urls = urls_of(host, listening, service.prefix)
        allow_more_files()
        serve_by(processes, service, listening, partial(ready, urls[0]) if ready else partial(_announce, urls))


def _announce(urls: Sequence[str]) -> None:
    print(f"Dateline is at {' and '.join(urls)} (stop with Ctrl-C).", flush=True)
