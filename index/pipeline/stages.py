"""From files to annotated, indexable articles, on all cores, in the order of the files.

Reading an HTML page costs as much as annotating it, so files of one article are read by the process that annotates
them; a file of many articles is read here and handed out in batches.  At any time a few batches a process are under
way, and no more: memory does not grow with the archive.  `learn_anchors` goes over a sample of the archive in the same
manner before `index_sources` goes over all of it.
"""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from typing import TypeVar

from index.analysis.batch import IndexedBatch, pack
from index.analysis.document import IndexedArticle, index_article
from index.annotation.annotator import annotate
from index.annotation.locations import NO_ANCHORS, Anchors, anchors_in
from index.annotation.spans import Annotation
from index.cleaning import clean
from index.documents.article import Article, Paragraph
from index.gazetteer import Gazetteer
from index.pipeline.local_lexicons import NO_SOURCE_ANCHORS, SourceAnchors, beginning
from index.readers import read_file, read_json_lines
from index.sources.files import BadInput, FoundFile

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
