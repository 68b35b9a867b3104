"""Whoosh's own way through a query, matcher by matcher: for nodes that `search.engine.embedded.executor` has no arrays
for."""

from math import inf
from typing import Any

import numpy as np
from whoosh import query as q
from whoosh.reading import IndexReader
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.searching import Searcher

from search.engine.embedded.bm25 import Collection, Scores, bm25
from search.engine.embedded.docsets import Numbers
from search.engine.embedded.postings import Postings
from search.limits import Deadline


class Ranking(WeightingModel):  # type: ignore[misc]
    """The ranking of `search.engine.embedded.bm25` as Whoosh asks for it, in the segment whose first paragraph is
    `base`."""

    def __init__(self, collection: Collection, postings: Postings, base: int) -> None:
        self._collection, self._postings, self._base = collection, postings, base

    def scorer(self, searcher: Searcher, fieldname: str, text: bytes, qf: int = 1) -> "TermScorer":
        """Return what scores one term."""
        with_term = self._postings.doc_frequency(fieldname, text)
        return TermScorer(self._collection, fieldname, with_term, self._base)


class TermScorer(BaseScorer):  # type: ignore[misc]
    """Scores the posting a matcher stands at."""

    def __init__(self, collection: Collection, field: str, with_term: int, base: int) -> None:
        self._collection, self._field, self._with_term, self._base = collection, field, with_term, base

    def supports_block_quality(self) -> bool:
        """Tell Whoosh that it has no bounds to skip by."""
        return False

    def max_quality(self) -> float:
        """Return the bound of what it scores: none is known."""
        return inf

    def block_quality(self, matcher: Any) -> float:
        """Return the bound of what it scores near a matcher's posting: none is known."""
        return inf

    def score(self, matcher: Any) -> float:
        """Score the matcher's posting."""
        numbers, frequencies = np.array([matcher.id() + self._base]), np.array([matcher.weight()], np.float32)
        return float(bm25(self._collection, self._field, self._with_term, numbers, frequencies, 1.0)[0])


def walk(
    node: q.Query, reader: IndexReader, postings: Postings, collection: Collection, deadline: Deadline
) -> tuple[Numbers, Scores]:
    """Return what matches a query, ascending, and the scores."""
    numbers: list[int] = []
    scores: list[float] = []
    for leaf, base in reader.leaf_readers():
        matcher = node.matcher(Searcher(leaf, weighting=Ranking(collection, postings, base)))
        while matcher.is_active():
            numbers.append(matcher.id() + base)
            scores.append(matcher.score())
            matcher.next()
            deadline.check()
    return np.array(numbers, np.uint32), np.array(scores, np.float32)
