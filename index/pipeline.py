"""From files to annotated, indexable articles, on all cores, in the order of the files.

Reading an HTML page costs as much as annotating it, so files of one article are read by the process that annotates
them; a file of many articles is read here and handed out in batches.  At any time a few batches a process are under
way, and no more: memory does not grow with the archive.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process

from index.annotation.annotator import annotate
from index.annotation.spans import Annotation
from index.article import Article, Paragraph
from index.cleaning import clean
from index.document import IndexedArticle, index_article
from index.errors import DatelineError
from index.gazetteer import Gazetteer
from index.readers import BadInput, FoundFile, read_file, read_json_lines

BATCH_CHARACTERS = 200_000
"""Text handed to a process at once: large enough that handing over is cheap, small enough to keep all cores busy."""
BATCH_FILES = 16
"""Files of one article each that are handed to a process at once."""
BATCHES_AHEAD = 3
"""Batches a process that may wait for it or for the writer."""
WORTH_PROCESSES = 4 * BATCH_CHARACTERS
"""Bytes of files below which starting processes takes longer than the work."""

Source = FoundFile | Article | BadInput


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


def annotate_article(article: Article, gazetteer: Gazetteer) -> AnnotatedArticle:
    """Clean and annotate one article."""
    paragraphs = clean(article.text, article.title)
    annotations = annotate([paragraph.text for paragraph in paragraphs], gazetteer)
    return AnnotatedArticle(article, tuple(paragraphs), tuple(annotations))


def index_source(source: Source, gazetteer: Gazetteer) -> Iterator[IndexedArticle | BadInput]:
    """Read where that is still to do, clean, annotate, and compute what the index stores."""
    for item in read_file(source) if isinstance(source, FoundFile) else (source,):
        if isinstance(item, BadInput):
            yield item
            continue
        annotated = annotate_article(item, gazetteer)
        if annotated.paragraphs:
            yield index_article(item, annotated.paragraphs, annotated.annotations)
        else:
            yield BadInput(item.path, None, "no paragraph is left when menus, banners and the like are taken out")


def index_sources(items: Iterable[Source], processes: int) -> Generator[IndexedArticle | BadInput, None, None]:
    """Run `index_source` over all items, in order, in as many processes; in this one when `processes` is 1."""
    batches = _batches(items)
    if processes == 1:
        gazetteer = Gazetteer.open()
        for batch in batches:
            for source in batch:
                yield from index_source(source, gazetteer)
        return
    # "spawn" on every system: a fork would copy the writer's state, and its threads' locks.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_start_worker)
    try:
        under_way: deque[Future[list[IndexedArticle | BadInput]]] = deque()
        for batch in batches:
            under_way.append(pool.submit(_index_batch, batch))
            if len(under_way) > processes * BATCHES_AHEAD:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()
    except BrokenProcessPool as error:
        raise DatelineError(
            "A process that annotates was ended from outside, as happens when memory runs out; "
            "try again with --processes 1."
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


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


_worker_gazetteer: list[Gazetteer] = []


def _start_worker() -> None:
    # Ctrl-C reaches every process of the terminal; the one that reads and writes decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    _worker_gazetteer.append(Gazetteer.open())


def _end_with_the_parent() -> None:
    """End this process when the one that reads and writes is gone, killed perhaps: nobody would ever ask it again."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _index_batch(batch: Sequence[Source]) -> list[IndexedArticle | BadInput]:
    return [result for source in batch for result in index_source(source, _worker_gazetteer[0])]
