"""Which places the sources of an archive write about, learned from a sample before the archive is annotated.

A newspaper's other articles tell which of several namesakes it means (`index.annotation.locations.local_lexicon`), and
they may come later in the archive than the article that needs them.  So a rebuild looks at a few articles of each
source first: their beginnings, which name where a story happens, and of those only the places.

What is sampled depends on the files alone, not on the order of the articles or on how many processes read them.  It is
kept with the generation, so that an update annotates an article as the rebuild would have.
"""

import heapq
import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.annotation.locations import LocalLexicon
from index.documents.article import Article
from index.gazetteer.cache import gazetteer_key
from index.sources.files import BadInput, FoundFile
from index.store import contents
from index.store.files import filesystem
from index.store.files.folder import Folder

MOST_OF_A_SOURCE = 15
"""Articles of one source that are looked at."""
MOST_ARTICLES = 2_000
"""Articles of files of many that are looked at, and kept in memory, in all; of many sources each has fewer then."""
FEWEST_OF_A_SOURCE = 3
"""Articles that a source keeps at least; when there is no room for that, further sources have no lexicon."""
CHARACTERS = 1_500
"""How much of an article is looked at, from its beginning: on local news, more gained nothing."""

MOST_FILES = 500
"""Files of one article each that are looked at."""
FEWEST_FILES = 40
FILES_A_SAMPLE = 20
"""Of so many such files one is looked at, but of few files more of them: reading a page takes long."""
WITHOUT_SOURCE = "text"
"""The format whose articles never have a source."""


@dataclass(frozen=True, slots=True)
class LocalLexicons:
    """The entries of sampled articles, by source and the article's id."""

    entries: Mapping[str, Mapping[str, Set[int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, sampled: Iterable[tuple[str, str, Set[int]]]) -> "LocalLexicons":
        """Collect the entries of sampled articles, given as (source, id, entries)."""
        by_source: defaultdict[str, dict[str, Set[int]]] = defaultdict(dict)
        for source, identity, entries in sampled:
            if entries and len(by_source[source]) < MOST_OF_A_SOURCE:
                by_source[source][identity] = entries
        return cls(dict(by_source))

    def write(self, generation: Path) -> None:
        """Keep them with a generation, for updates of it."""
        sources = {
            source: {identity: sorted(entries) for identity, entries in of_source.items()}
            for source, of_source in self.entries.items()
        }
        kept = {"gazetteer": gazetteer_key(), "sources": sources}
        filesystem.write(generation / contents.LEXICONS, json.dumps(kept))

    @classmethod
    def read(cls, generation: Folder) -> "LocalLexicons":
        """Return what was kept with a generation; nothing where that is of another gazetteer, whose numbers differ.

        Raises IndexDamagedError for a generation that is damaged.
        """
        kept = json.loads(generation.read(contents.LEXICONS)) if contents.LEXICONS in generation else {}
        if kept.get("gazetteer") != gazetteer_key():
            return NO_LEXICONS
        return cls(
            {
                source: {identity: frozenset(entries) for identity, entries in of_source.items()}
                for source, of_source in kept["sources"].items()
            }
        )

    def for_article(self, article: Article) -> LocalLexicon:
        """Return the lexicon for an article: what the other articles of its source enter."""
        own = article.identity.derived_id or article.id
        of_source = self.entries.get(article.source, {})
        return LocalLexicon.of(entries for identity, entries in of_source.items() if identity != own)


NO_LEXICONS = LocalLexicons()


def sampled(
    found: Sequence[FoundFile | BadInput], unpacked: Callable[[FoundFile], Iterable[Article | BadInput | FoundFile]]
) -> Iterator[Article | FoundFile]:
    """Yield the articles to look at, shortened, and the files to read for that; `found` is what `find_files` found, and
    `unpacked` gives what a file of many holds."""
    files = [item for item in found if isinstance(item, FoundFile)]
    sample, members = Sample(), MemberSample()
    for item in files:
        if item.holds_many:
            for held in unpacked(item):
                if isinstance(held, Article):
                    sample.add(held)
                elif isinstance(held, FoundFile) and held.format != WITHOUT_SOURCE:
                    members.add(held)
    yield from sample.articles()
    yield from evenly([item for item in files if not item.holds_many and item.format != WITHOUT_SOURCE])
    yield from members.files()


def beginning(article: Article) -> Article:
    """Return an article with no more text than is looked at, the last word whole."""
    if len(article.text) <= CHARACTERS:
        return article
    return replace(article, text="".join(article.text[:CHARACTERS].rsplit(maxsplit=1)[:1]))


def evenly(files: Sequence[FoundFile]) -> list[FoundFile]:
    """Choose a bounded number of files at even distances."""
    count = _looked_at(len(files))
    return [files[i * len(files) // count] for i in range(count)]


def _looked_at(files: int) -> int:
    """Return how many of so many files are looked at."""
    return min(files, MOST_FILES, max(FEWEST_FILES, files // FILES_A_SAMPLE))


class MemberSample:
    """Files of one article that lie in containers: the same few whichever order they come in."""

    def __init__(self) -> None:
        self._kept: list[tuple[int, str, FoundFile]] = []
        self._count = 0

    def add(self, file: FoundFile) -> None:
        """Keep the file if there is room or it takes the place of another."""
        self._count += 1
        rank = -zlib.crc32(file.relative.encode("utf-8", "surrogatepass"))
        if len(self._kept) < MOST_FILES:
            heapq.heappush(self._kept, (rank, f"{file.relative}#{self._count}", file))
        elif rank > self._kept[0][0]:
            heapq.heapreplace(self._kept, (rank, f"{file.relative}#{self._count}", file))

    def files(self) -> list[FoundFile]:
        """Return those of the files that are looked at."""
        return [file for _, _, file in sorted(self._kept, reverse=True)[: _looked_at(self._count)]]


class Sample:
    """Articles by source, of each the same few whichever order they come in, and never more than `MOST_ARTICLES`."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[tuple[int, str], Article]] = {}
        self._count = 0
        self._most = MOST_OF_A_SOURCE

    def add(self, article: Article) -> None:
        """Keep the article, if it has a source, and if there is room or it takes the place of another."""
        rank = zlib.crc32(article.id.encode()), article.id
        kept = self._kept.get(article.source, {})
        if not article.source or rank in kept:
            return
        self._kept[article.source] = kept
        kept[rank] = beginning(article)
        self._count += 1
        self._trim(kept)
        while self._count > MOST_ARTICLES and self._most > FEWEST_OF_A_SOURCE:
            self._most -= 1
            for of_source in self._kept.values():
                self._trim(of_source)
        if self._count > MOST_ARTICLES:
            kept.pop(rank)
            self._count -= 1
            if not kept:
                del self._kept[article.source]

    def articles(self) -> list[Article]:
        """Return the articles that are kept, in order of source and id."""
        return [article for _, kept in sorted(self._kept.items()) for _, article in sorted(kept.items())]

    def _trim(self, kept: dict[tuple[int, str], Article]) -> None:
        while len(kept) > self._most:
            del kept[max(kept)]
            self._count -= 1
