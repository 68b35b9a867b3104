"""A real index, and the real application over it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from index.pipeline.rebuild import rebuild
from tests.web import sample
from tests.web.serving import Serving
from web.app import create_app

GetPage = Callable[..., TestResponse]
"""Of a path and parameters, as a browser asks."""
Search = Callable[..., dict[str, Any]]
"""Of parameters, the members that /api/search answers."""
FindId = Callable[[str], str]
"""Of words, the id of the article that has them."""
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web")
    rebuild([sample.write(folder)], folder / "index")
    return folder / "index"


@pytest.fixture(scope="session")
def client(index: Path) -> FlaskClient:
    return create_app(index).test_client()


@pytest.fixture
def serving(index: Path) -> Iterator[Serving]:
    """Serve the index by a command of two processes."""
    started = Serving(index)
    with started.process:
        yield started
        started.process.kill()


@pytest.fixture
def page(client: FlaskClient) -> GetPage:
    """Ask for a page as a browser does."""

    def get(path: str, **parameters: Any) -> TestResponse:
        return client.get(path, query_string=parameters or None, headers=BROWSER)

    return get


@pytest.fixture
def search(client: FlaskClient) -> Search:
    """Ask /api/search, which must answer."""

    def get(**parameters: Any) -> dict[str, Any]:
        response = client.get("/api/search", query_string=parameters)
        assert response.status_code == 200, response.text
        members: dict[str, Any] = response.get_json()
        return members

    return get


@pytest.fixture
def article_id(search: Search) -> FindId:
    """Find the id of the article that has the words."""

    def find(words: str) -> str:
        found: str = search(q=words)["results"][0]["article"]["id"]
        return found

    return find
