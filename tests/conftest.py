"""What the tests share: the corpora when they are there, and an index of the sample archive, built once."""

import os
import signal
from collections.abc import Generator, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from index.pipeline.rebuild import rebuild
from index.readers import publication_dates
from search.archive import Archive
from tests.cluster.cluster import Cluster, running
from tests.cluster.launcher import lacking

PROJECT = Path(__file__).parent.parent
SHARED = PROJECT.parent / "shared"
MUST_NOT_SKIP_IN_CI = ("shared", "browser", "cluster")

settings.register_profile("untimed", deadline=None)  # machines that test are busy
settings.load_profile("untimed")

# A job started in the background ignores Ctrl-C, and so would every command that the tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "opensearch" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.cluster)
    if not SHARED.is_dir():
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(pytest.mark.skip(reason="../shared is absent"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skip for want of the corpora, a browser or a JDK is a failure: nothing would have been tested."""
    report = yield
    required = any(item.get_closest_marker(name) for name in MUST_NOT_SKIP_IN_CI)
    if report.skipped and required and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.fixture(scope="session", autouse=True)
def late_today() -> Iterator[None]:
    """Let it be 2040: many articles of tests are of 2031, so that they are nobody's, and of no day in doubt."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publication_dates, "today", lambda: date(2040, 1, 1))
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the corpora; tests that use it carry the marker `shared`."""
    return SHARED


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample archive."""
    index = tmp_path_factory.mktemp("sample") / "index"
    summary = rebuild([PROJECT / "examples" / "articles"], index)
    assert not summary.bad
    return index


@pytest.fixture(scope="session")
def sample(sample_index: Path) -> Archive:
    """The sample archive, to be asked."""
    return Archive(sample_index)


@pytest.fixture(scope="session")
def opensearch() -> None:
    """Skip what uses it where no node of OpenSearch can be run; whatever does carries the marker `cluster`."""
    if lack := lacking():
        pytest.skip(lack)


@pytest.fixture(scope="session")
def cluster(opensearch: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Three nodes of OpenSearch, one cluster; a test that harms it mends it."""
    with running(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster
