"""What a server says whose archive is in a cluster that does not answer, or not as it should."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient

from index.errors import ClusterAccessError, ClusterError, ClusterUnavailableError, ClusterVersionError
from index.opensearch import cluster as clusters
from tests.index.opensearch.stand_ins import answer, answering, down, hanging, version
from tests.web.conftest import BROWSER
from web.app import create_app


class Failing(NamedTuple):
    """A cluster that fails: what stands in its place, what that is, and what is written into the log."""

    place: Callable[[], AbstractContextManager[str]]
    error: type[ClusterError]
    logged: str


FAILING = {
    "down": Failing(down, ClusterUnavailableError, "cannot be reached (Connection refused)"),
    "hanging": Failing(hanging, ClusterUnavailableError, "did not answer in time"),
    "overloaded": Failing(partial(answering, answer(503, b"{}")), ClusterUnavailableError, "can't answer"),
    "of another version": Failing(
        partial(answering, answer(200, version("1.3.2"))), ClusterVersionError, "is of version 1.3.2"
    ),
    "of users": Failing(partial(answering, answer(401, b"{}")), ClusterAccessError, "does not know who asks"),
}


class Asked(NamedTuple):
    """A server over one of them, at an address."""

    client: FlaskClient
    failing: Failing
    address: str


@pytest.fixture(params=list(FAILING.values()), ids=list(FAILING))
def asked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    failing: Failing = request.param
    if failing.place is hanging:  # no need to wait for what never comes
        monkeypatch.setattr(clusters, "READ_WITHIN", 0.3)
    with failing.place() as address:
        yield Asked(create_app(f"opensearch+http://{address}/news").test_client(), failing, address)


@pytest.mark.parametrize("path", ["/", "/?q=ferry", "/articles/x", "/speakers/x"])
def test_the_page_says_so_and_when_to_ask_again(asked: Asked, path: str) -> None:
    response = asked.client.get(path, headers=BROWSER)

    assert (response.status_code, response.mimetype) == (503, "text/html")
    assert response.headers["Retry-After"] == str(asked.failing.error.retry_after)
    assert asked.failing.error.public in response.text
    assert asked.address not in response.text


@pytest.mark.parametrize("path", ["/api/search?q=ferry", "/api/articles/x", "/readyz"])
def test_so_do_the_answers_for_programs(asked: Asked, path: str) -> None:
    response = asked.client.get(path)

    assert (response.status_code, response.mimetype) == (503, "application/problem+json")
    assert response.headers["Retry-After"] == str(asked.failing.error.retry_after)
    assert response.get_json()["detail"] == asked.failing.error.public


def test_the_server_is_well_all_the_same_and_counts(asked: Asked) -> None:
    assert asked.client.get("/healthz").get_json() == {"status": "ok", "generation": None}
    assert "dateline_index_ready 0.0" in asked.client.get("/metrics").text


def test_where_the_cluster_is_stands_in_the_log_alone_in_one_line(
    asked: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    for path in ("/", "/api/search?q=ferry", "/readyz"):
        asked.client.get(path)

    [record] = caplog.records
    assert asked.address in record.getMessage() and asked.failing.logged in record.getMessage()
    assert not record.exc_info
