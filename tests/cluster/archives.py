"""Small archives in a cluster, of the stories of `tests.archives`."""

from collections.abc import Sequence
from pathlib import Path

from index.opensearch.cluster import Cluster
from index.opensearch.states import States
from index.opensearch.updater import ClusterUpdater, SharesSettler
from index.opensearch.writer import ClusterWriter, ShareWriter
from index.pipeline.people import canonical_names
from tests.archives import CREATED, NOT_SYNCED, Story, batches_of

NO_REPLICAS = {"shards": 2, "replicas": 0}
"""In several shards, so that what is known of one only is seen to be wrong."""


def publish(cluster: Cluster, stories: Sequence[Story], replicas: int = 0, cache: Path | None = None) -> str:
    """Publish an archive of the stories, and return its index."""
    states = States(cluster, cache=cache)
    with states.new(NO_REPLICAS["shards"], replicas) as draft:
        writer = ClusterWriter(cluster, draft)
        for batch in batches_of(stories):
            writer.add(batch)
        counts = writer.finish(canonical_names(writer.names(), writer.beside))
        with NOT_SYNCED:
            states.publish(draft, CREATED, counts)
    return draft.index


def update(cluster: Cluster, removed: Sequence[str], stories: Sequence[Story], cache: Path | None = None) -> str:
    """Publish the archive without the articles that are removed and with the stories; return its index."""
    states = States(cluster, cache=cache)
    with states.copy() as draft:
        updater = ClusterUpdater(cluster, draft, states.published())
        updater.remove(removed)
        for batch in batches_of(stories):
            updater.add(batch)
        counts = updater.finish(canonical_names(updater.names(), updater.beside))
        with NOT_SYNCED:
            states.publish(draft, CREATED, counts)
    return draft.index


def write_share(cluster: Cluster, share: int, shares: int, stories: Sequence[Story]) -> str:
    """Write a share, and return the index."""
    with States(cluster).share(share, shares, **NO_REPLICAS) as draft:
        writer = ShareWriter(cluster, draft, share)
        for batch in batches_of(stories):
            writer.add(batch)
        writer.finish({})
    return draft.index


def publish_shares(cluster: Cluster, cache: Path | None = None) -> str:
    """Publish what all shares have written, and return the index."""
    states = States(cluster, cache=cache)
    with states.shared() as draft:
        settler = SharesSettler(cluster, draft)
        counts = settler.finish(canonical_names(settler.names(), settler.beside))
        with NOT_SYNCED:
            states.publish(draft, CREATED, counts)
    return draft.index
