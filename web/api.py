"""The JSON side: searches, articles and suggestions for programs, in the shape of the contract (design.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from json import JSONEncoder
from typing import Any

from flask import Blueprint, Flask, Response, request

from search.archive import Archive
from search.request import SearchRequest
from search.results import ArticlePage, ArticleSummary, Facets, Hit, PlaceList, PlacePage, SearchPage
from web.freshness import fresh, settled
from web.marks import mark
from web.openapi import (
    article_parameters,
    document,
    place_size,
    places_listed,
    places_parameters,
    suggest_parameters,
)
from web.paging import neighbours
from web.parameters import (
    Parameter,
    address,
    article_address,
    read,
    refuse_unknown,
    search_parameters,
    search_request,
    url_quoted,
)
from web.problems import NoSuchArticleError, NoSuchPlaceError


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


def search_members(asked: SearchRequest, page: SearchPage, max_window: int) -> dict[str, Any]:
    """Return the members of a search's answer."""
    previous, following = neighbours(asked, page.total, max_window)
    return {
        "query": asked.query,
        "total": page.total,
        "took_ms": round(page.took_ms, 2),
        "page": asked.page,
        "size": asked.size,
        "results": [hit_members(hit, asked.query) for hit in page.results],
        "facets": facet_members(page.facets),
        "suggestion": page.suggestion,
        "notices": list(page.notices),
        "links": {"self": _link(asked), "next": _link(following), "prev": _link(previous)},
    }


def _link(asked: SearchRequest | None) -> str | None:
    return address(asked, "/api/search") if asked else None


def hit_members(hit: Hit, query: str) -> dict[str, Any]:
    """Return the members of a paragraph among the results."""
    return {
        "id": hit.id,
        "article": _summary_members(hit.article),
        **_text_members(hit),
        "score": hit.score,
        **_annotation_members(hit),
        "missing": list(hit.missing),
        "url": article_address(hit.article.id, hit.ordinal, query),
    }


def article_members(found: ArticlePage, query: str) -> dict[str, Any]:
    """Return the members of a whole article."""
    paragraphs = [
        {
            "id": hit.id,
            **_text_members(hit),
            **_annotation_members(hit),
            "quotations": [{"start": start, "end": end} for start, end in hit.quotations],
            "url": article_address(hit.article.id, hit.ordinal, query),
        }
        for hit in found.paragraphs
    ]
    own = article_address(found.article.id, query=query, path="/api/articles/")
    page = article_address(found.article.id, query=query)
    return {
        **_summary_members(found.article),
        "authors": list(found.article.authors),
        "query": query,
        "paragraphs": paragraphs,
        "links": {"self": own, "page": page},
    }


def places_members(asked: SearchRequest, found: PlaceList) -> dict[str, Any]:
    """Return the members of a list of places; each leads to the page's search, filtered by that place alone."""
    places = [{**asdict(place), "url": address(replace(asked, locations=(place.name,)))} for place in found.places]
    return {"query": asked.query, "total": found.total, "places": places}


def place_members(found: PlacePage) -> dict[str, Any]:
    """Return the members of a place and what lies in it."""
    return {
        **asdict(found.place),
        "contained": [{"id": place.id, "name": place.name, "count": place.count} for place in found.contained],
        "links": {
            "self": f"/api/places/{url_quoted(found.place.id)}",
            "page": address(SearchRequest(locations=(found.place.name,))),
        },
    }


def _text_members(hit: Hit) -> dict[str, Any]:
    return {"ordinal": hit.ordinal, "text": hit.text, "html": mark(hit.text, hit.marks)}


def _annotation_members(hit: Hit) -> dict[str, Any]:
    return {
        "speakers": [{"name": speaker.name, "kind": speaker.kind} for speaker in hit.speakers],
        "locations": [
            {
                "name": place.name,
                "latitude": place.latitude,
                "longitude": place.longitude,
                "country": place.country,
            }
            for place in hit.locations
        ],
    }


def _summary_members(article: ArticleSummary) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "date": article.date,
    }


def facet_members(facets: Facets) -> dict[str, Any]:
    """Return the counts of every facet."""
    valued = {"speaker": facets.speaker, "location": facets.location, "country": facets.country}
    return {
        **{
            name: [{"value": one.value, "count": one.count} for one in values]
            for name, values in {**valued, "source": facets.source}.items()
        },
        "date": [{"from": bucket.start, "to": bucket.end, "count": bucket.count} for bucket in facets.date],
    }
