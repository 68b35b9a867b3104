import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.pipeline.rebuild import rebuild
from search.archive import Archive
from search.errors import SearchTimeoutError
from tests.web import sample
from tests.web.conftest import BROWSER, GetPage
from web.app import create_app
from web.http.problems import BusyError

PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/api/search?page=0", 400, "page"),
        ("/api/search?page=two", 400, "whole number"),
        ("/api/search?page=٣", 400, "whole number"),
        ("/api/search?size=1000", 400, "1 to 100"),
        ("/api/search?page=1000&size=100", 400, "first 10,000"),
        ("/api/search?from=yesterday", 400, "YYYY-MM-DD"),
        ("/api/search?to=2022-02-30", 400, "YYYY-MM-DD"),
        ("/api/search?from=2022-02-02&to=2022-01-01", 400, "later than"),
        ("/api/search?sort=loudest", 400, "relevance, newest, oldest"),
        ("/api/search?group=speaker", 400, "paragraph, article"),
        ("/api/search?q=one&q=two", 400, "once"),
        ("/api/search?colour=red", 400, "colour"),
        ("/api/search?q=" + "a" * 10_000, 400, "10,000 characters"),
        ("/api/suggest?q=a&field=title", 400, "speaker, location"),
        ("/api/suggest?q=a&limit=3", 400, "limit"),
        ("/api/articles/no-such-article", 404, "no-such-article"),
        ("/api/articles/no-such-article?size=3", 400, "size"),
        ("/api/places?size=1001", 400, "1 to 1,000"),
        ("/api/places?page=2", 400, "page"),
        ("/api/places?from=2022-02-02&to=2022-01-01", 400, "later than"),
        ("/api/places/nowhere", 404, "nowhere"),
        ("/api/places/nowhere?size=3", 400, "size"),
        ("/api/nothing", 404, "address"),
        ("/healthz?q=1", 400, "q"),
        ("/openapi.json?q=1", 400, "q"),
    ],
)
def test_program_gets_a_problem_that_says_what_to_change(
    client: FlaskClient, address: str, status: int, says: str
) -> None:
    response = client.get(address)
    problem = response.get_json()

    assert (response.status_code, response.mimetype) == (status, PROBLEM)
    assert set(problem) == {"type", "title", "status", "detail", "instance"}
    assert problem["status"] == status
    assert problem["instance"] == address.partition("?")[0]
    assert says in problem["detail"]
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/api/search", "/nowhere", "/static/dateline.css"])
def test_only_reading_is_allowed(client: FlaskClient, method: str, path: str) -> None:
    response = client.open(path, method=method)

    assert (response.status_code, response.mimetype) == (405, PROBLEM)
    assert response.headers["Allow"] == "GET, HEAD"


def test_browser_gets_a_page(page: GetPage) -> None:
    response = page("/nowhere")

    assert (response.status_code, response.mimetype) == (404, "text/html")
    assert "<h1>Not Found</h1>" in response.text


def test_a_client_without_preference_gets_json_from_a_page_address(client: FlaskClient) -> None:
    assert client.get("/nowhere", headers={"Accept": "*/*"}).mimetype == PROBLEM


def test_page_keeps_the_query_that_it_refuses(page: GetPage) -> None:
    response = page("/", q="a walrus", page="none")

    assert response.status_code == 400
    assert 'value="a walrus"' in response.text
    assert "whole number" in response.text


def test_page_ignores_unknown_parameters(page: GetPage) -> None:
    assert page("/", q="ferry", utm_source="letter").status_code == 200


def test_too_long_a_query_is_a_page_too(page: GetPage) -> None:
    response = page("/", q="a" * 10_000)

    assert response.status_code == 400
    assert "10,000 characters" in response.text


def test_missing_article_is_a_page(page: GetPage) -> None:
    response = page("/articles/no-such-article")

    assert response.status_code == 404
    assert "No such article" in response.text


@pytest.mark.parametrize("path", ["/", "/?q=ferry", "/articles/x"])
def test_missing_index_shows_the_command_that_makes_one(tmp_path: Path, path: str) -> None:
    client = create_app(tmp_path / "my index").test_client()

    response = client.get(path, headers=BROWSER)

    assert response.status_code == 503
    assert "dateline rebuild PATH... --index INDEX" in response.text


@pytest.mark.parametrize("path", ["/", "/api/search?q=a", "/readyz"])
def test_where_the_index_lies_is_in_the_log_alone_and_once(
    tmp_path: Path, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    client = create_app(tmp_path / "my index").test_client()
    for accept in ("text/html", "application/json"):
        assert str(tmp_path) not in client.get(path, headers={"Accept": accept}).text

    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert str(tmp_path / "my index") in caplog.text


@pytest.mark.parametrize("path", ["/api/search", "/api/articles/x", "/api/suggest?q=a", "/api/places", "/readyz"])
def test_missing_index_is_a_problem_for_programs(tmp_path: Path, path: str) -> None:
    response = create_app(tmp_path / "none").test_client().get(path)

    assert (response.status_code, response.mimetype) == (503, PROBLEM)
    assert "dateline rebuild" in response.get_json()["detail"]


def test_help_is_there_without_an_index(tmp_path: Path) -> None:
    assert create_app(tmp_path / "none").test_client().get("/help").status_code == 200


def link(place: Path, target: Path | str) -> Path:
    place.symlink_to(target)
    return place


def places_that_cannot_be_read(folder: Path, index: Path) -> Iterator[Path]:
    """Yield places of an index that is missing, linked to, or damaged, each of a path with secret-part in it."""
    secret = folder / "secret-part"
    secret.mkdir()
    yield secret / "none"
    yield link(folder / "dangling", secret / ".." / "secret-part-too" / "index")
    yield link(folder / "chained", link(secret / "chain", "/srv/secret-part/chain"))
    yield link(secret / "loop", secret / "loop")
    (secret / "file").write_text("Not an index.", "utf-8")
    yield link(folder / "linked", secret / "file")
    (secret / "other").mkdir()
    (secret / "other" / "FORMAT").write_text("dateline index, format 3\n", "utf-8")
    yield secret / "other"
    for number, damage in enumerate(("CURRENT", "generations/*/manifest.json", "generations/*/articles.records")):
        damaged = shutil.copytree(index, secret / f"damaged-{number}")
        next(damaged.glob(damage)).write_text("secret-part", "utf-8")
        yield link(folder / f"secret-part-{number}", damaged)
    closed = shutil.copytree(index, secret / "shared")
    closed.chmod(0o777)
    yield closed


def test_no_part_of_where_an_index_lies_is_in_an_answer(tmp_path: Path, index: Path) -> None:
    for place in places_that_cannot_be_read(tmp_path, index):
        client = create_app(place).test_client()
        for path in ("/?q=ferry", "/api/search?q=ferry", "/articles/x", "/readyz", "/metrics", "/export.csv?q=ferry"):
            for accept in ("text/html", "application/json"):
                response = client.get(path, headers={"Accept": accept})

                assert response.status_code == (200 if path == "/metrics" else 503), place
                assert "secret-part" not in response.text and tmp_path.name not in response.text


def test_what_is_said_of_a_missing_index_holds_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = {create_app(Path(name)).test_client().get("/readyz").get_json()["detail"] for name in ("index", "a", "none")}

    assert told == {"There is no index yet: make one with `dateline rebuild PATH... --index INDEX`."}


def test_foreign_directory_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "holiday.txt").write_text("Not an index.", "utf-8")

    response = create_app(tmp_path).test_client().get("/", headers=BROWSER)

    assert response.status_code == 503
    assert "There is no index that can be read" in response.text
    assert str(tmp_path) not in response.text
    assert (tmp_path / "holiday.txt").exists()


