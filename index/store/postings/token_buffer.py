"""Tokens as they come, field by field, until they are sorted by term."""

import numpy as np
from numpy.typing import NDArray

from index.analysis.interner import Interner
from index.analysis.tokens import FieldTokens, rows_of
from index.store.files.array_file import Array
from index.store.postings.runs import SpilledRun


class TokenBuffer:
    """The tokens of one field since the last run."""

    def __init__(self, with_positions: bool) -> None:
        self._terms = Interner()
        self._ids: list[Array] = []
        self._rows: list[tuple[int, Array]] = []
        self._positions: list[Array] | None = [] if with_positions else None

    def add(self, tokens: FieldTokens, first: int) -> int:
        """Add the tokens of consecutive paragraphs, the first of which has the number `first`; return how many of
        their terms are new."""
        known = len(self._terms)
        self._ids.append(self._terms.of(tokens.terms)[tokens.ids])
        self._rows.append((first, tokens.counts))
        if self._positions is not None and tokens.positions is not None:
            self._positions.append(tokens.positions)
        return len(self._terms) - known

    def sort(self) -> SpilledRun:
        """Sort the tokens by term, those of a term as they came, and forget them."""
        terms = sorted(self._terms.strings())
        ranks = np.empty(len(terms), np.uint32)
        ranks[self._terms.of(terms)] = np.arange(len(terms), dtype=np.uint32)
        token_ranks = ranks[_joined(self._ids)]
        starts = np.concatenate([[0], np.cumsum(np.bincount(token_ranks, minlength=len(terms)))]).astype(np.uint64)
        order = stable_order(token_ranks)
        del token_ranks
        numbers = np.concatenate([rows_of(counts) + np.uint32(first) for first, counts in self._rows])[order]
        positions = None if self._positions is None else _joined(self._positions)[order]
        return SpilledRun([term.encode() for term in terms], starts, numbers, positions)


def stable_order(ranks: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return the order that sorts numbers, equal ones as they come: argsort, by way of the faster sort of values."""
    keys = ranks.astype(np.uint64)
    keys <<= np.uint64(32)
    keys |= np.arange(len(ranks), dtype=np.uint32)
    keys.sort()
    keys &= np.uint64(0xFFFFFFFF)
    return keys.view(np.int64)


def _joined(pieces: list[Array]) -> Array:
    """Put pieces together, and forget them."""
    joined = np.concatenate(pieces)
    pieces.clear()
    return joined
