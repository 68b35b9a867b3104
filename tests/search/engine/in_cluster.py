"""Archives of stories in a cluster, each under a name that nobody asks any more, or a new one."""

import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

from index.opensearch import gathering
from index.opensearch.cluster import Cluster
from search.archive import Archive
from search.engine.opensearch import engine
from search.limits import Limits
from tests.archives import Story
from tests.cluster import cluster as running
from tests.cluster.archives import publish, update
from tests.search.engine.contract import STRAY, Make

Filled = Callable[[Cluster, Sequence[Story], Path], object]
"""Fills an archive; what is kept of it on this machine lies in a folder."""


def at_once(cluster: Cluster, stories: Sequence[Story], cache: Path) -> None:
    """Make the archive in one go."""
    publish(cluster, stories, cache=cache)


def by_updates(cluster: Cluster, stories: Sequence[Story], cache: Path) -> None:
    """Make the archive of other texts under the same ids, and of articles that are removed, in two updates, each of
    which begins with what is kept."""
    stale = [replace(story, paragraphs=(*story.paragraphs, *STRAY.paragraphs[1:])) for story in reversed(stories)]
    publish(cluster, [replace(STRAY, id="stray-1"), *stale, replace(STRAY, id="stray-2")], cache=cache)
    half = len(stories) // 2
    first, second = [*stories[:half], replace(STRAY, id="stray-3")], stories[half:]
    with patch.object(gathering, "walk", side_effect=AssertionError("nothing is kept")):
        update(cluster, ["stray-1", *(story.id for story in first)], first, cache)
        removed = ["stray-2", "stray-3", "never-there", *(story.id for story in second)]
        update(cluster, removed, second, cache)


UNHURRIED = replace(Limits(), max_milliseconds=60_000)
"""A node on a machine that tests is in no hurry."""
UPDATED = "opensearch, updated"
IN_CLUSTER: Mapping[str, Filled] = {"opensearch": at_once, UPDATED: by_updates}
"""By name, what fills an archive in a cluster."""


class Archives:
    """Archives in a cluster whose nodes speak HTTP at some addresses."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._hosts = ",".join(address.removeprefix("http://") for address in addresses)
        self._asked: dict[str, Callable[[], object | None]] = {}

    def named(self, name: str) -> str:
        """Return the address of an archive that is yet to be made, and to be removed in the end."""
        self._asked[name] = lambda: True
        return self.address(name)

    def address(self, name: str) -> str:
        """Return the address of an archive by its name."""
        return f"opensearch+http://{self._hosts}/{name}"

    def make(self, fill: Filled, folder: Path, *stories: Story) -> Archive:
        """Make an archive of stories, in the place of one that nobody asks any more, if there is one."""
        free = (name for name, archive in self._asked.items() if archive() is None)
        name = next(free, f"test-{uuid4().hex}")
        with Cluster(self.address(name)) as cluster:
            fill(cluster, stories, folder)
        archive = Archive(self.address(name), UNHURRIED)
        self._asked[name] = weakref.ref(archive)
        return archive

    def remove(self, names: Sequence[str]) -> None:
        """Remove archives, and all that belongs to them."""
        for name in names:
            with Cluster(self.address(name)) as cluster, cluster.failures():
                for index in cluster.client.indices.get(index=f"{name}-*"):
                    cluster.client.indices.delete(index=index, params={"request_timeout": running.PATIENCE})
                cluster.client.indices.delete_index_template(name=f"dateline-{name}", params={"ignore": 404})
            del self._asked[name]

    def close(self) -> None:
        """Remove all."""
        self.remove(list(self._asked))


@contextmanager
def archives_in(cluster: running.Cluster, fill: Filled) -> Iterator[Make]:
    """Give what makes archives in a running cluster."""
    archives = Archives(cluster.addresses)
    with patch.object(engine, "LOOKING_UP_SECONDS", UNHURRIED.max_milliseconds / 1_000), closing(archives):
        yield partial(archives.make, fill)
