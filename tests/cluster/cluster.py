"""A cluster on the loopback: started, awaited, harmed, mended and ended, its data kept until its folder is removed."""

import os
import random
import select
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from opensearchpy import OpenSearch
from opensearchpy.exceptions import OpenSearchException

from tests.cluster.launcher import FOLDER, built

HOST = "127.0.0.1"
BELOW_WHAT_CONNECTIONS_GET = range(20_000, 32_000)
"""Ports that no outgoing connection is given, so that a node that is started again finds its own still free."""
PATIENCE = 240.0
"""Seconds to wait for a node or a cluster: machines that test are busy."""
PAUSE = 0.25
"""Seconds between two looks at a cluster's health."""
LAST_WORDS = 20
"""Lines of a node's log that are told when it failed."""

JVM = ("-Xms384m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")
"""Small, and compiled quickly rather than well: a node starts in half the time. For measurements give others."""

SETTINGS: Mapping[str, str] = {
    "network.host": HOST,
    # A node that hangs is given up after some ten seconds; by default it would be forty.
    "cluster.fault_detection.follower_check.timeout": "5s",
    "cluster.fault_detection.follower_check.retry_count": "2",
    "cluster.fault_detection.leader_check.timeout": "5s",
    "cluster.fault_detection.leader_check.retry_count": "2",
    "cluster.publish.timeout": "10s",
    # By default a disk that is nine tenths full takes no shards, however large it is.
    "cluster.routing.allocation.disk.watermark.low": "300mb",
    "cluster.routing.allocation.disk.watermark.high": "200mb",
    "cluster.routing.allocation.disk.watermark.flood_stage": "100mb",
    # What counts all memory, garbage too, refuses requests where the collector lets garbage lie: a serial one does.
    "indices.breaker.total.use_real_memory": "false",
}


def free_ports(count: int) -> list[int]:
    """Return ports of the loopback that nobody listens on, and that other processes of these tests are not given."""
    ports: list[int] = []
    own = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    those = BELOW_WHAT_CONNECTIONS_GET[own :: int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))]
    for port in random.SystemRandom().sample(those, len(those)):
        if len(ports) < count and not listens(port):
            ports.append(port)
    return ports


def listens(port: int) -> bool:
    """Tell whether somebody listens on a port of the loopback, be it a process that hangs."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


@dataclass
class Node:
    """One process of OpenSearch, which ends with the process that started it, however that ends."""

    folder: Path
    settings: Mapping[str, str]
    jvm: Sequence[str] = JVM
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def name(self) -> str:
        return self.settings["node.name"]

    @property
    def address(self) -> str:
        """Where it speaks HTTP."""
        return f"http://{HOST}:{self.settings['http.port']}"

    @property
    def pid(self) -> int:
        return self._running().pid

    @property
    def is_running(self) -> bool:
        """Whether it has a process, be it one that hangs."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start it, without waiting."""
        temporary = self.folder / "temporary"
        temporary.mkdir(parents=True, exist_ok=True)
        options = [
            *self.jvm,
            f"-Djava.io.tmpdir={temporary}",
            f"-Dlog4j2.configurationFile={FOLDER / 'log4j2.properties'}",
            "-Dlog4j2.disable.jmx=true",
        ]
        settings = [f"{name}={value}" for name, value in self.settings.items()]
        with (self.folder / "log").open("ab") as log:
            # In a group of its own Ctrl-C does not reach it, and the system ends it, even stopped, with its parent.
            self.process = subprocess.Popen(
                ["java", *options, "-cp", built(), "Launcher", f"path.home={self.folder}", *settings],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                process_group=0,
            )

    def await_bound(self) -> None:
        """Wait until it answers. Raises RuntimeError with the end of its log if it does not."""
        output = self._running().stdout
        assert output is not None
        ready, _, _ = select.select([output], [], [], PATIENCE)
        if not ready or not output.readline().startswith(b"bound "):
            log = (self.folder / "log").read_text("utf-8", "replace").splitlines()
            raise RuntimeError("\n".join([f"{self.name} did not start:", *log[-LAST_WORDS:]]))

    def kill(self) -> None:
        """End it as a loss of power would."""
        self._running().kill()
        self._ended()

    def stop(self) -> None:
        """End it as an operator would."""
        process = self._running()
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
        self._ended()

    def pause(self) -> None:
        """Let it hang: it holds its connections and answers nothing."""
        stand_still(self.pid)

    def resume(self) -> None:
        """Let it go on after `pause`; to one that does not hang nothing happens."""
        os.kill(self.pid, signal.SIGCONT)

    def _running(self) -> subprocess.Popen[bytes]:
        assert self.process is not None, f"{self.name} is not running"
        return self.process

    def _ended(self) -> None:
        process = self._running()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        self.process = None


