"""From files to annotated, indexable articles, on all cores, in the order of the files.

At any time a few batches a process are under way, and no more: memory does not grow with the archive.  `learn_lexicons`
goes over a sample of the archive before `index_files` goes over all of it.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from itertools import chain, groupby
from typing import BinaryIO, cast

from index.documents.article import Article
from index.documents.provenance import NOT_PROCESSED, Processing
from index.pipeline.annotated_article import AnnotatedArticle, DamagedRecordError, encode_entries, entries_kept
from index.pipeline.annotation_cache import Kept, NothingKept, annotation_key, batch_key, entries_key
from index.pipeline.batching import BATCH_CHARACTERS, batches, weight
from index.pipeline.containers import Containers
from index.pipeline.identities import Identities
from index.pipeline.local_lexicons import NO_LEXICONS, LocalLexicons, beginning, sampled
from index.pipeline.packed_record import decode_batch
from index.pipeline.reading import article_batches, read_files
from index.pipeline.stages import ANNOTATE, BEGIN, INDEX, NAME, Indexer, Packed, Unread, Work
from index.pipeline.versions import processing
from index.pipeline.workers import Crew, Later, ThisProcess, Workers
from index.readers.json_lines import read_stream
from index.sources.files import BadInput, FoundFile
from index.sources.options import DEFAULTS, ReadingOptions
from index.sources.standard_input import SHOWN, STANDARD_INPUT
from index.sources.walk import find_files

WORTH_PROCESSES = 4 * BATCH_CHARACTERS
"""Bytes of files below which starting processes takes longer than the work."""


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
    kept, batches_kept, processed = kept or NothingKept(), batches_kept or NothingKept(), processing()
    under_way: deque[tuple[list[bytes], bytes]] = deque()

    def known(batch: Sequence[Article | BadInput]) -> Packed | Work:
        keys = [_key(lexicons, item) for item in batch]
        whole = batch_key(batch, keys)
        [record] = batches_kept.get([whole])
        with suppress(DamagedRecordError):
            if record is not None:
                return decode_batch(record, processed), [item for item in batch if isinstance(item, BadInput)]
        under_way.append((keys, whole))
        return Work(list(zip(batch, kept.get(keys), strict=True)), not isinstance(batches_kept, NothingKept))

    with Containers(options) as containers, _crew(processes, lexicons, options, processed) as crew:
        batches = map(known, article_batches(found, crew, count_bytes, containers, identities))
        for is_work, run in groupby(batches, lambda one: isinstance(one, Work)):
            if not is_work:
                yield from cast(Iterator[Packed], run)
                continue
            for packed, records, record in crew.map(INDEX, cast(Iterator[Work], run)):
                keys, whole = under_way.popleft()
                kept.put({keys[place]: made for place, made in records.items()})
                if record is not None:
                    batches_kept.put({whole: record})
                yield packed


def annotate_files(
    paths: Iterable[str], stdin: BinaryIO, options: ReadingOptions = DEFAULTS
) -> Iterator[AnnotatedArticle | BadInput]:
    """Read and annotate the articles of files and folders, in order, each as a rebuild would if it stood alone; the
    path `-` is JSON Lines from `stdin`, of which each is annotated as it comes.

    What takes more than its allowance is refused, and the rest goes on; what is light is worked on in this process.
    """
    with Containers(options) as containers, _crew(1, NO_LEXICONS, options) as crew:
        for path in paths:
            if path == STANDARD_INPUT:
                read: Iterable[list[Article | BadInput]] = (
                    [item] for item in read_stream(stdin, SHOWN, options=options)
                )
            else:
                held = (item for _, item in read_files(find_files([path]), crew, containers))
                read = batches(held, weight)
            for annotated in crew.map(ANNOTATE, read):
                yield from annotated


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
    kept = kept or NothingKept()
    with Containers(options) as containers:
        sample = list(sampled(found, containers.unpacked))
    files = [item for item in sample if isinstance(item, FoundFile)]
    articles = [beginning(item) for item in sample if isinstance(item, Article) and item.source]
    size = sum(len(article.text) for article in articles) + sum(file.size for file in files)
    with _crew(min(processes, processes_for(size)), NO_LEXICONS, options) as crew:
        unread = batches(cast(Iterable[Unread], enumerate(files)), lambda numbered: weight(numbered[1]))
        for begun in crew.map(BEGIN, unread):
            articles += begun
        keys = list(map(entries_key, articles))
        entries = [entries_kept(record) for record in kept.get(keys)]
        missing = [place for place, known in enumerate(entries) if known is None]
        unnamed: Iterable[Article | BadInput] = [articles[place] for place in missing]
        named = crew.map(NAME, batches(unnamed, weight))
        made = dict(zip(missing, chain.from_iterable(named), strict=True))
    kept.put({keys[place]: encode_entries(found) for place, found in made.items() if found is not None})
    known = (made.get(place) if one is None else one for place, one in enumerate(entries))
    return LocalLexicons.of(
        (article.source, article.id, one) for article, one in zip(articles, known, strict=True) if one
    )


@contextmanager
def _crew(
    processes: int, lexicons: LocalLexicons, options: ReadingOptions, processed: Processing = NOT_PROCESSED
) -> Iterator[Crew[Indexer]]:
    """Have as many processes ready for batches, or this one, once there is a batch."""
    prepare = partial(Indexer.open, lexicons, options, processed)
    with ExitStack() as working:

        def start() -> Crew[Indexer]:
            tools = prepare()  # also when others do the work: if the gazetteer must be compiled, then once
            if processes == 1:
                return working.enter_context(ThisProcess(tools, prepare))
            return working.enter_context(Workers(processes, prepare))

        yield Later(start)


def processes_for(size: int) -> int:
    """Choose how many processes annotate `size` bytes of files: one a core, or this one where that is done sooner."""
    return 1 if size < WORTH_PROCESSES else available_cores()


def available_cores() -> int:
    """Count the processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
