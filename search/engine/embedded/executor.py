"""Evaluates a query over arrays: which paragraphs match, and with what score.

The query is a tree of Whoosh's own query classes; every node becomes the ascending numbers of its paragraphs and their
scores, and operators combine those arrays (`search.engine.embedded.docsets`).  What a node means, and what it scores,
is what Whoosh's matchers make of it with the ranking of `search.engine.embedded.bm25`; a node of a class that is not
known here is given to them.

A query's parts: the paragraphs of each, and what it adds to the scores of those among them that others leave.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q
from whoosh.reading import IndexReader

from index.analysis.analyzer import words
from index.analysis.fields import MAX_SLOTS, SLOT
from index.store.columns import Codes
from index.store.files.array_file import Array
from index.store.postings.field_postings import TermPostings
from search.engine.embedded.bm25 import SCORED_FIELDS, Collection, Scores, bm25, bound
from search.engine.embedded.docsets import Numbers, Rows, distinct, members, rows_of, union
from search.engine.embedded.plan import Beginning, SameSpeaker
from search.engine.embedded.positions import Occurrences
from search.engine.embedded.postings import Postings
from search.engine.embedded.top_k import NOTHING, Matches
from search.engine.embedded.whoosh_fallback import walk
from search.limits import Deadline


@dataclass(frozen=True, slots=True)
class Part:
    """A subquery's paragraphs, a value for each by which it is scored, or None where it scores nothing, and, where it
    is kept, a table of the values by paragraph.  No score exceeds `bound`."""

    numbers: Numbers
    values: Array | None
    table: Array | None
    score: Callable[[Numbers, Array], Scores]
    bound: float

    def __len__(self) -> int:
        return len(self.numbers)

    def holds(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Tell which of `numbers` it has."""
        return members(numbers, self.numbers) if self.table is None else self.table.take(numbers) > 0

    def add_scores(self, scores: Scores, numbers: Numbers, rows: Rows | None) -> None:
        """Add to the scores of `numbers`, all of which it has, what it gives them; `rows`, if known, say where."""
        if self.values is None:
            return
        if len(numbers) == len(self.numbers):
            values = self.values
        elif rows is None and self.table is not None:
            values = self.table.take(numbers)
        else:
            values = self.values.take(rows_of(numbers, self.numbers) if rows is None else rows)
        scores += self.score(numbers, values)

    def add_scores_where_held(self, scores: Scores, numbers: Numbers) -> None:
        """Add to the scores of `numbers` what it gives to those of them that it has."""
        held = self.holds(numbers).nonzero()[0]
        added = np.zeros(len(held), np.float32)
        self.add_scores(added, numbers.take(held), None)
        scores[held] += added


LAST_DATE = 9999_12_31


SIFTING = (q.Not, q.TermRange)
"""Queries that in an intersection are asked of what the others leave."""


VERIFIED_BETWEEN_CHECKS = 256


Slots = NDArray[np.int64]
"""Slots of speakers in some paragraphs, ascending: row · MAX_SLOTS + slot."""


