"""What a cluster counts of the paragraphs that a query finds, one a paragraph, an article or a text: bucket by bucket.

Values are counted by buckets of `terms`, as long as those are no more than a request may have; beyond, page by page of
`composite` ones.  The articles of paragraphs are counted by the join, which has them in one shard.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from search.engine.opensearch.reader import Body, Reader
from search.limits import Deadline
from search.request import Group, Interval

MOST = 10_000
"""Buckets of a field that are asked for at once: with those of all fields no more than a request may have."""
SPEECHES = 100
"""Speakers of a paragraph that are looked at one by one."""
SPEAKER, DAY = "person", "day"
PERIODS: Mapping[Interval, str] = {"day": DAY, "month": "month", "year": "year"}
HAS_COPIES = {"term": {"has_copies": True}}
ALONE = {"bool": {"must_not": [HAS_COPIES]}}
ARTICLES = {"articles": {"parent": {"type": "paragraph"}}}

Key = int | str | None


def narrowed(query: Body, *others: Body) -> dict[str, Any]:
    """Return the query of what several find, unscored."""
    return {"bool": {"filter": [query, *others]}}


@dataclass(frozen=True, slots=True)
class Buckets:
    """Asks for counts of what queries find, one a paragraph or, where `group` is that, an article.

    Where something was said, `said` is the query of the speeches that count, in the fields of `speech`: only who is in
    one of those counts as a speaker.
    """

    reader: Reader
    said: Body | None
    group: Group
    deadline: Deadline

    def ask(self, query: Body, counted: Body) -> dict[str, Any]:
        """Return what was counted, and how many `paragraphs` there are in all."""
        body = {"size": 0, "track_total_hits": True, "query": narrowed(query), "aggs": counted}
        answer = self.reader.search(body, self.deadline)
        return {**answer.get("aggregations", {}), "paragraphs": answer["hits"]["total"]}

    def values(self, field: str) -> dict[str, Any]:
        """Return what counts the values of a field, the most frequent MOST, to be read by `counts`."""
        if self.is_said(field):
            return self.among_speeches({"values": self.by_speaker({})})
        missing = {"missing": 0} if field == DAY else {}
        return {"terms": {"field": field, "size": MOST, **missing}, "aggs": self.by_article}

    def counts(self, field: str, answer: Body, query: Body) -> dict[Any, int]:
        """Return what was counted by `values` of what a query finds, and count the rest where there are more values."""
        values = answer["speeches"]["values"] if self.is_said(field) else answer
        if not values["sum_other_doc_count"]:
            return {bucket["key"]: self.number(bucket) for bucket in values["buckets"]}
        return {bucket["key"][field] or 0: self.number(bucket) for bucket in self.pages(query, [field])}

    def pages(self, query: Body, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Yield buckets of all combinations of the fields' values, one request after another; who said something is
        counted alone."""
        is_said = self.is_said(fields[0])
        path = "speech." if is_said else ""
        sources = [{one: {"terms": {"field": path + one, "missing_bucket": one in PERIODS.values()}}} for one in fields]
        after: dict[str, Any] = {}
        while True:
            within = self.of_paragraphs(self.by_article) if is_said else self.by_article if len(fields) == 1 else {}
            pages = {"composite": {"size": MOST, "sources": sources, **after}, "aggs": within}
            found = self.ask(query, {"pages": self.among_speeches({"pages": pages}) if is_said else pages})["pages"]
            page = found["speeches"]["pages"] if is_said else found
            yield from page["buckets"]
            if len(page["buckets"]) < MOST:
                return
            after = {"after": page["after_key"]}

    def speeches(self, fields: Sequence[str], query: Body, owner: str) -> Iterator[tuple[tuple[Key, ...], Key]]:
        """Yield combinations of values, with who said what was asked for, paragraph by paragraph, and what `owner`
        holds of it."""
        others = [field for field in fields if field != SPEAKER]
        inner = {"size": SPEECHES, "_source": False, "docvalue_fields": [f"speech.{SPEAKER}"]}
        said = {"nested": {"path": "speech", "query": self.said, "inner_hits": inner}}
        body = {
            "query": narrowed(query, said),
            "sort": [{"number": "asc"}],
            "_source": False,
            "docvalue_fields": [*others, owner],
        }
        for hit in self.reader.walk(body, self.deadline):
            speeches = hit["inner_hits"]["speech"]["hits"]["hits"]
            people = {name for one in speeches for name in one.get("fields", {}).get(f"speech.{SPEAKER}", ())}
            held = {**{field: hit["fields"].get(field) or _nothing(field) for field in others}, SPEAKER: people}
            for values in product(*(held[field] for field in fields)):
                yield values, hit["fields"][owner][0]

    def is_said(self, field: str) -> bool:
        """Tell whether of a field only those count who said what was asked for."""
        return field == SPEAKER and self.said is not None

    def among_speeches(self, counted: Body) -> dict[str, Any]:
        """Return what counts something of the speeches that count."""
        return {"nested": {"path": "speech"}, "aggs": {"speeches": {"filter": self.said, "aggs": counted}}}

    def by_speaker(self, part: Body, within: Body | None = None) -> dict[str, Any]:
        """Return what counts the speakers of speeches, or a part of them, and `within` something of their
        paragraphs."""
        by_name = {"field": f"speech.{SPEAKER}", "size": MOST, **part}
        return {"terms": by_name, "aggs": self.of_paragraphs(self.by_article if within is None else within)}

    def of_paragraphs(self, within: Body) -> dict[str, Any]:
        """Return what counts something of the paragraphs of speeches."""
        return {"paragraphs": {"reverse_nested": {}, "aggs": within}}

    @property
    def by_article(self) -> dict[str, Any]:
        """What counts the articles of a bucket, where these are counted."""
        return ARTICLES if self.group == "article" else {}

    def number(self, bucket: Body) -> int:
        """Return how many paragraphs, or articles, a bucket has."""
        of_paragraphs = bucket.get("paragraphs", bucket)
        number: int = of_paragraphs.get("articles", of_paragraphs)["doc_count"]
        return number


def _nothing(field: str) -> Sequence[Key]:
    """Return what a paragraph without a value of a field counts for: of no date, and else not at all."""
    return [None] if field in PERIODS.values() else []
