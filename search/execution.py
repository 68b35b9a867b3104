"""Evaluates a query over arrays: which paragraphs match, and with what score.

The query is a tree of Whoosh's own query classes; every node becomes the ascending numbers of its paragraphs and their
scores, and operators combine those arrays.  What a node means, and what it scores, is what Whoosh's matchers make of it
with the ranking of `search.ranking`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q
from whoosh.reading import IndexReader

from index.columns import Codes
from index.schema import SLOT
from search.deadline import Deadline
from search.postings import Numbers, Postings, PostingsStore, positions
from search.ranking import Collection, Scores, bm25


@dataclass(frozen=True, slots=True)
class Matches:
    """The paragraphs that match, ascending by number, and the score of each."""

    numbers: Numbers
    scores: Scores

    def __len__(self) -> int:
        return len(self.numbers)

    def only(self, kept: NDArray[np.bool_] | NDArray[np.int64]) -> "Matches":
        """Keep the matches where a mask is true, or those at given rows, in their order."""
        return Matches(self.numbers[kept], self.scores[kept])


class SameSpeaker(q.And):  # type: ignore[misc]
    """Paragraphs where one and the same speaker answers to all subqueries, which are about `speaker`, `speaker_name`
    and `said`: the one who is asked for is the one who said it."""


NOTHING = Matches(np.empty(0, np.int64), np.empty(0))


@dataclass(frozen=True, slots=True)
class Executor:
    """Evaluates queries over one generation, for one search."""

    store: PostingsStore
    reader: IndexReader
    collection: Collection
    dates: Codes
    deadline: Deadline

    def evaluate(self, node: q.Query) -> Matches:
        """Return what matches `node`; raise SearchTimeoutError when the deadline passes."""
        self.deadline.check()
        return self._EVALUATORS[type(node)](self, node)

    def _term(self, node: q.Term) -> Matches:
        postings = self._postings(node.fieldname, node.text)
        scores = bm25(self.collection, node.fieldname, postings.numbers, postings.frequencies)
        return Matches(postings.numbers, scores * node.boost)

    def _phrase(self, node: q.Phrase) -> Matches:
        """A phrase scores as all its words do."""
        together = self._and(q.And([q.Term(node.fieldname, word, boost=node.boost) for word in node.words]))
        starts = self._phrase_starts(node.fieldname, node.words, together.numbers)
        return together.only(np.array([len(found) > 0 for found in starts], bool))

    def _and(self, node: q.And) -> Matches:
        """Intersect, from the rarest on; a Not among the subqueries takes away."""
        wanted = sorted((self.evaluate(child) for child in node if not isinstance(child, q.Not)), key=len)
        matches = reduce(_both, wanted) if wanted else self._every(q.Every())
        for child in node:
            if isinstance(child, q.Not):
                unwanted = self.evaluate(child.query).numbers
                matches = matches.only(~member(matches.numbers, unwanted))
        return Matches(matches.numbers, matches.scores * node.boost)

    def _or(self, node: q.Or) -> Matches:
        """Unite; a paragraph scores the sum of what it matches."""
        parts = [self.evaluate(child) for child in node]
        if not parts:
            return NOTHING
        numbers = np.concatenate([part.numbers for part in parts])
        scores = np.concatenate([part.scores for part in parts])
        united, inverse = np.unique(numbers, return_inverse=True)
        return Matches(united, np.bincount(inverse, scores, minlength=len(united)) * node.boost)

    def _not(self, node: q.Not) -> Matches:
        return self._and(q.And([node]))

    def _every(self, node: q.Every) -> Matches:
        count = len(self.collection.lengths)
        return Matches(np.arange(count), np.zeros(count))

    def _date_range(self, node: q.TermRange) -> Matches:
        """Days are compared in their column; a paragraph without a date is in no range."""
        first = max(int(node.start or 0), 1)
        last = int(node.end or 99991231)
        numbers = np.flatnonzero((self.dates >= first) & (self.dates <= last)).astype(np.int64)
        return Matches(numbers, np.zeros(len(numbers)))

    def _constant(self, node: q.ConstantScoreQuery) -> Matches:
        matches = self.evaluate(node.child)
        return Matches(matches.numbers, np.full(len(matches), float(node.score)))

    def _nothing(self, node: q.Query) -> Matches:
        return NOTHING

    def _same_speaker(self, node: SameSpeaker) -> Matches:
        matches = self._and(node)
        alone = [self._speakers(child, matches.numbers) for child in node]
        return matches.only(np.array([bool(set.intersection(*sets)) for sets in zip(*alone, strict=True)], bool))

    def _speakers(self, node: q.Query, numbers: Numbers) -> list[set[int]]:
        """For each paragraph, the slots of the speakers who answer to `node`."""
        self.deadline.check()
        if isinstance(node, (q.Term, q.Phrase)):
            words = node.words if isinstance(node, q.Phrase) else [node.text]
            found = self._phrase_starts(node.fieldname, words, numbers)
            return [set((starts // SLOT).tolist()) for starts in found]
        combine = set.intersection if isinstance(node, q.And) else set.union
        parts = [self._speakers(child, numbers) for child in node.children()]
        return [combine(*sets) for sets in zip(*parts, strict=True)] if parts else [set() for _ in numbers]

    def _phrase_starts(self, field: str, words: Sequence[str], numbers: Numbers) -> list[NDArray[np.int64]]:
        """For each paragraph, the positions where the words stand one after another; empty where they don't."""
        starts: list[NDArray[np.int64]] | None = None
        for offset, word in enumerate(words):
            here = [found - offset for found in self._positions(field, word, numbers)]
            if starts is None:
                starts = here
            else:
                starts = [np.intersect1d(a, b, assume_unique=True) for a, b in zip(starts, here, strict=True)]
        return starts or []

    def _positions(self, field: str, word: str, numbers: Numbers) -> list[NDArray[np.int64]]:
        holds = member(numbers, self._postings(field, word).numbers)
        found = iter(positions(self.reader, field, word, numbers[holds], self.deadline) if holds.any() else [])
        nowhere = np.empty(0, np.int64)
        return [next(found) if held else nowhere for held in holds.tolist()]

    def _postings(self, field: str, term: str) -> Postings:
        return self.store.postings(self.reader, field, term, self.deadline)

    _EVALUATORS: ClassVar[dict[type, Callable[..., Matches]]] = {
        q.Term: _term,
        q.Phrase: _phrase,
        q.And: _and,
        q.Or: _or,
        q.Not: _not,
        q.Every: _every,
        q.TermRange: _date_range,
        q.ConstantScoreQuery: _constant,
        SameSpeaker: _same_speaker,
        type(q.NullQuery): _nothing,
    }


def member(numbers: Numbers, among: Numbers) -> NDArray[np.bool_]:
    """Say for each of `numbers` whether it is in `among`, which is ascending."""
    if not len(among):
        return np.zeros(len(numbers), bool)
    at = np.searchsorted(among, numbers)
    return np.asarray(among[np.minimum(at, len(among) - 1)] == numbers)


def _both(fewer: Matches, more: Matches) -> Matches:
    if not len(more):
        return NOTHING
    at = np.minimum(np.searchsorted(more.numbers, fewer.numbers), len(more) - 1)
    shared = more.numbers[at] == fewer.numbers
    return Matches(fewer.numbers[shared], fewer.scores[shared] + more.scores[at[shared]])
