"""Evaluates a query over arrays: which paragraphs match, and with what score.

The query is a tree of Whoosh's own query classes and the few of `translation`; every node becomes the ascending numbers
of its paragraphs and their scores, and operators combine those arrays (`docsets`).  What a node means, and what it
scores, is what Whoosh's own matchers make of it with the ranking of `bm25`; the tests hold it against them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from index.analysis.fields import MAX_SLOTS
from index.store.columns import Codes
from index.store.facets import Facet
from index.store.files.array_file import Array
from index.store.postings.field_postings import TermPostings
from search.engine.embedded.bm25 import SCORED_FIELDS, Collection, Scores, bm25, bound
from search.engine.embedded.cost import cost_of
from search.engine.embedded.docsets import Numbers, Rows, Scratch, cost_of_members, members, rows_of, union, union_of
from search.engine.embedded.postings import NO_NUMBERS, Postings
from search.engine.embedded.queries import (
    CopiesOf,
    ExactWord,
    HasValue,
    NearBy,
    NoDate,
    OfArticles,
    OneSpeaker,
    Preferred,
)
from search.engine.embedded.sieves import SIFTING, Sieve, holding, parts_of, sieves_of
from search.engine.embedded.speech import Slots, Speech
from search.engine.embedded.top_k import NOTHING, Matches
from search.engine.embedded.written import WrittenWords
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
    scratch: Scratch

    def __len__(self) -> int:
        return len(self.numbers)

    def holds(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Tell which of `numbers` it has."""
        return members(numbers, self.numbers, self.scratch) if self.table is None else self.table.take(numbers) > 0

    def add_scores(self, scores: Scores, numbers: Numbers, rows: Rows | None) -> None:
        """Add to the scores of `numbers`, all of which it has, what it gives them; `rows`, if known, say where."""
        if self.values is None:
            return
        if len(numbers) == len(self.numbers):
            values = self.values
        elif rows is None and self.table is not None:
            values = self.table.take(numbers)
        else:
            values = self.values.take(rows_of(numbers, self.numbers, self.scratch) if rows is None else rows)
        scores += self.score(numbers, values)

    def add_scores_where_held(self, scores: Scores, numbers: Numbers) -> None:
        """Add to the scores of `numbers` what it gives to those of them that it has."""
        held = self.holds(numbers).nonzero()[0]
        added = np.zeros(len(held), np.float32)
        self.add_scores(added, numbers.take(held), None)
        scores[held] += added


PREFERENCE = 1.0
"""What a word as it is written scores beside its stem."""
STEPS_A_NODE = 5_000
"""What evaluating a query takes beside what it reads, in steps of a Deadline's work."""
LAST_DATE = 9999_12_31


