"""Pages and static files as gzip, for browsers that take it: a third of the bytes.

What is made anew for each request is compressed fast, static files once and well.  JSON and exports are left as they
are: programs on the same machine read them, and a stream must not wait.
"""

import gzip

from flask import Flask, Response, request

PAGE_LEVEL = 1
"""A third of a millisecond for a page of results; higher levels save some percent and cost twice that."""
WORTH_COMPRESSING = 1_000
"""Bytes: less fits into a packet either way."""


def register(app: Flask) -> None:
    """Compress the HTML of the application."""

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype == "text/html" and response.status_code == 200 and not response.is_streamed:
            response.vary.add("Accept-Encoding")
            content = response.get_data()
            if len(content) >= WORTH_COMPRESSING and takes_gzip():
                response.set_data(gzip.compress(content, PAGE_LEVEL, mtime=0))
                response.content_encoding = "gzip"
        return response


def takes_gzip() -> bool:
    """Tell whether the client of the current request takes gzip."""
    return request.accept_encodings.quality("gzip") > 0
