"""Which speaker of a paragraph answers to a query: who is asked for must be who said what was asked for.

A speaker has a slot of positions of his own (`index.analysis.fields`), the same in the fields of names and of quoted
words, so that one and the same speaker answers to two queries where both hold in one slot.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from index.analysis.fields import MAX_SLOTS, SLOT
from index.store.postings.field_postings import TermPostings
from search.engine.embedded.cost import cost_of
from search.engine.embedded.docsets import Numbers, Scratch, common, members
from search.engine.embedded.phrases import Phrases
from search.engine.embedded.positions import Occurrences
from search.engine.embedded.postings import Postings, only
from search.engine.embedded.queries import ExactWord, NearBy
from search.engine.embedded.written import WrittenWords
from search.limits import Deadline

Slots = NDArray[np.int64]
"""Slots of speakers in some paragraphs, ascending: row · MAX_SLOTS + slot."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Finds speakers in paragraphs; `numbers_of` evaluates a query that is negated."""

    postings: Postings
    numbers_of: Callable[[q.Query], Numbers]
    scratch: Scratch
    deadline: Deadline

    def slots(self, node: q.Query, numbers: Numbers) -> Slots:
        """Return in which of the paragraphs which speakers answer to `node`, a query about speech."""
        self.deadline.check()
        if isinstance(node, (q.Term, q.Phrase)):
            spelled = node.words if isinstance(node, q.Phrase) else [node.text]
            return _slots_at(Phrases(self.postings, self.deadline).starts(node.fieldname, spelled, numbers))
        if isinstance(node, NearBy):
            return _slots_at(Phrases(self.postings, self.deadline).near(*node.rows, node.distance, numbers))
        if isinstance(node, q.Prefix):
            return self._slots_of(self._written.beginning(node.fieldname, node.text, with_positions=True), numbers)
        if isinstance(node, ExactWord):
            return self._slots_of(self._written.of(node.fieldname, node.word, with_positions=True), numbers)
        positive = [child for child in node.children() if not isinstance(child, q.Not)]
        if isinstance(node, q.And):
            found = self._common(sorted(positive, key=lambda child: cost_of(child, self.postings)), numbers)
        else:
            found = _united([self.slots(child, numbers) for child in positive])
        for child in node.children():
            if isinstance(child, q.Not):
                unwanted = members(numbers, self.numbers_of(child.query), self.scratch)
                found = found[~unwanted[found // MAX_SLOTS]]
        return found

    def _common(self, nodes: Sequence[q.Query], numbers: Numbers) -> Slots:
        """Return in which of the paragraphs which speakers answer to all queries: each is asked of those that the ones
        before have left."""
        found = self.slots(nodes[0], numbers) if nodes else np.empty(0, np.int64)
        for node in nodes[1:]:
            rows = np.unique(found // MAX_SLOTS)
            others = self.slots(node, numbers.take(rows))
            found = common(found, rows.take(others // MAX_SLOTS) * MAX_SLOTS + others % MAX_SLOTS)
        return found

    @property
    def _written(self) -> WrittenWords:
        return WrittenWords(self.postings, self.scratch)

    def _slots_of(self, found: Sequence[TermPostings], numbers: Numbers) -> Slots:
        return _united([self._slots_of_tokens(postings, numbers) for postings in found])

    def _slots_of_tokens(self, found: TermPostings, numbers: Numbers) -> Slots:
        self.deadline.spend(len(found.numbers))
        asked = only(found, members(found.numbers, numbers, self.scratch))
        self.deadline.spend(0 if asked.positions is None else len(asked.positions))
        if asked.frequencies is None or asked.positions is None:
            return np.empty(0, np.int64)
        rows = np.searchsorted(numbers, asked.numbers).astype(np.int64)
        slots: Slots = asked.positions.astype(np.int64) // SLOT
        return np.repeat(rows, asked.frequencies) * MAX_SLOTS + slots


def _slots_at(found: Occurrences) -> Slots:
    return np.unique(found.rows * MAX_SLOTS + found.positions // SLOT)


def _united(sets: Sequence[Slots]) -> Slots:
    return np.unique(np.concatenate(sets)) if sets else np.empty(0, np.int64)
