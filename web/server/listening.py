"""Where a server listens, and the addresses by which it is reached from the same machine."""

import errno
import ipaddress
import resource
import socket
from collections.abc import Sequence
from contextlib import suppress

from index.errors import DatelineError
from web.urls.links import HOME

MOST_FILES = 10_240
"""Files and connections that the server may have open, where the system allows as many: what macOS allows at most."""


class ServerError(DatelineError):
    """The server cannot listen where it was told to."""


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens, on "::" for both families; raise ServerError where none can be had.

    Waitress, given a port that is taken, would leave one open.
    """
    if not 0 <= port <= 65_535:
        raise ServerError(f"{port} is not a port; choose one from 1024 to 65535 with --port.")
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        is_for_both = family == socket.AF_INET6 and _is_any(str(place[0])) and socket.has_dualstack_ipv6()
        return socket.create_server(place[:2], family=family, dualstack_ipv6=is_for_both)
    except (OSError, UnicodeError) as error:
        raise ServerError(_reason(error, host, port)) from error


def urls_of(host: str, listening: socket.socket, prefix: str = "") -> Sequence[str]:
    """Return the addresses to type in a browser on this machine, of what stands there under a prefix."""
    place, port = listening.getsockname()[:2]
    if not _is_any(place):
        names = [f"[{host}]" if ":" in host else host]
    elif listening.family == socket.AF_INET:
        names = ["127.0.0.1"]
    else:
        is_for_both = not listening.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY)
        names = ["127.0.0.1", "[::1]"] if is_for_both else ["[::1]"]
    return [f"http://{name}:{port}{prefix}{HOME}" for name in names]


def allow_more_files() -> None:
    """Raise this process's limit of open files, which those that it starts inherit, as far as it may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        with suppress(OSError, ValueError):  # it works with fewer
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _is_any(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_unspecified


def _reason(error: OSError | UnicodeError, host: str, port: int) -> str:
    if not isinstance(error, OSError) or isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"{host!r} is no address of this machine; choose another with --host."
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use by another program; choose another port with --port."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} needs rights that this process lacks; choose one from 1024 to 65535 with --port."
    return f"Port {port} on {host} cannot be listened on ({error.strerror}); choose another with --port or --host."
