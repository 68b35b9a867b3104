"""The terms of one field in the paragraphs of one article, before a batch of articles is packed into arrays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


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
