"""The reference of the endpoints, made from the document that describes them, with examples to copy."""

import shlex
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Blueprint, Flask, Response

from search.archive import Archive
from search.limits import Limits
from web.api.openapi import Members, document
from web.http.caching import settled
from web.http.public_address import public_root
from web.http.responses import page_response
from web.rendering.form import Form
from web.urls.links import with_parameters
from web.urls.prefix import placed

STAND_IN = "ID"
"""Stands in an example for a part of the path that only an archive knows."""


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter, an answer or a member: its name, what may stand there, what it is."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An endpoint: what can be asked of it and how, what it answers, and how to ask it."""

    anchor: str
    path: str
    about: str
    parameters: tuple[Row, ...]
    answers: tuple[Row, ...]
    schema: str
    curl: str
    python: str


@dataclass(frozen=True, slots=True)
class Shape:
    """JSON that is answered with, or a part of it."""

    name: str
    about: str
    members: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The page."""

    form: Form
    version: str
    root: str
    operations: tuple[Operation, ...]
    shapes: tuple[Shape, ...]


def register(app: Flask, archive: Archive) -> None:
    """Add the reference to the application."""
    pages = Blueprint("reference", __name__)

    @pages.get("/reference")
    def reference() -> Response:
        prepared = reference_of(archive.limits, public_root() + placed(""))
        return settled(page_response("reference.html", reference=prepared))

    app.register_blueprint(pages)


@lru_cache(maxsize=4)
def reference_of(limits: Limits, root: str) -> Reference:
    """Prepare the reference of the server at `root`, an address that a path can be added to."""
    described = document(limits)
    return Reference(
        form=Form(),
        version=described["info"]["version"],
        root=root,
        operations=tuple(_operation(path, of["get"], root) for path, of in described["paths"].items()),
        shapes=tuple(Shape(name, *_shape(schema)) for name, schema in described["components"]["schemas"].items()),
    )


def _operation(path: str, described: Members, root: str) -> Operation:
    answers = described["responses"].items()
    ((media_type, content),) = described["responses"]["200"]["content"].items()
    address = root + _example(path, described["parameters"])
    return Operation(
        anchor=described["operationId"],
        path=path,
        about=described["summary"],
        parameters=tuple(
            Row(one["name"], _kind(one["schema"], one.get("required", False)), one["description"])
            for one in described["parameters"]
        ),
        answers=tuple(Row(status, *_answer(status, of, media_type)) for status, of in answers),
        schema=_name(content["schema"]) if "$ref" in content["schema"] else "",
        curl=f"curl {shlex.quote(address)}",
        python=_python(address, "json" in media_type and "jsonl" not in media_type),
    )


def _example(path: str, parameters: list[Members]) -> str:
    """Return the path with the examples that its parameters have."""
    asked = []
    for one in parameters:
        schema = one["schema"].get("items", one["schema"])
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", STAND_IN)
        elif "examples" in schema:
            asked.append((one["name"], str(schema["examples"][0])))
    return with_parameters(path, asked)


def _python(address: str, is_json: bool) -> str:
    read = "print(json.load(answer))" if is_json else "for line in answer:\n        print(line.decode(), end='')"
    imports = "import json\nfrom urllib.request import urlopen" if is_json else "from urllib.request import urlopen"
    return f"{imports}\n\nwith urlopen({address!r}) as answer:\n    {read}"


def _answer(status: str, described: Members, media_type: str) -> tuple[str, str]:
    if "$ref" in described:
        return "application/problem+json", _PROBLEMS[status]
    return (media_type, "The answer.") if "content" in described else ("", described["description"])


_PROBLEMS = {
    "400": "The request asks for what there is not, or for more than a limit allows.",
    "404": "There is nothing of that name in this archive.",
    "410": "There was an article of that id; it was removed from the archive.",
    "421": "The server does not go by the host name of the request.",
    "500": "A fault of the program, noted in its log.",
    "503": "There is no index to be asked, or the search took too long.",
}


def _shape(schema: Members) -> tuple[str, tuple[Row, ...]]:
    """Return what is said of a schema, and its members."""
    members = schema.get("properties", {}).items()
    return schema.get("description", ""), tuple(Row(name, _kind(of), of.get("description", "")) for name, of in members)


def _kind(schema: Any, required: bool = False) -> str:
    """Say in words what a schema allows."""
    if "$ref" in schema:
        return _name(schema)
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    said = " or ".join(schema.get("format", name) if name == "string" else name for name in names)
    if "enum" in schema:
        said = ", ".join(schema["enum"])
    elif schema["type"] == "array" and isinstance(schema.get("items"), dict):
        times = f"up to {schema['maxItems']} times: " if "maxItems" in schema else "list of "
        said = times + _kind(schema["items"])
    elif "properties" in schema:
        said = f"object of {', '.join(schema['properties'])}"
    elif "maximum" in schema:
        said += f", {schema['minimum']:,} to {schema['maximum']:,}"
    elif "maxLength" in schema:
        said += f", at most {schema['maxLength']:,} characters"
    default = f"; {schema['default']} if not given" if "default" in schema else ""
    return said + default + ("; required" if required else "")


def _name(schema: Members) -> str:
    return str(schema["$ref"]).rpartition("/")[2]
