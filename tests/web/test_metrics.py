"""What a server counts about itself: by route, of all its processes, without a word of what was asked for."""

import errno
import os
import re
import resource
import signal
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from tests.descriptors import no_file_may_be_opened
from tests.web.serving import Serving, eventually
from web.app import create_app
from web.http import metrics
from web.http.metrics import Metrics
from web.http.shared_counts import FOLDER_SETTING, MEMORY, MOST_ENDED, PREFIX, shared

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def samples(text: str) -> Samples:
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def own(index: Path) -> FlaskClient:
    return create_app(index).test_client()


def counted(client: FlaskClient) -> Samples:
    return samples(client.get("/metrics", buffered=True).text)


def requests(found: Samples, route: str, status: int, method: str = "GET") -> float:
    labels = {("route", route), ("method", method), ("status", str(status))}
    return found.get(("dateline_requests_total", frozenset(labels)), 0)


def test_requests_are_counted_by_route_and_status(own: FlaskClient) -> None:
    for address in ("/?q=seal", "/?q=ferry", "/articles/nothing", "/nothing", "/nothing/else"):
        own.get(address, buffered=True)
    own.head("/help", buffered=True)
    own.open("/", method="BREW", buffered=True)

    found = counted(own)
    assert requests(found, "/", 200) == 2
    assert requests(found, "/articles/<article_id>", 404) == 1
    assert requests(found, "", 404) == 2
    assert requests(found, "/help", 200, "HEAD") == 1
    assert requests(found, "/", 405, "other") + requests(found, "", 405, "other") == 1
    assert found["dateline_request_seconds_count", frozenset({("route", "/")})] >= 2
    assert found["dateline_response_bytes_total", frozenset()] > 1_000


def test_the_number_of_series_does_not_grow_with_use(own: FlaskClient) -> None:
    own.get("/speakers/nobody", buffered=True)
    counted(own)
    before = counted(own).keys()
    for number in range(20):
        own.get(f"/speakers/nobody-{number}?q={number}", buffered=True)

    assert counted(own).keys() == before


def test_what_the_index_holds_is_told(own: FlaskClient) -> None:
    found, held = counted(own), own.get("/api/search").get_json()["total"]

    assert found["dateline_index_ready", frozenset()] == 1
    assert found["dateline_index_generation", frozenset()] == 1
    assert found["dateline_index_held", frozenset({("kind", "paragraphs")})] == held
    assert found["dateline_index_published_timestamp_seconds", frozenset()] > 1_600_000_000
    assert found["dateline_processes", frozenset()] == 1
    assert 3 < found["dateline_open_files", frozenset()] < found["dateline_open_files_limit", frozenset()]


def test_without_an_index_it_counts_and_is_not_ready(tmp_path: Path) -> None:
    client = create_app(tmp_path / "none").test_client()

    assert counted(client)["dateline_index_ready", frozenset()] == 0
    assert client.get("/readyz").status_code == 503
    assert client.get("/readyz").get_json()["detail"].startswith("There is no index")


def test_without_an_index_it_is_well_all_the_same(tmp_path: Path) -> None:
    answer = create_app(tmp_path / "none").test_client().get("/healthz")

    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok", "generation": None})


def test_with_an_index_it_is_ready(own: FlaskClient) -> None:
    answer = own.get("/readyz")

    assert answer.get_json() == {"status": "ready", "generation": "000001"}
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/metrics", "/readyz"])
def test_they_take_no_parameters_and_are_not_for_other_sites(index: Path, address: str) -> None:
    client = create_app(index, origins=["https://other.example"]).test_client()

    assert client.get(f"{address}?x=1").status_code == 400
    assert "Access-Control-Allow-Origin" not in client.get(address, headers={"Origin": "https://other.example"}).headers


def test_every_metric_is_documented_and_no_other(own: FlaskClient) -> None:
    documented = (Path(__file__).parents[2] / "docs" / "operating.md").read_text("utf-8")
    own.get("/help", buffered=True)
    text = own.get("/metrics", buffered=True).text

    told = {name for name in re.findall(r"^# TYPE (\w+) ", text, re.MULTILINE) if not name.endswith("_created")}
    assert told == set(re.findall(r"^\| `(dateline_\w+)` \|", documented, re.MULTILINE))


