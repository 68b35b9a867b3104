"""Paragraphs and articles that are copies of one another, looked up by the first of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from search.engine.opensearch.documents import Documents
from search.engine.opensearch.reader import Body, Reader
from search.results import NO_COPIES, Copy, CopyList

MOST_SOURCES = 10_000
"""Sources of one text that are counted."""
BY_DAY = [{"day": {"order": "asc", "missing": "_last"}}, {"number": "asc"}]
COUNTED = {
    "articles": {"parent": {"type": "paragraph"}},
    "sources": {"terms": {"field": "source_name", "size": MOST_SOURCES}},
}


@dataclass(frozen=True, slots=True)
class CopyReader:
    """Looks up where else a text stands."""

    reader: Reader
    documents: Documents

    def of_paragraphs(self, refs: Sequence[str], limit: int) -> list[CopyList]:
        """Return of each paragraph where else its text stands, and how many quote what it quotes."""
        told = self.documents.told(refs)
        rows = [row for row, ref in enumerate(refs) if told[ref].keys() & {"has_copies", "quotation"}]
        bodies = [body for row in rows for body in _asked(told[refs[row]], limit)]
        answers = self.reader.msearch(bodies)
        listed = self._listed(answers[::2])
        lists = [NO_COPIES] * len(refs)
        for row, copies, quoting in zip(rows, listed, answers[1::2], strict=True):
            lists[row] = replace(copies, quoting=quoting["hits"]["total"]["value"])
        return lists

    def of_article(self, article_id: str, limit: int) -> CopyList:
        """Return which articles are copies of one; of none for an unknown id."""
        [told] = self.reader.get([article_id], ["story"])
        if told is None or "story" not in told:
            return NO_COPIES
        first_of_each = [{"term": {"story": told["story"]}}, {"term": {"ordinal": 1}}]
        [listed] = self._listed([self.reader.search(_elsewhere(first_of_each, article_id, limit))])
        return replace(listed, earliest=tuple([replace(one, ordinal=0) for one in listed.earliest]))

    def _listed(self, answers: Sequence[Body]) -> list[CopyList]:
        """Return what was found by `_elsewhere`."""
        found = [[hit["_source"] for hit in answer["hits"]["hits"]] for answer in answers]
        heads = self.documents.summaries([one["article"] for hits in found for one in hits])
        return [
            CopyList(
                answer["aggregations"]["articles"]["doc_count"],
                len(answer["aggregations"]["sources"]["buckets"]),
                tuple([Copy(heads[one["article"]], one["ordinal"]) for one in hits]),
            )
            for answer, hits in zip(answers, found, strict=True)
        ]


def _asked(told: Mapping[str, Any], limit: int) -> tuple[Body, Body]:
    """Return what finds the text of a paragraph in other articles, and what counts those with another text that quote
    what it quotes."""
    has_text = {"term": {"origin": told["origin"]}}
    quotes = {"term": {"quotation": told["quotation"]}} if "quotation" in told else {"match_none": {}}
    quoting = {"bool": {"filter": [quotes], "must_not": [has_text]}}
    return (
        _elsewhere([has_text], told["article"], limit),
        {"size": 0, "track_total_hits": True, "query": quoting},
    )


def _elsewhere(conditions: Sequence[Body], article: str, limit: int) -> Body:
    """Return what finds one paragraph of each article but one, the earliest first."""
    return {
        "size": limit,
        "track_total_hits": False,
        "query": {"bool": {"filter": list(conditions), "must_not": [{"term": {"article": article}}]}},
        "collapse": {"field": "article"},
        "sort": BY_DAY,
        "_source": ["article", "ordinal"],
        "aggs": COUNTED,
    }
