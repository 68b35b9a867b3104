"""Which of what a plan finds stands on a page, and the next best where that doesn't fill it.

The order is the cluster's: what lies within its window is fetched from where it begins, what lies deeper by walking
there.  Of paragraphs with the same text, where they are listed once, the cluster gives the first in the order.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

from index.documents.paragraph import text_of
from index.opensearch.documents import paragraph_id
from search.engine.opensearch.queries import Query, any_value
from search.engine.opensearch.ranking import (
    SORTS,
    Greatest,
    articles,
    best_paragraphs,
    matching,
    name_of,
    next_best,
    next_best_articles,
    ranked,
    whole_texts,
)
from search.engine.opensearch.reader import DEEPLY, Reader
from search.engine.opensearch.translated import Translated
from search.engine.protocol import Match, Ref, Wanted
from search.engine.spread import PAGES_AHEAD, PAGES_SPREAD, is_spread, nth_page
from search.limits import Deadline
from search.request import Group, Sort

NEXT_BEST_LOOKED_AT = 3
"""For each that is wanted of the next best, so many are looked at, that no article crowds out the others."""
WINDOW = 10_000
"""Hits that the cluster gives from where they begin (`index.max_result_window`)."""
WALKED_AT_ONCE = 5_000
"""Hits that are fetched with one request where one after another is read."""
LOOKED_AT = 10_000
"""Matches of the articles on a page that are looked at to count how many of them are listed."""
SHOWN = {"_source": False, "docvalue_fields": ["article", "ordinal", "origin", "has_copies", "length"]}
"""What is told of a hit: all from columns."""
NOT_STORED = {"stored_fields": "_none_"}
"""Lets nothing be read of what is stored of a hit: it lies packed with its texts, its id, too.  An article's is needed
to find its best paragraph by."""


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph in the order: its id, its article's, the number of its text, None where no other has the same, its
    length, its score, and the names of the queries that it matches."""

    id: str
    article: str
    origin: int | None
    length: int
    score: float
    matched: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Listing:
    """What a query finds, in order; of paragraphs with the same text the first, where they are listed `once`.  Of
    articles, each by the paragraph that stands for it."""

    reader: Reader
    query: Query
    sort: Sort
    once: bool
    deadline: Deadline | None
    of_articles: bool = False

    def rows(self, start: int, stop: int) -> list[Row]:
        """Return what stands at [start, stop) of the order."""
        if stop > WINDOW:
            return list(islice(self.walk(self.deadline, stop), start, stop))
        once = {"collapse": {"field": "origin"}} if self.once else {}
        body = {**self._body, **once, "from": start, "size": stop - start, "track_total_hits": False}
        return list(map(_row, self.reader.search(body, self.deadline, **DEEPLY)["hits"]["hits"]))

    def walk(self, deadline: Deadline | None, most: int) -> Iterator[Row]:
        """Yield all, in order; texts that were met before are passed over where they are listed once.  No more than
        `most` are to be read, so that no more are fetched at a time."""
        body = {**self._body, "size": max(min(most, WALKED_AT_ONCE), 1)}
        met: set[int] = set()
        for row in map(_row, self.reader.walk(body, deadline, **DEEPLY)):
            if not self.once or row.origin is None:
                yield row
            elif row.origin not in met:
                met.add(row.origin)
                yield row

    @property
    def _body(self) -> Mapping[str, Any]:
        shown = SHOWN if self.of_articles else SHOWN | NOT_STORED
        return {**shown, "query": self.query, "sort": SORTS[self.sort], "track_scores": True}


@dataclass(frozen=True)
class Pager:
    """Chooses what stands on pages, for one search of a plan."""

    reader: Reader
    plan: Translated
    sort: Sort
    group: Group
    once: bool
    deadline: Deadline

    def listing(self) -> Listing:
        """Return all that is found, in order."""
        query = articles(self.plan, self._greatest) if self.group == "article" else ranked(self.plan)
        return Listing(self.reader, query, self.sort, self._is_once, self.deadline, self.group == "article")

    def choose(self, wanted: Wanted) -> tuple[Match, ...]:
        """Return the matches asked for, and where they don't fill the page, the next best."""
        by_relevance = self.sort == "relevance" and self.group != "article"
        in_order = self.listing().rows
        chosen = self._page(in_order, wanted) if by_relevance else in_order(wanted.start, wanted.stop)
        full = list(self._with_more(chosen) if by_relevance else map(match_of, chosen))
        room = wanted.stop - wanted.start - len(chosen)
        if not room or not wanted.next_best or len(self.plan.wanted) < 2 or (wanted.start and not chosen):
            return tuple(full)
        looked_at = room * NEXT_BEST_LOOKED_AT + len(chosen)
        best = [row for row in self._next_best(looked_at) if self._missing(row)]
        rest = self._spread(best, room, 0, [row.article for row in chosen]) if by_relevance else best[:room]
        return (*full, *(replace(match_of(row), missing=self._missing(row)) for row in rest))

    @cached_property
    def _is_once(self) -> bool:
        return self.group == "origin" or (self.once and self.group == "paragraph")

    def _page(self, in_order: Callable[[int, int], list[Row]], wanted: Wanted) -> list[Row]:
        """Return a page of what is in order of relevance, no article crowding out the others."""
        size = wanted.stop - wanted.start
        page = wanted.start // size
        first = page // PAGES_SPREAD * PAGES_SPREAD
        for pages in (page - first + PAGES_AHEAD, PAGES_SPREAD):
            best = in_order(first * size, (first + min(pages, PAGES_SPREAD)) * size)
            are_in_order_of_days = not any(row.score for row in best)
            if are_in_order_of_days:
                return best[wanted.start - first * size :][:size]
            found = self._spread(best, size, page - first)
            if len(found) == size and is_spread(_numbered(row.article for row in found)):
                break
        return found

    def _spread(self, best: Sequence[Row], size: int, page: int, shown: Iterable[str] = ()) -> list[Row]:
        articles = _numbered([*(row.article for row in best), *shown])
        rows = nth_page(articles[: len(best)], self._texts(best), size, page, articles[len(best) :])
        return [best[row] for row in rows]

    def _texts(self, best: Sequence[Row]) -> list[int]:
        """Number the texts of paragraphs; those of an article that say the same share a number.  Only those are read
        that are of one length and score alike."""
        alike = Counter((row.article, row.score, row.length) for row in best)
        asked = [row.id for row in best if alike[row.article, row.score, row.length] > 1]
        records = dict(zip(asked, self.reader.get(asked, ["record"]), strict=True))
        texts = {id: text_of(found["record"].encode()) for id, found in records.items() if found}
        return _numbered((row.article, texts[row.id]) if row.id in texts else row.id for row in best)

    def _with_more(self, chosen: Sequence[Row]) -> Iterator[Match]:
        """Give the last match of each article how many more there are in it that are not among the chosen."""
        matches = self._listed_in({row.article for row in chosen}) if chosen else {}
        shown = Counter(row.article for row in chosen)
        last = {row.article: at for at, row in enumerate(chosen)}
        for at, row in enumerate(chosen):
            more = matches.get(row.article, 0) - shown[row.article] if last[row.article] == at else 0
            yield replace(match_of(row), more=max(more, 0))

    def _listed_in(self, owners: Iterable[str]) -> Mapping[str, int]:
        """Count what is listed of some articles: of paragraphs with the same text the first in the order, which may be
        another article's."""
        inside = {"bool": {"filter": [matching(self.plan), any_value("article", sorted(owners))]}}
        rows = Listing(self.reader, inside, "newest", False, self.deadline).rows(0, LOOKED_AT)
        texts = {row.origin for row in rows if row.origin is not None} if self._is_once else set()
        alone = [row for row in rows if row.origin not in texts]
        return Counter(row.article for row in (*alone, *self._firsts(texts)))

    def _firsts(self, texts: Iterable[int]) -> Sequence[Row]:
        """Return of the paragraphs with each of some texts the first in the order."""
        texts = sorted(texts)
        if not texts:
            return []
        same = {"bool": {"must": [ranked(self.plan)], "filter": [any_value("origin", texts)]}}
        return replace(self.listing(), query=same).rows(0, LOOKED_AT)

    def _next_best(self, count: int) -> list[Row]:
        of_articles = self.group == "article"
        query = next_best_articles(self.plan, self._greatest) if of_articles else next_best(self.plan)
        listing = Listing(self.reader, query, "relevance", self._is_once, self.deadline, of_articles)
        return listing.rows(0, min(count, WINDOW))

    def _missing(self, row: Row) -> tuple[str, ...]:
        """Return the wanted words that a paragraph, or its article, lacks."""
        names = [(leaf.text, name_of(number)) for number, (leaf, _) in enumerate(self.plan.wanted)]
        return tuple(text for text, name in names if name not in row.matched)

    @cached_property
    def _greatest(self) -> Greatest:
        """Return the greatest scores of what the articles' scores are made of."""
        scored = best_paragraphs(self.plan), whole_texts(self.plan)
        bodies = [{"size": 1, "_source": False, "track_total_hits": False, "query": query} for query in scored]
        found = self.reader.msearch(bodies, self.deadline, **DEEPLY)
        return Greatest(*(one["hits"]["max_score"] or 0.0 for one in found))


def match_of(row: Row) -> Match:
    """Return what was found as a match."""
    return Match(Ref(row.id), row.score)


def _row(hit: Mapping[str, Any]) -> Row:
    """Return a hit as a row; an article's, as that of its best paragraph."""
    fields = {name: values[0] for name, values in hit["fields"].items()}
    for best in hit.get("inner_hits", {}).values():
        fields["ordinal"] = best["hits"]["hits"][0]["fields"]["ordinal"][0]
    return Row(
        paragraph_id(fields["article"], fields["ordinal"]),
        fields["article"],
        fields["origin"] if fields.get("has_copies") else None,
        fields.get("length", 0),
        hit["_score"] or 0.0,
        frozenset(hit.get("matched_queries", ())),
    )


def _numbered(keys: Iterable[object]) -> list[int]:
    """Number what may repeat, equals alike."""
    numbers: dict[object, int] = {}
    return [numbers.setdefault(key, len(numbers)) for key in keys]
