"""How an answer is made: a page of its template, JSON of its members, a way to another address."""

from json import JSONEncoder
from typing import Any, cast

from flask import Response, redirect, render_template


def page_response(template: str, **prepared: Any) -> Response:
    """Return the page that a template makes of what is prepared."""
    return Response(render_template(template, **prepared), mimetype="text/html")


_encode = JSONEncoder(ensure_ascii=False, check_circular=False).encode
"""Makes JSON of what consists of dicts, lists and plain values only, several times as fast as Flask's own."""


def json_response(members: Any, media_type: str = "application/json") -> Response:
    """Return members as JSON; they consist of dicts, lists and plain values only."""
    return Response(f"{_encode(members)}\n".encode(), mimetype=media_type)


def redirect_to(address: str) -> Response:
    """Send the client to another address."""
    return cast(Response, redirect(address))
