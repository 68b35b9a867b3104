"""What is done with a few files or articles at once, in any process: reading, annotating, computing what is stored.

Nothing here depends on what other batches hold, so that any number of processes give the same
(`index.pipeline.parallel`).  Whatever goes wrong with one article is reported, and the others go on.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from index.analysis.batch import IndexedBatch, pack
from index.analysis.batch_analyzer import BatchAnalyzer
from index.analysis.document import IndexedArticle, index_article
from index.annotation.annotator import annotate
from index.annotation.language import language_of
from index.annotation.locations import NO_LEXICON, LocalLexicon, lexicon_entries
from index.annotation.spans import Annotation
from index.cleaning import clean
from index.documents.article import Article, Dateline, Paragraph
from index.documents.languages import ENGLISH
from index.gazetteer import Gazetteer
from index.pipeline.datelines import read_dateline
from index.pipeline.local_lexicons import NO_LEXICONS, LocalLexicons, beginning
from index.readers import read_file
from index.sources.files import BadInput, FoundFile
from index.sources.options import DEFAULTS, ReadingOptions

MAX_REASON_CHARACTERS = 200
"""How much is reported of what an unexpected error says: it may quote the article."""

Read = tuple[int, Article | BadInput]
"""The number of a file, and one thing that it holds."""

Packed = tuple[IndexedBatch, list[BadInput]]
"""What becomes of a batch: its articles, and what could not be read or annotated."""

Named = tuple[str, str, Set[int]]
"""The source and id of an article, and what of its places enters the source's local lexicon."""


@dataclass(frozen=True, slots=True)
class Indexer:
    """What a process indexes articles with."""

    gazetteer: Gazetteer
    lexicons: LocalLexicons
    analyzer: BatchAnalyzer
    options: ReadingOptions = DEFAULTS

    @classmethod
    def open(cls, lexicons: LocalLexicons = NO_LEXICONS, options: ReadingOptions = DEFAULTS) -> "Indexer":
        """Get ready; the gazetteer is compiled first where that was never done."""
        return cls(Gazetteer.open(), lexicons, BatchAnalyzer(), options)


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article, its cleaned paragraphs, and what was found in each: nothing in another language than English."""

    article: Article
    paragraphs: tuple[Paragraph, ...]
    annotations: tuple[Annotation, ...]
    language: str = ENGLISH
    dateline: Dateline | None = None


def read_batch(indexer: Indexer, batch: Sequence[tuple[int, Article | BadInput | FoundFile]]) -> list[Read]:
    """Read files, given with their numbers; what is no file is passed on."""
    return [(number, item) for number, one in batch for item in _articles(one, indexer)]


def index_batch(indexer: Indexer, batch: Sequence[Article | BadInput]) -> Packed:
    """Clean and annotate articles, and pack what the index stores of them; what is bad already is passed on."""
    indexed: list[IndexedArticle] = []
    bad: list[BadInput] = []
    for item in batch:
        one = item if isinstance(item, BadInput) else _annotate(item, indexer)
        if isinstance(one, BadInput):
            bad.append(one)
        else:
            indexed.append(index_article(one.article, one.paragraphs, one.annotations, one.language, one.dateline))
    return pack(indexed, indexer.analyzer), bad


def _annotate(article: Article, indexer: Indexer) -> AnnotatedArticle | BadInput:
    return annotate_article(article, indexer.gazetteer, indexer.lexicons.for_article(article))


def annotate_article(
    article: Article, gazetteer: Gazetteer, lexicon: LocalLexicon = NO_LEXICON
) -> AnnotatedArticle | BadInput:
    """Clean and annotate one article."""
    try:
        paragraphs = clean(article.text, article.title)
        texts = [paragraph.text for paragraph in paragraphs]
        language = language_of(texts)
        annotations = annotate(texts, gazetteer, lexicon) if language == ENGLISH else [Annotation()] * len(texts)
    except Exception as error:  # noqa: BLE001  # one article in a million must not cost the others
        return refused(article, f"could not be annotated: {type(error).__name__}: {error}"[:MAX_REASON_CHARACTERS])
    dateline = read_dateline(texts, gazetteer)
    if dateline and not article.date:
        article = replace(article, date=dateline.day)
    return AnnotatedArticle(article, tuple(paragraphs), tuple(annotations), language, dateline)


def refused(article: Article, reason: str) -> BadInput:
    """Report an article by its path, and by its own id in a file of many."""
    named = f"the article “{article.own_id}”: " if article.own_id else ""
    return BadInput(article.path, None, named + reason)


def name_batch(indexer: Indexer, batch: Sequence[Article | FoundFile]) -> list[Named]:
    """Find what enters local lexicons of the articles that have a source, reading those that are still files."""
    return [named for source in batch for named in _name_places(source, indexer)]


def _articles(item: Article | BadInput | FoundFile, indexer: Indexer) -> Iterable[Article | BadInput]:
    return read_file(item, indexer.options) if isinstance(item, FoundFile) else (item,)


def _name_places(source: Article | FoundFile, indexer: Indexer) -> Iterator[Named]:
    for item in _articles(source, indexer):
        if isinstance(item, Article) and item.source:
            article = beginning(item)
            try:
                paragraphs = [paragraph.text for paragraph in clean(article.text, article.title)]
                if language_of(paragraphs) == ENGLISH:
                    yield article.source, article.id, lexicon_entries(paragraphs, indexer.gazetteer)
            except Exception:  # noqa: BLE001, S112  # `annotate_article` meets the same error, and reports it
                continue
