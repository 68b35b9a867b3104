"""What a server says whose archive is in a cluster that does not answer."""

import pytest
from flask.testing import FlaskClient

from index.errors import ClusterUnavailableError
from tests.web.conftest import BROWSER
from web.app import create_app

ADDRESS = "opensearch+http://127.0.0.1:1/news"
NOBODY_LISTENS = "OpenSearch at 127.0.0.1:1 cannot be reached"


@pytest.fixture
def down() -> FlaskClient:
    return create_app(ADDRESS).test_client()


@pytest.mark.parametrize("path", ["/", "/?q=ferry", "/articles/x", "/speakers/x"])
def test_the_page_says_so_and_when_to_ask_again(down: FlaskClient, path: str) -> None:
    response = down.get(path, headers=BROWSER)

    assert (response.status_code, response.mimetype) == (503, "text/html")
    assert response.headers["Retry-After"] == str(ClusterUnavailableError.retry_after)
    assert "The cluster that holds the archive does not answer at the moment" in response.text
    assert "127.0.0.1:1" not in response.text


@pytest.mark.parametrize("path", ["/api/search?q=ferry", "/api/articles/x", "/readyz"])
def test_so_do_the_answers_for_programs(down: FlaskClient, path: str) -> None:
    response = down.get(path)

    assert (response.status_code, response.mimetype) == (503, "application/problem+json")
    assert response.headers["Retry-After"] == str(ClusterUnavailableError.retry_after)
    assert response.get_json()["detail"] == ClusterUnavailableError.public


def test_the_server_is_well_all_the_same_and_counts(down: FlaskClient) -> None:
    assert down.get("/healthz").get_json() == {"status": "ok", "generation": None}
    assert "dateline_index_ready 0.0" in down.get("/metrics").text


def test_where_the_cluster_is_stands_in_the_log_alone_in_one_line(
    down: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    for path in ("/", "/api/search?q=ferry", "/readyz"):
        down.get(path)

    assert [record.getMessage().partition(" (")[0] for record in caplog.records] == [NOBODY_LISTENS]
    assert not caplog.records[0].exc_info
