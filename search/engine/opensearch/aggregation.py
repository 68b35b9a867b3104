"""What is counted of the paragraphs that a query finds: the values of facets, places, days, combinations of fields.

All counts are exact.  Where texts are counted, those that have copies are looked at one by one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engine.opensearch.archive_tables import ArchiveTables
from search.engine.opensearch.buckets import (
    ALONE,
    ARTICLES,
    DAY,
    HAS_COPIES,
    MOST,
    PERIODS,
    SPEAKER,
    Buckets,
    Key,
    narrowed,
)
from search.engine.opensearch.combinations import Combinations
from search.engine.opensearch.ranking import SORTS
from search.engine.opensearch.reader import DEEPLY, Body, Reader
from search.engine.periods import LAST_DAY, period_name
from search.engine.protocol import NO_PLACES
from search.engine.vocabulary.fields import PLACE
from search.fields import FacetName
from search.limits import Deadline
from search.request import CountedBy, Group, Interval, Sort
from search.results import CountRow, CountTable, FacetValue, PlaceList, ValueList

FIELDS: Mapping[FacetName, str] = {
    "speaker": SPEAKER,
    "location": PLACE,
    "country": "country",
    "source": "source_name",
}
"""By which field each facet is counted."""
LISTED = {"size": MOST, "sort": SORTS["relevance"], "_source": False, "docvalue_fields": ["origin", DAY]}
TOTALS: Mapping[str, Body] = {
    "paragraphs": {},
    **ARTICLES,
    "origins": {"filter": HAS_COPIES, "aggs": {"texts": {"terms": {"field": "origin", "size": MOST}}}},
    "span": {
        "filter": {"range": {DAY: {"gt": 0, "lt": LAST_DAY}}},
        "aggs": {"first": {"min": {"field": DAY}}, "last": {"max": {"field": DAY}}},
    },
}
"""What is counted in all: paragraphs, with every answer; their articles; those with copies, and the texts of these;
their first and last days."""

Counts = Mapping[Any, int]


class Aggregation:
    """Counts over the paragraphs that `query` finds, one a paragraph, an article or a text, as `group` says.

    Where something was said, `said` is the query of the speeches that count, in the fields of `speech`: only who is in
    one of those counts as a speaker.  Of the paragraphs with one text the first in the order of `sort` gives its day:
    by relevance, that of `ranked`, the same query with scores.
    """

    def __init__(
        self,
        reader: Reader,
        tables: ArchiveTables,
        query: Body,
        said: Body | None,
        group: Group,
        deadline: Deadline,
        sort: Sort,
        ranked: Body,
    ) -> None:
        self._reader, self._tables, self._deadline = reader, tables, deadline
        self._buckets = Buckets(reader, said, group, deadline)
        self._query, self._group, self._sort, self._ranked = query, group, sort, ranked
        self._counted: dict[str, Counts] = {}
        self._totals: dict[str, dict[str, Any]] = {}

    def ahead(
        self, fields: Iterable[FacetName] = (), *, places: bool = False, days: bool = False, totals: Iterable[str] = ()
    ) -> None:
        """Count with one request what will be asked for: of `totals`, the keys of TOTALS, those that are named."""
        asked = [FIELDS[field] for field in fields] + [PLACE] * places + [DAY] * days
        self._count(dict.fromkeys(asked), totals)

    def values(self, facets: Mapping[FacetName, int]) -> Mapping[FacetName, ValueList]:
        """List so many values of each facet; as speakers, only those who said what was asked for."""
        self.ahead(facets)
        return {facet: self._listed(facet, limit) for facet, limit in facets.items()}

    def places(self, limit: int) -> PlaceList:
        """List so many of the places that the paragraphs name; none are counted for a `limit` of 0."""
        if not limit:
            return NO_PLACES
        return self._tables.places.named(*self._coded(self._counts(PLACE)), limit)

    def days(self) -> Mapping[int, int]:
        """Return how many are of each day, YYYYMMDD, 0 where it is unknown."""
        return self._counts(DAY)

    def span(self) -> tuple[int, int] | None:
        """Return the first and the last day of all paragraphs, YYYYMMDD; None where none has one."""
        first, last = (self._total("span")[one]["value"] for one in ("first", "last"))
        return None if first is None else (int(first), int(last))

    def paragraphs(self) -> int:
        """Return how many paragraphs there are."""
        number: int = self._total("paragraphs")["value"]
        return number

    def articles(self) -> int:
        """Return how many articles the paragraphs are of."""
        number: int = self._total("articles")["doc_count"]
        return number

    def origins(self) -> int:
        """Return how many different texts the paragraphs have."""
        copied = self._total("origins")
        alone = self.paragraphs() - int(copied["doc_count"])
        if not copied["texts"]["sum_other_doc_count"]:
            return alone + len(copied["texts"]["buckets"])
        return alone + sum(1 for _ in self._buckets.pages(narrowed(self._query, HAS_COPIES), ["origin"]))

    def table(self, by: Sequence[CountedBy], interval: Interval, limit: int) -> CountTable:
        """Count combinations of fields; at most `limit`, the most frequent, are listed, in order of values."""
        total = {"paragraph": self.paragraphs, "article": self.articles, "origin": self.origins}[self._group]()
        fields = [PERIODS[interval] if one == "date" else FIELDS[one] for one in by]
        counts: Counter[tuple[Key, ...]]
        if fields == [SPEAKER]:
            counts = Counter({(person,): count for person, count in self._counts(SPEAKER).items()})
        else:
            counts = Combinations(self._buckets, self._query, self.paragraphs()).count(fields)
        self._deadline.spend(len(counts))
        rows = [
            CountRow(tuple(self._called(one, value, interval) for one, value in zip(by, values, strict=True)), count)
            for values, count in counts.items()
        ]
        rows.sort(key=lambda row: (-row.count, _in_order(row)))
        return CountTable(tuple(by), total, len(rows), tuple(sorted(rows[:limit], key=_in_order)))

    def _listed(self, facet: FacetName, limit: int) -> ValueList:
        counts = self._counts(FIELDS[facet])
        if facet == "location":
            return self._tables.places.values(*self._coded(counts), limit)
        most = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))[:limit]
        kind = self._tables.kind_of if facet == "speaker" else lambda _: ""
        return ValueList(len(counts), tuple(FacetValue(value, count, kind=kind(value)) for value, count in most))

    def _coded(self, counts: Counts) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the codes of places, by their ids, and the count of each."""
        codes = [self._tables.places.code(place) for place in counts]
        return np.array(codes, np.int64), np.array(list(counts.values()), np.int64)

    def _called(self, by: CountedBy, value: Key, interval: Interval) -> str | None:
        if by == "date":
            return period_name(int(value or 0), interval)
        return (
            self._tables.places.called_apart(self._tables.places.code(str(value))) if by == "location" else str(value)
        )

    def _counts(self, field: str) -> Counts:
        self._count([field])
        return self._counted[field]

    def _total(self, name: str) -> dict[str, Any]:
        self._count([], [name])
        return self._totals[name]

    def _count(self, fields: Iterable[str], totals: Iterable[str] = ()) -> None:
        """Count values of fields, and in all, as far as that isn't done yet."""
        new = [field for field in fields if field not in self._counted]
        if not new and self._totals.keys() >= set(totals):
            return
        by_value = {field: self._buckets.values(field) for field in new}
        is_apart = self._group == "origin" and bool(new)
        counted = {"alone": {"filter": ALONE, "aggs": by_value}} if is_apart else by_value
        in_all = {name: about for name in totals if name not in self._totals and (about := TOTALS[name])}
        answer = self._buckets.ask(self._query, {**counted, **in_all})
        self._totals |= {name: answer[name] for name in ("paragraphs", *in_all)}
        if is_apart:
            copied = narrowed(self._query, HAS_COPIES)
            alone = self._all_of(new, answer["alone"], narrowed(self._query, ALONE))
            self._counted |= {field: Counter(alone[field]) + self._texts(field, copied) for field in new}
        else:
            self._counted |= self._all_of(new, answer, self._query)

    def _all_of(self, fields: Iterable[str], answer: Body, query: Body) -> dict[str, Counts]:
        return {field: self._buckets.counts(field, answer[field], query) for field in fields}

    def _texts(self, field: str, copied: Body) -> Counter[Any]:
        """Count values once a text, of paragraphs that have copies."""
        if self._buckets.is_said(field):
            pairs: Iterable[tuple[Any, ...]] = {
                (origin, person) for (person,), origin in self._buckets.speeches([field], copied, "origin")
            }
            return Counter(person for _, person in pairs)
        if field == DAY:
            return Counter(self._days_of_texts(copied).values())
        return Counter(bucket["key"][field] for bucket in self._buckets.pages(copied, [field, "origin"]))

    def _days_of_texts(self, copied: Body) -> Mapping[int, int]:
        """Return for each text the day of the first paragraph with it in the order; what has none comes last."""
        days: dict[int, int] = {}
        if self._sort == "relevance":
            ranked = {"bool": {"must": [self._ranked], "filter": [HAS_COPIES]}}
            for hit in self._reader.walk({**LISTED, "query": ranked}, self._deadline, **DEEPLY):
                days.setdefault(hit["fields"]["origin"][0], hit["fields"].get(DAY, [0])[0])
            return days
        first = max if self._sort == "newest" else min
        for key in (bucket["key"] for bucket in self._buckets.pages(copied, ["origin", DAY])):
            origin, day = key["origin"], key[DAY]
            if day is not None:
                days[origin] = first(days.get(origin) or day, day)
            else:
                days.setdefault(origin, 0)
        return days


def _in_order(row: CountRow) -> list[tuple[bool, str]]:
    return [(value is None, value or "") for value in row.values]
