"""The description of the JSON endpoints, OpenAPI 3.1, made from the tables by which their requests are parsed."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from search.limits import Limits
from web.kinds import Choice, Text
from web.parameters import MAX_NAME_CHARACTERS, Parameter, search_parameters
from web.schemas import SCHEMAS

Members = dict[str, Any]

API_VERSION = "1.0"
"""The version of the endpoints; the second number rises with every addition, the first when something is taken away."""

SUGGESTED_FIELDS = ("speaker", "location", "source", "word")


def article_parameters(limits: Limits) -> tuple[Parameter, ...]:
    """Return the parameters of an article."""
    return (Parameter("q", "query", Text(limits.max_query_characters), "The query whose words are marked."),)


def suggest_parameters(limits: Limits) -> tuple[Parameter, ...]:
    """Return the parameters of a suggestion."""
    return (
        Parameter("q", "prefix", Text(MAX_NAME_CHARACTERS), "What was typed so far."),
        Parameter("field", "field", Choice(SUGGESTED_FIELDS), "Where its completions are from.", default="word"),
    )


@lru_cache(maxsize=4)
def document(limits: Limits) -> Members:
    """Return the OpenAPI document."""
    article_id = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "An article's id, as in the results of a search.",
        "schema": {"type": "string"},
    }
    article = _operation("article", "One article with its paragraphs.", article_parameters(limits), "Article", 400, 404)
    article["parameters"].insert(0, article_id)
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


def _described(parameter: Parameter) -> Members:
    schema = parameter.kind.schema()
    if parameter.most > 1:
        schema = {"type": "array", "items": schema, "maxItems": parameter.most}
    if parameter.default is not None:
        schema["default"] = parameter.default
    return {"name": parameter.name, "in": "query", "description": parameter.about, "schema": schema}


def _reference(schema: str) -> Members:
    return {"$ref": f"#/components/schemas/{schema}"}
