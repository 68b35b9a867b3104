"""Evaluates a query over arrays: which paragraphs match, and with what score.

The query is a tree of Whoosh's own query classes; every node becomes the ascending numbers of its paragraphs and their
scores, and operators combine those arrays.  What a node means, and what it scores, is what Whoosh's matchers make of it
with the ranking of `search.ranking`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q
from whoosh.reading import IndexReader

from index.analyzer import words
from index.columns import Codes
from index.schema import SLOT
from search.deadline import Deadline
from search.postings import Numbers, Postings, PostingsStore, read_positions
from search.ranking import Collection, Scores, bm25

POSITION_BITS = 31
"""Positions are below 2^31 (`index.schema`), so that a row and a position make one number."""
VERIFIED_BETWEEN_CHECKS = 256

Mask = NDArray[np.bool_]
Slots = list[set[int]]
"""For each of some paragraphs, the slots of speakers."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The paragraphs that match, ascending by number, and the score of each."""

    numbers: Numbers
    scores: Scores

    def __len__(self) -> int:
        return len(self.numbers)

    def only(self, kept: Mask | NDArray[np.int64]) -> "Matches":
        """Keep the matches where a mask is true, or those at given rows, in their order."""
        return Matches(self.numbers[kept], self.scores[kept])


class SameSpeaker(q.And):  # type: ignore[misc]
    """Paragraphs where one and the same speaker answers to all subqueries, which are about `speaker`, `speaker_name`
    and `said`: the one who is asked for is the one who said it."""


class Beginning(q.Or):  # type: ignore[misc]
    """Paragraphs with a word that begins so; the subqueries are the terms that such words are indexed by.

    `unsure` are terms that other words share: "organize" is indexed as "organ".  What only they match is looked at.
    """

    def __init__(self, subqueries: Sequence[q.Query], beginning: str, unsure: frozenset[str]) -> None:
        super().__init__(subqueries)
        self.beginning = beginning
        self.unsure = unsure


NOTHING = Matches(np.empty(0, np.int64), np.empty(0))


