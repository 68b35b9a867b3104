"""Plans are the lines through what was measured; those in the documents are what the program prints."""

import pytest

from benchmarks.scale_plan import FIGURES, Archive, Assumed, cluster, embedded, main
from tests.conftest import PROJECT

FOUND = [
    {
        "paragraphs": size * 1e6,
        "articles": size * 1e5,
        "annotating, CPU s": 300 * size,
        "packing, CPU s": 50 * size,
        "reading, writing and publishing, CPU s": 10 * size,
        "on disk, MB": 1_000 * size,
        "on disk, MB: columns and facets": 100 * size,
        "on disk, MB: what copies are found by": 50 * size,
        "on disk, MB: dictionaries and the rest": 10 * size**0.5,
        "a search, CPU ms": 1 + 3 * size,
        "cluster: reading, putting together and sending, CPU s": 370 * size,
        "cluster: nodes while it is written, CPU s": 360 * size,
        "cluster: settling, CPU s": 36 * size,
        "cluster: sent, MB": 4_500 * size,
        "cluster: on disk, MB": 2_000 * size,
        "cluster: a search, CPU ms of the nodes": 5 + 20 * size,
        "cluster: a search, CPU ms of who asks": 2.0,
    }
    for size in (0.1, 0.4)
]


def test_figures_go_on_by_their_line_and_dictionaries_by_their_power() -> None:
    archive = Archive(FOUND, 100e6)

    assert archive.of("a search, CPU ms") == pytest.approx(301)
    assert archive.by_power("on disk, MB: dictionaries and the rest") == pytest.approx(100)


def test_one_machine() -> None:
    rows = {title: figure for title, figure, _ in embedded(Archive(FOUND, 100e6), Assumed())}

    assert rows["to build, core hours"] == "10.0"
    assert rows["on disk, GB"] == "100"
    assert rows["searches a second on 8 cores"] == "10.6"
    assert rows["an update writes anew, GB"] == "15.1"


def test_a_cluster_has_as_many_nodes_as_disk_memory_and_searches_ask_for() -> None:
    rows = {title: figure for title, figure, _ in cluster(Archive(FOUND, 100e6), Assumed(searches=20))}

    assert rows["shards"] == "10"
    assert rows["on disk, GB in all"] == "800"
    assert rows["nodes by searches"] == "12.5"
    assert rows["**nodes**"] == "**13**"
    assert rows["settling, hours"] == "1.00"
    assert rows["which takes, hours"] == "1.00"
    assert rows["nodes, dollars a month"] == "6,643"


def test_the_plans_of_the_documents_are_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert FIGURES.exists()
    assert main([]) == 0

    for table in capsys.readouterr().out.strip().split("\n\n"):
        assert table in (PROJECT / "docs" / "scale.md").read_text("utf-8")
