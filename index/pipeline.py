"""From files to annotated, indexable articles, on all cores, in the order of the files.

Reading an HTML page costs as much as annotating it, so files of one article are read by the process that annotates
them; a file of many articles is read here and handed out in batches.  At any time a few batches a process are under
way, and no more: memory does not grow with the archive.  `learn_anchors` goes over a sample of the archive in the same
manner before `index_sources` goes over all of it.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence, Set
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from index.anchors import NO_SOURCE_ANCHORS, SourceAnchors, beginning, sampled, source_anchors
from index.annotation.annotator import annotate
from index.annotation.locations import NO_ANCHORS, Anchors, anchors_in
from index.annotation.spans import Annotation
from index.article import Article, Paragraph
from index.batch import IndexedBatch, pack
from index.cleaning import clean
from index.document import IndexedArticle, index_article
from index.gazetteer import Gazetteer
from index.readers import BadInput, FoundFile, read_file, read_json_lines
from index.workers import Workers

BATCH_CHARACTERS = 200_000
"""Text handed to a process at once: large enough that handing over is cheap, small enough to keep all cores busy."""
BATCH_FILES = 16
"""Files of one article each that are handed to a process at once."""
BATCHES_AHEAD = 3
"""Batches a process that may wait for it or for the writer."""
WORTH_PROCESSES = 4 * BATCH_CHARACTERS
"""Bytes of files below which starting processes takes longer than the work."""

MAX_REASON_CHARACTERS = 200
"""How much is reported of what an unexpected error says: it may quote the article."""

Source = FoundFile | Article | BadInput
Indexed = IndexedArticle | BadInput
Named = tuple[str, str, Set[int]]
"""The source and id of an article, and its anchoring places."""

Result = TypeVar("Result")
Packed = tuple[IndexedBatch, list[BadInput]]
"""What a process makes of a batch: its articles, and what could not be read or annotated."""


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article, its cleaned paragraphs, and what was found in each."""

    article: Article
    paragraphs: tuple[Paragraph, ...]
    annotations: tuple[Annotation, ...]


def sources(
    found: Iterable[FoundFile | BadInput], count_bytes: Callable[[int], None] = lambda count: None
) -> Iterator[Source]:
    """Open files of many articles up into those; pass everything else on.  `count_bytes` is told what that takes in."""
    for item in found:
        if isinstance(item, BadInput):
            yield item
        elif item.holds_many:
            yield from read_json_lines(item, count_bytes)
        else:
            count_bytes(item.size)
            yield item


def annotate_article(
    article: Article, gazetteer: Gazetteer, anchors: Anchors = NO_ANCHORS
) -> AnnotatedArticle | BadInput:
    """Clean and annotate one article; whatever goes wrong with it is reported, and the others go on."""
    try:
        paragraphs = clean(article.text, article.title)
        annotations = annotate([paragraph.text for paragraph in paragraphs], gazetteer, anchors)
    except Exception as error:  # noqa: BLE001  # one article in a million must not cost the others
        return _refused(article, f"could not be annotated: {type(error).__name__}: {error}"[:MAX_REASON_CHARACTERS])
    return AnnotatedArticle(article, tuple(paragraphs), tuple(annotations))


def _refused(article: Article, reason: str) -> BadInput:
    named = f"the article “{article.own_id}”: " if article.own_id else ""
    return BadInput(article.path, None, named + reason)


def index_source(source: Source, gazetteer: Gazetteer, anchors: SourceAnchors = NO_SOURCE_ANCHORS) -> Iterator[Indexed]:
    """Read where that is still to do, clean, annotate, and compute what the index stores."""
    for item in read_file(source) if isinstance(source, FoundFile) else (source,):
        yield item if isinstance(item, BadInput) else _index(item, gazetteer, anchors)


def _index(article: Article, gazetteer: Gazetteer, anchors: SourceAnchors) -> Indexed:
    annotated = annotate_article(article, gazetteer, anchors.of(article))
    if isinstance(annotated, BadInput):
        return annotated
    if not annotated.paragraphs:
        return _refused(article, "no paragraph is left when menus, banners and the like are taken out")
    return index_article(article, annotated.paragraphs, annotated.annotations)


def index_batch(batch: Iterable[Source], gazetteer: Gazetteer, anchors: SourceAnchors = NO_SOURCE_ANCHORS) -> Packed:
    """Run `index_source` over a batch, and pack what the writer needs."""
    indexed: list[IndexedArticle] = []
    bad: list[BadInput] = []
    for source in batch:
        for result in index_source(source, gazetteer, anchors):
            if isinstance(result, BadInput):
                bad.append(result)
            else:
                indexed.append(result)
    return pack(indexed), bad


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


def name_places(source: Source, gazetteer: Gazetteer) -> Iterator[Named]:
    """Read where that is still to do, and find the anchoring places of an article that has a source."""
    for item in read_file(source) if isinstance(source, FoundFile) else (source,):
        if isinstance(item, Article) and item.source:
            article = beginning(item)
            try:
                paragraphs = [paragraph.text for paragraph in clean(article.text, article.title)]
                yield article.source, article.id, anchors_in(paragraphs, gazetteer)
            except Exception:  # noqa: BLE001, S112  # `annotate_article` meets the same error, and reports it
                continue


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
