"""What is done with a few files or articles at once, in any process: reading, annotating, computing what is stored.

Nothing here depends on what other batches hold, so that any number of processes give the same
(`index.pipeline.parallel`).  Whatever goes wrong with one article is reported, and the others go on.
"""

from collections.abc import Iterable, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace

from index.analysis.batch import IndexedBatch, pack
from index.analysis.batch_analyzer import BatchAnalyzer
from index.analysis.document import IndexedArticle, index_article
from index.annotation.annotator import annotate
from index.annotation.language import language_of
from index.annotation.locations import NO_LEXICON, LocalLexicon, lexicon_entries
from index.annotation.spans import Annotation
from index.cleaning import clean
from index.documents.article import Article
from index.documents.languages import ENGLISH
from index.documents.provenance import NOT_PROCESSED, Processing
from index.gazetteer import Gazetteer
from index.pipeline.allowances import TookTooLongError, Watch, unwatched
from index.pipeline.annotated_article import (
    AnnotatedArticle,
    DamagedRecordError,
    dated,
    decode_annotation,
    encode_annotation,
)
from index.pipeline.datelines import read_dateline
from index.pipeline.local_lexicons import NO_LEXICONS, LocalLexicons, beginning
from index.pipeline.packed_record import encode_batch
from index.pipeline.workers import Task
from index.readers import read_file
from index.sources.files import BadInput, FoundFile
from index.sources.limits import LIGHT_BYTES
from index.sources.options import DEFAULTS, ReadingOptions

MAX_REASON_CHARACTERS = 200
"""How much is reported of what an unexpected error says: it may quote the article."""

Read = tuple[int, Article | BadInput]
"""The number of a file, and one thing that it holds."""

Unread = tuple[int, Article | BadInput | FoundFile]
"""The number of a file, and one thing that it holds, or the file itself."""

Packed = tuple[IndexedBatch, list[BadInput]]
"""What becomes of a batch: its articles, and what could not be read or annotated."""

Known = tuple[Article | BadInput, bytes | None]
"""An article, and what is kept of its annotation (`index.pipeline.annotated_article`)."""


@dataclass(frozen=True, slots=True)
class Indexer:
    """What a process indexes articles with."""

    gazetteer: Gazetteer
    lexicons: LocalLexicons
    analyzer: BatchAnalyzer
    options: ReadingOptions = DEFAULTS
    processed: Processing = NOT_PROCESSED

    @classmethod
    def open(
        cls,
        lexicons: LocalLexicons = NO_LEXICONS,
        options: ReadingOptions = DEFAULTS,
        processed: Processing = NOT_PROCESSED,
    ) -> "Indexer":
        """Get ready; the gazetteer is compiled first where that was never done."""
        return cls(Gazetteer.open(), lexicons, BatchAnalyzer(), options, processed)


def read_batch(indexer: Indexer, batch: Sequence[Unread], watch: Watch = unwatched) -> list[Read]:
    """Read files, given with their numbers; what is no file is passed on."""
    return [(number, item) for number, one in watch(batch) for item in _articles(one, indexer)]


def _without_file(batch: Sequence[Unread], place: int, reason: str) -> list[Unread]:
    number, item = batch[place]
    return [*batch[:place], (number, _refused(item, reason)), *batch[place + 1 :]]


def _of_light_files(batch: Sequence[Unread]) -> bool:
    return all(item.is_light for _, item in batch if isinstance(item, FoundFile))


READ = Task(read_batch, _without_file, _of_light_files)
"""Reading files of one article."""


def _articles(item: Article | BadInput | FoundFile, indexer: Indexer) -> Iterable[Article | BadInput]:
    return read_file(item, indexer.options) if isinstance(item, FoundFile) else (item,)


def index_batch(indexer: Indexer, batch: Sequence[Known], watch: Watch = unwatched) -> tuple[Packed, dict[int, bytes]]:
    """Clean and annotate articles, and pack what the index stores of them; what is bad already is passed on.

    Returns as well, by place in the batch, what is to be kept of those of which nothing was.
    """
    indexed: list[IndexedArticle] = []
    bad: list[BadInput] = []
    records: dict[int, bytes] = {}
    for place, (item, record) in enumerate(watch(batch)):
        one, made = (item, None) if isinstance(item, BadInput) else _annotated(item, record, indexer)
        if made is not None:
            records[place] = made
        if isinstance(one, BadInput):
            bad.append(one)
        else:
            found = one.article, one.paragraphs, one.annotations, one.language, one.dateline
            indexed.append(index_article(*found, indexer.processed))
    return (pack(indexed, indexer.analyzer), bad), records


@dataclass(frozen=True, slots=True)
class Work:
    """A batch, with what is kept of each of its articles, and whether what is packed of all of it is to be kept."""

    batch: Sequence[Known]
    is_kept: bool