def test_several_processes_count_together_and_the_dead_are_not_counted_as_living(serving: Serving) -> None:
    def scraped() -> Samples:
        with urllib.request.urlopen("http://{}:{}/metrics".format(*serving.place)) as answer:
            return samples(answer.read().decode())

    for _ in range(12):
        serving.total("seal")
    assert eventually(lambda: requests(scraped(), "/api/search", 200) == 12)
    assert scraped()["dateline_processes", frozenset()] == 2

    first, *_ = answering = serving.answering()
    os.kill(first, signal.SIGKILL)
    assert eventually(lambda: len(serving.answering() - answering) == 1)
    assert eventually(lambda: scraped()["dateline_processes", frozenset()] == 2)
    assert requests(scraped(), "/api/search", 200) == 12


def test_where_no_file_may_be_opened_as_many_are_as_may_be(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "LOOKS_AFTER_SECONDS", 0.0)
    own = create_app(index).test_client()
    counted(own)
    with no_file_may_be_opened():
        found = counted(own)
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    assert found["dateline_open_files", frozenset()] == found["dateline_open_files_limit", frozenset()] == most


def test_what_many_ended_processes_counted_is_forgotten_in_the_end() -> None:
    with shared() as forget:
        folder = Path(os.environ[FOLDER_SETTING])
        for process in range(MOST_ENDED + 3):
            for kind in ("counter", "gauge_livesum"):
                (folder / f"{kind}_{process}.db").touch()
            forget(process)
        left = sorted(int(path.stem.rpartition("_")[2]) for path in folder.iterdir())

        assert folder.parent == MEMORY or not MEMORY.is_dir()

    assert left == list(range(3, MOST_ENDED + 3))
    assert not folder.exists() and FOLDER_SETTING not in os.environ


def folder_of(serving: Serving) -> Path:
    told = Path("/proc", str(min(serving.answering())), "environ").read_bytes().split(b"\0")
    return Path(next(one for one in told if one.startswith(FOLDER_SETTING.encode())).decode().partition("=")[2])


@pytest.mark.parametrize("stop", [signal.SIGHUP, signal.SIGTERM])
def test_a_server_that_is_stopped_leaves_nothing_in_memory(serving: Serving, stop: signal.Signals) -> None:
    folder = folder_of(serving)
    assert list(folder.iterdir())
    serving.process.send_signal(stop)
    assert serving.process.wait(20) == 0
    assert not folder.exists()


def test_what_a_server_left_that_was_killed_is_removed_by_the_next(serving: Serving, index: Path) -> None:
    folder = folder_of(serving)
    with shared():
        assert list(folder.iterdir()), "that of a server which runs is not touched"
    serving.process.kill()
    serving.process.wait(20)
    with shared():  # another test's server may just be about it
        assert eventually(lambda: not folder.exists())


def test_what_others_left_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.http.shared_counts.MEMORY", tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "counter_1.db").touch()
    (tmp_path / f"{PREFIX}link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / f"{PREFIX}theirs").mkdir()
    with shared():
        assert not (tmp_path / f"{PREFIX}theirs").exists()
    (tmp_path / f"{PREFIX}theirs").mkdir()
    monkeypatch.setattr(os, "getuid", lambda: (tmp_path / "elsewhere").stat().st_uid + 1)
    with suppress(OSError), shared():
        pass
    assert (tmp_path / f"{PREFIX}theirs").is_dir()
    assert (tmp_path / "elsewhere" / "counter_1.db").exists()


def test_what_cannot_be_counted_is_answered_all_the_same(own: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Metrics, "_look", full)
    assert own.get("/help", buffered=True).status_code == 200


@pytest.mark.parametrize(
    ("make", "why"), [(Path.mkdir, "Is a directory"), (Path.touch, "another process begins to count")]
)
def test_where_counts_cannot_be_read_that_is_said(
    own: FlaskClient, tmp_path: Path, make: Callable[[Path], None], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "counter_1.db")
    monkeypatch.setenv(FOLDER_SETTING, str(tmp_path))

    answer = own.get("/metrics")
    assert answer.status_code == 503
    assert answer.get_json()["detail"] == f"What was counted cannot be read now ({why}); ask again later."
