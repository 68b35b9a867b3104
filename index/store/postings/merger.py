"""Runs of sorted tokens become one field's postings, in bounded memory, by sorting arrays.

The terms are taken part by part, each so small that its tokens fit; a term that is too frequent for that is a part of
its own, and its tokens are copied some at a time, run after run.  Runs come in order of paragraph, so that a stable
sort by term leaves each term's tokens in the order of postings.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.files.array_file import Array
from index.store.postings.field_postings import FieldPostingsWriter
from index.store.postings.runs import Run, TermTokens
from index.store.postings.token_buffer import stable_order


def merge(runs: Sequence[Run], writer: FieldPostingsWriter, tokens: int) -> None:
    """Append the postings of all runs, which come in order of paragraph and share none; so many tokens, or those of
    one paragraph, are in memory at once.  A term that has none left is left out."""
    for part in _parts(runs, tokens):
        if len(part.terms) == 1:
            part.append_one(writer, tokens)
        else:
            part.append_all(writer)
        for run in runs:
            run.forget()


class _Part:
    """Some consecutive terms: of every run that has some of them, the range that it has."""

    def __init__(self, runs: Sequence[Run], begins: Sequence[int], ends: Sequence[int]) -> None:
        self._slices = [piece for piece in zip(runs, begins, ends, strict=True) if piece[1] < piece[2]]
        self._keys = [run.keys(begin, end) for run, begin, end in self._slices]
        self.terms = sorted(set().union(*self._keys)) if len(self._keys) > 1 else list(self._keys[0])

    def append_all(self, writer: FieldPostingsWriter) -> None:
        """Append the postings of the terms."""
        pieces = [run.tokens(begin, end) for run, begin, end in self._slices]
        ranks = self._ranks(pieces)
        numbers = np.concatenate([piece.numbers for piece in pieces])
        placed = [piece.positions for piece in pieces if piece.positions is not None]
        positions = np.concatenate(placed) if placed else None
        if len(pieces) > 1:
            order = stable_order(ranks)
            ranks, numbers = ranks[order], numbers[order]
            positions = None if positions is None else positions[order]
        firsts = _firsts(numbers, ranks)
        frequencies = np.diff(firsts, append=len(ranks))
        postings = np.bincount(ranks[firsts], minlength=len(self.terms))
        terms = [term for term, count in zip(self.terms, postings.tolist(), strict=True) if count]
        writer.append(terms, postings[postings > 0], numbers[firsts], frequencies, positions)

    def append_one(self, writer: FieldPostingsWriter, most: int) -> None:
        """Append the postings of a term, which may be many: no paragraph is in two pieces."""
        postings = tokens = 0
        for run, begin, _ in self._slices:
            for piece in run.pieces(begin, most):
                firsts = _firsts(piece.numbers)
                frequencies = np.diff(firsts, append=len(piece.numbers))
                writer.append_postings(piece.numbers[firsts], frequencies, piece.positions)
                postings, tokens = postings + len(firsts), tokens + len(piece.numbers)
                run.forget()
        if postings:
            writer.append_terms(self.terms, np.array([postings]), np.array([tokens]))

    def _ranks(self, pieces: Sequence[TermTokens]) -> NDArray[np.uint32]:
        """Return for each token the place of its term among all."""
        rank_of = {term: rank for rank, term in enumerate(self.terms)}
        return np.concatenate(
            [
                np.repeat(np.fromiter(map(rank_of.__getitem__, keys), np.uint32, len(keys)), piece.counts)
                for keys, piece in zip(self._keys, pieces, strict=True)
            ]
        )


def _firsts(numbers: Array, ranks: Array | None = None) -> Array:
    """Return where the tokens of each posting begin: of each paragraph, and each term."""
    is_first = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=is_first[1:])
    if ranks is not None:
        is_first[1:] |= ranks[1:] != ranks[:-1]
    return np.flatnonzero(is_first)


def _parts(runs: Sequence[Run], tokens: int) -> Iterator[_Part]:
    """Cut the terms of all runs into parts of so many tokens at most, or of one term."""
    begins = [0] * len(runs)
    share = tokens // len(runs)
    while active := [(run, begin) for run, begin in zip(runs, begins, strict=True) if begin < len(run)]:
        smallest = min(run.key(begin) for run, begin in active)
        limits = [run.end_of(begin, share) for run, begin in zip(runs, begins, strict=True)]
        pieces = list(zip(runs, begins, limits, strict=True))
        bounds = [_bound(run, begin, limit, smallest) for run, begin, limit in pieces if limit < len(run)]
        ends = limits
        if bounds:
            ends = [run.first_from(min(bounds), begin, min(limit + 1, len(run))) for run, begin, limit in pieces]
        yield _Part(runs, begins, ends)
        begins = ends


def _bound(run: Run, begin: int, limit: int, smallest: bytes) -> bytes:
    """Return a term before which a part must end, so that it has no more than a share of this run's tokens, which the
    terms before `limit` have.  A part is never empty: one term may be more than a share."""
    return run.key(limit) if limit > begin or run.key(begin) > smallest else smallest + b"\0"
