"""The simulation of shards agrees with theory where there is one."""

import json
import re
import xml.etree.ElementTree as ET
from math import exp, inf
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest

from benchmarks.fanout import POLICIES, main
from benchmarks.fanout_model import Hardware, Load, Outcome, Policy, Service, _Simulation, simulate, tasks
from benchmarks.scale_plan import ARTICLES, FIGURES, Archive, Assumed, laid_out, paragraphs_of
from tests.conftest import PROJECT

ONE_COPY = Policy("one copy")
STEADY = Service(fixed=10.0, per_million=0.0, query_spread=0.0, shard_spread=0.0, slow_share=0.0, rounds=((inf, True),))
NO_PAUSES = Hardware(nodes=1, threads=4, seconds_between_pauses=inf)
NOTHING_WAITS = Load(rate=0.0001, queries=4_000)


def asked(shards: int, service: Service, hardware: Hardware, policy: Policy, load: Load) -> Outcome:
    return simulate(shards, 1e6, service, hardware, policy, load)


@pytest.mark.parametrize("shards", [1, 8, 64])
def test_where_nothing_waits_the_slowest_of_n_is_the_nth_root_of_the_quantile(shards: int) -> None:
    service = Service(10.0, 0.0, query_spread=0.0, shard_spread=0.5, slow_share=0.0, rounds=((inf, True),))
    hardware = Hardware(nodes=shards, threads=1, seconds_between_pauses=inf)

    outcome = asked(shards, service, hardware, ONE_COPY, NOTHING_WAITS)

    for percent in (50, 99):
        expected = 10.0 * exp(0.5 * NormalDist().inv_cdf((percent / 100) ** (1 / shards)) - 0.5**2 / 2)
        assert outcome.percentile(percent) == pytest.approx(expected, rel=0.06)


@pytest.mark.parametrize("shards", [1, 10, 100])
def test_the_share_of_queries_that_meet_a_slow_shard(shards: int) -> None:
    service = Service(1.0, 0.0, slow_share=0.01, rounds=((inf, True),))

    outcome = asked(shards, service, NO_PAUSES, ONE_COPY, NOTHING_WAITS)

    assert outcome.touched == pytest.approx(1 - 0.99**shards, abs=0.02)


@pytest.mark.parametrize(("shards", "turns"), [(1, 1), (4, 1), (5, 2), (8, 2), (9, 3)])
def test_more_shards_than_threads_wait_in_line(shards: int, turns: int) -> None:
    outcome = asked(shards, STEADY, NO_PAUSES, ONE_COPY, NOTHING_WAITS)

    assert set(outcome.latencies.round(3)) == {10.0 * turns}


def test_one_thread_waits_as_pollaczek_and_khinchine_say() -> None:
    load = Load(rate=60.0, queries=40_000)

    outcome = asked(1, STEADY, Hardware(1, 1, inf), ONE_COPY, load)

    busy = 0.6
    assert outcome.latencies.mean() == pytest.approx(10.0 + busy * 10.0 / (2 * (1 - busy)), rel=0.05)
    assert outcome.most(Hardware(1, 1, inf)) == pytest.approx(100.0)


def test_each_round_waits_for_its_slowest() -> None:
    service = Service(10.0, 5.0, query_spread=0.0, shard_spread=0.0, slow_share=0.0)

    outcome = asked(2, service, NO_PAUSES, ONE_COPY, NOTHING_WAITS)

    assert set(outcome.latencies.round(3)) == {10.0 + 12.5 + 10.0}
    assert outcome.cost == pytest.approx(2 * (10.0 + 12.5 + 10.0))


def test_a_pause_holds_up_all_that_the_node_does() -> None:
    hardware = Hardware(1, 4, seconds_between_pauses=10.0, pause_ms=500.0)

    outcome = asked(4, STEADY, hardware, ONE_COPY, Load(rate=1.0, queries=4_000))

    assert outcome.touched == pytest.approx(0.05, abs=0.015)
    assert 230 < np.mean(outcome.latencies[outcome.latencies > 25]) < 310


