"""Words that follow one another, or stand near others: found by where the rarest of them stands.

Of each word it is read once where it stands, and only in the paragraphs that the rarer words have left; where nothing
is left, nothing more is read.  A word that is wanted several times must stand in a paragraph as often.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engine.embedded.docsets import FEWER_BY_FAR, Numbers, Rows, common
from search.engine.embedded.positions import POSITION_BITS, Occurrences, rows_in, within
from search.engine.embedded.postings import Postings
from search.limits import Deadline

Keys = NDArray[np.int64]
"""As of Occurrences."""
STEPS_A_PLACE = 2
"""What it takes to read where a word stands once, or to compare that with another's, in steps of a Deadline's work."""
NOWHERE = Occurrences(np.empty(0, np.int64))


@dataclass(frozen=True, slots=True)
class Phrases:
    """Finds where words stand in paragraphs, for one search."""

    postings: Postings
    deadline: Deadline

    def starts(self, field: str, words: Sequence[str], numbers: Numbers) -> Occurrences:
        """Return where words stand one after another: where the first of them does, by rows of `numbers`."""
        steps: defaultdict[str, list[int]] = defaultdict(list)
        for step, word in enumerate(words):
            steps[word].append(step)
        rows: Rows = np.arange(len(numbers))
        starts: Keys | None = None
        for word in sorted(steps, key=lambda word: self.postings.tokens(field, word)):
            places = self.postings.places(field, word, numbers.take(rows))
            held = places.repeated(len(steps[word]))
            self.deadline.spend(len(rows) + STEPS_A_PLACE * int(places.counts.take(held).sum()))
            keys = places.occurrences(held, rows.take(held)).keys
            for step in steps[word]:
                if starts is not None:
                    self.deadline.spend(STEPS_A_PLACE * min(len(starts) * FEWER_BY_FAR, len(starts) + len(keys)))
                starts = keys - step if starts is None else common(starts, keys - step)
                if not len(starts):
                    return NOWHERE
            rows = rows_in(keys if starts is None else starts)
        return NOWHERE if starts is None else Occurrences(starts)

    def near(
        self, field: str, first: Sequence[str], second: Sequence[str], distance: int, numbers: Numbers
    ) -> Occurrences:
        """Return where some words, one after another, stand at most so many words from others: where those do that come
        before."""
        here = self.starts(field, first, numbers).keys
        rows = rows_in(here)
        found = self.starts(field, second, numbers.take(rows))
        there = rows.take(found.rows) << POSITION_BITS | found.positions
        self.deadline.spend(STEPS_A_PLACE * (len(here) + len(there)))
        before = within(here + len(first), there, distance - 1)
        self.deadline.spend(STEPS_A_PLACE * (len(here) + len(there)))
        behind = within(there + len(second), here, distance - 1)
        return Occurrences(np.union1d(here.compress(before), there.compress(behind)))
