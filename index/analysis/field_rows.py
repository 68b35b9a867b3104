"""The terms of one field in the paragraphs of an article, and the positions of names among them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from index.analysis.analyzer import placed

GAP = 100
"""Positions left free between two quotations, or two places: a phrase never runs from one into the next."""
NAMES_KEPT = 10_000
"""Names whose words are remembered."""
Value = TypeVar("Value")


@dataclass(slots=True)
class FieldRows:
    """The terms of a field, row after row, and the position of each; `positions` are None for a field without them.

    `rows` has the numbers of the rows that have terms, ascending, `counts` how many each of those has.  Rows share
    their lists: an archive has more rows than Python should have lists to look after.
    """

    terms: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    positions: list[int] | None = field(default_factory=list)

    def add(self, row: int, terms: Sequence[str], positions: Iterable[int] = ()) -> None:
        """Add a row; without positions for a field without them."""
        self.terms += terms
        self.rows.append(row)
        self.counts.append(len(terms))
        if self.positions is not None:
            self.positions += positions


def spell(names: Iterable[str]) -> tuple[list[str], list[int]]:
    """Return every word of names and its position, with a gap between two names."""
    spelled: list[str] = []
    positions: list[int] = []
    start = 0
    for name in names:
        found, places = words_of(name)
        spelled += found
        positions += [start + place for place in places]
        start += length(places) + GAP
    return spelled, positions


@lru_cache(maxsize=NAMES_KEPT)
def words_of(name: str) -> tuple[list[str], list[int]]:
    """Return the words of a name and the position of each."""
    return placed(name)


def length(positions: Sequence[int]) -> int:
    """Return how many words ascending positions are of."""
    return positions[-1] + 1 if positions else 0


def distinct(values: Sequence[Value]) -> tuple[Value, ...]:
    """Return values once each, in order."""
    return tuple(dict.fromkeys(values)) if len(values) > 1 else tuple(values)
