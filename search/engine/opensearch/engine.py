"""The engine of an archive in a cluster: whatever index its alias leads to, held open.

What is published is asked of the cluster at most a few times a second, whoever asks for it; opening a state reads its
tables from the cluster, which takes a while.  Where somebody follows what is published (`refresh`), nobody else does.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from index.errors import ClusterUnavailableError, IndexMissingError
from index.opensearch.cluster import Cluster
from index.opensearch.counting import found_in
from index.opensearch.hanging import AVOIDED
from index.opensearch.tables import ClusterIndexDamagedError, Tables
from search.engine.opensearch.reader import Reader
from search.engine.opensearch.snapshot import OpenSearchSnapshot
from search.engine.protocol import Snapshot
from search.engine.taking_up import TakingUp

LOOKED_UP_SECONDS = 0.2
"""For so long what was published is taken to be so still."""
LOOKING_UP_SECONDS = 3.0
"""So long a node may take to tell what is published; then another one is asked, if there is one."""
LOCALLY = {"local": "true"}
"""Parameters by which a node tells what it knows without the manager."""
Published = tuple[str, str]
"""The name of an index, and what the cluster knows it by: one that is made anew under its name has another."""


class Alias:
    """What the alias of an archive leads to; safe to share between threads, of whom one at a time looks it up."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._looking = threading.Lock()
        self._found: Published | None = None
        self._until = 0.0
        self._local_until = 0.0
        """Until then nodes are asked for what they know without the manager, which did not answer."""

    def published(self) -> Published:
        """Look up what is published; raise IndexMissingError where nothing is, or what the cluster's refusal means."""
        is_local = self._cluster.hanging.is_met or time.monotonic() < self._local_until
        try:
            found = self._settings(self._cluster.name, is_local=is_local)
        except ClusterUnavailableError:  # the node that was asked may hang, or the manager that it asked
            self._cluster.hanging.await_look()
            if self._cluster.hanging.is_everywhere:
                raise
            is_local, self._local_until = True, time.monotonic() + AVOIDED
            found = self._settings(self._cluster.name, is_local=is_local)
        if not found:
            raise self._cluster.refusals.missing()
        index = max(found)
        one = index, str(found[index]["settings"]["index.uuid"])
        if is_local and self._found is not None and index < self._found[0]:  # that node is behind
            one = self._found
        self._found = one
        self._until = time.monotonic() + LOOKED_UP_SECONDS
        return one

    def is_published(self, one: Published) -> bool:
        """Tell whether what was published still is, or was LOOKED_UP_SECONDS ago; raise where the cluster refuses."""
        if time.monotonic() >= self._until and self._looking.acquire(blocking=False):
            try:
                self.published()
            except IndexMissingError:
                self._found = None
            finally:
                self._looking.release()
        return self._found == one

    def is_removed(self, one: Published) -> bool:
        """Tell whether what was published is known to be gone, as it is when two others were published since."""
        if self._found == one:
            return False
        try:
            found = self._settings(one[0], is_local=self._cluster.hanging.is_met)
        except IndexMissingError:
            return True
        except ClusterUnavailableError:
            return False
        return not found

    def _settings(self, index: str, *, is_local: bool) -> dict[str, Any]:
        """Ask what the manager knows of an index, or what a node knows without it."""
        parameters = {"flat_settings": "true", "request_timeout": LOOKING_UP_SECONDS}
        with self._cluster.failures():
            found: dict[str, Any] = self._cluster.client.indices.get_settings(
                index=index,
                name="index.uuid",
                params={**parameters, **(LOCALLY if is_local else {})},
            )
        return found


