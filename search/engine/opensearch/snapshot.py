"""One state of an archive in a cluster, answering as `search.engine.protocol.Snapshot` says.

A Ref is the id of a paragraph's document.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from index.errors import DatelineError
from index.opensearch.cluster import Cluster
from index.opensearch.documents import paragraph_id
from search.engine.opensearch.archive_tables import ArchiveTables
from search.engine.opensearch.copies import CopyReader
from search.engine.opensearch.documents import Documents, paragraphs_of
from search.engine.opensearch.finding import Finder
from search.engine.opensearch.queries import token
from search.engine.opensearch.reader import DOCUMENTS_AT_ONCE, Reader
from search.engine.opensearch.translation import Translator
from search.engine.protocol import (
    Found,
    FoundParagraph,
    Match,
    NameField,
    Person,
    Ref,
    SuggestField,
    TermField,
    Wanted,
    WeightedTerm,
)
from search.limits import Deadline
from search.query.planner import Plan
from search.request import CountedBy, Group, Interval, Sort
from search.results import CopyList, CountTable, PlaceCount, Suggestion

TERMS: Mapping[TermField, str] = {"text": "text", "native": "native", "speaker": "speaker_name"}
"""The fields whose terms are counted."""


class OpenSearchSnapshot:
    """One index of a cluster, which is published, or was."""

    def __init__(self, cluster: Cluster, index: str, publication: str) -> None:
        self.reader = Reader(cluster, index)
        self.tables = tables = ArchiveTables(cluster, index, publication)
        self.info = tables.info
        self.damage: DatelineError | None = None
        """What was found to be damaged of it so far."""
        self._documents = Documents(self.reader, tables)
        self._copies = CopyReader(self.reader, self._documents)
        self._finder = Finder(self.reader, tables, Translator(tables, self.reader))

    def find(self, plan: Plan, wanted: Wanted, deadline: Deadline) -> Found:
        """Answer a plan."""
        return self._finder.find(plan, wanted, deadline)

    def count(self, plans: Sequence[Plan], group: Group, deadline: Deadline) -> Sequence[int]:
        """Return how much each plan finds."""
        return self._finder.count(plans, group, deadline)

    def tabulate(
        self, plan: Plan, by: Sequence[CountedBy], interval: Interval, group: Group, limit: int, deadline: Deadline
    ) -> CountTable:
        """Count what a plan finds by combinations of fields; at most `limit`, the most frequent, are listed."""
        return self._finder.tabulate(plan, by, interval, group, limit, deadline)

    def scan(self, plan: Plan, sort: Sort, group: Group, limit: int, deadline: Deadline) -> tuple[int, Iterator[Match]]:
        """Return the total, and all matches in order, at most `limit`."""
        return self._finder.scan(plan, sort, group, limit, deadline)

    def like(
        self, ref: Ref, terms: Sequence[WeightedTerm], least: float, limit: int, deadline: Deadline
    ) -> Sequence[Match]:
        """Return the best paragraphs with any of the terms, but for `ref` and what scores too little beside it."""
        return self._finder.like(ref, terms, least, limit, deadline)

    def paragraphs(self, refs: Sequence[Ref]) -> Sequence[FoundParagraph]:
        """Return paragraphs, in the order asked for."""
        return self._documents.paragraphs(_ids(refs))

    def articles(self) -> Iterator[Sequence[Ref]]:
        """Yield the paragraphs of each article, in order."""
        body = {"query": {"term": {"kind": "article"}}, "sort": [{"number": "asc"}], "_source": ["head"]}
        found = (self._documents.keep({hit["_id"]: hit["_source"]}) for hit in self.reader.walk(body))
        articles = (paragraphs_of(head) for heads in found for head in heads.values())
        for some in _together(articles, DOCUMENTS_AT_ONCE):
            self._documents.ahead([ref for article in some for ref in article])
            yield from map(_refs, some)

    def copies(self, refs: Sequence[Ref], limit: int) -> Sequence[CopyList]:
        """Return of each paragraph where else its text stands, and what it quotes; at most `limit` are listed."""
        return self._copies.of_paragraphs(_ids(refs), limit)

    def article_copies(self, article_id: str, limit: int) -> CopyList:
        """Return which articles are copies of one; of none for an unknown id.  At most `limit` are listed."""
        return self._copies.of_article(article_id, limit)

    def article(self, article_id: str) -> Sequence[Ref]:
        """Return the paragraphs of an article in order; none for an unknown id."""
        head = self._documents.heads([article_id]).get(article_id)
        return [] if head is None else _refs(paragraphs_of(head))

    def sizes(self, article: Sequence[Ref]) -> Sequence[int]:
        """Return how much is stored of each paragraph of an article, in bytes."""
        return [one["bytes"] if one else 0 for one in self.reader.get(_ids(article), ["bytes"])]

    def removed_on(self, article_id: str) -> str | None:
        """Return the day, YYYY-MM-DD, on which an article was removed; None where it is not remembered."""
        return self.tables.removed.get(article_id)

    def paragraph(self, article_id: str, ordinal: int) -> Ref | None:
        """Return an article's paragraph by its place, from 1; None where there is none."""
        head = self._documents.heads([article_id]).get(article_id)
        return Ref(paragraph_id(article_id, ordinal)) if head and 1 <= ordinal <= head.paragraphs else None

    def document_frequencies(self, field: TermField, terms: Sequence[str]) -> Sequence[int]:
        """Return in how many paragraphs each term stands."""
        written = terms if field == "speaker" else map(token, terms)
        queries = [{"term": {TERMS[field]: term}} for term in written]
        bodies = [{"size": 0, "track_total_hits": True, "query": query} for query in queries]
        return [answer["hits"]["total"]["value"] for answer in self.reader.msearch(bodies)]

    def correct(self, word: str) -> str | None:
        """Return the archive's word that a word is most likely a misspelling of; None where it seems right."""
        return self.tables.vocabulary.correct(word)

    def complete(self, field: SuggestField, beginning: str, limit: int) -> Sequence[Suggestion]:
        """Return the most frequent words, or names with a word, that begin so."""
        return self.tables.names.complete(field, beginning, limit)

    def named(self, field: NameField, spelled: Sequence[str], limit: int) -> Sequence[Suggestion]:
        """Return the most frequent names that hold folded words one after another."""
        return self.tables.names.named(field, spelled, limit)

    def nearest(self, field: NameField, spelled: Sequence[str], limit: int) -> Sequence[Suggestion]:
        """Return the names that folded words may be a misspelling or an abbreviation of, the likeliest first."""
        return self.tables.names.nearest(field, spelled, limit)

    def person(self, name: str) -> Person:
        """Return who goes by a name; whom the archive doesn't know goes by that name alone."""
        return self.tables.names.person(name)

    def place(self, place_id: str) -> PlaceCount | None:
        """Return a place by its id, counted over the archive; None where no paragraph names it."""
        return self.tables.places.find(place_id)

    def places_called(self, name: str) -> Sequence[PlaceCount]:
        """Return the places of a name, the most frequent first, counted over the archive."""
        return self.tables.places.called(name)

    def places_in(self, place_id: str, limit: int) -> Sequence[PlaceCount]:
        """Return the most frequent of the places that lie in one."""
        return self.tables.places.inside(place_id, limit)

    def places_around(self, place_id: str) -> Sequence[tuple[str, str | None]]:
        """Return the names of what contains a place, smallest first, each with an id where paragraphs name it, too."""
        return self.tables.places.around(place_id)

    def places_near(self, place_id: str, kilometres: float, limit: int) -> Sequence[tuple[PlaceCount, float]]:
        """Return the nearest places that neither contain it nor lie in it, nearest first."""
        return self.tables.places.near(place_id, kilometres, limit)


def _together(articles: Iterable[list[str]], most: int) -> Iterator[list[list[str]]]:
    """Yield articles some at a time, with so many paragraphs in all, unless one alone has more."""
    some: list[list[str]] = []
    for article in articles:
        if some and sum(map(len, some)) + len(article) > most:
            yield some
            some = []
        some.append(article)
    if some:
        yield some


def _ids(refs: Sequence[Ref]) -> list[str]:
    return [cast(str, ref) for ref in refs]


def _refs(ids: Sequence[str]) -> list[Ref]:
    return list(map(Ref, ids))