@dataclass(frozen=True, slots=True)
class Executor:
    """Evaluates queries over one generation, for one search.

    `copies_of` gives the live paragraphs that are copies of an article's, or of an article, and `whole_articles` all
    those of articles by their first ones, ascending.
    """

    postings: Postings
    collection: Collection
    dates: Codes
    facets: Mapping[str, Facet]
    copies_of: Callable[[str, int | None], Numbers]
    whole_articles: Callable[[Numbers], Numbers]
    scratch: Scratch
    deadline: Deadline

    @property
    def written(self) -> WrittenWords:
        """The words as they are written."""
        return WrittenWords(self.postings, self.scratch)

    def evaluate(self, node: q.Query) -> Matches:
        """Return what matches `node`, of one of the classes below; raise SearchEndedError when it takes too much."""
        self.deadline.spend(STEPS_A_NODE)
        return self._EVALUATORS[type(node)](self, node)

    def numbers(self, node: q.Query) -> Numbers:
        """Return what matches `node`, unscored; of many words all is united at once."""
        match node:
            case q.Term() | Preferred():
                self.deadline.spend(STEPS_A_NODE)
                return self.postings.of(node.fieldname, node.text).numbers
            case q.Or() | q.Prefix() | ExactWord():
                return union_of(self._sets_of(node), self.scratch)
            case _:
                return self.evaluate(node).numbers

    def _sets_of(self, node: q.Query) -> Iterator[Numbers]:
        """Yield sets of paragraphs, in any order, that together are those of a query; they may repeat some."""
        match node:
            case Preferred():
                yield self.numbers(node)
            case q.Or():
                for child in node:
                    yield from self._sets_of(child)
            case q.Prefix():
                self.deadline.spend(STEPS_A_NODE)
                yield from self._read(self.written.beginning(node.fieldname, node.text))
            case ExactWord():
                self.deadline.spend(STEPS_A_NODE)
                yield from self._read(self.written.of(node.fieldname, node.word))
            case _:
                numbers = self.numbers(node)
                self.deadline.spend(len(numbers))
                yield numbers

    def slots(self, node: q.Query, numbers: Numbers) -> Slots:
        """Return in which of the paragraphs which speakers answer to `node`, a query about speech."""
        return Speech(self.postings, self.numbers, self.scratch, self.deadline).slots(node, numbers)

    def _term(self, node: q.Term) -> Matches:
        postings = self.postings.of(node.fieldname, node.text)
        return Matches(postings.numbers, self._score(node, postings.numbers, postings.frequencies, postings))

    def _score(self, node: q.Term, numbers: Numbers, frequencies: Array | None, postings: TermPostings) -> Scores:
        return bm25(self.collection, node.fieldname, len(postings.numbers), numbers, frequencies, node.boost)

    def exact(self, node: ExactWord) -> Numbers:
        """Return the paragraphs that hold a word as it is written."""
        return union_of(self._read(self.written.of(node.fieldname, node.word)), self.scratch)

    def _read(self, found: Iterable[TermPostings]) -> Iterator[Numbers]:
        for postings in found:
            self.deadline.spend(len(postings.numbers))
            yield postings.numbers

    def _exact_word(self, node: ExactWord) -> Matches:
        """A word as it is written scores as its stem does."""
        numbers = self.exact(node)
        postings = self.postings.of(node.fieldname, node.text)
        if postings.frequencies is None:
            return NOTHING
        frequencies = postings.frequencies.take(rows_of(numbers, postings.numbers, self.scratch))
        return Matches(numbers, self._score(q.Term(node.fieldname, node.text), numbers, frequencies, postings))

    def _preferred(self, node: Preferred) -> Matches:
        """A word scores once for its stem, and again, as a term of its own, where it is as written."""
        of_stem, as_written = self._term(q.Term("text", node.text)), self.exact(node)
        postings = self.postings.of("text", node.text)
        rows = rows_of(as_written, of_stem.numbers, self.scratch)
        if postings.frequencies is not None and len(rows):
            frequencies = postings.frequencies.take(rows)
            scored = bm25(self.collection, "text", len(as_written), as_written, frequencies, PREFERENCE)
            of_stem.scores[rows] += scored
        return of_stem

    def _and(self, node: q.And) -> Matches:
        """Intersect, and score what is left; what must follow one another scores as all its words do."""
        return self._all_of(node, sieves_of(node))

    def _all_of(self, node: q.And, sieves: Sequence[Sieve]) -> Matches:
        """Intersect, from what is told to be the rarest on until nothing is left, and score what is left when what
        doesn't match by itself is taken away, in the end by `sieves`."""
        sifting: list[Sieve] = [partial(holding, node=child) for child in node if isinstance(child, SIFTING)]
        parts: list[Part] = []
        numbers: Numbers = NO_NUMBERS
        rows: Rows | None = None
        for child in sorted(parts_of(node), key=self._cost):
            part = self.part(child)
            parts.append(part)
            if part is parts[0]:
                numbers = part.numbers
            else:
                self.deadline.spend(cost_of_members(len(numbers), len(part)))
                numbers, rows = _kept(numbers, rows, part.holds(numbers).nonzero()[0])
            if not len(numbers):
                return NOTHING
        if not parts:
            numbers = self.postings.every()
        for sieve in (*sifting, *sieves):
            self.deadline.spend(len(numbers))
            numbers, rows = _kept(numbers, rows, sieve(self, numbers))
            if not len(numbers):
                return NOTHING
        scores = np.zeros(len(numbers), np.float32)
        for part in parts:
            self.deadline.spend(len(numbers))
            part.add_scores(scores, numbers, rows if part is parts[0] else None)
        return Matches(numbers, scores if node.boost == 1.0 else scores * np.float32(node.boost))

    def _cost(self, node: q.Query) -> int:
        return cost_of(node, self.postings)

    def days_in(self, node: q.TermRange, numbers: Numbers) -> NDArray[np.bool_]:
        """Tell which of the paragraphs are of a range of days."""
        return _in_range(node, self.dates.take(numbers))

    def part(self, node: q.Query) -> Part:
        """Return a subquery's paragraphs, and how to score those that others leave of them."""
        if type(node) is not q.Term:
            matches = self.evaluate(node)
            greatest = float(matches.scores.max(initial=0))
            return Part(matches.numbers, matches.scores, None, lambda _, scores: scores, greatest, self.scratch)
        self.deadline.spend(STEPS_A_NODE)
        postings = self.postings.of(node.fieldname, node.text)
        frequencies = postings.frequencies if node.fieldname in SCORED_FIELDS else None
        return Part(
            postings.numbers,
            frequencies,
            self.postings.hot_terms.frequencies(node.fieldname, node.text, postings),
            lambda numbers, found: self._score(node, numbers, found, postings),
            0.0 if frequencies is None else bound(self.collection, len(postings.numbers), node.boost),
            self.scratch,
        )

    def _or(self, node: q.Or) -> Matches:
        """Unite; a paragraph scores the sum of what it matches."""
        numbers, scores = union(map(self.spent, node), self.scratch)
        return Matches(numbers, scores if node.boost == 1.0 else scores * np.float32(node.boost))

    def spent(self, node: q.Query) -> tuple[Numbers, Scores]:
        """Return what matches `node`, and the scores, to be read once."""
        matches = self.evaluate(node)
        self.deadline.spend(len(matches))
        return matches.numbers, matches.scores

    def _beginning(self, node: q.Prefix) -> Matches:
        return _unscored(self.numbers(node))

    def _of_articles(self, node: OfArticles) -> Matches:
        numbers = self.whole_articles(self.numbers(node.child))
        return Matches(numbers, np.full(len(numbers), node.score, np.float32))

    def _alone(self, node: q.Not | HasValue | NoDate | q.Phrase | NearBy) -> Matches:
        return self._and(q.And([node]))

    def _every(self, node: q.Query) -> Matches:
        numbers = self.postings.every()
        return _unscored(numbers)

    def _date_range(self, node: q.TermRange) -> Matches:
        """Days are compared in their column; a paragraph without a date is in no range."""
        self.deadline.spend(self.postings.count)
        in_range = _in_range(node, self.dates)
        if self.postings.is_live is not None:
            in_range &= self.postings.is_live
        numbers = in_range.nonzero()[0].astype(np.uint32)
        return _unscored(numbers)

    def _copies(self, node: CopiesOf) -> Matches:
        numbers = self.copies_of(node.article_id, node.ordinal)
        return _unscored(numbers)

    def _constant(self, node: q.ConstantScoreQuery) -> Matches:
        numbers = self.numbers(node.child)
        return Matches(numbers, np.full(len(numbers), node.score, np.float32))

    def _nothing(self, node: q.Query) -> Matches:
        return NOTHING

    def _one_speaker(self, node: OneSpeaker) -> Matches:
        return self._all_of(node, [lambda executor, numbers: executor.rows_of_one_speaker(node, numbers)])

    def rows_of_one_speaker(self, node: OneSpeaker, numbers: Numbers) -> Rows:
        """Return the rows of paragraphs in which one and the same speaker answers to all of a query."""
        return np.unique(self.slots(node, numbers) // MAX_SLOTS)

    _EVALUATORS: ClassVar[dict[type, Callable[..., Matches]]] = {
        q.Term: _term,
        q.Phrase: _alone,
        q.And: _and,
        q.Or: _or,
        q.Not: _alone,
        q.Every: _every,
        q.TermRange: _date_range,
        q.ConstantScoreQuery: _constant,
        OneSpeaker: _one_speaker,
        OfArticles: _of_articles,
        q.Prefix: _beginning,
        ExactWord: _exact_word,
        Preferred: _preferred,
        NearBy: _alone,
        HasValue: _alone,
        NoDate: _alone,
        CopiesOf: _copies,
        type(q.NullQuery): _nothing,
    }


def _kept(numbers: Numbers, rows: Rows | None, kept: Rows) -> tuple[Numbers, Rows]:
    """Keep some of what is left, and of the rows at which it stood."""
    return numbers.take(kept), kept if rows is None else rows.take(kept)


def _unscored(numbers: Numbers) -> Matches:
    return Matches(numbers, np.zeros(len(numbers), np.float32))


def _in_range(node: q.TermRange, days: Codes) -> NDArray[np.bool_]:
    """Tell which days (YYYYMMDD, 0 where unknown) are in a range of dates."""
    return np.asarray((days >= max(int(node.start or 0), 1)) & (days <= int(node.end or LAST_DATE)))
