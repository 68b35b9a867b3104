"""What lies in the cluster: the states of an archive, of which one is published, and how the next one is made.

    NAME                    the alias that leads to the published state
    NAME-000007             an index: a state, published or not; write-blocked once it is; no other ever has its number
    NAME-000007-draft       the alias by which it is written to, until it is published, or removed
    NAME-before             the alias of the state that was published before it
    NAME-shares             the alias of the one index that several machines write to, until a clone of it is published
    NAME-writer             the index of leases (`index.opensearch.lease`)
    dateline-NAME           the index template by which states are made

A writer makes a new index, or a clone of the published one, or of what several machines wrote, and `publish` makes the
alias lead to it: one atomic step, which the cluster refuses where another writer was there before.  Until then, and
whatever happens before, the old one is served.  The state before stays until the next one is published, for those who
are reading it.

A writer may be suspended at any moment for longer than its lease lasts, and go on when another has written.  What it
then writes goes to a draft of its own, which the other one has removed; and a draft is published, or removed, by taking
its alias away first, so that what is removed was not published, and what was published is not removed.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from index.errors import DatelineError, ForeignDirectoryError, IndexLockedError, IndexMissingError
from index.interrupts import interrupts_held
from index.opensearch.bulk import draft_of
from index.opensearch.cluster import Cluster
from index.opensearch.counting import found_in
from index.opensearch.keeping import Keeping
from index.opensearch.lease import LASTS, Lease, Leases
from index.opensearch.mapping import FORMAT, mappings, settings
from index.opensearch.tables import MANIFEST, ClusterIndexDamagedError, ClusterManifest, Tables
from index.store.files.folder import Folder
from index.store.manifest import digest_of

SHARDS, REPLICAS = 1, 1
TIMEOUT = 120.0
"""Seconds that the cluster may take to make an index, to clone one, or to finish one."""
ONE_AT_MOST = {"is_write_index": True}
"""What is said of an alias that the cluster lets one index have at a time."""
MOST_SHARES = 1000
WRITER = "writer"
"""The lease of whoever is to publish a state."""
WHOLE = "whole"
"""That of whoever makes a state in which there is no room for shares."""
SHARE = "share "
"""Before its number, that of whoever writes a share."""


@dataclass(slots=True)
class Draft:
    """A state that is written: `index` is its name; `shares` how many machines write it, each its part, 0 for none.

    It is written, and published, while all of the `leases` are held.
    It is settled in a `folder` of this machine, which is removed in the end; of the state that it is a clone of, this
    machine has what is `kept`, if anything.  `newest` and `languages` go into its manifest; they, and that it
    `is_settled`, are told by whoever settles it.
    """

    index: str
    tables: Tables
    leases: tuple[Lease, ...]
    folder: Path
    shares: int = 0
    kept: Folder | None = None
    is_settled: bool = False
    newest: str | None = None
    languages: tuple[str, ...] = ()

    def check(self) -> None:
        """Raise IndexLockedError where a lease is known to be lost."""
        for lease in self.leases:
            lease.check()

    def renew(self) -> None:
        """Hold the leases for some time more; raise IndexLockedError where one was lost."""
        for lease in self.leases:
            lease.renew()


class States:
    """The states of an archive of the cluster.  Whatever the cluster refuses is a DatelineError."""

    def __init__(self, cluster: Cluster, lasts: float = LASTS, cache: Path | None = None) -> None:
        """Know them; the leases of writers, which renew them, run out after `lasts` seconds.  What is settled is kept
        in the folder `cache`, if there is one."""
        self._cluster = cluster
        self._name = cluster.name
        self._leases = Leases(cluster, lasts)
        self._keeping = Keeping(cache)
        self._numbered = re.compile(re.escape(cluster.name) + r"-([0-9]{6,9})")
        self._shared, self._before = f"{cluster.name}-shares", f"{cluster.name}-before"

    def published(self) -> str:
        """Return the index that is published.

        Raises IndexMissingError where none is, ForeignDirectoryError where it is not one that this Dateline made.
        """
        found = self._look(self._name)
        if not found:
            raise self._cluster.refusals.missing()
        for index, about in found.items():
            self._cluster.refusals.require_format(index, about.get("mappings", {}))
        return max(found)

    def manifest(self) -> ClusterManifest:
        """Return the manifest of what is published; raise as `published`, and ClusterIndexDamagedError."""
        return Tables(self._cluster, self.published()).manifest()

    @contextmanager
    def new(self, shards: int = SHARDS, replicas: int = REPLICAS) -> Iterator[Draft]:
        """Make a new index, to be filled and published inside the `with`; what is not, is removed.

        Raises IndexLockedError while another process writes.
        """
        with self._leases.held(WRITER) as writer, self._leases.held(WHOLE) as whole, _scratch() as folder:
            self._require_no_share_written()
            draft = self._draft(self._next(), folder, writer, whole)
            self._remove_abandoned(draft)
            with self._removed_unless_published(draft):
                self._create(draft.index, shards, replicas)
                yield draft

    @contextmanager
    def copy(self) -> Iterator[Draft]:
        """Clone what is published, to be changed and published inside the `with`; what is not, is removed."""
        with self._leases.held(WRITER) as lease, _scratch() as folder:
            draft = self._draft(self._next(), folder, lease)
            self._remove_abandoned(draft, and_shared=False)
            published = self.published()  # whose place no abandoned one can take any longer
            with self._removed_unless_published(draft):
                self._clone(published, draft.index)
                draft.tables.remove(MANIFEST)
                draft.kept = self._kept(published)
                yield draft

    @contextmanager
    def share(self, number: int, shares: int, shards: int = SHARDS, replicas: int = REPLICAS) -> Iterator[Draft]:
        """Write a share, from 1 to `shares`, into the index that all shares are written to, which the first one makes.

        What was written stays, whatever happens.  Raises IndexLockedError while another process writes the same share,
        or publishes; DatelineError where the archive is being written in another number of shares.
        """
        with self._leases.held(f"{SHARE}{number}") as lease, _scratch() as folder:
            if holder := self._leases.holder(WHOLE):
                raise IndexLockedError(f"{self._name} is being published, or rebuilt in whole, by {holder}: wait.")
            if index := self._begun(shares):
                self._unblock(index)
            else:
                index = self._begin(shares, shards, replicas)
            yield self._draft(index, folder, lease, shares=shares)

    @contextmanager
    def shared(self) -> Iterator[Draft]:
        """Clone what all shares wrote, to be settled and published inside the `with`; a clone that is not, is removed.

        What they wrote stays until one is.  Raises IndexMissingError where no share was written, IndexLockedError while
        one is, or another process writes.
        """
        with self._leases.held(WRITER) as writer, self._leases.held(WHOLE) as whole, _scratch() as folder:
            self._require_no_share_written()
            found = self._look(self._shared)
            if not found:
                raise IndexMissingError(
                    f"No share of {self._name} was written: write each with `dateline rebuild PATH... --share 1/4`."
                )
            [(written, about)] = found.items()
            draft = self._draft(self._next(), folder, writer, whole, shares=_shares(about))
            self._remove_abandoned(draft, and_shared=False)
            self._block(written)
            with self._removed_unless_published(draft):
                self._clone(written, draft.index)
                yield draft

    def publish(self, draft: Draft, created: str, counts: Mapping[str, int]) -> ClusterManifest:
        """Make a finished draft the published state, and remove those before but the last one.

        Its manifest is written, with all tables that were, and everything checked, before the one step that publishes.
        """
        draft.tables.write_manifest(created, counts, draft.newest, draft.languages)
        with self._cluster.failures():
            self._cluster.client.indices.refresh(index=draft.index, params={"request_timeout": TIMEOUT})
        self._block(draft.index)
        manifest = draft.tables.check()
        for name, found in found_in(self._cluster, draft.index).items():
            self._cluster.require_all(found, manifest.counts[name])  # of a shard that wasn't refreshed nothing is told
        actions = self._switch(draft)
        draft.renew()
        try:
            with interrupts_held(), self._cluster.failures():
                self._cluster.client.indices.update_aliases(
                    body={"actions": actions}, params={"request_timeout": TIMEOUT}
                )
        except DatelineError:
            if draft.index not in self._look(self._name):  # else it was done, and only the answer was lost
                raise
        with suppress(DatelineError):
            self._remove_abandoned(draft, and_shared=False)
        if draft.is_settled:
            with suppress(DatelineError):
                self._keeping.keep(draft.folder, self._identity(manifest), created, dict(counts))
        return manifest

    def _kept(self, published: str) -> Folder | None:
        """Return what is kept on this machine of the published state."""
        try:
            return self._keeping.found(self._identity(Tables(self._cluster, published).manifest()))
        except ClusterIndexDamagedError:
            return None  # of which whoever reads it tells

    def _identity(self, manifest: ClusterManifest) -> str:
        """Return what no other state has, of this archive or of one that had its name before."""
        about = self._look(manifest.index).get(manifest.index, {})
        uuid = about.get("settings", {}).get("index", {}).get("uuid")
        return f"{manifest.index} {uuid} {digest_of(asdict(manifest))}"

    def _switch(self, draft: Draft) -> list[dict[str, Any]]:
        """Return what makes the alias lead to a draft, if that is one still, and it leads to what it does now."""
        actions: list[dict[str, Any]] = [{"add": {"index": draft.index, "alias": self._name}}, _ended(draft.index)]
        if draft.shares:
            actions += [
                {"remove": {"index": written, "alias": self._shared, "must_exist": True}}
                for written in self._look(self._shared)
            ]
        for before in self._look(self._name):
            actions += [{"remove": {"index": old, "alias": self._before}} for old in self._look(self._before)]
            actions.append({"remove": {"index": before, "alias": self._name, "must_exist": True}})
            actions.append({"add": {"index": before, "alias": self._before}})
        return actions

    def _draft(self, index: str, folder: Path, *leases: Lease, shares: int = 0) -> Draft:
        return Draft(index, Tables(self._cluster, index), leases, folder, shares)

    def _look(self, name: str) -> dict[str, Any]:
        """Return what is known of the indices that a name or a pattern leads to: none where there is nothing.

        Raises ClusterUnavailableError where the cluster doesn't know yet.
        """
        with self._cluster.failures():
            found: Any = self._cluster.client.indices.get(
                index=name, params={"ignore": 404, "request_timeout": TIMEOUT}
            )
        if "error" in found:
            self._cluster.require_recovered()
        return {index: about for index, about in found.items() if isinstance(about, dict) and "aliases" in about}

    def _states(self) -> dict[str, Any]:
        """Return all states, in order."""
        found = self._look(f"{self._name}-*")
        return {index: found[index] for index in sorted(found) if self._numbered.fullmatch(index)}

    def _next(self) -> str:
        found = self._look(self._name)
        if self._name in found:
            raise ForeignDirectoryError(
                f"{self._name} is an index of the cluster that Dateline did not make: name another one with --index."
            )
        numbers = [int(match[1]) for index in self._states() if (match := self._numbered.fullmatch(index))]
        return f"{self._name}-{self._leases.number(max(numbers, default=0)):06d}"

    def _create(self, index: str, shards: int, replicas: int, shares: int = 0) -> None:
        self._put_template()
        body = {
            "settings": {"number_of_shards": shards, "number_of_replicas": replicas},
            "mappings": {"_meta": {"dateline": {"format": FORMAT, "shares": shares}}},
            "aliases": {draft_of(index): {}} | ({self._shared: ONE_AT_MOST} if shares else {}),
        }
        with self._cluster.failures():
            self._cluster.client.indices.create(index=index, body=body, params={"request_timeout": TIMEOUT})

    def _put_template(self) -> None:
        """Let the cluster know what states are made of, at this version; states that are there stay as they are."""
        template = {
            "index_patterns": [f"{self._name}-0*"],
            "priority": 100 + len(self._name),
            "version": FORMAT,
            "_meta": {"made by": "dateline"},
            "template": {"settings": settings(SHARDS, REPLICAS, self._cluster.version), "mappings": mappings()},
        }
        with self._cluster.failures():
            self._cluster.client.indices.put_index_template(
                name=f"dateline-{self._name}", body=template, params={"request_timeout": TIMEOUT}
            )

    def _clone(self, source: str, target: str) -> None:
        with self._cluster.failures():
            self._cluster.client.indices.clone(
                index=source,
                target=target,
                body={"settings": {"index.blocks.write": None}, "aliases": {draft_of(target): {}}},
                params={"wait_for_active_shards": "1", "request_timeout": TIMEOUT, "timeout": f"{int(TIMEOUT)}s"},
            )

    def _block(self, index: str) -> None:
        with self._cluster.failures():
            self._cluster.client.indices.add_block(index=index, block="write", params={"request_timeout": TIMEOUT})

    def _unblock(self, index: str) -> None:
        """Let be written what an earlier attempt to publish it has blocked."""
        with self._cluster.failures():
            self._cluster.client.indices.put_settings(
                index=draft_of(index), body={"index.blocks.write": None}, params={"request_timeout": TIMEOUT}
            )

    def _begun(self, shares: int) -> str | None:
        """Return the index that shares are written to, if there is one; raise DatelineError where it has other ones."""
        for index, about in self._look(self._shared).items():
            if _shares(about) != shares:
                raise DatelineError(
                    f"{self._name} is being written in {_shares(about)} shares, not in {shares}: write those, and "
                    f"publish them, or rebuild it in whole."
                )
            return index
        return None

    def _begin(self, shares: int, shards: int, replicas: int) -> str:
        """Make the index that shares are written to; where another machine is faster, it is that one's."""
        index = self._next()
        try:
            self._create(index, shards, replicas, shares)
        except DatelineError:  # another one has the alias
            if (begun := self._begun(shares)) is None:
                raise
            return begun
        return index

    def _require_no_share_written(self) -> None:
        """Raise IndexLockedError while a share is written, be it that it has no index to be written to yet.

        Whoever begins a share later is told to wait for whoever asks here, who holds WHOLE.
        """
        for lease, holder in self._leases.holders(f"{SHARE}{share}" for share in range(1, MOST_SHARES + 1)).items():
            raise IndexLockedError(
                f"Share {lease.removeprefix(SHARE)} of {self._name} is being written by another process ({holder}): "
                f"wait until it has finished, then try again."
            )

    def _remove_abandoned(self, draft: Draft, *, and_shared: bool = True) -> None:
        """Remove what writers before that of a draft left, but for what is published, and the state before it."""
        kept = {self._name, self._before} | ({self._shared} if not and_shared else set())
        left = {index: about for index, about in self._states().items() if kept.isdisjoint(about["aliases"])}
        draft.renew()  # what was left until now is nobody's who came later
        for index, about in left.items():
            self._remove(index, about["aliases"])

    @contextmanager
    def _removed_unless_published(self, draft: Draft) -> Iterator[None]:
        try:
            yield
        finally:
            with interrupts_held(), suppress(DatelineError):
                self._remove(draft.index, [draft_of(draft.index)])

    def _remove(self, index: str, aliases: Collection[str]) -> None:
        """Remove a state that has some aliases: what was a draft, unless it is none any longer."""
        with suppress(IndexMissingError), self._cluster.failures():
            client = self._cluster.client
            if draft_of(index) in aliases:
                client.indices.update_aliases(body={"actions": [_ended(index)]}, params={"request_timeout": TIMEOUT})
            client.indices.delete(index=index, params={"request_timeout": TIMEOUT})


@contextmanager
def _scratch() -> Iterator[Path]:
    """Make a folder for a draft."""
    with TemporaryDirectory(prefix="dateline-") as folder:
        yield Path(folder)


def _ended(index: str) -> dict[str, Any]:
    """Return what takes its alias from a draft; the cluster refuses it, and what is to be done with it, for another."""
    return {"remove": {"index": index, "alias": draft_of(index), "must_exist": True}}


def _shares(about: Mapping[str, Any]) -> int:
    return int(about.get("mappings", {}).get("_meta", {}).get("dateline", {}).get("shares", 0))
