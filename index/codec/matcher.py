"""What Whoosh's own searches walk over: the postings of a term, one by one."""

from typing import Any

import numpy as np
from whoosh.formats import Format
from whoosh.matching import ListMatcher, ReadTooFar
from whoosh.reading import TermInfo

from index.codec.fields import TermPostings


class ArrayMatcher(ListMatcher):  # type: ignore[misc]
    """Whoosh's matcher of lists, given arrays: it skips by bisection, and encodes positions only when asked."""

    def __init__(
        self, postings: TermPostings, format_: Format, scorer: Any, term: tuple[str, bytes], terminfo: TermInfo
    ) -> None:
        frequencies = postings.frequencies
        weights = [1.0] * len(postings.numbers) if frequencies is None else frequencies.astype(float).tolist()
        super().__init__(
            postings.numbers.tolist(), weights, format=format_, scorer=scorer, term=term, terminfo=terminfo
        )
        self._i: int
        self._postings = postings
        self._starts = postings.position_starts()

    def copy(self) -> "ArrayMatcher":
        """Return a matcher at the same place."""
        copied = ArrayMatcher(self._postings, self._format, self._scorer, self._term, self._terminfo)
        copied._i = self._i
        return copied

    def skip_to(self, id: int) -> None:
        """Go on to the first posting whose number is not less than `id`."""
        if not self.is_active():
            raise ReadTooFar
        self._i = max(self._i, int(np.searchsorted(self._postings.numbers, id)))

    def value(self) -> bytes:
        """Return the posting's value, encoded as the field's format does."""
        encoded: bytes = self._format.encode(self._positions())
        return encoded

    def value_as(self, astype: str) -> Any:
        """Return the posting's value decoded: "positions", "frequency" or what else the format supports."""
        if astype == "positions":
            return self._positions()
        return super().value_as(astype)

    def spans(self) -> list[Any]:
        """Return where the term stands in the paragraph, as Whoosh's spans."""
        from whoosh.query.spans import Span

        return [Span(position) for position in self.value_as("positions")]

    def _positions(self) -> list[int]:
        positions = self._postings.positions
        if positions is None:
            return []
        return list(positions[self._starts.item(self._i) : self._starts.item(self._i + 1)].tolist())
