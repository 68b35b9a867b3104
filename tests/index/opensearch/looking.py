"""What lies in a place of the cluster, and what is done to it, for the tests of several modules."""

from collections.abc import Sequence
from typing import Any

from index.opensearch.cluster import Cluster
from index.opensearch.gathering import DOCUMENTS
from index.opensearch.states import Draft
from index.opensearch.walking import walk
from index.opensearch.writer import ClusterWriter
from index.pipeline.people import canonical_names
from tests.archives import Story, batches_of


def indices(place: Cluster) -> list[str]:
    """The states that lie in the cluster."""
    found: Any = place.client.indices.get(index=f"{place.name}-0*")
    return sorted(found)


def heads(place: Cluster) -> list[str]:
    """The ids of the articles that are published, in order."""
    found = walk(place, place.name, {"term": {"kind": "article"}}, ["article"])
    return [hit["_source"]["article"] for hit in found]


def documents(place: Cluster, index: str) -> dict[str, Any]:
    place.client.indices.refresh(index=index)
    return {hit["_id"]: hit["_source"] for hit in walk(place, index, DOCUMENTS, ["*"])}


def run_out(place: Cluster, name: str) -> None:
    """Let the time of a lease be over."""
    script = {"source": "ctx._source.until = 0"}
    place.client.update(index=f"{place.name}-writer", id=name, body={"script": script})


def settled(place: Cluster, draft: Draft, stories: Sequence[Story]) -> dict[str, int]:
    """Write an archive of the stories, and return its counts."""
    writer = ClusterWriter(place, draft)
    for batch in batches_of(stories):
        writer.add(batch)
    return writer.finish(canonical_names(writer.names(), writer.beside))
