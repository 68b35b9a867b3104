"""Rebuild an index: read everything, write a new generation beside the old one, publish it.

A sample is read first, to learn which places each source writes about (`index.pipeline.local_lexicons`).

The old generation is served until the new one is complete and on disk, and stays when anything fails.  A file that
can't be read is reported and does not stop the rest; only when nothing could be read at all is nothing published.
"""

import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from index.errors import NothingToIndexError
from index.pipeline.account import Ledger, ledger
from index.pipeline.annotation_cache import DEFAULT_BYTES, annotation_cache
from index.pipeline.destinations import Destination, Draft, Notes, destination
from index.pipeline.destinations.share import Share
from index.pipeline.known import removed_now
from index.pipeline.offers import offer
from index.pipeline.parallel import index_files, learn_lexicons, processes_for
from index.pipeline.progress import Progress, Silence
from index.pipeline.sink import Sink, fill
from index.pipeline.stages import Packed
from index.pipeline.summary import Changes, Summary
from index.sources.files import BadInput, FoundFile
from index.sources.options import DEFAULTS, ReadingOptions
from index.sources.standard_input import place_of, with_standard_input
from index.sources.walk import find_files
from index.store.built import Built


def rebuild(
    paths: Sequence[str | Path],
    index: str | Path,
    *,
    processes: int | None = None,
    progress: Progress | None = None,
    options: ReadingOptions = DEFAULTS,
    stdin: BinaryIO | None = None,
    report: Path | None = None,
    cache_bytes: int = DEFAULT_BYTES,
    share: Share | None = None,
) -> Summary:
    """Replace the whole index at `index`, a path or an address, by the articles found at `paths`.

    `processes` annotate beside this one (by default one a core; 1: none, all in this process).  `progress` is told
    how far it is; `options` say how files are read that leave a choice.  The path - stands for `stdin`.  `report` is a
    file to write a line of JSON to for each article that was read, and for all that was not.  What annotation finds is
    kept beside the index in at most `cache_bytes` (0: not at all), so that no article is annotated again until its text
    or the annotator changes.  Raises NothingToIndexError when there was no article, IndexLockedError while another
    process writes, ForeignDirectoryError for a directory that is not Dateline's; whatever it raises, KeyboardInterrupt
    included, the published generation stays.

    A script that rebuilds does so under `if __name__ == "__main__":`, for each process begins by importing it.

    Of an archive in a cluster it may be a `share` alone that is read, and kept until all are there and published
    (`index.pipeline.publishing`): this one has all that is found at `paths` in view.

    >>> from dateline import rebuild
    >>> summary = rebuild(["examples/articles"], "archive-index")
    >>> summary.counts["articles"]
    22
    """
    place = destination(index, share)
    with with_standard_input(paths, stdin) as named, place.writing(), place.drafted() as draft:
        return rebuild_named(named, place, draft, processes, progress, options, report, cache_bytes, share)


def rebuild_named(
    named: Sequence[str | Path | FoundFile],
    place: Destination,
    draft: Draft,
    processes: int | None = None,
    progress: Progress | None = None,
    options: ReadingOptions = DEFAULTS,
    report: Path | None = None,
    cache_bytes: int = DEFAULT_BYTES,
    share: Share | None = None,
) -> Summary:
    """Fill a draft of an index, whose one writer this is, with the articles found at what was named, and publish it.

    The rest is as in `rebuild`.
    """
    began = time.monotonic()
    progress = progress or Silence()
    with ledger(report) as noted, annotation_cache(place.cache, cache_bytes) as kept:
        found = list(find_files(named))
        read = found if share is None else share.of_found(found)
        size = sum(item.size for item in read if isinstance(item, FoundFile))
        progress.start(size)
        identities, removed = place.known()
        processes = processes or processes_for(size)
        lexicons = learn_lexicons(found, processes, options, kept.annotations)
        results = index_files(
            read, processes, lexicons, progress.read, options, kept.annotations, identities, kept.batches
        )
        with closing(results):
            counts, bad = _filled(draft.writer(), results, progress, noted, may_be_empty=share is not None)
        gone = identities.published.unmet()
        created = datetime.now(UTC).isoformat(timespec="seconds")
        built = Built(created, paths=tuple(map(place_of, named)))
        noted.complete()
        changes = Changes(**identities.counted, removed=len(gone))
        offer(draft.name)
        draft.publish(created, counts, Notes(built, removed_now(gone, removed), lexicons, changes))
    return Summary(counts, tuple(bad), time.monotonic() - began, draft.name, noted.account(), changes)


def _filled(
    writer: Sink, results: Iterable[Packed], progress: Progress, noted: Ledger, *, may_be_empty: bool
) -> tuple[dict[str, int], list[BadInput]]:
    """Fill an index, and note it; where all there was is passed over, that is why nothing was indexed."""
    try:
        return fill(writer, noted.noting(results), progress, may_be_empty=may_be_empty)
    except NothingToIndexError as error:
        account = noted.account()
        if account.refused or not account.passed_over:
            raise
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in account.passed_over.items())
        raise NothingToIndexError(f"Nothing was indexed: all there was is passed over ({kinds}).") from error
