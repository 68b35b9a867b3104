"""Which article each one is that is read: one that is published already, moved or changed perhaps, or a new one.

An article is known by what it says (`index.documents.ids.content_hash`), else by its url or its path.  So one whose
file was renamed or moved keeps its id, and with it its address; one whose text changed keeps it, too, and the day is
noted; and of several copies of one file the first is the article, and the others are reported.

That is decided for some articles at once, in the one place that sees all of them in order, before any is annotated:
what stands where it stood comes first, then what was moved, then what changed, and what is left is new.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from index.deduplication.article_ids import ArticleIds
from index.deduplication.published import PublishedArticles
from index.documents.article import Article, Identity
from index.documents.article_head import ArticleHead
from index.documents.ids import another_id, article_address, content_hash
from index.sources.files import BadInput, FoundFile, Outcome
from index.sources.standard_input import SHOWN

CHANGES_KEPT = 20
"""Days of changes that are remembered of an article, the last ones."""

PATHS_KEPT = 100
"""Paths that are remembered as resolved: the articles of one file come one after another."""

Read = tuple[int, Article | BadInput]
HeadOf = Callable[[int], ArticleHead | None]
Found = Sequence[FoundFile | BadInput]


@dataclass(slots=True)
class _Read:
    """An article that was read: from which file, by its number, and which published one it is, by its number.

    `report` says that it is a copy; what `stays` is published as it is read.
    """

    article: Article
    file: int
    published: int | None = None
    is_same: bool = False
    report: BadInput | None = None
    stays: bool = False


class Identities:
    """Decides which article each one is; `published` are those that are known, `head_of` finds their heads by number.

    In an update of `files`, given by their absolute paths, what is published as it is read is left out: it stays there.
    In a rebuild all is published anew, and what is not met is not there any longer.
    """

    def __init__(
        self,
        published: PublishedArticles | None = None,
        head_of: HeadOf = lambda number: None,
        updated: Set[str] | None = None,
    ) -> None:
        self.published = published or PublishedArticles()
        self.counted: Counter[str] = Counter()
        """How many articles are of which of the members of `Changes`."""
        self.refused: set[str] = set()
        """The files, by their absolute paths, of which something could not be read."""
        self._head_of = head_of
        self._updated = updated
        self._ids, self._contents = ArticleIds(), ArticleIds()
        real_path.cache_clear()  # of an earlier update: files move
        self._today = datetime.now(UTC).date().isoformat()

    def identified(self, batch: Sequence[Read], found: Found) -> list[Read]:
        """Return the articles to be indexed under their ids, and in its place a report of each that is a copy.

        Items come, and go, with the numbers of the files that were `found`.
        """
        for number, item in batch:
            if isinstance(item, BadInput) and item.outcome is Outcome.REFUSED:
                self.refused.add(absolute(found[number]))
        articles = [_read(item, number, found) for number, item in batch if isinstance(item, Article)]
        _report_repeated(articles, self._contents, lambda one: one.article.identity.content_hash, found)
        self._match(_left(articles))
        for one in _left(articles):
            self._settle(one)
        _report_repeated(articles, self._ids, lambda one: one.article.id, found)
        for one in _left(articles):
            self._count(one)
        read = iter(articles)
        items = ((number, item if isinstance(item, BadInput) else _outcome(next(read))) for number, item in batch)
        return [(number, item) for number, item in items if item is not None]

    def _match(self, articles: Sequence[_Read]) -> None:
        """Find the published article that each one is: first what stands where it stood, then what was moved, then
        what changed."""
        for find, is_same in ((self._where_it_stood, True), (self._elsewhere, True), (self._with_other_content, False)):
            for one in articles:
                number = find(one.article) if one.published is None else None
                if number is not None:
                    one.published, one.is_same = number, is_same
                    self.published.meet(number)

    def _where_it_stood(self, article: Article) -> int | None:
        numbers = self._unmet(self.published.of_derived_id(article.identity.derived_id))
        return self._best([one for one in numbers if self._has_content_of(one, article)], article)

    def _elsewhere(self, article: Article) -> int | None:
        return self._best(self._unmet(self.published.of_content(article.identity.content_hash)), article)

    def _with_other_content(self, article: Article) -> int | None:
        """Find the article of a url, or of a path: in an update only where no other file of that path is there."""
        numbers = self._unmet(self.published.of_derived_id(article.identity.derived_id))
        if self._updated is not None and not article_address(article.url):
            numbers = [one for one in numbers if self._file_of_another(one, article) is None]
        return self._best(numbers, article)

    def _has_content_of(self, number: int, article: Article) -> bool:
        return self.published.has_content(number, article.identity.content_hash)

    def _unmet(self, numbers: Iterable[int]) -> list[int]:
        return [number for number in numbers if not self.published.is_met(number)]

    def _best(self, numbers: Sequence[int], article: Article) -> int | None:
        """Choose the article that was read from the same file, else the first."""
        of_file = (number for number in numbers if self.published.is_of_file(number, article.identity.file))
        return next(of_file, numbers[0] if numbers else None)

    def _file_of_another(self, number: int, article: Article) -> ArticleHead | None:
        """Return the head of a published article that was read from another file, if that is still there."""
        if self.published.is_of_file(number, article.identity.file):
            return None
        head = self._head_of(number)
        return head if head is not None and Path(head.file).exists() else None

    def _settle(self, one: _Read) -> None:
        """Give an article its id and its changes, and decide whether it stays or is a copy of one that does."""
        article, number = one.article, one.published
        if number is None:
            is_taken = not article_address(article.url) and self.published.has_id(article.id)
            own = another_id(article.id, article.identity.content_hash) if is_taken else article.id
            one.article = replace(article, id=own)
            return
        one.article = replace(article, id=self.published.id(number), identity=self._with_changes(one, number))
        if self._updated is None or not one.is_same:
            return
        one.stays = self.published.is_of_file(number, article.identity.file)
        other = self._file_of_another(number, article)
        if other is not None and other.file in self._updated:
            one.stays = True
        elif other is not None:
            one.report = _repeated(article, other.path)

    def _with_changes(self, one: _Read, number: int) -> Identity:
        """Return what a published article is known by from now on."""
        changes: tuple[str, ...] = ()
        if self.published.was_changed(number):
            head = self._head_of(number)
            changes = head.changes if head else ()
        if not one.is_same and self._today not in changes:
            changes = (*changes, self._today)[-CHANGES_KEPT:]
        return replace(one.article.identity, changes=changes)

    def _count(self, one: _Read) -> None:
        if one.published is None:
            self.counted["new"] += 1
        elif not one.is_same:
            self.counted["changed"] += 1
        else:
            was_there = one.stays or self.published.is_of_file(one.published, one.article.identity.file)
            self.counted["unchanged" if was_there else "moved"] += 1


@lru_cache(maxsize=PATHS_KEPT)
def real_path(path: str) -> str:
    """Return the absolute path of a file or folder, whatever links lead to it."""
    return os.path.realpath(path)


def absolute(file: FoundFile | BadInput) -> str:
    """Return the absolute path of a file, that of the container for what lies in one; standard input has none."""
    return SHOWN if isinstance(file, FoundFile) and file.shown == SHOWN else real_path(str(file.path))


def _read(article: Article, number: int, found: Found) -> _Read:
    identity = Identity(content_hash(article), article.id, absolute(found[number]))
    return _Read(replace(article, identity=identity), number)


def _left(articles: Iterable[_Read]) -> list[_Read]:
    return [one for one in articles if one.report is None]


def _report_repeated(articles: Iterable[_Read], seen: ArticleIds, key: Callable[[_Read], str], found: Found) -> None:
    """Report each article whose key was seen before."""
    left = _left(articles)
    firsts = seen.first_origins([key(one) for one in left], [one.file for one in left])
    for one, first in zip(left, firsts, strict=True):
        if first is not None:
            one.report = _repeated(one.article, _shown(found[first]))


def _outcome(one: _Read) -> Article | BadInput | None:
    return one.report or (None if one.stays else one.article)


def _shown(file: FoundFile | BadInput) -> str:
    return file.shown if isinstance(file, FoundFile) else file.path


def _repeated(article: Article, place: str) -> BadInput:
    name = article.url or article.title or article.id
    reason = f"the article “{name}” was read before, from {place}; the first one is kept"
    return BadInput(article.path, None, reason, outcome=Outcome.REPEATED)
