"""In how many paragraphs, or articles, terms stand: asked of the cluster once, for a state never changes."""

from collections.abc import Iterator, Sequence

from search.engine.opensearch.queries import Query, nested, term, unscored
from search.engine.opensearch.reader import Reader
from search.limits import Deadline

ASKED_AT_ONCE = 200
KEPT = 100_000
"""Terms that are remembered; then all are forgotten."""
NESTED = "speech."
Term = tuple[str, str]
"""As the field that stands before it has it."""


class Frequencies:
    """Counts of one state; safe to share between threads."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._counts: dict[Term, int] = {}
        self._holders: dict[str, int] = {}

    def of(self, terms: Sequence[Term], deadline: Deadline) -> list[int]:
        """Return in how many paragraphs, or articles, each term stands."""
        counts = self._counts
        unknown = [one for one in dict.fromkeys(terms) if one not in counts]
        found = self._count([_query(*one) for one in unknown], deadline)
        counts = {one: counts[one] for one in terms if one in counts} | dict(zip(unknown, found, strict=True))
        if len(self._counts) > KEPT:
            self._counts = {}
        self._counts.update(counts)
        return [counts[one] for one in terms]

    def holding(self, field: str, deadline: Deadline) -> int:
        """Return how many documents, those that are nested among them, have a term of a field."""
        if field not in self._holders:
            [answer] = self._answers([_holding(field)], deadline)
            in_paragraphs: int = answer["hits"]["total"]["value"]
            nested = answer.get("aggregations", {}).get("nested", {}).get("held", {})
            self._holders[field] = nested.get("doc_count", in_paragraphs)
        return self._holders[field]

    def _count(self, queries: Sequence[Query], deadline: Deadline) -> list[int]:
        bodies = [{"query": query} for query in queries]
        return [answer["hits"]["total"]["value"] for answer in self._answers(bodies, deadline)]

    def _answers(self, bodies: Sequence[Query], deadline: Deadline) -> Iterator[Query]:
        asked = [{"size": 0, "track_total_hits": True, **body} for body in bodies]
        for start in range(0, len(asked), ASKED_AT_ONCE):
            yield from self._reader.msearch(asked[start : start + ASKED_AT_ONCE], deadline)


def _query(field: str, word: str) -> Query:
    return nested(unscored(term(field, word))) if field.startswith(NESTED) else term(field, word)


def _holding(field: str) -> Query:
    exists = {"exists": {"field": field}}
    if not field.startswith(NESTED):
        return {"query": exists}
    held = {"nested": {"path": "speech"}, "aggs": {"held": {"filter": exists}}}
    return {"query": {"match_all": {}}, "aggs": {"nested": held}}