class OpenSearchEngine:
    """Answers from the archive at an address (`index.opensearch.address`); safe to share between threads.

    Whatever it is asked raises ClusterUnavailableError or ClusterAccessError where the cluster can't be asked.
    """

    def __init__(self, address: str) -> None:
        self._cluster = cluster = Cluster(address)
        self._alias = alias = Alias(cluster)
        self._states: TakingUp[Published, OpenSearchSnapshot] = TakingUp(
            alias.published, alias.is_published, lambda: _open(cluster, alias), _require_sound
        )
        self._diagnosing = threading.Lock()
        self._verified = 0
        """How often what was published was read through and not found damaged."""
        self._diagnosed: tuple[str, int] | None = None

    def publication(self) -> str:
        """Return what differs between any two publications; raise as `snapshot` does."""
        return self.snapshot().info.publication

    def snapshot(self) -> OpenSearchSnapshot:
        """Return the published state, or what was published LOOKED_UP_SECONDS ago, or is asked on as `refresh` says.

        Raises IndexMissingError, ClusterIndexDamagedError or ForeignDirectoryError where there is nothing to ask.
        """
        state, opened = self._states.state(), self._states.opened
        if opened is not None and opened[1] is state and self._alias.is_removed(opened[0]):
            self._states.opened = None  # what takes its place is waited for
            state = self._states.state()
        return state

    def refresh(self, prepare: Callable[[Snapshot], None], followed_for: float) -> None:
        """Let go of a state that was replaced, and open the one that took its place; raise as `snapshot`.

        Until `prepare` is done with that one, or with one that is published within `followed_for` seconds, the one
        before is asked on, unless that is soon done.
        """
        self._states.refresh(prepare, followed_for)

    def verify(self, pace: Callable[[], None] | None = None, *, again: bool = True) -> None:
        """Read all tables through, and count the documents, calling `pace` before, which may wait; what the cluster
        stores it checks itself.  It is all done `again` in any case.

        Raises ClusterIndexDamagedError where that is not what was published; what is damaged is so for all who ask it.
        """
        if pace is not None:
            pace()
        self._check(self.snapshot())
        self._verified += 1

    def diagnose(self, snapshot: Snapshot) -> None:
        """Raise ClusterIndexDamagedError where the state is damaged.

        It is checked once for that, whatever comes of it, until it is verified again for another reason.
        """
        opened = self._states.opened
        if opened is None or opened[1] is not snapshot:
            return
        with self._diagnosing:
            asked = snapshot.info.publication, self._verified
            if self._diagnosed == asked:
                return
            self._diagnosed = asked
        with suppress(ClusterUnavailableError):  # what failed first is told, not what kept it from being explained
            self._check(opened[1])

    def _check(self, snapshot: OpenSearchSnapshot) -> None:
        try:
            _require_whole(self._cluster, snapshot.reader)
        except ClusterIndexDamagedError as error:
            if "-".join(self._alias.published()) == snapshot.info.publication:
                snapshot.damage = error
                raise


def _open(cluster: Cluster, alias: Alias) -> tuple[Published, OpenSearchSnapshot]:
    """Open the published state, which may be replaced, and removed, while it is being opened."""
    while True:
        published = alias.published()
        try:
            _require_format(cluster, published[0])
            return published, OpenSearchSnapshot(cluster, published[0], "-".join(published))
        except (ClusterIndexDamagedError, IndexMissingError):
            if alias.published() == published:
                raise


def _require_format(cluster: Cluster, index: str) -> None:
    """Raise ForeignDirectoryError where an index is not one that this Dateline made."""
    with cluster.failures():
        found: Any = cluster.client.indices.get(index=index, params=LOCALLY if cluster.hanging.is_met else {})
    cluster.refusals.require_format(index, found[index]["mappings"])


def _require_sound(snapshot: OpenSearchSnapshot) -> None:
    if snapshot.damage is not None:
        raise snapshot.damage


def _require_whole(cluster: Cluster, reader: Reader) -> None:
    """Raise ClusterIndexDamagedError where a table is not as the manifest has it, or documents are missing."""
    manifest = Tables(cluster, reader.index).check()
    for name, found in found_in(cluster, reader.index).items():
        expected = manifest.counts[name]
        if found != expected:
            raise ClusterIndexDamagedError(reader.index, f"it holds {found:,} {name}, not {expected:,}")
