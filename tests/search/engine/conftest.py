"""The engines there are, and the archives that their contract is asked of, annotated by hand; the sample and 20,000
paragraphs of the corpora in both engines."""

import gzip
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from search.archive import Archive
from tests.archives import Said, Story, Told
from tests.cluster.cluster import Cluster
from tests.conftest import PROJECT
from tests.search.engine.both import Both, both
from tests.search.engine.contract import ENGINES, Make
from tests.search.engine.in_cluster import IN_CLUSTER, UPDATED, Archives, archives_in

EVERY = 14
"""So many articles of the corpus are passed over for each that is taken: 20,000 paragraphs are left."""
UKRAINE = ("Kharkiv Oblast", "Ukraine")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask all engines.  Where a module is `ABOUT_WORDS`, which are the same however they came into an archive, one in a
    cluster that was updated is left out: each test would take seconds more."""
    if "archive_of_stories" in metafunc.fixturenames:
        left_out = {UPDATED} if getattr(metafunc.module, "ABOUT_WORDS", False) else set()
        in_cluster = [pytest.param(name, marks=pytest.mark.cluster) for name in IN_CLUSTER if name not in left_out]
        metafunc.parametrize("archive_of_stories", [*ENGINES, *in_cluster], indirect=True, scope="module")


@pytest.fixture(scope="module")
def archive_of_stories(request: pytest.FixtureRequest) -> Iterator[Make]:
    if request.param in ENGINES:
        yield ENGINES[request.param]
    else:
        with archives_in(request.getfixturevalue("node"), IN_CLUSTER[request.param]) as make:
            yield make


@pytest.fixture(scope="module")
def archive(archive_of_stories: Make, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return archive_of_stories(
        tmp_path_factory.mktemp("index"),
        Story(
            "tides",
            (
                Told("The tide was late in Lerwick.", places=(("Lerwick", "GB", ("Scotland", "United Kingdom")),)),
                Told(
                    "“A late tide,” said Ada Lund. “The winter took it,” Bo Lund replied.",
                    (Said("A late tide,", "Ada Lund"), Said("The winter took it,", "Bo Lund")),
                ),
                Told("She spoke of a “special winter” again.", (Said("special winter", None),), ("Ada Lund",)),
            ),
            title="Tide late again",
            date="2031-05-01",
            source="The Sample Courier",
        ),
        Story(
            "clocks",
            (
                Told("The clock in Izyum struck, and the tide turned.", places=(("Izyum", "UA", UKRAINE),)),
                Told("Nobody heard the clock."),
            ),
            date="2031-06-11",
            source="Harbour Gazette",
        ),
        Story("undated", (Told("A clock with no date.", speakers=("Igor Tane",)),)),
    )


@pytest.fixture(scope="module")
def family(archive_of_stories: Make, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return archive_of_stories(
        tmp_path_factory.mktemp("family"),
        Story("full", (Told("“Snow,” said Igor Vorn.", (Said("Snow,", "Igor Vorn"),)),)),
        Story("short", (Told("“Ice,” said Vorn.", (Said("Ice,", "Vorn"),)),)),
        Story("initial", (Told("“Hail,” said Igor P. Vorn.", (Said("Hail,", "Igor P. Vorn"),)),)),
        Story("others", (Told("Ada Lund and Bo Lund and Lund", speakers=("Ada Lund", "Bo Lund", "Lund")),)),
    )


@pytest.fixture(scope="session")
def sample_in_both(node: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("sample")
    yield from both([PROJECT / "examples" / "articles"], folder, Archives(node.addresses), shards=1)


@pytest.fixture(scope="session")
def news_in_both(shared: Path, node: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("news")
    news = folder / "news.jsonl"
    with gzip.open(shared / "corpora" / "news-modern.jsonl.gz", "rt", encoding="utf-8") as lines:
        news.write_text("".join(islice(lines, 0, None, EVERY)), encoding="utf-8")
    yield from both([news], folder, Archives(node.addresses), shards=3)
