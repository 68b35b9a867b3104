"""Whatever stands in an address, the answer is a page, results, or a problem that says what to change."""

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.conftest import BROWSER

NAMES = ["q", "speaker", "location", "country", "source", "from", "to", "sort", "group", "page", "size", "other", ""]
MARKS = ['"', "(", ")", "-", "*", ":", "..", ">", ">=", "~", "^2"]
FIELDS = ["speaker:", "said:", "location:", "date:", "title:", "AND", "OR", "NOT"]
WORDS = ["ferry", "seal", "2022-09", "Ünï"]
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(MARKS + FIELDS + WORDS), max_size=12).map(" ".join),
)
MALFORMED_PATHS = ["/%FF", "/articles/%FF", "/articles/%00", "/articles/..%2F..%2Fetc", "/articles/", "//"]
MALFORMED_PATHS += [
    "/api/places/%00",
    "/api/places/%FF",
    "/api/places/..%2F..",
    "/api/places/",
    "/articles/a%0D%0Ab",
    "/static/%00",
    "/static/..%2Fapp.py",
    "/api/articles/%ED%A0%80",
]
MALFORMED_QUERIES = ["/?q=%FF%FE", "/?%FF=%00", "/api/search?q=%00"]
ANSWERS = {200, 400, 503}

thorough = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@thorough
@given(pairs=st.lists(st.tuples(st.sampled_from(NAMES), TEXTS), max_size=5))
def test_any_search_is_answered(client: FlaskClient, pairs: list[tuple[str, str]]) -> None:
    query = "&".join(f"{name}={quote(text, safe='')}" for name, text in pairs)

    assert client.get(f"/api/search?{query}").status_code in ANSWERS
    assert client.get(f"/api/places?{query}").status_code in ANSWERS
    assert client.get(f"/?{query}", headers=BROWSER).status_code in ANSWERS


@thorough
@given(query=TEXTS, field=st.one_of(st.sampled_from(["speaker", "location", "source", "word"]), st.text(max_size=5)))
def test_any_suggestion_is_answered(client: FlaskClient, query: str, field: str) -> None:
    assert client.get("/api/suggest", query_string={"q": query, "field": field}).status_code in ANSWERS


@pytest.mark.parametrize("path", MALFORMED_PATHS + MALFORMED_QUERIES)
@pytest.mark.parametrize("headers", [BROWSER, {}, {"Accept": "application/json"}, {"Accept": ";;;"}])
def test_malformed_addresses_are_answered(client: FlaskClient, path: str, headers: dict[str, str]) -> None:
    response = client.get(path, headers=headers)

    assert response.status_code in {200, 308, 400, 404}
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("tag", ['"', "*", "W/", "x" * 5_000, '"a", W/"b"', "é"])
def test_malformed_entity_tags_are_answered(client: FlaskClient, tag: str) -> None:
    assert client.get("/?q=ferry", headers={"If-None-Match": tag}).status_code in {200, 304}
