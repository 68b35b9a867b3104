import json
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import index
from index.pipeline.rebuild import rebuild
from tests.conftest import PROJECT
from tests.web import sample
from web.app import create_app
from web.http.caching import program_version


@pytest.mark.parametrize("address", ["/help", "/openapi.json", "/?q=ferry", "/api/search?q=ferry"])
def test_client_may_keep_an_answer_but_must_ask(client: FlaskClient, address: str) -> None:
    assert client.get(address).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("address", ["/", "/?q=ferry", "/api/search?q=ferry", "/api/suggest?q=fer", "/api/places"])
def test_copy_that_still_holds_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "no-cache"
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/api/search?q=ferry", 304), ("/api/articles/none-of-this-id", 404), ("/articles/none-of-this-id", 404)],
)
def test_any_copy_holds_of_what_there_is_alone(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address, headers={"If-None-Match": "*"}).status_code == status


@pytest.mark.parametrize("address", ["/help", "/openapi.json", "/?q=ferry", "/api/search?q=ferry"])
def test_what_is_only_read_is_read_whatever_copy_is_to_be_matched(client: FlaskClient, address: str) -> None:
    for shown in ("*", '"another"', client.get(address).headers["ETag"]):
        assert client.get(address, headers={"If-Match": shown}).status_code == 200


def test_another_question_has_another_tag(client: FlaskClient) -> None:
    assert client.get("/api/search?q=ferry").headers["ETag"] != client.get("/api/search?q=seal").headers["ETag"]


def test_new_generation_is_sent(tmp_path: Path) -> None:
    rebuild([sample.write(tmp_path)], tmp_path / "index", processes=1)
    client = create_app(tmp_path / "index").test_client()
    before = client.get("/api/search?q=walrus")

    more = tmp_path / "more.jsonl"
    more.write_text(json.dumps({"id": "1", "text": "Another walrus was seen in Bergen."}), "utf-8")
    rebuild([tmp_path], tmp_path / "index", processes=1)
    after = client.get("/api/search?q=walrus", headers={"If-None-Match": before.headers["ETag"]})

    assert (before.get_json()["total"], after.get_json()["total"]) == (1, 2)
    assert after.headers["ETag"] != before.headers["ETag"]


@pytest.mark.parametrize("shapes_answers", ["analysis/analyzer.py", "gazetteer/data/other-names.tsv"])
def test_another_analyzer_or_gazetteer_is_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shapes_answers: str
) -> None:
    """What they make of a query is in no generation: a client would keep answers with the marks of before."""
    folder = shutil.copytree(PROJECT / "index", tmp_path / "index", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(index, "__file__", str(folder / "__init__.py"))
    before = program_version.__wrapped__()

    with (folder / shapes_answers).open("a", encoding="utf-8") as file:
        file.write("# changed\n")

    assert program_version.__wrapped__() != before


def test_problems_are_not_kept(client: FlaskClient) -> None:
    response = client.get("/api/articles/none")

    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


def test_static_files_are_kept_for_long_under_the_hash_of_their_content(client: FlaskClient) -> None:
    page = client.get("/help").text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    response = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert response.mimetype == "text/css"
    assert len(response.data) < 16 * 1024
    assert "immutable" in response.headers["Cache-Control"]
    assert client.get("/static/dateline.css").status_code == 404
    assert client.get("/static/../app.py").status_code == 404


def test_head_has_the_headers_and_no_body(client: FlaskClient) -> None:
    response = client.head("/?q=ferry")

    assert (response.status_code, response.data) == (200, b"")
    assert response.headers["ETag"] == client.get("/?q=ferry").headers["ETag"]
