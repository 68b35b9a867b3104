"""From files to the articles to be indexed, in the order of the files: each id once, and only what has a paragraph.

Reading an HTML page costs as much as annotating it, so files of one article are read by the crew, several at once, and
come back as articles; a file of many articles is read as a stream (`index.pipeline.containers`), and the files within
it go to the crew like those of a folder.  Here, in the one place that sees all articles in order, it is decided which
one of an id is the first, before any is annotated: what was there before costs no more than reading.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import cast
from urllib.parse import urlsplit

from index.cleaning import has_paragraphs
from index.deduplication.article_ids import ArticleIds
from index.documents.article import Article
from index.pipeline.batching import batches, weight
from index.pipeline.containers import Containers
from index.pipeline.identities import Identities
from index.pipeline.stages import READ, Indexer, Read, Unread, refused
from index.pipeline.workers import Crew
from index.sources.files import BadInput, FoundFile, remark


def article_batches(
    found: Sequence[FoundFile | BadInput],
    crew: Crew[Indexer],
    count_bytes: Callable[[int], None],
    containers: Containers,
    identities: Identities | None = None,
) -> Iterator[list[Article | BadInput]]:
    """Yield the articles to be indexed of the files that were found, and in their places what is wrong with others.

    Which article each is, and that each comes once, is for `identities` to say.  `count_bytes` is told of what is read.
    """
    identities, texts = identities or Identities(), ArticleIds()
    for batch in batches(read_files(found, crew, containers, count_bytes), lambda read: weight(read[1])):
        read = identities.identified([(number, _with_paragraphs(item)) for number, item in batch], found)
        yield [*(item for _, item in read), *_same_texts(read, found, texts)]


def read_files(
    found: Iterable[FoundFile | BadInput],
    crew: Crew[Indexer],
    containers: Containers,
    count_bytes: Callable[[int], None] = lambda count: None,
) -> Iterator[Read]:
    """Yield all that files hold, in order, each with the number of its file; `count_bytes` is told of what is read."""
    for is_unread, group in groupby(_with_runs(_unpacked(found, count_bytes, containers)), itemgetter(0)):
        if is_unread:
            unread = (numbered for _, numbered in group)
            for read in crew.map(READ, batches(unread, lambda numbered: weight(numbered[1]))):
                yield from read
        else:
            yield from cast(Iterator[Read], (numbered for _, numbered in group))


def _unpacked(
    found: Iterable[FoundFile | BadInput], count_bytes: Callable[[int], None], containers: Containers
) -> Iterator[Unread]:
    """Yield, with its number, each file of one article, and what files of many hold."""
    for number, item in enumerate(found):
        if isinstance(item, BadInput):
            yield number, item
        elif item.holds_many:
            yield from ((number, one) for one in containers.unpacked(item, count_bytes))
        else:
            count_bytes(item.size)
            yield number, item


def _with_runs(items: Iterable[Unread]) -> Iterator[tuple[bool, Unread]]:
    """Say of each item whether it is of a run of files that are still to be read; what is bad interrupts no run."""
    is_unread = False
    for numbered in items:
        if not isinstance(numbered[1], BadInput):
            is_unread = isinstance(numbered[1], FoundFile)
        yield is_unread, numbered


def _with_paragraphs(item: Article | BadInput) -> Article | BadInput:
    if isinstance(item, BadInput) or has_paragraphs(item.text):
        return item
    return refused(item, "no paragraph is left when menus, banners and the like are taken out")


def _same_texts(batch: Sequence[Read], found: Sequence[FoundFile | BadInput], texts: ArticleIds) -> list[BadInput]:
    """Remark on each article whose source has had it before, word for word, at another address."""
    articles = [(number, item) for number, item in batch if isinstance(item, Article) and item.url]
    keys = [f"{article.source or urlsplit(article.url).hostname}\n{article.text}" for _, article in articles]
    firsts = texts.first_origins(keys, [number for number, _ in articles])
    return [
        remark(article.path, None, _of_another_address(article, found[first]))
        for (_, article), first in zip(articles, firsts, strict=True)
        if first is not None
    ]


def _of_another_address(article: Article, first: FoundFile | BadInput) -> str:
    place = first.shown if isinstance(first, FoundFile) else first.path
    return f"{article.url} has the text of another address of its source, from {place}; both are kept"