def test_ranks_lead_around_a_node_that_pauses() -> None:
    hardware = Hardware(nodes=2, threads=4, seconds_between_pauses=20.0, pause_ms=1_000.0)
    load = Load(rate=10.0, queries=8_000)

    in_turns, by_rank = (asked(1, STEADY, hardware, policy, load) for policy in POLICIES[1:3])

    assert in_turns.touched == pytest.approx(0.05, abs=0.02)
    assert by_rank.touched < in_turns.touched / 2


def test_hedging_shortens_what_slow_disks_make_long() -> None:
    service = Service(2.0, 0.0, slow_share=0.01, slow_ms=200.0)
    hardware = Hardware(nodes=8, threads=8, seconds_between_pauses=inf)

    by_rank, hedged = (asked(16, service, hardware, policy, Load(10.0, 1_000)) for policy in POLICIES[2:])

    assert hedged.percentile(99) < by_rank.percentile(99) / 2
    assert 0 < hedged.hedged < 0.1
    assert hedged.cost < by_rank.cost * 1.1


def test_the_same_arguments_give_the_same_table_and_plot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plots = [tmp_path / "first.svg", tmp_path / "second.svg"]
    printed = []
    for plot in plots:
        assert main(["--shards", "2,8,32", "--queries", "200", "--rate", "1", "--plot", str(plot)]) == 0
        printed.append(capsys.readouterr().out)

    assert printed[0] == printed[1]
    assert printed[0].count("\n| 32 |") == 1 + 2 * len(POLICIES)
    first, second = (plot.read_text("utf-8") for plot in plots)
    assert first == second
    assert {"2", "8", "32", "shards", POLICIES[3].name} <= {one.text for one in ET.fromstring(first).iter()}


def test_copies_lie_evenly_on_different_nodes() -> None:
    service = Service(10.0, 0.0, shard_spread=0.0, slow_share=0.0, rounds=((inf, True),))

    for shards, copies, nodes in ((6, 2, 17), (6, 3, 12), (9, 2, 17), (68, 2, 17), (20, 2, 17), (5, 3, 3), (1, 3, 3)):
        cluster = Hardware(nodes, 1, inf)
        laid = _Simulation(shards, 1e6, service, cluster, Policy("", copies), NOTHING_WAITS)
        on = [[laid._at(shard, copy) for copy in range(copies)] for shard in range(shards)]

        assert all(len(set(one)) == copies for one in on)
        often = [sum(one.count(node) for one in on) for node in range(nodes)]
        assert max(often) - min(often) <= 1


def test_what_a_search_takes_in_the_mean_is_what_was_measured() -> None:
    outcome = simulate(4, 8e6, Service(2.0, 225.0), Hardware(3, 8), POLICIES[2], Load(1.0, 2_000))

    assert outcome.cost == pytest.approx(2.0 * tasks(4) + 225.0 * 8, rel=0.01)


# The numbers of shards are simulated each by itself, so that a few of them are as many rows of the table.
@pytest.mark.parametrize("shards", ["1,6,20", pytest.param("80", marks=pytest.mark.slow)])
def test_the_table_of_the_documents_is_what_is_simulated_of_the_plan(
    shards: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--shards", shards]) == 0

    printed = capsys.readouterr().out.strip().split("\n\n")[0].splitlines()
    documented = (PROJECT / "docs" / "scale.md").read_text("utf-8").splitlines()
    assert len(printed) == 2 + len(shards.split(","))
    assert not set(printed) - set(documented)


def test_the_plan_is_a_row_of_the_table() -> None:
    found = json.loads(FIGURES.read_text("utf-8"))
    layout = laid_out(Archive(found, paragraphs_of(ARTICLES, found)), Assumed())
    documented = (PROJECT / "docs" / "scale.md").read_text("utf-8")

    (row,) = re.findall(rf"^\| {layout.shards} \|.*$", documented, re.MULTILINE)
    cost = float(row.split("|")[5].replace(",", ""))

    assert cost == pytest.approx(layout.search_ms, rel=0.01)


def test_an_archive_that_can_not_keep_up_is_said_to_have_too_much(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--shards", "1", "--queries", "50", "--rate", "1000", "--paragraphs-a-shard", "1e7"]) == 0

    assert "| too much | too much |" in capsys.readouterr().out
