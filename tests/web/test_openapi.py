"""The document is checked against the answers themselves, by a validator of the few words of JSON Schema it uses."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.limits import Limits
from tests.web.conftest import FindId
from web.api.openapi import document

DOCUMENT = document(Limits())
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def require_valid(value: Any, schema: dict[str, Any]) -> None:
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert any(isinstance(value, TYPES[name]) for name in names), (value, names)
    if value is None:
        return
    assert value in schema.get("enum", [value])
    assert value == schema.get("const", value)
    if schema.get("format") == "date":
        date.fromisoformat(value)
    if "minimum" in schema:
        assert schema["minimum"] <= value <= schema.get("maximum", value)
    if isinstance(value, dict) and "properties" in schema:
        assert set(value) == set(schema["properties"]) == set(schema["required"])
        for name, member in value.items():
            require_valid(member, schema["properties"][name])
    if isinstance(value, list):
        for item in value:
            require_valid(item, schema["items"])


def described(path: str, status: int) -> tuple[str, dict[str, Any]]:
    response = DOCUMENT["paths"][path]["get"]["responses"][str(status)]
    if "$ref" in response:
        response = DOCUMENT["components"]["responses"][response["$ref"].rpartition("/")[2]]
    ((media_type, content),) = response["content"].items()
    return media_type, content["schema"]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/api/search", "/api/search?q=ferry+seal"),
        ("/api/search", "/api/search"),
        ("/api/suggest", "/api/suggest?q=han&field=speaker"),
        ("/api/places", "/api/places"),
        ("/api/counts", "/api/counts?q=ferry&by=date,source"),
        ("/api/counts", "/api/counts?by=colour"),
        ("/api/counts", "/api/counts?by=date,date"),
        ("/api/counts", "/api/counts?page=2"),
        ("/api/places", "/api/places?q=bergen&size=1"),
        ("/healthz", "/healthz"),
        ("/openapi.json", "/openapi.json"),
        ("/api/search", "/api/search?page=0"),
        ("/api/search", "/api/search?colour=red"),
        ("/api/articles/{id}", "/api/articles/none"),
        ("/api/suggest", "/api/suggest?field=title"),
        ("/api/places", "/api/places?size=0"),
        ("/api/places", "/api/places?sort=newest"),
        ("/api/places/{id}", "/api/places/nowhere"),
        ("/api/places/{id}", "/api/places/nowhere?q=1"),
        ("/healthz", "/healthz?q=1"),
    ],
)
def test_answers_are_as_described(client: FlaskClient, path: str, address: str) -> None:
    response = client.get(address)
    media_type, schema = described(path, response.status_code)

    assert response.mimetype == media_type
    require_valid(response.get_json(), schema)


def test_article_is_as_described(client: FlaskClient, article_id: FindId) -> None:
    answer = client.get(f"/api/articles/{article_id('snores')}").get_json()

    require_valid(answer, described("/api/articles/{id}", 200)[1])


def test_place_is_as_described(client: FlaskClient) -> None:
    places = client.get("/api/places").get_json()["places"]
    assert places
    for place in places:
        answer = client.get(f"/api/places/{place['id']}").get_json()

        require_valid(answer, described("/api/places/{id}", 200)[1])


@pytest.mark.parametrize("path", ["/api/search", "/api/places", "/api/counts"])
def test_every_parameter_described_is_taken(client: FlaskClient, path: str) -> None:
    for parameter in DOCUMENT["paths"][path]["get"]["parameters"]:
        schema = parameter["schema"].get("items", parameter["schema"])
        value = schema.get("enum", [{"date": "2024-01-01"}.get(schema.get("format"), 1)])[0]
        if parameter["name"] == "after":
            value = client.get("/api/search").get_json()["after"]
        if parameter["name"] == "facets":
            value = "source:1"
        if path == "/api/counts" and parameter["name"] == "by":
            value = "date,source"

        assert client.get(path, query_string={parameter["name"]: value}).status_code == 200, parameter["name"]


def test_bounds_described_are_the_bounds_kept(client: FlaskClient) -> None:
    parameters = {one["name"]: one["schema"] for one in DOCUMENT["paths"]["/api/search"]["get"]["parameters"]}

    assert client.get("/api/search", query_string={"size": parameters["size"]["maximum"]}).status_code == 200
    assert client.get("/api/search", query_string={"size": parameters["size"]["maximum"] + 1}).status_code == 400
    longest = parameters["q"]["maxLength"]
    assert client.get("/api/search", query_string={"q": "a" * longest}).status_code == 200
    assert client.get("/api/search", query_string={"q": "a" * (longest + 1)}).status_code == 400
    many = parameters["speaker"]["maxItems"]
    names = [f"Speaker {n}" for n in range(many + 1)]
    assert client.get("/api/search", query_string={"speaker": names[:many]}).status_code == 200
    assert client.get("/api/search", query_string={"speaker": names}).status_code == 400
