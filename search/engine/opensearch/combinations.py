"""Counts of combinations of values: how many paragraphs, articles or texts have this speaker and are of that month."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.errors import ClusterUnavailableError
from search.engine.opensearch.buckets import ALONE, HAS_COPIES, MOST, PERIODS, SPEAKER, Buckets, Key, narrowed
from search.engine.opensearch.reader import Body

PARAGRAPHS_A_PART = 5_000
"""For so many paragraphs there is one more part of the speakers who said something."""
OWNERS = {"paragraph": "number", "article": "article", "origin": "origin"}
"""Fields of what combinations are counted once of."""
Combined = Counter[tuple[Key, ...]]


class TooManyValuesError(Exception):
    """There are more values than buckets."""


@dataclass(frozen=True, slots=True)
class Combinations:
    """Counts over the paragraphs that `query` finds, of whom there are so many, by several fields."""

    buckets: Buckets
    query: Body
    paragraphs: int

    def count(self, fields: Sequence[str]) -> Combined:
        """Count all combinations; what has no value of a field has none, but for days."""
        if self.buckets.said is not None and SPEAKER in fields:
            return self._said(fields)
        counts: Combined = Counter()
        if self.buckets.group == "article":
            counts.update(values for values, _ in self._pages(self.query, fields, "article"))
            return counts
        is_by_text = self.buckets.group == "origin"
        for values, count in self._pages(narrowed(self.query, ALONE) if is_by_text else self.query, fields):
            counts[values] += count
        if is_by_text:
            counts.update(values for values, _ in self._pages(narrowed(self.query, HAS_COPIES), fields, "origin"))
        return counts

    def _pages(self, query: Body, fields: Sequence[str], *owner: str) -> Iterator[tuple[tuple[Key, ...], int]]:
        for bucket in self.buckets.pages(query, [*fields, *owner]):
            yield tuple(bucket["key"][field] for field in fields), bucket["doc_count"]

    def _said(self, fields: Sequence[str]) -> Combined:
        """Count combinations with who said what was asked for."""
        try:
            if self.buckets.group != "origin":
                return self._by_speaker(self.query, fields)
            alone, copied = narrowed(self.query, ALONE), narrowed(self.query, HAS_COPIES)
            return self._by_speaker(alone, fields) + self._one_by_one(copied, fields)
        except (TooManyValuesError, ClusterUnavailableError):  # of too many buckets
            if self.buckets.reader.cluster.hanging.is_met:
                raise
            return self._one_by_one(self.query, fields)

    def _one_by_one(self, query: Body, fields: Sequence[str]) -> Combined:
        """Look at every paragraph."""
        found = set(self.buckets.speeches(fields, query, OWNERS[self.buckets.group]))
        return Counter(values for values, _ in found)

    def _by_speaker(self, query: Body, fields: Sequence[str]) -> Combined:
        """Count combinations, one a paragraph or an article, of so few speakers at a time that mostly no request has
        too many buckets."""
        others = [field for field in fields if field != SPEAKER]
        within: Body = self.buckets.by_article
        for field in reversed(others):
            missing = {"missing": 0} if field in PERIODS.values() else {}
            within = {"values": {"terms": {"field": field, "size": MOST, **missing}, "aggs": within}}
        parts = self.paragraphs // PARAGRAPHS_A_PART + 1
        counts: Combined = Counter()
        for part in range(parts):
            some = {"include": {"partition": part, "num_partitions": parts}} if parts > 1 else {}
            by_speaker = {"values": self.buckets.by_speaker(some, within)}
            found = self.buckets.ask(query, {"said": self.buckets.among_speeches(by_speaker)})
            for values, bucket in _leaves(found["said"]["speeches"]["values"], len(others)):
                held = dict(zip([SPEAKER, *others], values, strict=True))
                counts[tuple(held[field] or None for field in fields)] = self.buckets.number(bucket)
        return counts


def _leaves(values: Body, deeper: int) -> Iterator[tuple[tuple[Key, ...], Body]]:
    """Yield the buckets that lie so many levels deeper, each with the values that lead to it."""
    if values["sum_other_doc_count"]:
        raise TooManyValuesError
    for bucket in values["buckets"]:
        if not deeper:
            yield (bucket["key"],), bucket
            continue
        for others, leaf in _leaves(bucket.get("paragraphs", bucket)["values"], deeper - 1):
            yield (bucket["key"], *others), leaf
