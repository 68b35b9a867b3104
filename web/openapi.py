"""The description of the JSON endpoints, OpenAPI 3.1, made from the tables by which their requests are parsed."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from search.limits import Limits
from web.kinds import Choice, Text, Whole
from web.parameters import MAX_NAME_CHARACTERS, Parameter, search_parameters
from web.schemas import SCHEMAS

Members = dict[str, Any]

API_VERSION = "1.1"
"""The version of the endpoints; the second number rises with every addition, the first when something is taken away."""

PLACES_LISTED = 100
"""Places listed where neither a `size` nor a limit says otherwise."""
NOT_FOR_PLACES = ("sort", "page", "size")
"""Parameters of a search that make no difference to which places its matches name."""

SUGGESTED_FIELDS = ("speaker", "location", "source", "word")


def article_parameters(limits: Limits) -> tuple[Parameter, ...]:
    """Return the parameters of an article."""
    return (Parameter("q", "query", Text(limits.max_query_characters), "The query whose words are marked."),)


def filter_parameters(limits: Limits) -> tuple[Parameter, ...]:
    """Return the parameters of a search that say which paragraphs match it, and whether they are counted by article."""
    return tuple(parameter for parameter in search_parameters(limits) if parameter.name not in NOT_FOR_PLACES)


def place_size(limits: Limits) -> Parameter:
    """Return the parameter that says how many places are listed."""
    about, default = "Places listed, the most frequent.", places_listed(limits)
    return Parameter("size", "limit", Whole(limits.max_places), about, default=default)


def places_listed(limits: Limits) -> int:
    """Return how many places are listed where no `size` says so."""
    return min(PLACES_LISTED, limits.max_places)


def places_parameters(limits: Limits) -> tuple[Parameter, ...]:
    """Return the parameters of a list of places."""
    return (*filter_parameters(limits), place_size(limits))


def suggest_parameters(limits: Limits) -> tuple[Parameter, ...]:
    """Return the parameters of a suggestion."""
    return (
        Parameter("q", "prefix", Text(MAX_NAME_CHARACTERS), "What was typed so far."),
        Parameter("field", "field", Choice(SUGGESTED_FIELDS), "Where its completions are from.", default="word"),
    )


@lru_cache(maxsize=4)
def document(limits: Limits) -> Members:
    """Return the OpenAPI document."""
    article = _operation("article", "One article with its paragraphs.", article_parameters(limits), "Article", 400, 404)
    article["parameters"].insert(0, _id_in_path("An article's id, as in the results of a search."))
    places = _operation(
        "places", "The places that all matches of a search name.", places_parameters(limits), "Places", 400
    )
    place = _operation("place", "One place, and those of the archive's places that lie in it.", (), "Place", 400, 404)
    place["parameters"].insert(0, _id_in_path("A place's id, as in a list of places."))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": API_VERSION,
            "summary": "Search a news archive by paragraph: who said what, and where.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {
            "/api/search": {
                "get": _operation("search", "Search for paragraphs.", search_parameters(limits), "SearchPage", 400)
            },
            "/api/articles/{id}": {"get": article},
            "/api/places": {"get": places},
            "/api/places/{id}": {"get": place},
            "/api/suggest": {
                "get": _operation(
                    "suggest", "Complete a name or a word.", suggest_parameters(limits), "Suggestions", 400
                )
            },
            "/healthz": {"get": _operation("health", "Whether an index is served.", (), "Health", 400)},
            "/openapi.json": {"get": _operation("openapi", "This document.", (), None, 400)},
        },
        "components": {
            "schemas": SCHEMAS,
            "responses": {
                "Problem": {
                    "description": "Why there is no answer, and what to change (RFC 9457).",
                    "content": {"application/problem+json": {"schema": _reference("Problem")}},
                }
            },
        },
    }


def _operation(
    name: str, about: str, parameters: Sequence[Parameter], schema: str | None, *client_errors: int
) -> Members:
    problems = (*client_errors, 421, 500, 503)
    answered = _reference(schema) if schema else {"type": "object"}
    return {
        "operationId": name,
        "summary": about,
        "parameters": [_described(parameter) for parameter in parameters],
        "responses": {
            "200": {"description": about, "content": {"application/json": {"schema": answered}}},
            **({"304": {"description": "The client's copy still holds."}} if schema not in (None, "Health") else {}),
            **{str(status): {"$ref": "#/components/responses/Problem"} for status in problems},
        },
    }


def _id_in_path(about: str) -> Members:
    return {"name": "id", "in": "path", "required": True, "description": about, "schema": {"type": "string"}}


def _described(parameter: Parameter) -> Members:
    schema = parameter.kind.schema()
    if parameter.most > 1:
        schema = {"type": "array", "items": schema, "maxItems": parameter.most}
    if parameter.default is not None:
        schema["default"] = parameter.default
    return {"name": parameter.name, "in": "query", "description": parameter.about, "schema": schema}


def _reference(schema: str) -> Members:
    return {"$ref": f"#/components/schemas/{schema}"}
