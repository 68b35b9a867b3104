"""The description of the endpoints, OpenAPI 3.1, made from the tables by which their requests are parsed."""

import re
from functools import lru_cache
from typing import Any

from search.limits import Limits
from web.api.endpoints import ENDPOINTS, Endpoint
from web.api.schemas import SCHEMAS
from web.urls import links
from web.urls.kinds import Text
from web.urls.parameters import Parameter
from web.urls.prefix import placed

Members = dict[str, Any]

API_VERSION = "1.3"
"""The version of the endpoints; the second number rises with every addition, the first when something is taken away."""

_PART = re.compile(r"\{(\w+)\}")
"""The part of a path that stands for a name."""
PROBLEMS = (400, 421, 500, 503)
"""Failures that every endpoint may answer with."""


def served_document(limits: Limits) -> Members:
    """Return the OpenAPI document of the application that answers, with where its paths begin."""
    return {**document(limits), "servers": [{"url": placed("") or links.HOME}]}


@lru_cache(maxsize=4)
def document(limits: Limits) -> Members:
    """Return the OpenAPI document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": API_VERSION,
            "summary": "Search a news archive by paragraph: who said what, and where.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {one.path: {"get": _operation(one, limits)} for one in ENDPOINTS},
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


def _operation(one: Endpoint, limits: Limits) -> Members:
    problems = sorted((*PROBLEMS, 404, *one.problems)) if one.part else PROBLEMS
    schema = _reference(one.schema) if one.schema else {"type": "string"}
    examples = dict(one.example)
    return {
        "operationId": one.name,
        "summary": one.about,
        "parameters": [
            *({"name": name, **_in_path(one.part)} for name in _PART.findall(one.path)),
            *(_described(parameter, examples.get(parameter.name)) for parameter in one.parameters(limits)),
        ],
        "responses": {
            "200": {"description": one.about, "content": {one.media_type: {"schema": schema}}},
            **({"304": {"description": "The client's copy still holds."}} if one.kept else {}),
            **{str(status): {"$ref": "#/components/responses/Problem"} for status in problems},
        },
    }


def _in_path(about: str) -> Members:
    return {"in": "path", "required": True, "description": about, "schema": {"type": "string", "minLength": 1}}


def _described(parameter: Parameter, example: str | None) -> Members:
    schema = parameter.kind.schema()
    if example is not None:
        schema["examples"] = [int(example) if schema["type"] == "integer" else example]
    if parameter.most > 1:
        schema = {"type": "array", "items": schema, "maxItems": parameter.most}
    if parameter.default is not None:
        schema["default"] = parameter.default
    empty = {} if isinstance(parameter.kind, Text) else {"allowEmptyValue": True}  # a text may be empty anyway
    return {"name": parameter.name, "in": "query", "description": parameter.about, **empty, "schema": schema}


def _reference(schema: str) -> Members:
    return {"$ref": f"#/components/schemas/{schema}"}
