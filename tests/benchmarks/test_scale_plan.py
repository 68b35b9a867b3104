"""Plans are the lines through what was measured; those in the documents are what the program prints."""

import json
import re

import pytest

from benchmarks.fanout_model import tasks
from benchmarks.scale import DIVIDED, fitted, points
from benchmarks.scale_plan import (
    ARTICLES,
    AT_ONCE,
    FIGURES,
    HOUR,
    OF_NODES,
    Archive,
    Assumed,
    cluster,
    divided,
    embedded,
    laid_out,
    main,
    paragraphs_of,
)
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

    assert rows["on disk, GB in all"] == "800"
    assert rows["nodes by searches"] == "12.5"
    assert rows["**nodes**"] == "**13**"
    assert rows["**shards**"] == "**52**"
    assert rows["copies of each"] == "2"
    assert rows["a search, ms at least"] == "38.6"
    assert rows["settling, hours"] == "1.00"
    assert rows["which takes, hours"] == "1.00"
    assert rows["nodes, dollars a month"] == "6,643"


def test_what_the_shards_of_a_search_cost_is_the_line_through_its_tasks() -> None:
    measured = {DIVIDED.format(shards): 30.0 + 2.5 * tasks(shards) for shards in (1, 4, 16)}
    found = [FOUND[0] | measured, FOUND[1]]

    layout = laid_out(Archive(found, 100e6), Assumed(searches=20))

    assert Archive(found, 1).task_ms() == pytest.approx(2.5)
    assert layout.dividing_ms == pytest.approx(2.5 * (2 * layout.shards + 10 - 3))
    assert layout.search_ms == pytest.approx(2_005 + layout.dividing_ms)


# A cluster whose searches decide: 20 GB a shard and 2 % for dividing ask for nothing.
@pytest.mark.parametrize(
    ("nodes", "cores", "shards"),
    [
        (3, 8, 12),
        (17, 8, 68),
        (17, 2, 17),
        (17, 64, 17 * AT_ONCE),
        (143, 8, 572),
        (400, 8, 800),
        (999, 8, 999),
    ],
)
def test_half_of_the_threads_have_a_shard_of_a_node_no_more_than_it_is_asked_at_once(
    nodes: int, cores: int, shards: int
) -> None:
    assert divided(nodes, 1.0, 1e9, 2.0, Assumed(cores=cores)) == (shards, 2)


@pytest.mark.parametrize("gigabytes", [100, 250, 1_000, 5_000])
def test_no_shard_is_too_large_and_each_node_has_as_many(gigabytes: float) -> None:
    shards, copies = divided(3, gigabytes, 1_000.0, 2.0, Assumed())

    assert gigabytes / shards <= 20
    assert shards % 3 == 0
    assert copies == 2


@pytest.mark.parametrize(
    ("nodes", "shards", "copies"), [(4, 8, 2), (5, 5, 2), (9, 5, 2), (10, 5, 2), (11, 5, 3), (50, 5, 10)]
)
def test_where_dividing_costs_too_much_further_copies_keep_all_nodes_busy(nodes: int, shards: int, copies: int) -> None:
    assert divided(nodes, 1.0, 1_000.0, 2.0, Assumed()) == (shards, copies)


@pytest.mark.parametrize("searches", [0.1, 2.0, 20.0, 200.0])
@pytest.mark.parametrize("paragraphs", [1e6, 117e6, 1e9])
def test_every_node_of_a_plan_has_a_copy(paragraphs: float, searches: float) -> None:
    found = json.loads(FIGURES.read_text("utf-8"))

    layout = laid_out(Archive(found, paragraphs), Assumed(searches=searches))

    assert layout.shards * layout.copies >= layout.nodes >= 3
    assert layout.shards % layout.nodes == 0 or layout.shards < layout.nodes
    assert layout.nodes >= max(layout.by_disk, layout.by_memory, layout.by_searches)


def test_the_text_of_the_documents_says_what_is_planned() -> None:
    found = json.loads(FIGURES.read_text("utf-8"))
    text = re.sub(r"\s+", " ", (PROJECT / "docs" / "scale.md").read_text("utf-8"))
    first, second = (laid_out(Archive(found, size), Assumed()) for size in (paragraphs_of(ARTICLES, found), 1e9))
    task_ms, per_million = Archive(found, 1).task_ms(), fitted(points(found, OF_NODES))[0]
    settling = Archive(found, paragraphs_of(ARTICLES, found)).of("cluster: settling, CPU s")

    for said in (
        f"{paragraphs_of(ARTICLES, found) / 1e6:.0f} million paragraphs on {first.nodes} nodes of eight threads",
        f"on {second.nodes} nodes (`python -m benchmarks.fanout --paragraphs 1e9",
        f"with {second.shards} shards half take",
        f"of {second.shards} shards one is slow",
        f"From {first.nodes} shards to {first.shards} half of the searches",
        f"a task takes {task_ms:.2f} ms and a search {per_million:.0f} ms for a million paragraphs",
        f"the line through the three has {per_million:.0f}",
        f"anew: {settling / HOUR:.0f} hours of one core",
        f"A rebuild writes {Archive(found, 5e6).of('on disk, MB') / 1000:.1f} GB",
    ):
        assert said in text


def test_the_plans_of_the_documents_are_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert FIGURES.exists()
    assert main([]) == 0

    for table in capsys.readouterr().out.strip().split("\n\n"):
        assert table in (PROJECT / "docs" / "scale.md").read_text("utf-8")
