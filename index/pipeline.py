"""From files to annotated, indexable articles, on all cores, in the order of the files.

Reading an HTML page costs as much as annotating it, so files of one article are read by the process that annotates
them; a file of many articles is read here and handed out in batches.  At any time a few batches a process are under
way, and no more: memory does not grow with the archive.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from index.annotation.annotator import annotate
from index.annotation.spans import Annotation
from index.article import Article, Paragraph
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


def annotate_article(article: Article, gazetteer: Gazetteer) -> AnnotatedArticle | BadInput:
    """Clean and annotate one article; whatever goes wrong with it is reported, and the others go on."""
    try:
        paragraphs = clean(article.text, article.title)
        annotations = annotate([paragraph.text for paragraph in paragraphs], gazetteer)
    except Exception as error:  # noqa: BLE001  # one article in a million must not cost the others
        return _refused(article, f"could not be annotated: {type(error).__name__}: {error}"[:MAX_REASON_CHARACTERS])
    return AnnotatedArticle(article, tuple(paragraphs), tuple(annotations))


def _refused(article: Article, reason: str) -> BadInput:
    named = f"the article “{article.own_id}”: " if article.own_id else ""
    return BadInput(article.path, None, named + reason)


def index_source(source: Source, gazetteer: Gazetteer) -> Iterator[Indexed]:
    """Read where that is still to do, clean, annotate, and compute what the index stores."""
    for item in read_file(source) if isinstance(source, FoundFile) else (source,):
        yield item if isinstance(item, BadInput) else _index(item, gazetteer)


def _index(article: Article, gazetteer: Gazetteer) -> Indexed:
    annotated = annotate_article(article, gazetteer)
    if isinstance(annotated, BadInput):
        return annotated
    if not annotated.paragraphs:
        return _refused(article, "no paragraph is left when menus, banners and the like are taken out")
    return index_article(article, annotated.paragraphs, annotated.annotations)


def index_sources(items: Iterable[Source], processes: int) -> Generator[Indexed, None, None]:
    """Run `index_source` over all items, in order, in as many processes; in this one when `processes` is 1.

    Raises WorkerError when a process ends before its work is done.  Closing the generator ends the processes.
    """
    batches = _batches(items)
    index_here = _batch_indexer()  # also when others do the work: if the gazetteer must be compiled, then once
    if processes == 1:
        for batch in batches:
            yield from index_here(batch)
        return
    with Workers(processes, _batch_indexer) as workers:
        under_way: deque[Future[list[Indexed]]] = deque()
        for batch in batches:
            under_way.append(workers.submit(batch))
            if len(under_way) > processes * BATCHES_AHEAD:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()


def _batch_indexer() -> Callable[[Sequence[Source]], list[Indexed]]:
    gazetteer = Gazetteer.open()
    return lambda batch: [result for source in batch for result in index_source(source, gazetteer)]


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
