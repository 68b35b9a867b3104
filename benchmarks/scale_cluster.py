"""What an archive takes of an OpenSearch cluster, by the cluster's own statistics."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from opensearchpy import OpenSearch

from benchmarks.scale_measuring import SEGMENTS, by_kind
from index.opensearch.cluster import Cluster
from index.opensearch.tables import MANIFEST, Tables

SCHEME = "opensearch+"
"""Before the scheme of an archive's address."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An index: bytes of its primary shards by kind of file, documents, milliseconds of the nodes' threads."""

    kinds: Counter[str]
    documents: int
    """Those of Lucene: each speaker of a paragraph is one, too."""
    indexing_ms: int
    merging_ms: int
    shards: int


class Observed:
    """A cluster that holds an archive, and nobody else asks meanwhile."""

    def __init__(self, address: str) -> None:
        self._address = address
        parts = urlsplit(address.removeprefix(SCHEME))
        self.name = parts.path.strip("/")
        self._host = f"{parts.scheme}://{parts.netloc}"
        self._client = OpenSearch([self._host], timeout=120)

    def node_seconds(self) -> float:
        """Return what all nodes have taken of their processors since they started."""
        nodes = self._client.nodes.stats(metric="process")["nodes"].values()
        return sum(int(node["process"]["cpu"]["total_in_millis"]) for node in nodes) / 1000

    def sent_bytes(self) -> int:
        """Return how large all was that the nodes were told to write since they started, as they hold it."""
        nodes = self._client.nodes.stats(metric="indexing_pressure")["nodes"].values()
        return sum(int(node["indexing_pressure"]["memory"]["total"]["coordinating_in_bytes"]) for node in nodes)

    def heap_bytes(self) -> int:
        """Return what all nodes use of their heaps just now, garbage included."""
        nodes = self._client.nodes.stats(metric="jvm")["nodes"].values()
        return sum(int(node["jvm"]["mem"]["heap_used_in_bytes"]) for node in nodes)

    def divided(self, shards: int) -> str:
        """Divide a copy of the published state into so many shards; return the address of an archive that it is."""
        (published,) = self._client.indices.get_alias(name=self.name)
        name = f"{self.name}-in-{shards}"
        target = f"{name}-000001"
        self._client.indices.delete(index=target, params={"ignore_unavailable": "true"})
        divided = {"index.number_of_shards": shards, "index.number_of_replicas": 0, "index.blocks.write": None}
        self._client.indices.split(index=published, target=target, body={"settings": divided})
        self._client.cluster.health(index=target, params={"wait_for_status": "yellow"})
        cluster = Cluster(self._address)
        manifest = replace(Tables(cluster, published).manifest(), index=target)
        Tables(cluster, target).write(MANIFEST, manifest.encode())
        # What the other shards have is marked as deleted in each, until its segments are merged.
        self._client.indices.forcemerge(index=target, params={"max_num_segments": 1})
        self._client.indices.refresh(index=target)
        self._client.indices.put_alias(index=target, name=name)
        return f"{SCHEME}{self._host}/{name}"

    def stored(self) -> Stored:
        """Return what the published state of the archive takes."""
        answer: dict[str, Any] = self._client.indices.stats(
            index=self.name, params={"include_segment_file_sizes": "true"}
        )
        primaries = answer["_all"]["primaries"]
        files = primaries["segments"]["file_sizes"].items()
        return Stored(
            by_kind(((name, int(one["size_in_bytes"])) for name, one in files), SEGMENTS),
            int(primaries["docs"]["count"]),
            int(primaries["indexing"]["index_time_in_millis"]),
            int(primaries["merges"]["total_time_in_millis"]),
            int(answer["_shards"]["total"]),
        )
