"""Words as they are written, in fields that are indexed by stem: what holds a word, or one that begins so.

Beside the stems of such a field stand, in a field of their own, its words that are not their stem
(`index.analysis.fields`).  A word that is its stem stands there, too, where another word of the stem does; elsewhere
what has the stem has the word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.analysis.analyzer import stem
from index.analysis.fields import FORMS
from index.store.postings.field_postings import TermPostings
from search.engine.embedded.docsets import Scratch, members, union_of
from search.engine.embedded.postings import Postings, only


@dataclass(frozen=True, slots=True)
class WrittenWords:
    """The words of an archive's fields, for one search.  Answers are postings in no order, which may repeat; with
    frequencies and positions where these are asked for and the field has them, else perhaps without."""

    postings: Postings
    scratch: Scratch

    def of(self, field: str, word: str, *, with_positions: bool = False) -> list[TermPostings]:
        """Return where a word stands."""
        find = self.postings.with_positions if with_positions else self.postings.of
        as_written = find(FORMS[field], word)
        if stem(word) != word:
            return [as_written]
        return [as_written, self._alone(field, word, find(field, word), with_positions)]

    def beginning(self, field: str, prefix: str, *, with_positions: bool = False) -> list[TermPostings]:
        """Return where words stand that begin so.

        Nearly all words of a stem that begins so do.  Of "happi", which "happy" has, that must be looked at.
        """
        if field not in FORMS:
            return [self.postings.beginning(field, prefix, with_positions=with_positions)]
        find = self.postings.with_positions if with_positions else self.postings.of
        unsure = list(self._unsure(field, prefix))
        return [
            self.postings.beginning(field, prefix, unsure, with_positions=with_positions),
            self.postings.beginning(FORMS[field], prefix, with_positions=with_positions),
            *(self._alone(field, word, find(field, word), with_positions) for word in unsure),
        ]

    def _unsure(self, field: str, prefix: str) -> Iterator[str]:
        """Yield the stems that begin so, and of which other words don't."""
        for stemmed in self.postings.shortest_beginning(field, prefix):
            if not all(form.startswith(prefix) for form in self.postings.forms(field, stemmed)):
                yield stemmed

    def _alone(self, field: str, stemmed: str, postings: TermPostings, with_positions: bool) -> TermPostings:
        """Return of a stem's postings those without another of its words."""
        forms: Sequence[str] = self.postings.forms(field, stemmed)
        if not forms or not len(postings.numbers):
            return postings
        beside = union_of([self.postings.of(FORMS[field], form).numbers for form in forms], self.scratch)
        is_alone = ~members(postings.numbers, beside, self.scratch)
        return only(postings if with_positions else TermPostings(postings.numbers, None, None), is_alone)