@dataclass(frozen=True, slots=True)
class Executor:
    """Evaluates queries over one generation, for one search; `text_of` reads a paragraph's text, title included."""

    store: PostingsStore
    reader: IndexReader
    collection: Collection
    dates: Codes
    text_of: Callable[[int], str]
    deadline: Deadline

    def evaluate(self, node: q.Query) -> Matches:
        """Return what matches `node`; raise SearchTimeoutError when the deadline passes."""
        self.deadline.check()
        return self._EVALUATORS[type(node)](self, node)

    def slots(self, node: q.Query, numbers: Numbers) -> Slots:
        """Return for each of the paragraphs the slots of the speakers who answer to `node`, of SameSpeaker's kind."""
        self.deadline.check()
        if isinstance(node, (q.Term, q.Phrase)):
            spelled = node.words if isinstance(node, q.Phrase) else [node.text]
            starts = self._phrase_starts(node.fieldname, spelled, numbers)
            found: Slots = [set() for _ in range(len(numbers))]
            for row, slot in zip((starts >> POSITION_BITS).tolist(), _slot(starts).tolist(), strict=True):
                found[row].add(slot)
            return found
        parts = [self.slots(child, numbers) for child in node.children() if not isinstance(child, q.Not)]
        combine = set.intersection if isinstance(node, q.And) else set.union
        combined = [combine(*sets) for sets in zip(*parts, strict=True)] if parts else [set() for _ in numbers]
        for child in node.children():
            if isinstance(child, q.Not):
                unwanted = member(numbers, self.evaluate(child.query).numbers)
                combined = [set() if no else yes for yes, no in zip(combined, unwanted, strict=True)]
        return combined

    def _term(self, node: q.Term) -> Matches:
        postings = self._postings(node.fieldname, node.text)
        return Matches(postings.numbers, self._score(node, postings, slice(None)))

    def _score(self, node: q.Term, postings: Postings, rows: slice | NDArray[np.int64]) -> Scores:
        numbers, frequencies = postings.numbers[rows], postings.frequencies[rows]
        return bm25(self.collection, node.fieldname, len(postings), numbers, frequencies) * float(node.boost)

    def _phrase(self, node: q.Phrase) -> Matches:
        """A phrase scores as all its words do."""
        distinct = {word: node.words.count(word) for word in node.words}
        terms = [q.Term(node.fieldname, word, boost=node.boost * count) for word, count in distinct.items()]
        together = self._and(q.And(terms))
        holds = np.zeros(len(together), bool)
        holds[self._phrase_starts(node.fieldname, node.words, together.numbers) >> POSITION_BITS] = True
        return together.only(holds)

    def _and(self, node: q.And) -> Matches:
        """Intersect, from the rarest on, and score what is left; a Not among the subqueries takes away."""
        wanted = [child for child in node if not isinstance(child, q.Not)]
        parts = sorted((self._part(child) for child in wanted), key=lambda part: len(part.numbers))
        numbers = parts[0].numbers if parts else self._every(q.Every()).numbers
        for part in parts[1:]:
            self.deadline.check()
            numbers = numbers[member(numbers, part.numbers)]
        for child in node:
            if isinstance(child, q.Not):
                numbers = numbers[~member(numbers, self.evaluate(child.query).numbers)]
        scores = np.zeros(len(numbers))
        for part in parts:
            scores += part.scores_of(numbers)
        return Matches(numbers, scores * node.boost)

    def _part(self, node: q.Query) -> "_Part":
        """Return a subquery's paragraphs, and how to score those that others leave of them."""
        if isinstance(node, q.Term):
            term: q.Term = node
            postings = self._postings(term.fieldname, term.text)
            return _Part(postings.numbers, lambda rows: self._score(term, postings, rows))
        matches = self.evaluate(node)
        return _Part(matches.numbers, lambda rows: matches.scores[rows])

    def _or(self, node: q.Or) -> Matches:
        """Unite; a paragraph scores the sum of what it matches."""
        parts = [self.evaluate(child) for child in node]
        if not parts:
            return NOTHING
        numbers = np.concatenate([part.numbers for part in parts])
        scores = np.concatenate([part.scores for part in parts])
        united, inverse = np.unique(numbers, return_inverse=True)
        return Matches(united, np.bincount(inverse, scores, minlength=len(united)) * node.boost)

    def _beginning(self, node: Beginning) -> Matches:
        matches = self._or(node)
        sure = self._or(q.Or([child for child in node if child.text not in node.unsure]))
        holds = member(matches.numbers, sure.numbers)
        for count, row in enumerate(np.flatnonzero(~holds), 1):
            text = self.text_of(int(matches.numbers[row]))
            holds[row] = any(word.startswith(node.beginning) for word in words(text))
            if count % VERIFIED_BETWEEN_CHECKS == 0:
                self.deadline.check()
        return matches.only(holds)

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
        return matches.only(np.array([bool(slots) for slots in self.slots(node, matches.numbers)], bool))

    def _phrase_starts(self, field: str, spelled: Sequence[str], numbers: Numbers) -> NDArray[np.int64]:
        """Return where the words stand one after another, ascending: row << POSITION_BITS | position of the first."""
        places = {word: self._places(field, word, numbers) for word in dict.fromkeys(spelled)}
        starts = places[spelled[0]]
        for offset, word in enumerate(spelled[1:], 1):
            self.deadline.check()
            starts = starts[member(starts + offset, places[word])]
        return starts

    def _places(self, field: str, word: str, numbers: Numbers) -> NDArray[np.int64]:
        holders = np.flatnonzero(member(numbers, self._postings(field, word).numbers))
        found = read_positions(self.reader, field, word, numbers[holders], self.deadline)
        return holders[found.rows] << POSITION_BITS | found.positions

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
        Beginning: _beginning,
        type(q.NullQuery): _nothing,
    }


@dataclass(frozen=True, slots=True)
class _Part:
    numbers: Numbers
    score_rows: Callable[[NDArray[np.int64]], Scores]

    def scores_of(self, numbers: Numbers) -> Scores:
        """Score paragraphs, all among `self.numbers`."""
        return self.score_rows(np.searchsorted(self.numbers, numbers))


def member(numbers: Numbers, among: Numbers) -> Mask:
    """Say for each of `numbers` whether it is in `among`, which is ascending."""
    if not len(among):
        return np.zeros(len(numbers), bool)
    at = np.searchsorted(among, numbers)
    return np.asarray(among[np.minimum(at, len(among) - 1)] == numbers)


def _slot(places: NDArray[np.int64]) -> NDArray[np.int64]:
    return (places & ((1 << POSITION_BITS) - 1)) // SLOT
