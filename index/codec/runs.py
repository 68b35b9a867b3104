"""Tokens sorted by term: in memory, as the inversion makes them, or in a file that waits to be merged.

A file is mapped, and what is mapped counts as memory of the process once it was looked at; `Run.forget` gives it back.
"""

import mmap
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import Array, ArrayFileWriter, read_arrays
from index.codec.fields import field_of
from index.codec.tokens import FieldTokens, rows_of
from index.dictionary import Dictionary


class Run:
    """Tokens of one field: those of term t are numbers[starts[t]:starts[t + 1]], and so for their positions."""

    def __init__(
        self,
        terms: Sequence[bytes] | Dictionary,
        starts: Array,
        numbers: Array,
        positions: Array | None,
        mapped: mmap.mmap | None = None,
    ) -> None:
        self.starts, self.numbers, self.positions = starts, numbers, positions
        self._terms, self._mapped = terms, mapped

    def __len__(self) -> int:
        return len(self._terms)

    def write(self, arrays: ArrayFileWriter, field: str) -> None:
        """Append the run to a file."""
        terms = self.keys(0, len(self))
        offsets = np.cumsum([0, *map(len, terms)])
        arrays.append(f"{field}/terms", np.frombuffer(b"".join(terms), "u1"), "u1")
        for name, values, dtype in (("term_offsets", offsets, "<u8"), ("starts", self.starts, "<u8")):
            arrays.append(f"{field}/{name}", values, dtype)
        arrays.append(f"{field}/numbers", self.numbers, "<u4")
        if self.positions is not None:
            arrays.append(f"{field}/positions", self.positions, "<u4")

    def first_from(self, term: bytes) -> int:
        """Return the first of the terms that is not less than `term`."""
        return self._terms.lower_bound(term) if isinstance(self._terms, Dictionary) else bisect_left(self._terms, term)

    def key(self, term: int) -> bytes:
        """Return a term by its number."""
        return self._terms.key(term) if isinstance(self._terms, Dictionary) else self._terms[term]

    def keys(self, begin: int, end: int) -> Sequence[bytes]:
        """Return the terms from a number to before another."""
        if not isinstance(self._terms, Dictionary):
            return self._terms[begin:end]
        offsets = self._terms.offsets[begin : end + 1].tolist()
        first = offsets[0]
        text = bytes(self._terms.data[first : offsets[-1]])
        return [text[start - first : stop - first] for start, stop in pairwise(offsets)]

    def forget(self) -> None:
        """Give the memory back of what was looked at, where that can be read again."""
        if self._mapped is not None and hasattr(mmap, "MADV_DONTNEED"):
            self._mapped.madvise(mmap.MADV_DONTNEED)


def read_runs(path: Path) -> dict[str, Run]:
    """Map the runs of a file, by field."""
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    arrays, _ = read_arrays(memoryview(mapped))
    return {name: _read(field_of(arrays, name), mapped) for name in {name.partition("/")[0] for name in arrays}}


def _read(arrays: Mapping[str, Array], mapped: mmap.mmap) -> Run:
    starts = arrays["starts"]
    terms = Dictionary(arrays["terms"].data, arrays["term_offsets"], starts)
    return Run(terms, starts, arrays["numbers"], arrays.get("positions"), mapped)


class GatheredTokens:
    """The tokens of one field since the last run, as they came."""

    def __init__(self, with_positions: bool) -> None:
        self._number_of: defaultdict[str, int] = defaultdict()
        self._number_of.default_factory = self._number_of.__len__
        self._ids: list[Array] = []
        self._rows: list[tuple[int, Array]] = []
        self._positions: list[Array] | None = [] if with_positions else None

    def add(self, tokens: FieldTokens, first: int) -> None:
        """Add the tokens of consecutive paragraphs."""
        ids = np.fromiter(map(self._number_of.__getitem__, tokens.terms), np.uint32, len(tokens.terms))
        self._ids.append(ids[tokens.ids])
        self._rows.append((first, tokens.counts))
        if self._positions is not None and tokens.positions is not None:
            self._positions.append(tokens.positions)

    def sort(self) -> Run:
        """Sort the tokens by term, those of a term as they came, and forget them."""
        terms = sorted((term.encode(), number) for term, number in self._number_of.items())
        ranks = np.empty(len(terms), np.uint32)
        ranks[[number for _, number in terms]] = np.arange(len(terms), dtype=np.uint32)
        token_ranks = ranks[_joined(self._ids)]
        starts = np.concatenate([[0], np.cumsum(np.bincount(token_ranks, minlength=len(terms)))])
        order = stable_order(token_ranks)
        del token_ranks
        numbers = np.concatenate([rows_of(counts) + np.uint32(first) for first, counts in self._rows])[order]
        positions = None if self._positions is None else _joined(self._positions)[order]
        return Run([term for term, _ in terms], starts, numbers, positions)


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
