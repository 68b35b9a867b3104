"""No node outlives what started it, and a developer's cluster says where it is and keeps its data."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from opensearchpy import ConnectionTimeout, OpenSearch

from tests.cluster.cluster import PATIENCE, PAUSE, free_ports, listens, running, stand_still
from tests.conftest import PROJECT


class Started(NamedTuple):
    """`make cluster` of one node."""

    process: subprocess.Popen[str]
    address: str
    node: int


@pytest.fixture
def folder(tmp_path: Path, opensearch: None) -> Path:
    """Where a cluster keeps its data."""
    return tmp_path / "data"


def start(folder: Path) -> Started:
    port = next(port for port in free_ports(100) if not listens(port + 100))  # where its nodes speak to each other
    command = [sys.executable, "-m", "tests.cluster", "--nodes", "1", "--port", str(port), "--folder", str(folder)]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    told = [next(process.stdout) for _ in range(6)]
    node = re.fullmatch(r"node-1  (http://127\.0\.0\.1:\d+)  process (\d+)\n", told[1])
    assert node, told
    assert told[2:] == [
        "All are ready. In another terminal:\n",
        f"    export DATELINE_INDEX=opensearch+{node[1]}/news\n",
        "    .venv/bin/dateline rebuild examples/articles\n",
        "Ctrl-C ends it.\n",
    ]
    return Started(process, node[1], int(node[2]))


@pytest.fixture
def started(folder: Path) -> Iterator[Started]:
    started = start(folder)
    with started.process:
        yield started
        started.process.kill()


def is_there(address: str) -> bool:
    """Whether a node has its port, be it one that hangs."""
    return listens(int(address.rpartition(":")[2]))


def await_end(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while is_there(address):
        assert time.monotonic() < until
        time.sleep(PAUSE)


def test_none_is_left_when_a_test_fails(folder: Path) -> None:
    addresses = []
    with pytest.raises(ZeroDivisionError), running(folder, free_ports(2)) as cluster:
        addresses += cluster.addresses
        assert all(map(is_there, addresses))
        cluster.nodes[0].pause()
        raise ZeroDivisionError

    assert addresses and not any(map(is_there, addresses))


@pytest.mark.parametrize("hanging", [False, True], ids=["answering", "hanging"])
def test_none_is_left_when_the_tests_are_killed(started: Started, hanging: bool) -> None:
    if hanging:
        stand_still(started.node)
        with OpenSearch(started.address, timeout=1.0) as client, pytest.raises(ConnectionTimeout):
            client.info()

    started.process.kill()

    await_end(started.address)


def test_ctrl_c_ends_a_developers_cluster_which_finds_its_data_again(started: Started, folder: Path) -> None:
    with OpenSearch(started.address, timeout=PATIENCE) as client:
        client.indices.create(index="paragraphs", body={"settings": {"number_of_replicas": 0}})
        client.index(index="paragraphs", id="ferry-1", body={"text": "A ferry."}, params={"refresh": "true"})

    started.process.send_signal(signal.SIGINT)
    output, _ = started.process.communicate()

    assert (started.process.returncode, output) == (0, f"Ended; the data stay in {folder}.\n")
    assert not is_there(started.address)
    with running(folder, free_ports(2)) as cluster, cluster.client() as client:
        assert client.get(index="paragraphs", id="ferry-1")["_source"] == {"text": "A ferry."}