def stand_still(process: int) -> None:
    """Stop a process, and wait until none of its threads, of which a busy machine lets some go on, runs any longer."""
    os.kill(process, signal.SIGSTOP)
    until = time.monotonic() + PATIENCE
    while not all(_is_stopped(thread) for thread in Path("/proc", str(process), "task").glob("*/stat")):
        assert time.monotonic() < until
        time.sleep(0.01)


def _is_stopped(thread: Path) -> bool:
    with suppress(FileNotFoundError, ProcessLookupError):  # it has ended
        return thread.read_text().rpartition(")")[2].split()[0] == "T"
    return True


class Cluster:
    """Nodes that know of each other, every one of which can hold data and manage the cluster."""

    def __init__(self, folder: Path, ports: Sequence[int], jvm: Sequence[str] = JVM) -> None:
        """Make it of one node for each two ports: the first half are for HTTP, the others for the nodes themselves."""
        count = len(ports) // 2
        names = [f"node-{number + 1}" for number in range(count)]
        shared = {
            **SETTINGS,
            "cluster.name": "dateline-tests",
            "cluster.initial_cluster_manager_nodes": ",".join(names),
            # Which indexes there are is read when all are there again, so that what is said before can be tested.
            "gateway.recover_after_data_nodes": str(count),
            "discovery.seed_hosts": ",".join(f"{HOST}:{port}" for port in ports[count:]),
        }
        self.nodes = tuple(
            Node(
                folder / name,
                {**shared, "node.name": name, "http.port": str(http), "transport.port": str(transport)},
                jvm,
            )
            for name, http, transport in zip(names, ports[:count], ports[count:], strict=True)
        )

    @property
    def addresses(self) -> list[str]:
        """Where the nodes speak HTTP."""
        return [node.address for node in self.nodes]

    def client(self, *nodes: Node, timeout: float = 30.0) -> OpenSearch:
        """Return a client of some nodes, or of all; it must be closed."""
        return OpenSearch([node.address for node in nodes or self.nodes], timeout=timeout)

    def start(self) -> None:
        """Start the nodes that are not running, and wait until all are one cluster whose every shard has its copies."""
        starting = [node for node in self.nodes if not node.is_running]
        for node in starting:
            node.start()
        for node in starting:
            node.await_bound()
        self.await_whole()

    def await_whole(self) -> None:
        """Wait until all nodes say that all are there and every shard has its copies.

        Raises RuntimeError with what is amiss if not.
        """
        until = time.monotonic() + PATIENCE
        for node in self.nodes:
            while amiss := self._amiss(node):
                if time.monotonic() > until:
                    raise RuntimeError(f"{node.name} says that the cluster is not whole: {amiss}")
                time.sleep(PAUSE)

    def mend(self) -> None:
        """Make it whole: those that hang go on, those that were killed are started."""
        for node in self.nodes:
            if node.is_running:
                node.resume()
        self.start()

    def restart(self) -> None:
        """End all nodes and start them again, with the data they have."""
        for node in self.nodes:
            node.stop()
        self.start()

    def close(self) -> None:
        """End all nodes at once."""
        for node in self.nodes:
            if node.process is not None:
                node.kill()

    def _amiss(self, node: Node) -> str | None:
        """Return what keeps the cluster from being whole, as a node sees it; None where nothing does.

        A copy that could not be made five times, as on a node that hung, is tried again as an operator would have it:
        by itself the cluster does not.
        """
        with self.client(node, timeout=10.0) as client:
            try:
                health = client.cluster.health()
                if (health["status"], health["number_of_nodes"]) == ("green", len(self.nodes)):
                    return None
                if health["unassigned_shards"] and not health["initializing_shards"]:
                    client.cluster.reroute(params={"retry_failed": "true", "filter_path": "acknowledged"})
            except OpenSearchException as error:
                return str(error)
        return str(health)


@contextmanager
def running(folder: Path, ports: Sequence[int] = (), jvm: Sequence[str] = JVM) -> Iterator[Cluster]:
    """Run a cluster of three nodes, or of one for each two ports; none is left, whatever happens."""
    cluster = Cluster(folder, ports or free_ports(6), jvm)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.close()
