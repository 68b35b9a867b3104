"""What is asked by whoever runs a server: whether it is ready, and what it counts."""

from flask import Blueprint, Flask, Response

from search.archive import Archive
from web.http.asked import strict_fields
from web.http.metrics import MEDIA_TYPE, Metrics
from web.http.responses import json_response


def register(app: Flask, archive: Archive, metrics: Metrics) -> None:
    """Add both to the application."""
    operation = Blueprint("operation", __name__)

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
