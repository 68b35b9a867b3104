"""Any number of values a paragraph, as arrays mapped from disk: what filters and counts without touching the text.

A facet has codes into a dictionary of its distinct values: the codes of paragraph n are `codes[starts[n] : starts[n +
1]]` (compressed sparse rows), code c stands for the record c of the dictionary, and is counted as code `canonical[c]`:
several names of one person are one value; `kinds[c]`, a byte, is its kind.  Which is which is only known in the end,
when all paragraphs are written.  Then the codes that are counted, each once a paragraph, are written a second time for
counting: `first` has for each paragraph its first code and 1, 0 where there is none; further codes are in `others`, and
the numbers of their paragraphs in `owners`.  Numbers are unsigned, of 32 bits, little-endian.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis.interner import Interner
from index.analysis.tokens import FieldTokens, counting_positions
from index.remembering import remembered
from index.store.columns import NUMBER, map_numbers
from index.store.files import filesystem
from index.store.files.folder import Folder
from index.store.files.records import Records, RecordWriter

DICTIONARY = ".values"
CODE_BITS = 32
PARAGRAPHS_AT_ONCE = 1 << 18
"""Paragraphs whose values are in memory when a facet is finished."""
VALUES_KEPT = 10_000
"""Values of a facet that are remembered: the most frequent are shown with almost every answer."""
BISECTION_COST = 30
"""What finding a paragraph's further values by bisection costs, in steps over those of all."""
SORTING_COST = 8
"""What sorting a value costs, in steps over the counts of all values."""
BEYOND = "a facet goes beyond its values"
"""Said of damaged numbers, which would otherwise fill all memory."""


@dataclass(frozen=True, slots=True)
class FacetValues:
    """Values of several paragraphs: the row of the paragraph in what was asked for, the value's place among those of
    its paragraph, from 0, and the code of the value it counts as."""

    rows: NDArray[np.int64]
    places: NDArray[np.int64]
    codes: NDArray[np.int64]


