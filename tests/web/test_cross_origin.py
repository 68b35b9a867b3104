"""Pages of other sites may read the answers for programs where they are named, and nothing else."""

from pathlib import Path

import pytest

from web.app import create_app
from web.http.cross_origin import OriginError, checked_origins

FRIEND, STRANGER = "https://news.example", "https://elsewhere.example"
FOR_PROGRAMS = ["/api/search?q=ferry", "/api/search?page=0", "/api/nothing", "/openapi.json", "/feed.atom", "/healthz"]


@pytest.mark.parametrize("path", FOR_PROGRAMS)
def test_a_page_of_a_named_origin_may_read_answers_for_programs(index: Path, path: str) -> None:
    client = create_app(index, origins=[FRIEND]).test_client()
    headers = client.get(path, headers={"Origin": FRIEND}).headers

    assert headers["Access-Control-Allow-Origin"] == FRIEND
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Origin" in headers["Vary"]


def test_a_page_may_read_what_an_export_leaves_out(index: Path) -> None:
    client = create_app(index, origins=["*"]).test_client()
    with client.get("/export.jsonl?q=ferry", headers={"Origin": STRANGER}) as response:
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "X-Dateline-Omitted" in response.headers["Access-Control-Expose-Headers"]


def test_other_origins_and_pages_for_people_stay_closed(index: Path) -> None:
    client = create_app(index, origins=[FRIEND]).test_client()
    for path, origin in (("/api/search", STRANGER), ("/api/search", "null"), ("/", FRIEND), ("/help", FRIEND)):
        headers = client.get(path, headers={"Origin": origin}).headers
        assert "Access-Control-Allow-Origin" not in headers
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_preflight_is_answered_for_whom_is_named(index: Path) -> None:
    client = create_app(index, origins=[FRIEND]).test_client()

    def preflight(path: str, origin: str) -> int:
        asked = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        response = client.options(path, headers=asked)
        assert ("Access-Control-Allow-Methods" in response.headers) == (response.status_code == 204)
        return response.status_code

    assert preflight("/api/search", FRIEND) == 204
    assert preflight("/api/search", STRANGER) == preflight("/", FRIEND) == 405
    assert client.post("/api/search", headers={"Origin": FRIEND}).status_code == 405


def test_a_foreign_host_is_refused_all_the_same(index: Path) -> None:
    client = create_app(index, origins=["*"]).test_client()
    assert client.get("/api/search", headers={"Host": "rebound.example", "Origin": STRANGER}).status_code == 421


@pytest.mark.parametrize(
    "origin",
    [
        "news.example",
        "ftp://news.example",
        "https://news.example/page",
        "https://",
        "https://a b",
        "https://n.example:x",
    ],
)
def test_what_is_no_origin_is_refused_in_a_sentence(origin: str) -> None:
    with pytest.raises(OriginError, match="no origin of pages"):
        checked_origins([origin])


def test_an_origin_is_taken_as_browsers_write_it() -> None:
    assert checked_origins(["https://News.example/", "http://localhost:3000", "*"]) == (
        "https://news.example",
        "http://localhost:3000",
        "*",
    )
