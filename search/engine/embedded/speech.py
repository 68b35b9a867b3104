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
from search.engine.embedded.docsets import Numbers, Scratch, members
from search.engine.embedded.postings import Postings, only
from search.engine.embedded.queries import ExactWord
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
            starts = self.postings.phrase_starts(node.fieldname, spelled, numbers, self.deadline)
            return np.unique(starts.rows * MAX_SLOTS + starts.positions // SLOT)
        if isinstance(node, q.Prefix):
            return self._slots_of(self._written.beginning(node.fieldname, node.text, with_positions=True), numbers)
        if isinstance(node, ExactWord):
            return self._slots_of(self._written.of(node.fieldname, node.word, with_positions=True), numbers)
        parts = [self.slots(child, numbers) for child in node.children() if not isinstance(child, q.Not)]
        found = parts[0] if parts else np.empty(0, np.int64)
        for part in parts[1:]:
            found = np.intersect1d(found, part) if isinstance(node, q.And) else np.union1d(found, part)
        for child in node.children():
            if isinstance(child, q.Not):
                unwanted = members(numbers, self.numbers_of(child.query), self.scratch)
                found = found[~unwanted[found // MAX_SLOTS]]
        return found

    @property
    def _written(self) -> WrittenWords:
        return WrittenWords(self.postings, self.scratch)

    def _slots_of(self, found: Sequence[TermPostings], numbers: Numbers) -> Slots:
        return np.unique(np.concatenate([self._slots_of_tokens(postings, numbers) for postings in found]))

    def _slots_of_tokens(self, found: TermPostings, numbers: Numbers) -> Slots:
        asked = only(found, members(found.numbers, numbers, self.scratch))
        if asked.frequencies is None or asked.positions is None:
            return np.empty(0, np.int64)
        rows = np.searchsorted(numbers, asked.numbers).astype(np.int64)
        slots: Slots = asked.positions.astype(np.int64) // SLOT
        return np.repeat(rows, asked.frequencies) * MAX_SLOTS + slots