@dataclass(frozen=True, slots=True)
class Executor:
    """Evaluates queries over one generation, for one search; `text_of` reads a paragraph's text, title included."""

    reader: IndexReader
    postings: Postings
    collection: Collection
    dates: Codes
    text_of: Callable[[int], str]
    deadline: Deadline

    def evaluate(self, node: q.Query) -> Matches:
        """Return what matches `node`; raise SearchTimeoutError when the deadline passes."""
        self.deadline.check()
        evaluator = self._EVALUATORS.get(type(node))
        return evaluator(self, node) if evaluator else self._by_matcher(node)

    def numbers(self, node: q.Query) -> Numbers:
        """Return what matches `node`, unscored."""
        return self.part(node).numbers

    def slots(self, node: q.Query, numbers: Numbers) -> Slots:
        """Return in which of the paragraphs which speakers answer to `node`, which is of SameSpeaker's kind."""
        self.deadline.check()
        if isinstance(node, (q.Term, q.Phrase)):
            spelled = node.words if isinstance(node, q.Phrase) else [node.text]
            starts = self._phrase_starts(node.fieldname, spelled, numbers)
            return np.unique(starts.rows * MAX_SLOTS + starts.positions // SLOT)
        if isinstance(node, q.Prefix):
            return self._slots_of_tokens(self.postings.beginning(node.fieldname, node.text), numbers)
        parts = [self.slots(child, numbers) for child in node.children() if not isinstance(child, q.Not)]
        found = parts[0] if parts else np.empty(0, np.int64)
        for part in parts[1:]:
            found = np.intersect1d(found, part) if isinstance(node, q.And) else np.union1d(found, part)
        for child in node.children():
            if isinstance(child, q.Not):
                unwanted = members(numbers, self.evaluate(child.query).numbers)
                found = found[~unwanted[found // MAX_SLOTS]]
        return found

    def _slots_of_tokens(self, found: TermPostings, numbers: Numbers) -> Slots:
        if found.frequencies is None or found.positions is None:
            return np.empty(0, np.int64)
        tokens = np.repeat(found.numbers, found.frequencies)
        asked = members(tokens, numbers)
        rows = np.searchsorted(numbers, tokens[asked])
        return np.unique(rows * MAX_SLOTS + found.positions[asked] // SLOT)

    def _term(self, node: q.Term) -> Matches:
        postings = self.postings.of(node.fieldname, node.text)
        return Matches(postings.numbers, self._score(node, postings.numbers, postings.frequencies, postings))

    def _score(self, node: q.Term, numbers: Numbers, frequencies: Array | None, postings: TermPostings) -> Scores:
        return bm25(self.collection, node.fieldname, len(postings.numbers), numbers, frequencies, node.boost)

    def _phrase(self, node: q.Phrase) -> Matches:
        """A phrase scores as all its words do."""
        if node.slop != 1:
            return self._by_matcher(node)
        distinct_words = {word: node.words.count(word) for word in node.words}
        terms = [q.Term(node.fieldname, word, boost=node.boost * count) for word, count in distinct_words.items()]
        matches = self._and(q.And(terms))
        holds = np.zeros(len(matches), bool)
        holds[self._phrase_starts(node.fieldname, node.words, matches.numbers).rows] = True
        return matches.only(holds)

    def _and(self, node: q.And) -> Matches:
        """Intersect, from the rarest on, and score what is left; a Not among the subqueries takes away."""
        sifting = [child for child in node if isinstance(child, SIFTING)]
        parts = sorted((self.part(child) for child in node if not isinstance(child, SIFTING)), key=len)
        numbers = parts[0].numbers if parts else self.postings.every()
        rows: Rows | None = None
        for child in (*parts[1:], *sifting):
            self.deadline.check()
            holds = child.holds(numbers) if isinstance(child, Part) else self._sift(child, numbers)
            kept = holds.nonzero()[0]
            numbers = numbers.take(kept)
            rows = kept if rows is None else rows.take(kept)
        scores = np.zeros(len(numbers), np.float32)
        for part in parts if len(numbers) else ():
            part.add_scores(scores, numbers, rows if part is parts[0] else None)
        return Matches(numbers, scores if node.boost == 1.0 else scores * np.float32(node.boost))

    def _sift(self, node: q.Not | q.TermRange, numbers: Numbers) -> NDArray[np.bool_]:
        """Tell which of the paragraphs match a negation or a range."""
        if isinstance(node, q.Not):
            return ~members(numbers, self.numbers(node.query))
        if node.fieldname == "date":
            return _in_range(node, self.dates.take(numbers))
        return members(numbers, self.numbers(node))

    def part(self, node: q.Query) -> Part:
        """Return a subquery's paragraphs, and how to score those that others leave of them."""
        if type(node) is not q.Term:
            matches = self.evaluate(node)
            greatest = float(matches.scores.max(initial=0))
            return Part(matches.numbers, matches.scores, None, lambda numbers, scores: scores, greatest)
        postings = self.postings.of(node.fieldname, node.text)
        frequencies = postings.frequencies if node.fieldname in SCORED_FIELDS else None
        return Part(
            postings.numbers,
            frequencies,
            self.postings.tables.frequencies(node.fieldname, node.text, postings),
            lambda numbers, found: self._score(node, numbers, found, postings),
            0.0 if frequencies is None else bound(self.collection, len(postings.numbers), node.boost),
        )

    def _or(self, node: q.Or) -> Matches:
        """Unite; a paragraph scores the sum of what it matches."""
        parts = [self.evaluate(child) for child in node]
        numbers, scores = union([part.numbers for part in parts], [part.scores for part in parts])
        return Matches(numbers, scores if node.boost == 1.0 else scores * np.float32(node.boost))

    def _beginning(self, node: Beginning) -> Matches:
        prefix, *others = node
        sure = distinct(self.postings.beginning(prefix.fieldname, prefix.text).numbers)
        unsure = [self.numbers(term) for term in others]
        if not unsure:
            return Matches(sure, np.ones(len(sure), np.float32))
        doubtful, _ = union(unsure, [np.ones(len(numbers), np.float32) for numbers in unsure])
        doubtful = doubtful[~members(doubtful, sure)]
        holds = np.zeros(len(doubtful), bool)
        for row, number in enumerate(doubtful.tolist()):
            holds[row] = any(word.startswith(node.beginning) for word in words(self.text_of(number)))
            if row % VERIFIED_BETWEEN_CHECKS == 0:
                self.deadline.check()
        numbers = np.union1d(sure, doubtful[holds])
        return Matches(numbers, np.ones(len(numbers), np.float32))

    def _not(self, node: q.Not) -> Matches:
        return self._and(q.And([node]))

    def _every(self, node: q.Query) -> Matches:
        numbers = self.postings.every()
        return Matches(numbers, np.zeros(len(numbers), np.float32))

    def _date_range(self, node: q.TermRange) -> Matches:
        """Days are compared in their column; a paragraph without a date is in no range."""
        if node.fieldname != "date":
            return self._by_matcher(node)
        in_range = _in_range(node, self.dates)
        if self.postings.is_live is not None:
            in_range &= self.postings.is_live
        numbers = in_range.nonzero()[0].astype(np.uint32)
        return Matches(numbers, np.zeros(len(numbers), np.float32))

    def _constant(self, node: q.ConstantScoreQuery) -> Matches:
        matches = self.evaluate(node.child)
        return Matches(matches.numbers, np.full(len(matches), node.score, np.float32))

    def _nothing(self, node: q.Query) -> Matches:
        return NOTHING

    def _same_speaker(self, node: SameSpeaker) -> Matches:
        matches = self._and(node)
        return matches.only(np.unique(self.slots(node, matches.numbers) // MAX_SLOTS))

    def _by_matcher(self, node: q.Query) -> Matches:
        return Matches(*walk(node, self.reader, self.postings, self.collection, self.deadline))

    def _phrase_starts(self, field: str, spelled: Sequence[str], numbers: Numbers) -> Occurrences:
        """Return where the words stand one after another: where the first of them does, by rows of `numbers`."""
        starts = self.postings.places(field, spelled[0], numbers).occurrences()
        for step, word in enumerate(spelled[1:], 1):
            self.deadline.check()
            starts = starts.followed_by(self.postings.places(field, word, numbers).occurrences(), step)
        return starts

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


def _in_range(node: q.TermRange, days: Codes) -> NDArray[np.bool_]:
    """Tell which days (YYYYMMDD, 0 where unknown) are in a range of dates."""
    return np.asarray((days >= max(int(node.start or 0), 1)) & (days <= int(node.end or LAST_DATE)))
