"""An archive that many machines write at once, each its share of the files, into one new index.

Every machine is given the same paths, and the number of its share.  It finds all files, learns from all where the
sources' news happens, and reads those of its share: which these are, the paths alone say.  A share that was not
finished is done again, from the beginning.  When all are there, one machine publishes them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from typing import Any

from index.errors import DatelineError, ForeignDirectoryError, IndexMissingError
from index.opensearch import states
from index.opensearch.address import Address
from index.opensearch.tables import Tables, generation_of
from index.opensearch.updater import SharesSettler
from index.opensearch.walking import walk
from index.opensearch.writer import ShareWriter, shares_missing
from index.pipeline.destinations import Notes
from index.pipeline.destinations.archive import ARTICLES, Archive, division, keep, notes_of
from index.pipeline.destinations.share import Share
from index.pipeline.summary import Changes
from index.store import contents
from index.store.built import Built
from index.store.removed import read_removed

LOOKED_UP_AT_ONCE = 1000


def told_of(share: int) -> str:
    """Return the name of the table that tells of a share: what it was made from, and what changed in it."""
    return f"share-{share}-told.json"


class SharedArchive:
    """The new index of an archive, as one of its shares is written to it: a destination of a rebuild."""

    def __init__(self, archive: Archive, share: Share) -> None:
        self._archive, self._share = archive, share
        self.cache = archive.cache / f"share-{share.number}-of-{share.of}"
        self.published, self.counts, self.about = archive.published, archive.counts, archive.about
        self.sample, self.verify, self.contains = archive.sample, archive.verify, archive.contains
        self.writing, self.known, self.revised = archive.writing, archive.known, archive.revised

    def __str__(self) -> str:
        """Return the archive's address."""
        return str(self._archive)

    @contextmanager
    def drafted(self) -> Iterator["_ShareDraft"]:
        """Make the new index, or go on with that of the other shares."""
        share = self._share
        with self._archive.states.share(share.number, share.of, *division()) as draft:
            yield _ShareDraft(self._archive, draft, share)


class _ShareDraft:
    def __init__(self, archive: Archive, draft: states.Draft, share: Share) -> None:
        self._archive, self._draft, self._share = archive, draft, share
        self.name = generation_of(draft.index)

    def writer(self) -> ShareWriter:
        self._draft.tables.remove(told_of(self._share.number))
        return ShareWriter(self._archive.cluster, self._draft, self._share.number)

    def publish(self, created: str, counts: dict[str, int], notes: Notes) -> None:
        """Keep what is told of the share, which says that it is there."""
        keep(notes, self._draft.tables)
        told = {"created": created, "paths": notes.built.paths, "changes": asdict(notes.changes)}
        self._draft.tables.write(told_of(self._share.number), json.dumps(told).encode())


class Gathered:
    """All shares of an archive, to be settled by its `settler` and published."""

    def __init__(self, archive: Archive, draft: states.Draft) -> None:
        """Raise DatelineError where some are not there."""
        self._archive, self._draft = archive, draft
        told = {share: draft.tables.read(told_of(share)) for share in range(1, draft.shares + 1)}
        missing = sorted({share for share, content in told.items() if content is None} | set(shares_missing(draft)))
        if missing:
            raise DatelineError(_missing(archive, missing, draft.shares))
        self._told = [json.loads(content) for content in told.values() if content is not None]
        self.name = generation_of(draft.index)
        self.settler = SharesSettler(archive.cluster, draft)

    def publish(self, created: str, counts: dict[str, int]) -> Changes:
        """Let them take the place of what is published; the settler is finished, and returned the `counts`."""
        gone, before = self._gone()
        paths = dict.fromkeys(path for told in self._told for path in told["paths"])
        day = dict.fromkeys(gone, created[:10])
        tables = self._draft.tables
        if (lexicons := tables.read(contents.LEXICONS)) is not None:  # the same of every share
            tables.write(contents.LEXICONS, lexicons)
        keep(Notes(Built(created, paths=tuple(paths)), {**day, **before}), tables)
        self._archive.states.publish(self._draft, created, counts)
        changes = {name: sum(told["changes"][name] for told in self._told) for name in asdict(Changes())}
        return Changes(**{**changes, "removed": len(gone)})

    def _gone(self) -> tuple[list[str], Mapping[str, str]]:
        """Return which articles of the published state are not in the new one, and those removed before."""
        try:
            published = self._archive.states.published()
        except (IndexMissingError, ForeignDirectoryError):
            return [], {}
        cluster, gone = self._archive.cluster, list[str]()
        for hits in _in_pieces(walk(cluster, published, ARTICLES, ["article"])):
            ids = [str(hit["_id"]) for hit in hits]
            with cluster.failures():
                answer: Any = cluster.client.mget(
                    index=self._draft.index, body={"ids": ids}, params={"_source": "false"}
                )
            gone += [one["_id"] for one in cluster.documents(answer) if not one.get("found")]
        with notes_of(Tables(cluster, published)) as folder:
            return gone, read_removed(folder)


def _in_pieces(hits: Iterator[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    while piece := list(islice(hits, LOOKED_UP_AT_ONCE)):
        yield piece


def _missing(archive: Archive, missing: Sequence[int], of: int) -> str:
    first, more = missing[:20], len(missing) - 20
    listed = ", ".join(map(str, first)) + (f" and {more} more" if more > 0 else "")
    which = f"Share {listed} of {of} is" if len(missing) == 1 else f"Shares {listed} of {of} are"
    return (
        f"{which} not there yet: write each with `dateline rebuild PATH... --index {archive} --share "
        f"{missing[0]}/{of}`, with the same paths, then publish."
    )


@contextmanager
def gathered(address: Address) -> Iterator[Gathered]:
    """Gather the shares of an archive, to be published inside the `with`; what isn't, stays as it was.

    Raises DatelineError where some are missing, and as `Archive.writing`.
    """
    place = Archive(address)
    with place.writing(), place.states.shared() as draft:
        yield Gathered(place, draft)
