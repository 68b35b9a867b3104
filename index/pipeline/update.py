"""Update an index: read what may be new or changed, annotate that alone, publish a generation that has the rest as it
was.

What is there already is left as it is, whatever its file is called; what changed takes the place of what it was.  What
is gone is removed where it is asked for.  As in a rebuild, the old generation is served until the new one is complete,
and stays when anything fails.

What a rebuild learns from the whole archive is kept as the last one left it: where a source's news happens.
"""

import os
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from index.deduplication.published import PublishedArticles
from index.errors import IndexMissingError, NothingToIndexError
from index.pipeline.account import ledger
from index.pipeline.annotation_cache import DEFAULT_BYTES, annotation_cache
from index.pipeline.destinations import Destination, Notes, Revision, Updater, destination
from index.pipeline.identities import Identities, absolute, real_path
from index.pipeline.known import DAMAGED, removed_now
from index.pipeline.offers import offer
from index.pipeline.parallel import index_files, processes_for
from index.pipeline.people import canonical_names
from index.pipeline.progress import Progress, Silence
from index.pipeline.rebuild import rebuild_named
from index.pipeline.stages import Packed
from index.pipeline.summary import Changes, Summary
from index.sources.files import BadInput, FoundFile, Outcome
from index.sources.options import DEFAULTS, ReadingOptions
from index.sources.standard_input import STANDARD_INPUT, place_of, with_standard_input
from index.sources.walk import find_files


def update(
    paths: Sequence[str | Path],
    index: str | Path,
    *,
    prune: bool = False,
    processes: int | None = None,
    progress: Progress | None = None,
    options: ReadingOptions = DEFAULTS,
    stdin: BinaryIO | None = None,
    report: Path | None = None,
    cache_bytes: int = DEFAULT_BYTES,
) -> Summary:
    """Bring the index at `index`, a path or an address, up to date with the articles found at `paths`; make it where
    there is none.

    New articles are added, changed ones replaced, and those that are there already left as they are.  With `prune`,
    articles that were read from these paths and are there no longer are removed, but for those of a file that can't be
    read.  All else is as in `rebuild`; nothing is published where nothing changed.  Raises NothingToIndexError where no
    article would be left, and as `rebuild` does.

    >>> from dateline import update
    >>> summary = update(["examples/articles"], "archive-index")
    >>> summary.changes.unchanged
    22
    """
    place = destination(index)
    _is_first(place)  # which raises what would be raised when all of a pipe was read
    with with_standard_input(paths, stdin) as named, place.writing():
        if _is_first(place):
            with place.drafted() as draft:
                if _is_first(place):  # and from here on nobody else writes
                    return rebuild_named(named, place, draft, processes, progress, options, report, cache_bytes)
        found = list(find_files(named))
        scope = Scope([path for path in map(str, paths) if path not in ("", STANDARD_INPUT)] if prune else [], found)
        places = list(map(place_of, named))
        return update_found(found, place, scope, processes, progress, options, report, cache_bytes, places)


def _is_first(place: Destination) -> bool:
    """Tell whether nothing is published yet."""
    try:
        place.published()
    except IndexMissingError:
        return True
    return False


def update_found(
    found: Sequence[FoundFile | BadInput],
    place: Destination,
    scope: "Scope",
    processes: int | None = None,
    progress: Progress | None = None,
    options: ReadingOptions = DEFAULTS,
    report: Path | None = None,
    cache_bytes: int = DEFAULT_BYTES,
    paths: Sequence[str] = (),
) -> Summary:
    """Update an index, whose one writer this is, by the files that were found; what is gone of a scope is removed.

    The rest is as in `update`.
    """
    began = time.monotonic()
    progress = progress or Silence()
    size = sum(item.size for item in found if isinstance(item, FoundFile))
    progress.start(size)
    with (
        ledger(report) as noted,
        place.revised() as revision,
        annotation_cache(place.cache, cache_bytes) as kept,
    ):
        updater = revision.updater
        try:
            known = _known(revision, scope)
            files = {absolute(item) for item in found if isinstance(item, FoundFile)}
            identities = Identities(known, lambda number: updater.article(known.id(number)), files)
            lexicons = revision.lexicons()
            results = index_files(
                found, processes or processes_for(size), lexicons, progress.read, options, kept.annotations, identities
            )
            with closing(results):
                bad = _replace(updater, noted.noting(results), progress)
            gone = known.unmet_in_scope(identities.refused)
            changes = Changes(**identities.counted, removed=updater.remove(gone))
            noted.complete()
        except BaseException:
            updater.cancel()
            raise
        generation, counts = publish(place, revision, changes, gone, paths)
        account = noted.account(changes.unchanged)
    return Summary(counts, tuple(bad), time.monotonic() - began, generation, account, changes)


def _known(revision: Revision, scope: "Scope") -> PublishedArticles:
    """Know the articles that are published; raise IndexDamagedError where they can't be read."""
    try:
        return PublishedArticles(revision.updater.articles(), scope.covers)
    except DAMAGED:
        revision.explain()
        raise


def _replace(updater: Updater, results: Iterable[Packed], progress: Progress) -> list[BadInput]:
    """Add articles, in the place of those that had their ids; return what could not be indexed."""
    bad: list[BadInput] = []
    for batch, unread in results:
        bad += unread
        updater.remove([head.id for head in batch.heads])
        updater.add(batch)
        progress.wrote(len(batch.records))
    return bad


def publish(
    place: Destination, revision: Revision, changes: Changes, gone: Iterable[str], paths: Iterable[str] = ()
) -> tuple[str, dict[str, int]]:
    """Publish a revision, from which some articles are `gone`, if there are any changes; return the name of what is
    published then, and what it holds.

    Its updater is finished or cancelled.  `paths` are those that were named."""
    updater = revision.updater
    if not changes.any:
        updater.cancel()
        return revision.before, revision.counts()
    if changes.removed and not (changes.new or changes.changed or changes.moved or any(updater.articles())):
        updater.cancel()
        raise NothingToIndexError(
            f"No article would be left in {place}: remove all of it instead, if it is not wanted any longer."
        )
    counts = updater.finish(canonical_names(updater.names(), updater.beside))
    notes = Notes(revision.built().updated(paths), removed_now(gone, revision.removed()))
    offer(revision.name)
    revision.publish(datetime.now(UTC).isoformat(timespec="seconds"), counts, notes)
    return revision.name, counts


class Scope:
    """The files that some paths lead to: what was read from one of them, and is not there, is gone.

    Not so what lies in a folder that can't be listed, or behind a link that leads out of a folder.
    """

    def __init__(self, roots: Iterable[str], found: Iterable[FoundFile | BadInput]) -> None:
        self._roots = tuple(map(real_path, roots))
        self._unknown = tuple(
            real_path(item.path)
            for item in found
            if isinstance(item, BadInput) and item.outcome is Outcome.REFUSED and os.path.lexists(item.path)
        )

    def covers(self, file: str) -> bool:
        """Tell whether a file, by its absolute path, is one of those."""
        return _is_below(file, self._roots) and not _is_below(file, self._unknown)


def _is_below(file: str, folders: Iterable[str]) -> bool:
    return any(file == folder or file.startswith(folder.rstrip("/") + "/") for folder in folders)
