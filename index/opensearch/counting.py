"""How many documents of each kind are found in an index, as a manifest counts them."""

from collections.abc import Mapping
from typing import Any

from index.opensearch.cluster import WHOLE, Cluster

KINDS: Mapping[str, str] = {"articles": "article", "paragraphs": "paragraph"}
"""What a manifest counts, and the kind of the documents that are that."""


def found_in(cluster: Cluster, index: str) -> dict[str, int]:
    """Return how many articles and paragraphs a search finds; raise DatelineError where that can't be told."""
    return {name: _found(cluster, index, kind) for name, kind in KINDS.items()}


def _found(cluster: Cluster, index: str, kind: str) -> int:
    body = {"size": 0, "track_total_hits": True, "query": {"term": {"kind": kind}}}
    with cluster.failures():
        answer: Any = cluster.client.search(index=index, body=body, params=WHOLE)
    return int(answer["hits"]["total"]["value"])
