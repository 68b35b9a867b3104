"""Which pages of other sites may read the answers for programs (Fetch Standard, CORS): none, unless they are named.

Whoever serves an archive names the origins, "https://news.example" or "*" for all; the pages for people stay closed to
them all the same.
"""

from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from flask import Flask, Response, request

from index.errors import DatelineError
from web.urls import links

ANY = "*"
FOR_PROGRAMS = (links.API, links.HEALTH, links.OPENAPI, links.FEED, links.EXPORT)
"""What the paths of answers for programs begin with."""
TOLD = "ETag, Content-Disposition, X-Dateline-Total, X-Dateline-Omitted, X-Dateline-Undated"
"""Headers of an answer that the page may read besides those that every page may."""
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Allow-Private-Network": "true",
    "Access-Control-Max-Age": "600",
}


class OriginError(DatelineError):
    """What is given as the origin of pages is none."""


def checked_origins(origins: Iterable[str]) -> tuple[str, ...]:
    """Return origins as browsers write them; raise OriginError for what is none."""
    return tuple(map(_checked, origins))


def _checked(origin: str) -> str:
    if origin == ANY:
        return origin
    try:
        parts = urlsplit(origin)
        is_origin = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.path.strip("/") == ""
        is_origin = is_origin and not (parts.query or parts.fragment or parts.username or parts.port == 0)
    except ValueError:
        is_origin = False
    if not is_origin or not origin.isprintable() or " " in origin:
        raise OriginError(f"“{origin}” is no origin of pages; write one such as https://news.example, or * for all.")
    return origin.rstrip("/").lower()


def register(app: Flask, origins: Collection[str]) -> None:
    """Let pages of these origins read the answers for programs; to be called before what puts other headers on them."""
    allowed = frozenset(checked_origins(origins))

    def may_read() -> bool:
        return request.path.startswith(FOR_PROGRAMS) and not allowed.isdisjoint((ANY, request.headers.get("Origin")))

    @app.before_request
    def answer_preflight() -> Response | None:
        is_preflight = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        return Response(status=204, headers=PREFLIGHT) if is_preflight and may_read() else None

    @app.after_request
    def allow(response: Response) -> Response:
        if allowed - {ANY} and request.path.startswith(FOR_PROGRAMS):
            response.vary.add("Origin")
        if may_read():
            origin = ANY if ANY in allowed else request.headers["Origin"]
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = TOLD
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response
