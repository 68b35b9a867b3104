"""From files to annotated, indexable articles, on all cores, in the order of the files.

At any time a few batches a process are under way, and no more: memory does not grow with the archive.  `learn_lexicons`
goes over a sample of the archive before `index_files` goes over all of it.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import TypeVar

from index.documents.article import Article
from index.documents.provenance import NOT_PROCESSED, Processing
from index.pipeline.annotation_cache import Kept, NothingKept, annotation_key, batch_key, entries_key
from index.pipeline.identities import Identities
from index.pipeline.local_lexicons import NO_LEXICONS, LocalLexicons, sampled
from index.pipeline.reading import BATCH_CHARACTERS, article_batches, batches, weight
from index.pipeline.stages import Indexer, Packed, Work, beginnings_batch, index_kept, name_batch
from index.pipeline.versions import processing
from index.pipeline.workers import Crew, Task, ThisProcess, Workers
from index.sources.files import BadInput, FoundFile
from index.sources.options import DEFAULTS, ReadingOptions

WORTH_PROCESSES = 4 * BATCH_CHARACTERS
"""Bytes of files below which starting processes takes longer than the work."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def index_files(
    found: Sequence[FoundFile | BadInput],
    processes: int,
    lexicons: LocalLexicons = NO_LEXICONS,
    count_bytes: Callable[[int], None] = lambda count: None,
    options: ReadingOptions = DEFAULTS,
    kept: Kept | None = None,
    identities: Identities | None = None,
    batches_kept: Kept | None = None,
) -> Generator[Packed, None, None]:
    """Read, annotate and pack the articles of files, in order, in as many processes; in this one when that is 1.

    `count_bytes` is told of what is read; `identities` say which article is which.  What annotation finds is put into
    `kept`, and of what is there already nothing is annotated; what is made of whole batches into `batches_kept`, and of
    those that are there nothing is made.  Raises WorkerError when a process ends before its work
    is done.  Closing the generator ends the processes.
    """
    kept, batches_kept = kept or NothingKept(), batches_kept or NothingKept()
    under_way: deque[tuple[list[bytes], bytes]] = deque()

    def work(batch: Sequence[Article | BadInput]) -> Work:
        keys = [_key(lexicons, item) for item in batch]
        whole = batch_key(batch, keys)
        under_way.append((keys, whole))
        [packed] = batches_kept.get([whole])
        records = kept.get(keys) if packed is None else [None] * len(keys)
        return Work(list(zip(batch, records, strict=True)), packed, not isinstance(batches_kept, NothingKept))

    with _crew(processes, lexicons, options, processing()) as crew:
        for packed, records, record in crew.map(
            index_kept, map(work, article_batches(found, crew, count_bytes, options, identities))
        ):
            keys, whole = under_way.popleft()
            kept.put({keys[place]: made for place, made in records.items()})
            if record is not None:
                batches_kept.put({whole: record})
            yield packed


def _key(lexicons: LocalLexicons, item: Article | BadInput) -> bytes:
    return b"" if isinstance(item, BadInput) else annotation_key(item, lexicons.for_article(item))


def learn_lexicons(
    found: Sequence[FoundFile | BadInput],
    processes: int,
    options: ReadingOptions = DEFAULTS,
    kept: Kept | None = None,
) -> LocalLexicons:
    """Learn where each source's news happens from a sample of the files, in as many processes or fewer.

    What can't be read or annotated is passed over: the rebuild proper reports it.  What is found is put into `kept`,
    and looked for there first.  Raises WorkerError as `index_files` does.
    """
    sample = list(sampled(found, options))
    size = sum(len(item.text) if isinstance(item, Article) else item.size for item in sample)
    with _crew(min(processes, processes_for(size)), NO_LEXICONS, options) as crew:
        beginnings = chain.from_iterable(crew.map(beginnings_batch, batches(sample, weight)))
        named = _remembering(crew, name_batch, batches(beginnings, weight), entries_key, kept or NothingKept())
        return LocalLexicons.of(chain.from_iterable(named))


def _remembering(
    crew: Crew[Indexer],
    task: Task[Indexer, Sequence[tuple[Item, bytes | None]], tuple[Result, Mapping[int, bytes]]],
    batches: Iterable[Sequence[Item]],
    key: Callable[[Item], bytes],
    kept: Kept,
) -> Iterator[Result]:
    """Map a task over batches, telling it what is kept of each item, and keep the records that it makes of others."""
    under_way: deque[list[bytes]] = deque()

    def known(batch: Sequence[Item]) -> list[tuple[Item, bytes | None]]:
        keys = list(map(key, batch))
        under_way.append(keys)
        return list(zip(batch, kept.get(keys), strict=True))

    for result, records in crew.map(task, map(known, batches)):
        keys = under_way.popleft()
        kept.put({keys[place]: record for place, record in records.items()})
        yield result


@contextmanager
def _crew(
    processes: int, lexicons: LocalLexicons, options: ReadingOptions, processed: Processing = NOT_PROCESSED
) -> Iterator[Crew[Indexer]]:
    """Have as many processes ready for batches, or this one."""
    prepare = partial(Indexer.open, lexicons, options, processed)
    here = ThisProcess(prepare())  # also when others do the work: if the gazetteer must be compiled, then once
    if processes == 1:
        yield here
        return
    with Workers(processes, prepare) as workers:
        yield workers


def processes_for(size: int) -> int:
    """Choose how many processes annotate `size` bytes of files: one a core, or this one where that is done sooner."""
    return 1 if size < WORTH_PROCESSES else available_cores()


def available_cores() -> int:
    """Count the processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
