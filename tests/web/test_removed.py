"""An article that changed says when, and the address of one that was removed says so.  All stories are invented."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from index.pipeline.rebuild import rebuild
from search.archive import Archive
from search.request import SearchRequest
from tests.web.conftest import BROWSER
from web.app import create_app
from web.rendering.formatting import day


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def sentence() -> str:
    return f"This article was removed from the archive on {day(today())}; search for its words instead."


@pytest.fixture(scope="module")
def ids() -> dict[str, str]:
    return {}


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory, ids: dict[str, str]) -> FlaskClient:
    """Make an archive of which one article was removed, and one changed, and take note of ids by name."""
    folder = tmp_path_factory.mktemp("rebuilt")
    geese = folder / "geese"
    geese.mkdir()
    for name in ("grey", "white", "brown"):
        (geese / f"{name}.txt").write_text(f"The {name} goose sleeps on the roof.")
    rebuild([geese], folder / "index", processes=1)
    ids |= {
        hit.text.split()[1]: hit.article.id
        for hit in Archive(folder / "index").search(SearchRequest("goose", copies="each")).results
    }
    (geese / "grey.txt").unlink()
    (geese / "white.txt").write_text("The white goose is awake.")
    rebuild([geese], folder / "index", processes=1)
    return create_app(folder / "index").test_client()


@pytest.mark.parametrize("path", ["/articles/{}", "/articles/{}?q=goose", "/cite/{}/1", "/like/{}/1"])
def test_a_removed_article_answers_410_with_a_sentence(rebuilt: FlaskClient, ids: dict[str, str], path: str) -> None:
    response = rebuilt.get(path.format(ids["grey"]), headers=BROWSER)
    assert (response.status_code, response.mimetype) == (410, "text/html")
    assert sentence() in response.text
    assert "<h1>This article was removed</h1>" in response.text


def test_programs_are_told_so_too(rebuilt: FlaskClient, ids: dict[str, str]) -> None:
    response = rebuilt.get(f"/api/articles/{ids['grey']}")
    assert (response.status_code, response.mimetype) == (410, "application/problem+json")
    assert response.get_json()["detail"] == sentence()


@pytest.mark.parametrize("article_id", ["nobody", "x" * 500, "removed.jsonl"])
def test_what_never_was_is_not_found(rebuilt: FlaskClient, article_id: str) -> None:
    assert rebuilt.get(f"/api/articles/{article_id}").status_code == 404


def test_an_article_that_changed_says_when(rebuilt: FlaskClient, ids: dict[str, str]) -> None:
    assert f"changed in the archive on {day(today())}" in rebuilt.get(f"/articles/{ids['white']}", headers=BROWSER).text
    assert rebuilt.get(f"/api/articles/{ids['white']}").get_json()["changes"] == [today()]
    assert "changed in the archive" not in rebuilt.get(f"/articles/{ids['brown']}", headers=BROWSER).text
    assert rebuilt.get(f"/api/articles/{ids['brown']}").get_json()["changes"] == []


def test_the_description_of_the_interface_tells_of_it(rebuilt: FlaskClient) -> None:
    responses = rebuilt.get("/openapi.json").get_json()["paths"]["/api/articles/{id}"]["get"]["responses"]
    assert "410" in responses
    assert "410" not in rebuilt.get("/openapi.json").get_json()["paths"]["/api/places/{id}"]["get"]["responses"]
