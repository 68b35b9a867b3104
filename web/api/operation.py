"""What is asked by whoever runs a server: whether it is well, whether it is ready, and what it counts.

A server that has no index yet is well, but not ready: to start it anew would not help.  So is one whose archive is in
a cluster that does not answer.  One whose index is damaged is neither.
"""

from contextlib import suppress

from flask import Blueprint, Flask, Response

from index.errors import ClusterError, IndexMissingError
from search.archive import Archive
from web.http.asked import strict_fields
from web.http.metrics import MEDIA_TYPE, Metrics
from web.http.responses import json_response


def register(app: Flask, archive: Archive, metrics: Metrics) -> None:
    """Add all to the application."""
    operation = Blueprint("operation", __name__)

    @operation.get("/healthz")
    def health() -> Response:
        strict_fields(())
        generation = None
        with suppress(IndexMissingError, ClusterError):
            generation = archive.info().generation
        return _of_the_moment(json_response({"status": "ok", "generation": generation}))

    @operation.get("/readyz")
    def ready() -> Response:
        strict_fields(())
        return _of_the_moment(json_response({"status": "ready", "generation": archive.info().generation}))

    @operation.get("/metrics")
    def counted() -> Response:
        strict_fields(())
        return _of_the_moment(Response(metrics.exposition(archive), content_type=MEDIA_TYPE))

    app.register_blueprint(operation)


def _of_the_moment(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
