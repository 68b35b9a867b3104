"""Where no file may be opened, what needs none is answered, and the rest is told what is the matter."""

from pathlib import Path

import pytest

from tests.descriptors import no_file_may_be_opened
from web.app import create_app, prepare

PAGES = ("/", "/?q=seal", "/help", "/api/search?q=seal", "/map?q=seal", "/nothing", "/healthz", "/metrics")


def test_an_archive_that_is_open_is_asked_on(index: Path) -> None:
    app = create_app(index)
    prepare(app)
    client = app.test_client()
    usual = {page: client.get(page, buffered=True).status_code for page in PAGES}
    with no_file_may_be_opened():
        assert {page: client.get(page, buffered=True).status_code for page in PAGES} == usual


def test_an_archive_that_cannot_be_opened_is_not_called_damaged(index: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(index)
    prepare(app)
    client = app.test_client()
    client.get("/nothing", headers={"Accept": "text/html"})
    with no_file_may_be_opened():
        answers = [client.get(page, headers={"Accept": "text/html"}, buffered=True) for page in PAGES[:2] * 2]
    assert {answer.status_code for answer in answers} == {503}
    assert all("may open no more files" in answer.text for answer in answers)
    assert [record.message for record in caplog.records] == [
        "This process may open no more files: allow it more with `ulimit -n`."
    ]