def index_work(indexer: Indexer, work: Work, watch: Watch = unwatched) -> tuple[Packed, dict[int, bytes], bytes | None]:
    """Index a batch as `index_batch` does; return as well what is to be kept of all of it, if it is whole."""
    (batch, bad), records = index_batch(indexer, work.batch, watch)
    is_whole = len(batch.heads) == sum(isinstance(item, Article) for item, _ in work.batch)
    return (batch, bad), records, encode_batch(batch) if work.is_kept and batch.heads and is_whole else None


def _without_article(work: Work, place: int, reason: str) -> Work:
    item, _ = work.batch[place]
    return replace(work, batch=[*work.batch[:place], (_refused(item, reason), None), *work.batch[place + 1 :]])


def _of_light_articles(work: Work) -> bool:
    return _are_light([item for item, _ in work.batch])


def _are_light(items: Iterable[Article | BadInput]) -> bool:
    return all(len(item.text) <= LIGHT_BYTES for item in items if isinstance(item, Article))


INDEX = Task(index_work, _without_article, _of_light_articles)
"""Cleaning, annotating and packing articles."""


def _annotated(
    article: Article, record: bytes | None, indexer: Indexer
) -> tuple[AnnotatedArticle | BadInput, bytes | None]:
    """Read what was kept of an article's annotation; where nothing was, or it is damaged, annotate it, and return what
    is to be kept as well."""
    with suppress(DamagedRecordError):
        if record is not None:
            return decode_annotation(record, article), None
    found = annotate_article(article, indexer.gazetteer, indexer.lexicons.for_article(article))
    if isinstance(found, BadInput):
        return found, None
    return found, encode_annotation(found)


def annotate_article(
    article: Article, gazetteer: Gazetteer, lexicon: LocalLexicon = NO_LEXICON
) -> AnnotatedArticle | BadInput:
    """Clean and annotate one article."""
    try:
        paragraphs = clean(article.text, article.title)
        texts = [paragraph.text for paragraph in paragraphs]
        language = language_of(texts)
        annotations = annotate(texts, gazetteer, lexicon) if language == ENGLISH else [Annotation()] * len(texts)
    except MemoryError:
        return refused(article, "it takes more memory than a process may have")
    except TookTooLongError as error:
        return refused(article, str(error))
    except Exception as error:  # noqa: BLE001  # one article in a million must not cost the others
        return refused(article, f"could not be annotated: {type(error).__name__}: {error}"[:MAX_REASON_CHARACTERS])
    dateline = read_dateline(texts, gazetteer)
    return AnnotatedArticle(dated(article, dateline), tuple(paragraphs), tuple(annotations), language, dateline)


def annotate_batch(
    indexer: Indexer, batch: Sequence[Article | BadInput], watch: Watch = unwatched
) -> list[AnnotatedArticle | BadInput]:
    """Clean and annotate articles; what is bad already is passed on."""
    return [item if isinstance(item, BadInput) else annotate_article(item, indexer.gazetteer) for item in watch(batch)]


def refused(article: Article, reason: str) -> BadInput:
    """Report an article by its path, and by its own id in a file of many."""
    named = f"the article “{article.own_id}”: " if article.own_id else ""
    return BadInput(article.path, None, named + reason)


def _refused(item: Article | BadInput | FoundFile, reason: str) -> BadInput:
    if isinstance(item, BadInput):
        return item
    return refused(item, reason) if isinstance(item, Article) else BadInput(item.shown, None, reason)


def beginnings_batch(indexer: Indexer, batch: Sequence[Unread], watch: Watch = unwatched) -> list[Article]:
    """Read files as `read_batch` does, and return the beginnings of the articles that have a source."""
    articles = (item for _, item in read_batch(indexer, batch, watch))
    return [beginning(item) for item in articles if isinstance(item, Article) and item.source]


BEGIN = Task(beginnings_batch, _without_file, _of_light_files)
"""Reading the beginnings of articles."""


def name_batch(
    indexer: Indexer, batch: Sequence[Article | BadInput], watch: Watch = unwatched
) -> list[Set[int] | None]:
    """Find what enters local lexicons of the beginnings of articles, None of one where that fails."""
    return [_entries(article, indexer.gazetteer) for article in watch(batch)]


def _without_item(batch: Sequence[Article | BadInput], place: int, reason: str) -> list[Article | BadInput]:
    return [*batch[:place], _refused(batch[place], reason), *batch[place + 1 :]]


NAME = Task(name_batch, _without_item, lambda batch: True)
"""Finding the places that beginnings of articles name."""

ANNOTATE = Task(annotate_batch, _without_item, _are_light)
"""Cleaning and annotating articles that are not indexed."""


def _entries(article: Article | BadInput, gazetteer: Gazetteer) -> Set[int] | None:
    if isinstance(article, BadInput):
        return None
    try:
        paragraphs = [paragraph.text for paragraph in clean(article.text, article.title)]
        return lexicon_entries(paragraphs, gazetteer) if language_of(paragraphs) == ENGLISH else frozenset()
    except Exception:  # noqa: BLE001  # `annotate_article` meets the same error, and reports it
        return None