class Facet:
    """A facet column, mapped; each of its files is checked when it is first read."""

    def __init__(self, folder: Folder, name: str) -> None:
        self._codes, self._first, self._others, self._owners, self._starts, self._canonical = (
            map_numbers(folder, f"{name}.{suffix}")
            for suffix in ("codes", "first", "others", "owners", "starts", "canonical")
        )
        self._kinds = folder.map(f"{name}.kinds")
        self._values = Records(folder, name + DICTIONARY)

    def __len__(self) -> int:
        """Return how many codes there are, of values that count as others too."""
        return len(self._values)

    def kind(self, code: int) -> int:
        """Return the kind of a value, 0 where the facet's are all of one."""
        return self._kinds.item(code)

    @property
    def paragraphs(self) -> int:
        """How many paragraphs there are, with and without a value."""
        return len(self._first)

    @remembered(VALUES_KEPT)
    def value(self, code: int) -> str:
        """Return the value that a code stands for."""
        text: bytes = self._values[code]
        return text.decode()

    def codes_of(self, paragraph: int) -> list[int]:
        """Return the codes of a paragraph's values, in their order."""
        start, end = self._starts.item(paragraph), self._starts.item(paragraph + 1)
        if end > len(self._codes):
            raise ValueError(BEYOND)
        codes: list[int] = self._codes[start:end].tolist()
        return codes

    def gather(self, paragraphs: NDArray[Any]) -> FacetValues:
        """Return the values of paragraphs, in the order of both."""
        starts = self._starts.whole.take(paragraphs).astype(np.int64)
        ends = self._starts.whole.take(paragraphs + 1).astype(np.int64)
        if ends.max(initial=0) > len(self._codes):
            raise ValueError(BEYOND)
        counts = ends - starts
        rows = np.repeat(np.arange(len(paragraphs)), counts)
        places = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        codes = self._canonical.whole.take(self._codes.whole.take(np.repeat(starts, counts) + places))
        return FacetValues(rows, places, codes.astype(np.int64))

    def count(self, paragraphs: NDArray[Any], is_among: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the codes of the values that paragraphs count for, each once a paragraph, and the count of each code.

        `is_among` is a table of all paragraphs, true for those.
        """
        if len(paragraphs) * 2 > self.paragraphs:  # those that are not among them are fewer
            is_left_out = ~is_among[: self.paragraphs]
            firsts, others = self._counted(is_left_out.nonzero()[0], is_left_out)
            counts = self._totals - self._bincount(firsts, others)
        else:
            firsts, others = self._counted(paragraphs, is_among)
            if len(firsts) + len(others) < len(self) // SORTING_COST:
                return _values_and_counts(np.concatenate([firsts.compress(firsts > 0) - 1, others]))
            counts = self._bincount(firsts, others)
        codes = (counts > 0).nonzero()[0]
        return codes, counts.take(codes)

    def pairs(self, paragraphs: NDArray[Any], is_among: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return what paragraphs count for, as `count` does, in any order: a paragraph's number and a code each."""
        firsts, (owners, others) = self._first.whole.take(paragraphs), self._further(paragraphs, is_among)
        has_one = firsts > 0
        return (
            np.concatenate([paragraphs.compress(has_one), owners]),
            np.concatenate([firsts.compress(has_one) - 1, others]),
        )

    def faults(self, paragraphs: int) -> Iterator[str]:
        """Yield what doesn't hold of a facet of so many paragraphs."""
        starts, codes, canonical = self._starts.whole.astype(np.int64), self._codes.whole, self._canonical.whole
        if len(starts) != paragraphs + 1 or starts[0] != 0 or starts[-1] != len(codes) or (np.diff(starts) < 0).any():
            yield "its paragraphs' values don't lie in order"
        elif len(canonical) != len(self) or len(self._kinds) != len(self):
            yield "a value counts as none, or is of no kind"
        elif max(codes.max(initial=0), canonical.max(initial=0)) > max(len(self) - 1, 0):
            yield BEYOND
        elif not np.array_equal(canonical.take(canonical), canonical):
            yield "a value counts as one that counts as another"
        elif not self._is_counted_once(starts):
            yield "what is counted isn't what its paragraphs have"

    def _is_counted_once(self, starts: NDArray[np.int64]) -> bool:
        """Tell whether what is counted follows from the codes."""
        others = 0
        for begin in range(0, self.paragraphs, PARAGRAPHS_AT_ONCE):
            part = starts[begin : begin + PARAGRAPHS_AT_ONCE + 1]
            rows, values, is_first = counted_once(
                part, self._codes[part.item(0) : part.item(-1)], self._canonical.whole
            )
            firsts = np.zeros(len(part) - 1, NUMBER)
            firsts[rows[is_first]] = values[is_first] + 1
            end = others + int(np.count_nonzero(~is_first))
            if not (
                np.array_equal(firsts, self._first[begin : begin + len(firsts)])
                and np.array_equal(values[~is_first], self._others[others:end])
                and np.array_equal(rows[~is_first] + begin, self._owners[others:end])
            ):
                return False
            others = end
        return others == len(self._others) == len(self._owners) and self.paragraphs == len(starts) - 1

    def totals(self) -> NDArray[np.int64]:
        """Return for every code in how many paragraphs its value stands."""
        return self._totals

    @cached_property
    def _totals(self) -> NDArray[np.int64]:
        return self._bincount(self._first.whole, self._others.whole)

    def _counted(self, paragraphs: NDArray[Any], is_among: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[Any]]:
        return self._first.whole.take(paragraphs), self._further(paragraphs, is_among)[1]

    def _further(self, paragraphs: NDArray[Any], is_among: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the owners and codes of the paragraphs' values after the first."""
        all_owners = self._owners.whole
        if len(paragraphs) * BISECTION_COST < len(all_owners):
            begins = all_owners.searchsorted(paragraphs)
            counts = all_owners.searchsorted(paragraphs, side="right") - begins
            rows = np.repeat(begins, counts) + counting_positions(counts)
        else:
            rows = is_among.take(all_owners).nonzero()[0]
        return all_owners.take(rows), self._others.whole.take(rows)

    def _bincount(self, firsts: NDArray[Any], others: NDArray[Any]) -> NDArray[np.int64]:
        if firsts.max(initial=0) > len(self) or others.max(initial=0) >= max(len(self), 1):
            raise ValueError(BEYOND)
        counts = np.bincount(firsts, minlength=len(self) + 1)[1:]
        counts += np.bincount(others, minlength=len(self))
        return counts


class FacetWriter:
    """Appends the values of paragraphs; memory grows with the distinct values only, by some 100 bytes and the value."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._values = Interner()
        self._dictionary = RecordWriter(folder, name + DICTIONARY)
        self._codes = filesystem.create(folder / f"{name}.codes")
        self._starts = filesystem.create(folder / f"{name}.starts")
        self._count = 0
        self._starts.write(np.zeros(1, NUMBER).data)

    def append(self, values: FieldTokens, described: Mapping[str, str] | None = None) -> None:
        """Add the next paragraphs' values, in order, each once a paragraph.

        `described` gives what a value is written as: as it is when it first comes.
        """
        known = len(self._values)
        codes = self._values.of(values.terms)
        new = self._values.since(known)
        self._dictionary.extend([(described[value] if described else value).encode() for value in new])
        self._codes.write(codes[values.ids].astype(NUMBER).data)
        ends = np.cumsum(values.counts, dtype=np.int64) + self._count
        self._starts.write(ends.astype(NUMBER).data)
        self._count = int(ends[-1]) if len(ends) else self._count

    def flush(self) -> int:
        """Let the codes that were added be read, and return how many values there are."""
        self._codes.flush()
        self._starts.flush()
        return len(self._values)

    def code(self, value: str) -> int:
        """Return the code of a value that was added."""
        return self._values.list_of([value])[0]

    def close(
        self, canonical: Mapping[str, str] | None = None, kinds: Mapping[str, int] | None = None
    ) -> NDArray[np.int64]:
        """Finish the files, and return for every code in how many paragraphs its value stands, and is counted as that.

        `canonical` gives values that stand for another the one they are to be counted as, `kinds` the kind of each
        value, below 256, of a facet whose values are of several: 0 is that of those it has not.
        """
        self._close()
        counted_as = np.arange(len(self._values), dtype=NUMBER)
        if canonical:
            counted_as[self._values.of(list(canonical))] = self._values.of(list(canonical.values()))
        filesystem.write_array(self._folder / f"{self._name}.canonical", counted_as)
        kind_of = np.zeros(len(self._values), np.uint8)
        if kinds:
            kind_of[self._values.of(list(kinds))] = list(kinds.values())
        filesystem.write_array(self._folder / f"{self._name}.kinds", kind_of)
        return write_counted(self._folder, self._name, counted_as)

    def cancel(self) -> None:
        """Give up what was added; scraps of it stay in the folder."""
        self._close()

    def _close(self) -> None:
        self._codes.close()
        self._starts.close()
        self._dictionary.close()


def write_counted(folder: Path, name: str, canonical: NDArray[Any]) -> NDArray[np.int64]:
    """Write what each paragraph counts for, its first value, and the others with its number, from its codes; return for
    every code in how many paragraphs its value stands, and is counted as that."""
    starts, codes = folder / f"{name}.starts", folder / f"{name}.codes"
    totals = np.zeros(len(canonical), np.int64)
    paragraphs = starts.stat().st_size // np.dtype(NUMBER).itemsize - 1
    with (
        filesystem.create(folder / f"{name}.first") as first,
        filesystem.create(folder / f"{name}.others") as others,
        filesystem.create(folder / f"{name}.owners") as owners,
    ):
        for begin in range(0, paragraphs, PARAGRAPHS_AT_ONCE):
            part = _read(starts, begin, PARAGRAPHS_AT_ONCE + 1).astype(np.int64)
            of_part = _read(codes, part.item(0), part.item(-1) - part.item(0))
            rows, values, is_first = counted_once(part, of_part, canonical)
            totals += np.bincount(values, minlength=len(totals))
            firsts = np.zeros(len(part) - 1, NUMBER)
            firsts[rows[is_first]] = values[is_first] + 1
            first.write(firsts.data)
            others.write(values[~is_first].astype(NUMBER).data)
            owners.write((rows[~is_first] + begin).astype(NUMBER).data)
    return totals


def counted_once(
    starts: NDArray[np.int64], codes: NDArray[Any], canonical: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return what consecutive paragraphs count for, each value once: the row of the paragraph, the code, and whether it
    is the paragraph's first.  Their codes lie between `starts`."""
    rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    pairs = rows << CODE_BITS | canonical[codes]
    pairs.sort()  # nearly in order: in a tenth of the time of np.unique
    pairs = pairs.compress(np.diff(pairs, prepend=-1) != 0)
    rows = pairs >> CODE_BITS
    return rows, pairs & ((1 << CODE_BITS) - 1), np.diff(rows, prepend=-1) != 0


def _values_and_counts(codes: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the distinct codes, ascending, and how often each stands there."""
    ordered = np.sort(codes)
    is_border = np.ones(len(ordered) + 1, bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_border[1:-1])
    borders = is_border.nonzero()[0]
    return ordered.take(borders[:-1]), borders[1:] - borders[:-1]


def _read(path: Path, first: int, count: int) -> NDArray[np.uint32]:
    """Read so many numbers of a file, or as many as there are: mapped, it would count as memory in full."""
    return np.fromfile(path, NUMBER, count, offset=first * np.dtype(NUMBER).itemsize)
