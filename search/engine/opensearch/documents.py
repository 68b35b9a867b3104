"""Paragraphs and articles as the cluster holds them, read back; what was read last is remembered."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar

from index.documents.article_head import ArticleHead, decode_head
from index.documents.paragraph import decode_paragraph
from index.opensearch.documents import paragraph_id
from search.engine.opensearch.archive_tables import ArchiveTables
from search.engine.opensearch.reader import Reader, article_of
from search.engine.protocol import FoundParagraph
from search.engine.summaries import summary_of
from search.results import ArticleSummary

KEPT = 5_000
"""Documents that are remembered: some hits of a page are of one article, pages follow one another, what is shown is
asked for its copies next, and what is read of an archive one by one is read some at a time."""
TOLD = ("article", "origin", "quotation", "has_copies")
"""What a paragraph's document tells of its copies."""
SHOWN = ("ordinal", "record", "place", "head", *TOLD)
Source = Mapping[str, Any]
Value = TypeVar("Value")


class Recent(Generic[Value]):
    """What was read last, by the ids of documents; safe to share between threads."""

    def __init__(self) -> None:
        self._values: OrderedDict[str, Value] = OrderedDict()
        self._changing = Lock()

    def of(self, ids: Iterable[str]) -> dict[str, Value]:
        """Return what is remembered of documents."""
        with self._changing:
            return {one: self._values[one] for one in ids if one in self._values}

    def keep(self, values: Mapping[str, Value]) -> None:
        """Remember more, and forget what was read before the last KEPT."""
        with self._changing:
            self._values |= values
            while len(self._values) > KEPT:
                self._values.popitem(last=False)


class Documents:
    """Reads the documents of a state; safe to share between threads."""

    def __init__(self, reader: Reader, tables: ArchiveTables) -> None:
        self._reader, self._tables = reader, tables
        self._heads: Recent[ArticleHead] = Recent()
        self._sources: Recent[Source] = Recent()

    def paragraphs(self, refs: Sequence[str]) -> list[FoundParagraph]:
        """Return paragraphs, in the order asked for; raise KeyError for one that is not there."""
        sources, heads = self._shown(refs)
        return [self._found(ref, sources[ref], heads) for ref in refs]

    def told(self, refs: Sequence[str]) -> Mapping[str, Source]:
        """Return what paragraphs hold, TOLD with it; raise KeyError for one that is not there."""
        return self._shown(refs)[0]

    def ahead(self, refs: Sequence[str]) -> None:
        """Read paragraphs that will be asked for, as far as they are remembered until then."""
        self._shown(refs)

    def _shown(self, refs: Sequence[str]) -> tuple[dict[str, Source], dict[str, ArticleHead]]:
        """Return the documents of paragraphs, and the heads of their articles."""
        articles = list(dict.fromkeys(map(article_of, refs)))
        sources, heads = self._sources.of(refs), self._heads.of(articles)
        new = [one for one in dict.fromkeys(refs) if one not in sources]
        new_articles = [one for one in articles if one not in heads]
        read = self._read([*new, *new_articles], SHOWN)
        heads |= self.keep({one: read[one] for one in new_articles if one in read})
        found = {one: read[one] for one in new if one in read}
        self._sources.keep(found)
        return sources | found, heads

    def heads(self, articles: Sequence[str]) -> Mapping[str, ArticleHead]:
        """Return the heads of articles by their ids; of those that are not there, none."""
        heads = self._heads.of(articles)
        return heads | self.keep(self._read([one for one in dict.fromkeys(articles) if one not in heads], ["head"]))

    def summaries(self, articles: Sequence[str]) -> Mapping[str, ArticleSummary]:
        """Return what is told of articles, by their ids; of those that are not there, nothing."""
        return {article: summary_of(head) for article, head in self.heads(articles).items()}

    def keep(self, articles: Mapping[str, Source]) -> dict[str, ArticleHead]:
        """Remember the heads that documents of articles hold, and return them."""
        heads = {
            article: decode_head(source["head"].encode("utf-8", "surrogatepass"))
            for article, source in articles.items()
        }
        self._heads.keep(heads)
        return heads

    def _read(self, ids: Sequence[str], fields: Sequence[str]) -> dict[str, Source]:
        """Return what documents hold; of those that are not there, nothing."""
        found = zip(ids, self._reader.get(ids, fields), strict=True)
        return {one: source for one, source in found if source is not None}

    def _found(self, ref: str, source: Source, heads: Mapping[str, ArticleHead]) -> FoundParagraph:
        places = [self._tables.places.known(place) for place in source.get("place", ())]
        paragraph = decode_paragraph(source["record"].encode(), places)
        return FoundParagraph(summary_of(heads[article_of(ref)]), source["ordinal"], paragraph)


def paragraphs_of(head: ArticleHead) -> list[str]:
    """Return the ids of an article's paragraphs, in order."""
    return [paragraph_id(head.id, ordinal) for ordinal in range(1, head.paragraphs + 1)]
