"""All endpoints for programs: those that answer with JSON, and the forms of a search that have modules of their own."""

from flask import Blueprint, Flask, Response

from search.archive import Archive
from search.limits import Pause
from web.api import atom, browser_search, exports
from web.api.endpoints import (
    article_parameters,
    counts_api_parameters,
    counts_parameters,
    further_parameters,
    place_size,
    places_listed,
    places_parameters,
    suggest_parameters,
)
from web.api.members import (
    article_members,
    counts_members,
    place_members,
    places_members,
    search_members,
    speaker_members,
)
from web.api.openapi import served_document
from web.http.asked import strict_fields, strict_search_and, values
from web.http.caching import fresh, settled
from web.http.problems import (
    NoSuchArticleError,
    NoSuchParagraphError,
    NoSuchPlaceError,
    NoSuchSpeakerError,
    existing,
    existing_in,
)
from web.http.responses import json_response
from web.urls.parameters import facet_sizes, read, refuse_unknown, search_request


def register(app: Flask, archive: Archive, pause: Pause) -> None:
    """Add the endpoints to the application; exports call `pause` while they are made."""
    limits = archive.limits
    api = Blueprint("api", __name__)

    @api.get("/api/search")
    def search() -> Response:
        asked = strict_search_and(further_parameters(), limits)

        def make() -> Response:
            found = archive.search(
                asked.search,
                after=asked.fields.get("after", ""),
                facets=facet_sizes(asked.fields.get("facets", ()), limits.max_facet_values),
                interval=asked.fields.get("interval"),
            )
            return json_response(search_members(asked.search, found, limits.max_window, asked.further))

        return fresh(archive, make)

    @api.get("/api/articles/<article_id>")
    def article(article_id: str) -> Response:
        asked = strict_fields(article_parameters(limits))
        query, ordinal = str(asked.get("query", "")), asked.get("paragraph")
        missing = NoSuchParagraphError(article_id, ordinal) if ordinal else NoSuchArticleError(article_id)

        def make() -> Response:
            found = archive.article_part(article_id, ordinal or 1, query)
            return json_response(article_members(existing_in(archive, article_id, found, missing), query))

        return fresh(archive, make)

    @api.get("/api/counts")
    def counts() -> Response:
        refuse_unknown(counts_api_parameters(limits), values())
        asked = strict_search_and(counts_parameters(), limits)
        by = asked.fields.get("by", "date").split(",")

        def make() -> Response:
            found = archive.counts(asked.search, by, asked.fields.get("interval", "month"))
            return json_response(counts_members(asked.search, found, asked.further))

        return fresh(archive, make)

    @api.get("/api/places")
    def places() -> Response:
        given, size = values(), place_size(limits)
        refuse_unknown(places_parameters(limits), given)
        limit = read((size,), given).get("limit", places_listed(limits))
        asked = search_request({name: texts for name, texts in given.items() if name != size.name}, limits)
        return fresh(archive, lambda: json_response(places_members(asked, archive.places(asked, limit))))

    @api.get("/api/places/<place_id>")
    def place(place_id: str) -> Response:
        strict_fields(())

        def make() -> Response:
            return json_response(place_members(existing(archive.place(place_id), NoSuchPlaceError(place_id))))

        return fresh(archive, make)

    @api.get("/api/speakers/<name:name>")
    def speaker(name: str) -> Response:
        strict_fields(())

        def make() -> Response:
            return json_response(speaker_members(existing(archive.speaker(name), NoSuchSpeakerError(name))))

        return fresh(archive, make)

    @api.get("/api/suggest")
    def suggest() -> Response:
        asked = strict_fields(suggest_parameters(limits))
        prefix, field = str(asked.get("prefix", "")), str(asked.get("field", "word"))

        def make() -> Response:
            found = archive.suggest(prefix, field)
            members = [{"value": one.value, "field": one.field, "count": one.count} for one in found]
            return json_response({"query": prefix, "field": field, "suggestions": members})

        return fresh(archive, make)

    @api.get("/openapi.json")
    def openapi() -> Response:
        strict_fields(())
        return settled(json_response(served_document(limits)))

    app.register_blueprint(api)
    for form in (atom, browser_search):
        form.register(app, archive)
    exports.register(app, archive, pause)
