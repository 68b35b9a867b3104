"""From files to annotated, indexable articles, on all cores, in the order of the files.

Reading an HTML page costs as much as annotating it, so files of one article are read by the process that annotates
them; a file of many articles is read here and handed out in batches.  At any time a few batches a process are under
way, and no more: memory does not grow with the archive.  `learn_anchors` goes over a sample of the archive in the same
manner before `index_sources` goes over all of it.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing
from functools import partial

from index.documents.article import Article
from index.gazetteer import Gazetteer
from index.pipeline.local_lexicons import NO_SOURCE_ANCHORS, SourceAnchors, sampled, source_anchors
from index.pipeline.stages import Named, Packed, Result, Source, index_batch, name_places
from index.pipeline.workers import Workers
from index.sources.files import BadInput, FoundFile

BATCH_CHARACTERS = 200_000
"""Text handed to a process at once: large enough that handing over is cheap, small enough to keep all cores busy."""


BATCH_FILES = 16
"""Files of one article each that are handed to a process at once."""


BATCHES_AHEAD = 3
"""Batches a process that may wait for it or for the writer."""


WORTH_PROCESSES = 4 * BATCH_CHARACTERS
"""Bytes of files below which starting processes takes longer than the work."""


def index_sources(
    items: Iterable[Source], processes: int, anchors: SourceAnchors = NO_SOURCE_ANCHORS
) -> Generator[Packed, None, None]:
    """Run `index_batch` over all items, in order, in as many processes; in this one when `processes` is 1.

    Raises WorkerError when a process ends before its work is done.  Closing the generator ends the processes.
    """
    return _run(_batches(items), processes, partial(_batch_indexer, anchors))


def learn_anchors(found: Sequence[FoundFile | BadInput], processes: int) -> SourceAnchors:
    """Learn where each source's news happens from a sample of the files, in as many processes or fewer.

    What can't be read or annotated is passed over: the rebuild proper reports it.  Raises WorkerError as
    `index_sources` does.
    """
    sample = list(sampled(found))
    size = sum(len(item.text) if isinstance(item, Article) else item.size for item in sample)
    with closing(_run(_batches(sample), min(processes, processes_for(size)), _batch_namer)) as batches:
        return source_anchors(named for batch in batches for named in batch)


def _batch_indexer(anchors: SourceAnchors) -> Callable[[Sequence[Source]], Packed]:
    gazetteer = Gazetteer.open()
    return lambda batch: index_batch(batch, gazetteer, anchors)


def _batch_namer() -> Callable[[Sequence[Source]], list[Named]]:
    gazetteer = Gazetteer.open()
    return lambda batch: [result for source in batch for result in name_places(source, gazetteer)]


def _run(
    batches: Iterable[list[Source]], processes: int, prepare: Callable[[], Callable[[Sequence[Source]], Result]]
) -> Generator[Result, None, None]:
    """Work through batches by what `prepare` returns, in as many processes, and yield what becomes of each in order."""
    work_here = prepare()  # also when others do the work: if the gazetteer must be compiled, then once
    if processes == 1:
        for batch in batches:
            yield work_here(batch)
        return
    with Workers(processes, prepare) as workers:
        under_way: deque[Future[Result]] = deque()
        for batch in batches:
            under_way.append(workers.submit(batch))
            if len(under_way) > processes * BATCHES_AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def available_cores() -> int:
    """Count the processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processes_for(size: int) -> int:
    """Choose how many processes annotate `size` bytes of files: one a core, or this one where that is done sooner."""
    return 1 if size < WORTH_PROCESSES else available_cores()


def _batches(items: Iterable[Source]) -> Iterator[list[Source]]:
    batch: list[Source] = []
    weight = 0
    for item in items:
        batch.append(item)
        weight += len(item.text) if isinstance(item, Article) else BATCH_CHARACTERS // BATCH_FILES
        if weight >= BATCH_CHARACTERS:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch
