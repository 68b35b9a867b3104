"""Dateline over an OpenSearch cluster, whose nodes CLUSTER names in the environment."""

import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from benchmarks.engine.adapters import dateline
from benchmarks.engine.stories import Story
from index.analysis.batch_analyzer import BatchAnalyzer
from index.opensearch.cluster import Cluster
from index.opensearch.states import States
from index.opensearch.writer import ClusterWriter
from index.pipeline.people import canonical_names
from search.archive import Archive
from search.engine.opensearch.engine import OpenSearchEngine

CLUSTER = "DATELINE_BENCHMARK_CLUSTER"
if CLUSTER not in os.environ:
    raise ModuleNotFoundError(f"a cluster: run `make cluster`, and say where in {CLUSTER}=127.0.0.1:9200")
NOTE = (
    "Dateline over OpenSearch is asked the same as Dateline; the cluster's nodes run on the same machine.  The time of "
    "its build is Dateline's own: what the nodes take is not in it, and the index is not in the folder."
)


def build(stories: Iterable[Story], folder: Path) -> None:
    """Fill and publish a state of an archive, settling included."""
    cluster = Cluster(_address(folder))
    states = States(cluster)
    with states.new(replicas=0) as draft:
        writer = ClusterWriter(cluster, draft)
        for batch in dateline.packed(stories, BatchAnalyzer()):
            writer.add(batch)
        counts = writer.finish(canonical_names(writer.names(), writer.beside))
        states.publish(draft, "2031-01-01T00:00:00+00:00", counts)


class Opened(dateline.Opened):
    """The published state, asked the same."""

    def __init__(self, folder: Path) -> None:
        address = _address(folder)
        self._open(Archive(address, dateline.LIMITS), OpenSearchEngine(address))


def _address(folder: Path) -> str:
    """Return an address for what a folder would hold."""
    name = blake2b(str(folder.parent).encode(), digest_size=4).hexdigest()
    return f"opensearch+http://{os.environ[CLUSTER]}/dateline-benchmark-{name}"
