"""What the tests share: the corpora when they are there, and an index of the sample archive, built once."""

import os
import re
import signal
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from index.pipeline.rebuild import rebuild
from index.readers import publication_dates
from search.archive import Archive
from tests.cluster.cluster import Cluster, free_ports, running
from tests.cluster.launcher import lacking

PROJECT = Path(__file__).parent.parent
SHARED = PROJECT.parent / "shared"
IN_MEMORY = Path("/dev/shm")  # a folder of its own is made there
ROOM_OF_A_CLUSTER = 4_000_000_000
"""Bytes."""
MUST_NOT_SKIP_IN_CI = ("shared", "browser", "cluster", "systemd")

settings.register_profile("untimed", deadline=None)  # machines that test are busy
settings.load_profile("untimed")

# A job in the background ignores Ctrl-C, one that outlives its terminal (`nohup`) that end, and so would every command
# that the tests start and stop.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)


GROUPS: Mapping[str, str] = {
    "three nodes": r"^tests/cluster/|/test_cluster|/opensearch/test_faults",
    "both engines": r"/test_(both_)?engines",
    "one node": "opensearch",
}
"""Tests that ask nodes of OpenSearch, by what their ids have: to start nodes takes longer than most tests do.  They
come before all others, so that no process is left with them in the end."""


def group_of(test: str) -> str:
    """Return with which others a test is run by one process, by its id: those of a group, or of its file."""
    groups = (group for group, pattern in GROUPS.items() if re.search(pattern, test))
    return next(groups, test.partition("::")[0])


class ByGroup(LoadScopeScheduling):  # type: ignore[misc]
    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


@pytest.fixture(scope="session", autouse=True)
def never_nice() -> Iterator[None]:
    """Let no command that runs in this process, for a test or for what many tests share, slow what comes after it."""
    with patch.object(os, "nice", lambda more: 0):
        yield


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByGroup:
    return ByGroup(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "opensearch" in fixtures:
            item.add_marker(pytest.mark.cluster)
        if item.get_closest_marker("cluster"):
            group = group_of(item.nodeid)
            assert group == "three nodes" if "cluster" in fixtures else group in GROUPS, f"{item.nodeid} is in {group}"
    items.sort(key=lambda item: group_of(item.nodeid) not in GROUPS)
    if not SHARED.is_dir():
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(pytest.mark.skip(reason="../shared is absent"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skip for want of the corpora, a browser, a JDK or systemd is a failure: nothing was tested."""
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
def cluster(opensearch: None) -> Iterator[Cluster]:
    """Three nodes of OpenSearch, one cluster; a test that harms it mends it."""
    with _cluster_of(3) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def node(opensearch: None) -> Iterator[Cluster]:
    """One node of OpenSearch, for what is the same on any number: it takes half as long as three.  No test harms it."""
    with _cluster_of(1) as cluster:
        yield cluster


@contextmanager
def _cluster_of(nodes: int) -> Iterator[Cluster]:
    with (
        TemporaryDirectory(prefix="dateline-cluster-", dir=_files_in_memory()) as folder,
        running(Path(folder), free_ports(2 * nodes)) as cluster,
    ):
        yield cluster


def _files_in_memory() -> Path | None:
    """Return a folder whose files are in memory, if there is one with enough room: a cluster syncs files all the time,
    so that an archive is published in a third of the time there."""
    has_room = IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK) and disk_usage(IN_MEMORY).free > ROOM_OF_A_CLUSTER
    return IN_MEMORY if has_room else None
