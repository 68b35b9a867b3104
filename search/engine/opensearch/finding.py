"""What a plan finds in a cluster: counted, listed in order, and told as `search.engine.protocol` asks for it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from search.engine.opensearch.aggregation import Aggregation
from search.engine.opensearch.archive_tables import ArchiveTables
from search.engine.opensearch.paging import Listing, Pager, match_of
from search.engine.opensearch.queries import PARAGRAPHS, Query, any_of, term, token
from search.engine.opensearch.ranking import matching, paragraphs_of_articles, ranked
from search.engine.opensearch.reader import Reader
from search.engine.opensearch.translated import Translated
from search.engine.opensearch.translation import Translator
from search.engine.periods import histogram
from search.engine.protocol import Found, Match, Ref, Wanted, WeightedTerm
from search.fields import FacetName
from search.limits import Deadline
from search.query.planner import Plan
from search.request import CountedBy, Group, Interval, Sort
from search.results import CountTable, ValueList


class Finder:
    """Answers plans over one state; safe to share between threads.  A Ref is the id of a paragraph's document."""

    def __init__(self, reader: Reader, tables: ArchiveTables, translator: Translator) -> None:
        self._reader = reader
        self._tables = tables
        self._translator = translator

    def find(self, plan: Plan, wanted: Wanted, deadline: Deadline) -> Found:
        """Answer a plan."""
        if wanted.places or "location" in wanted.facets or "location" in wanted.alternatives:
            with deadline.suspended():  # that the places are read once is no fault of the question
                _ = self._tables.places
        translated = self._translator.plan(plan, deadline)
        counted = self._counted(translated, wanted.group, deadline, wanted.sort)
        totals = _totals(wanted)
        counted.ahead(wanted.facets, places=bool(wanted.places), days=wanted.histogram, totals=totals)
        days = counted.days() if wanted.histogram else {}
        total = _total(counted, wanted.group)
        return Found(
            total=total,
            listed=counted.origins() if "origins" in totals else total,
            articles=counted.articles() if "articles" in totals else 0,
            matches=self._pager(translated, wanted, deadline).choose(wanted) if wanted.start < wanted.stop else (),
            facets=counted.values(wanted.facets),
            alternatives={
                facet: self._alternatives(plan.without(facet), facet, limit, wanted, deadline)
                for facet, limit in wanted.alternatives.items()
            },
            histogram=histogram(*_ascending(days), wanted.interval),
            undated=self._left_out(plan, wanted, deadline) if plan.asks_for_days else days.get(0, 0),
            span=_span(counted) if wanted.span else None,
            places=counted.places(wanted.places),
        )

    def count(self, plans: Sequence[Plan], group: Group, deadline: Deadline) -> Sequence[int]:
        """Return how much each plan finds."""
        translated = [self._translator.plan(plan, deadline) for plan in plans]
        if group != "paragraph":
            return [_total(self._counted(one, group, deadline), group) for one in translated]
        bodies = [{"size": 0, "track_total_hits": True, "query": matching(one)} for one in translated]
        return [answer["hits"]["total"]["value"] for answer in self._reader.msearch(bodies, deadline)]

    def tabulate(
        self, plan: Plan, by: Sequence[CountedBy], interval: Interval, group: Group, limit: int, deadline: Deadline
    ) -> CountTable:
        """Count what a plan finds by combinations of fields; at most `limit`, the most frequent, are listed."""
        if "location" in by:
            with deadline.suspended():
                _ = self._tables.places
        counted = self._counted(self._translator.plan(plan, deadline), group, deadline)
        return counted.table(by, interval, limit)

    def scan(self, plan: Plan, sort: Sort, group: Group, limit: int, deadline: Deadline) -> tuple[int, Iterator[Match]]:
        """Return the total, and all matches in order, at most `limit`."""
        translated = self._translator.plan(plan, deadline)
        total = _total(self._counted(translated, group, deadline), group)
        listing = self._pager(translated, Wanted(sort=sort, group=group), deadline).listing()
        return total, map(match_of, islice(listing.walk(None, limit), limit))

    def like(
        self, ref: Ref, terms: Sequence[WeightedTerm], least: float, limit: int, deadline: Deadline
    ) -> Sequence[Match]:
        """Return the best paragraphs with any of the terms, but for `ref` and what scores too little beside it."""
        if not terms:
            return []
        alike = any_of([term("text", token(one.term), one.weight) for one in terms])
        itself = {"ids": {"values": [ref]}}
        own = {"bool": {"must": [alike], "filter": [itself]}}
        others = {"bool": {"must": [alike], "filter": [PARAGRAPHS], "must_not": [itself]}}
        own_score = max((row.score for row in self._listing(own, deadline).rows(0, 1)), default=0.0)
        found = self._listing(others, deadline).rows(0, limit)
        return [match_of(row) for row in found if row.score >= own_score * least]

    def _counted(self, plan: Translated, group: Group, deadline: Deadline, sort: Sort = "relevance") -> Aggregation:
        query = paragraphs_of_articles(plan) if group == "article" else matching(plan)
        return Aggregation(self._reader, self._tables, query, plan.said, group, deadline, sort, ranked(plan))

    def _listing(self, query: Query, deadline: Deadline) -> Listing:
        return Listing(self._reader, query, "relevance", once=False, deadline=deadline)

    def _pager(self, plan: Translated, wanted: Wanted, deadline: Deadline) -> Pager:
        return Pager(self._reader, plan, wanted.sort, wanted.group, wanted.once, deadline)

    def _alternatives(self, plan: Plan, facet: FacetName, limit: int, wanted: Wanted, deadline: Deadline) -> ValueList:
        counted = self._counted(self._translator.plan(plan, deadline), wanted.group, deadline)
        return counted.values({facet: limit})[facet]

    def _left_out(self, plan: Plan, wanted: Wanted, deadline: Deadline) -> int:
        """Count what a plan that asks for days leaves out for having no date."""
        if not wanted.histogram:
            return 0
        return self.count([plan.undated()], wanted.group, deadline)[0]


def _total(counted: Aggregation, group: Group) -> int:
    return {"paragraph": counted.paragraphs, "article": counted.articles, "origin": counted.origins}[group]()


def _totals(wanted: Wanted) -> list[str]:
    """Return what an answer needs to be counted in all."""
    is_needed = {
        "origins": wanted.group == "origin" or (wanted.once and wanted.group == "paragraph"),
        "articles": wanted.articles or wanted.group == "article",
        "span": wanted.span,
    }
    return [name for name, needed in is_needed.items() if needed]


def _span(counted: Aggregation) -> tuple[str, str] | None:
    found = counted.span()
    return None if found is None else (_iso(found[0]), _iso(found[1]))


def _iso(day: int) -> str:
    return f"{day // 10_000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"


def _ascending(counts: Mapping[int, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return days, ascending, and the count of each."""
    days = sorted(counts)
    return np.array(days, np.int64), np.array([counts[day] for day in days], np.int64)
