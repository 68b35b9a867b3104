"""The JSON side: searches, articles and suggestions for programs, in the shape of the contract (design.md)."""

from collections.abc import Mapping, Sequence
from json import JSONEncoder
from typing import Any

from flask import Blueprint, Flask, Response, request

from search.archive import Archive
from web.api.endpoints import article_parameters, place_size, places_listed, places_parameters, suggest_parameters
from web.api.members import article_members, place_members, places_members, search_members
from web.api.openapi import document
from web.http.caching import fresh, settled
from web.http.problems import NoSuchArticleError, NoSuchPlaceError
from web.urls.parameters import Parameter, read, refuse_unknown, search_parameters, search_request


def register(app: Flask, archive: Archive) -> None:
    """Add the JSON endpoints to the application."""
    limits = archive.limits
    api = Blueprint("api", __name__)

    @api.get("/api/search")
    def search() -> Response:
        values = request.args.to_dict(flat=False)
        refuse_unknown(search_parameters(limits), values)
        asked = search_request(values, limits)
        return fresh(archive, lambda: _json(search_members(asked, archive.search(asked), limits.max_window)))

    @api.get("/api/articles/<article_id>")
    def article(article_id: str) -> Response:
        query = str(_read(article_parameters(limits)).get("query", ""))

        def make() -> Response:
            found = archive.article(article_id, query)
            if found is None:
                raise NoSuchArticleError(article_id)
            return _json(article_members(found, query))

        return fresh(archive, make)

    @api.get("/api/places")
    def places() -> Response:
        values = request.args.to_dict(flat=False)
        refuse_unknown(places_parameters(limits), values)
        size = place_size(limits)
        limit = read((size,), values).get("limit", places_listed(limits))
        asked = search_request({name: texts for name, texts in values.items() if name != size.name}, limits)
        return fresh(archive, lambda: _json(places_members(asked, archive.places(asked, limit))))

    @api.get("/api/places/<place_id>")
    def place(place_id: str) -> Response:
        _read(())

        def make() -> Response:
            found = archive.place(place_id)
            if found is None:
                raise NoSuchPlaceError(place_id)
            return _json(place_members(found))

        return fresh(archive, make)

    @api.get("/api/suggest")
    def suggest() -> Response:
        asked = _read(suggest_parameters(limits))
        prefix, field = str(asked.get("prefix", "")), str(asked.get("field", "word"))

        def make() -> Response:
            found = archive.suggest(prefix, field)
            values = [{"value": one.value, "field": one.field, "count": one.count} for one in found]
            return _json({"query": prefix, "field": field, "suggestions": values})

        return fresh(archive, make)

    @api.get("/healthz")
    def health() -> Response:
        _read(())
        response = _json({"status": "ok", "generation": archive.info().generation})
        response.headers["Cache-Control"] = "no-store"
        return response

    @api.get("/openapi.json")
    def openapi() -> Response:
        _read(())
        return settled(_json(document(limits)))

    app.register_blueprint(api)


def _read(parameters: Sequence[Parameter]) -> dict[str, Any]:
    values = request.args.to_dict(flat=False)
    refuse_unknown(parameters, values)
    return read(parameters, values)


_encode = JSONEncoder(ensure_ascii=False, check_circular=False).encode
"""Makes JSON of what consists of dicts, lists and plain values only, several times as fast as Flask's own."""


def _json(members: Mapping[str, Any]) -> Response:
    return Response(f"{_encode(members)}\n".encode(), mimetype="application/json")
