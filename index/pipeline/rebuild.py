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
from index.pipeline.known import known_by, removed_now
from index.pipeline.parallel import index_files, learn_lexicons, processes_for
from index.pipeline.progress import Progress, Silence
from index.pipeline.sink import fill
from index.pipeline.stages import Packed
from index.pipeline.summary import Changes, Summary
from index.sources.files import BadInput, FoundFile
from index.sources.options import DEFAULTS, ReadingOptions
from index.sources.standard_input import place_of, with_standard_input
from index.sources.walk import find_files
from index.store.built import Built
from index.store.generation import IndexDirectory, storage_failures
from index.store.removed import write_removed
from index.store.writer import GenerationWriter


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
) -> Summary:
    """Replace the whole index at `index` by the articles found at `paths`.

    `processes` annotate beside this one (by default one a core; 1: none, all in this process).  `progress` is told
    how far it is; `options` say how files are read that leave a choice.  The path - stands for `stdin`.  `report` is a
    file to write a line of JSON to for each article that was read, and for all that was not.  What annotation finds is
    kept beside the index in at most `cache_bytes` (0: not at all), so that no article is annotated again until its text
    or the annotator changes.  Raises NothingToIndexError when there was no article, IndexLockedError while another
    process writes, ForeignDirectoryError for a directory that is not Dateline's; whatever it raises, KeyboardInterrupt
    included, the published generation stays.

    A script that rebuilds does so under `if __name__ == "__main__":`, for each process begins by importing it.

    >>> from dateline import rebuild
    >>> summary = rebuild(["examples/articles"], "archive-index")
    >>> summary.counts["articles"]
    22
    """
    began = time.monotonic()
    index = Path(index)
    directory = IndexDirectory(index)
    progress = progress or Silence()
    with (
        with_standard_input(paths, stdin) as named,
        storage_failures(index),
        directory.lock(),
        ledger(report) as noted,
    ):
        found = list(find_files(named))
        size = sum(item.size for item in found if isinstance(item, FoundFile))
        progress.start(size)
        identities, removed = known_by(directory)
        with directory.new_generation() as generation, annotation_cache(directory.cache, cache_bytes) as kept:
            processes = processes or processes_for(size)
            lexicons = learn_lexicons(found, processes, options, kept.annotations)
            results = index_files(
                found, processes, lexicons, progress.read, options, kept.annotations, identities, kept.batches
            )
            with closing(results):
                counts, bad = _filled(GenerationWriter(generation.folder), results, progress, noted)
            gone = identities.published.unmet()
            lexicons.write(generation.folder)
            created = datetime.now(UTC).isoformat(timespec="seconds")
            Built(created, paths=tuple(map(place_of, named))).write(generation.folder)
            write_removed(generation.folder, removed_now(gone, removed))
            noted.complete()
            directory.publish(generation, created, counts)
    changes = Changes(**identities.counted, removed=len(gone))
    return Summary(counts, tuple(bad), time.monotonic() - began, generation.name, noted.account(), changes)


def _filled(
    writer: GenerationWriter, results: Iterable[Packed], progress: Progress, noted: Ledger
) -> tuple[dict[str, int], list[BadInput]]:
    """Fill an index, and note it; where all there was is passed over, that is why nothing was indexed."""
    try:
        return fill(writer, noted.noting(results), progress)
    except NothingToIndexError as error:
        account = noted.account()
        if account.refused or not account.passed_over:
            raise
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in account.passed_over.items())
        raise NothingToIndexError(f"Nothing was indexed: all there was is passed over ({kinds}).") from error
