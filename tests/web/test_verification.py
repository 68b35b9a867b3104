"""Damage that nobody has met yet is found while the server runs, told once, and remembered."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.errors import IndexDamagedError
from index.store.generation import IndexDirectory
from search.archive import Archive
from tests.archives import publish, texts
from web.app import create_app
from web.server.verification import verified

LATEST = 30.0
"""Seconds, of which a thousandth is enough on a machine that does nothing else."""


def damage(index: Path, name: str) -> None:
    path = IndexDirectory(index).current().folder / name
    last = path.read_bytes()[-1]
    with path.open("r+b") as file:  # what is mapped must not be cut short
        file.seek(-1, os.SEEK_END)
        file.write(bytes([last ^ 1]))


def wait_until(is_so: Callable[[], bool]) -> None:
    latest = time.monotonic() + LATEST
    while not is_so():
        assert time.monotonic() < latest
        time.sleep(0.01)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return publish(tmp_path, [texts("The tide is late")])


@pytest.fixture
def client(index: Path) -> FlaskClient:
    return create_app(index).test_client()


def test_damage_is_found_without_a_request_and_told_to_all(
    index: Path, client: FlaskClient, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.server.verification.LOOKS_EVERY_SECONDS", 0.01)
    assert client.get("/healthz").status_code == 200
    damage(index, "stories.keys")  # which no request reads
    with verified(client.application.extensions["archive"], share=1.0):
        wait_until(lambda: client.get("/healthz").status_code == 503)
        for path in ("/", "/?q=tide", "/api/search?q=tide", "/readyz"):
            answer = client.get(path)
            assert answer.status_code == 503
            assert "dateline rebuild" in answer.text
        publish(index, [texts("The clock is early")])
        wait_until(lambda: client.get("/healthz").status_code == 200)
        assert client.get("/?q=clock").status_code == 200
    assert capfd.readouterr().err.count("stories.keys does not have its checksum") == 1


def test_what_was_damaged_after_it_was_verified_is_found_the_next_time(
    index: Path, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.server.verification.LOOKS_EVERY_SECONDS", 0.01)
    archive: Archive = client.application.extensions["archive"]
    archive.verify()
    with verified(archive, minutes=0.0001, share=1.0):
        damage(index, "words.records")
        wait_until(lambda: client.get("/healthz").status_code == 503)


def test_nothing_is_verified_where_that_is_not_wanted(index: Path, client: FlaskClient) -> None:
    damage(index, "stories.keys")
    with verified(client.application.extensions["archive"], minutes=0):
        assert client.get("/healthz").status_code == 200


def test_a_server_without_an_index_waits_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.server.verification.LOOKS_EVERY_SECONDS", 0.01)
    archive = Archive(tmp_path)
    with verified(archive, minutes=0.0001, share=1.0):  # once more, where it was sound when it was read first
        publish(tmp_path, [texts("The tide is late")])
        damage(tmp_path, "stories.keys")

        def is_known() -> bool:
            try:
                archive.info()
            except IndexDamagedError:
                return True
            return False

        wait_until(is_known)
