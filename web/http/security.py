"""What every answer says to the browser, and which requests are answered at all.

The page has no inline script or style and no foreign resource, and says so: the policy forbids everything and allows
its own script, style sheet, images, forms and requests.  Requests must name a host that this server goes by: a page
elsewhere that points its own name at 127.0.0.1 (DNS rebinding) would otherwise read the archive through the visitor's
browser.
"""

import ipaddress
import re
import socket
from collections.abc import Collection, Iterable

from flask import Flask, Response, request

from index.errors import DatelineError
from web.http.problems import Problem, answer

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
READING = ("GET", "HEAD")
MOST_PORT = 65_535

_LABEL = "[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(\.{_LABEL})*")


class HostNameError(DatelineError):
    """What is given as a name of the server is none."""


def checked_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names of hosts and IP addresses as requests have them; raise HostNameError for what is none."""
    return tuple(map(_checked_name, names))


def _checked_name(name: str) -> str:
    bare = name.strip("[]")
    try:
        ascii_name = bare if _is_address(bare) else bare.encode("idna").decode()
    except UnicodeError:
        ascii_name = ""
    lowered = ascii_name.lower()
    if not (_is_address(lowered) or _NAME.fullmatch(lowered)):
        raise HostNameError(f"“{name}” is no name of a host; write one such as news.example, without scheme and port.")
    return lowered


def names_of(host: str) -> frozenset[str]:
    """Return the names by which a server that is bound to `host` may be asked, besides those of the loopback."""
    if _is_wildcard(host):
        return frozenset({socket.gethostname().lower(), "*"})
    return frozenset({host.lower().strip("[]")})


def register(app: Flask, hosts: Collection[str]) -> None:
    """Refuse foreign hosts and everything but reading; put the security headers on every answer.

    `hosts` are the names, besides the loopback's, that the server goes by; "*" stands for any IP address.
    """

    @app.before_request
    def refuse() -> Response | None:
        name = _host_name(request.environ.get("HTTP_HOST", ""))
        if not (_is_loopback(name) or name in hosts or ("*" in hosts and _is_address(name))):
            detail = "This server does not go by that name; ask for localhost, or start it with --name and that name."
            return answer(Problem(421, detail, "Misdirected Request"))
        if request.method not in READING:
            return answer(Problem(405, "This server can only be read; use GET or HEAD.", "Method Not Allowed"))
        return None

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response


def _host_name(header: str) -> str:
    """Return the name in a Host header, without port and brackets."""
    name, colon, port = header.rpartition(":")
    if not colon or not _is_port(port):
        name = header
    if name.startswith("[") and name.endswith("]"):
        return name[1:-1].lower()
    return "" if ":" in name else name.lower()


def _is_port(written: str) -> bool:
    return bool(re.fullmatch("[0-9]{1,5}", written)) and int(written) <= MOST_PORT


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(name: str) -> bool:
    return name == "localhost" or (_is_address(name) and ipaddress.ip_address(name).is_loopback)


def _is_wildcard(host: str) -> bool:
    return host == "" or (_is_address(host) and ipaddress.ip_address(host).is_unspecified)