def test_damaged_index_says_so(tmp_path: Path, index: Path) -> None:
    copy = shutil.copytree(index, tmp_path / "index")
    largest = max((path for path in copy.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 1
    largest.write_bytes(content)

    response = create_app(copy).test_client().get("/?q=ferry", headers=BROWSER)

    assert response.status_code == 503
    assert "The index is damaged" in response.text
    assert largest.name in response.text
    assert str(tmp_path) not in response.text
    assert "`dateline rebuild" not in response.text and "<code>dateline rebuild" in response.text


def unready(folder: Path, index: Path) -> Iterator[FlaskClient]:
    """Yield applications whose index is missing, damaged, or somebody else's."""
    yield create_app(folder / "none").test_client()
    (folder / "foreign").mkdir()
    (folder / "foreign" / "holiday.txt").write_text("Not an index.", "utf-8")
    yield create_app(folder / "foreign").test_client()
    copy = shutil.copytree(index, folder / "index")
    next(copy.glob("generations/*/articles.records")).unlink()
    yield create_app(copy).test_client()


def test_where_no_page_is_answered_none_is_offered(tmp_path: Path, index: Path) -> None:
    for client in unready(tmp_path, index):
        shown = client.get("/?q=ferry", headers=BROWSER)
        assert shown.status_code == 503
        links = [link for link in re.findall(r'<a [^>]*href="([^"]*)"', shown.text) if not link.startswith("#")]
        assert links
        assert [client.get(link, headers=BROWSER).status_code for link in links] == [200] * len(links)
        assert "<form" not in shown.text


@pytest.mark.parametrize("error", [SearchTimeoutError("It takes too long."), BusyError()])
def test_where_another_search_is_answered_the_search_is_there(
    index: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Archive, "search", fail)
    shown = create_app(index).test_client().get("/?q=ferry+a*", headers=BROWSER)
    assert shown.status_code == 503
    assert 'value="ferry a*"' in shown.text


def test_the_log_tells_what_failed_over_a_damaged_index(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    copy = shutil.copytree(index, tmp_path / "index")
    client = create_app(copy).test_client()
    assert client.get("/api/search?q=ferry").status_code == 200
    for path in copy.glob("generations/*/*.records"):
        path.write_bytes(bytes(path.stat().st_size))

    def fail(*_: object) -> None:
        raise ZeroDivisionError("the secret reason")

    monkeypatch.setattr("search.engine.embedded.snapshot.EmbeddedSnapshot.find", fail)
    answers = [client.get("/api/search?q=ferry") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [503] * 3
    assert not any("secret" in answer.text for answer in answers)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "is damaged" in caplog.text and "the secret reason" in caplog.text


def test_index_made_later_is_served_without_a_restart(tmp_path: Path) -> None:
    client = create_app(tmp_path / "index").test_client()
    assert client.get("/api/search?q=ferry").status_code == 503

    rebuild([sample.write(tmp_path)], tmp_path / "index", processes=1)

    assert client.get("/api/search?q=ferry").get_json()["total"] == 4


def test_search_that_takes_too_long_is_a_problem(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def take_long(*_: object, **__: object) -> None:
        raise SearchTimeoutError("The search took more than 5,000 ms; use fewer prefixes.")

    monkeypatch.setattr(Archive, "search", take_long)
    response = create_app(index).test_client().get("/api/search?q=a*")

    assert (response.status_code, response.mimetype) == (503, PROBLEM)
    assert response.get_json()["detail"] == "The search took more than 5,000 ms; use fewer prefixes."


def test_unexpected_exception_is_calm_outside_and_logged_once(
    index: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("the secret reason")

    monkeypatch.setattr(Archive, "search", fail)
    client = create_app(index).test_client()

    with caplog.at_level(logging.ERROR):
        for_programs = client.get("/api/search?q=ferry")
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    for_people = client.get("/?q=ferry", headers=BROWSER)

    assert (for_programs.status_code, for_programs.mimetype) == (500, PROBLEM)
    assert (for_people.status_code, for_people.mimetype) == (500, "text/html")
    for response in (for_programs, for_people):
        assert "went wrong" in response.text
        assert "secret" not in response.text and "Traceback" not in response.text
