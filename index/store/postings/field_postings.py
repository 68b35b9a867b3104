"""One field's postings as arrays: the terms in order, and for each a slice of every array.

| array | one for each | holds |
| --- | --- | --- |
| terms, term_offsets | term | its UTF-8 bytes, in order of bytes; where they begin |
| starts | term, and the end | where its postings begin in numbers and frequencies |
| numbers | posting | the paragraph's number, ascending within a term |
| frequencies | posting | how often the term stands in the paragraph |
| position_starts | term, and the end | where its positions begin |
| positions | token | where it stands, ascending within a posting |
| lengths | paragraph | tokens of the field, for fields that are scored |

A field without positions has neither those nor frequencies, which are all 1.  Since terms lie in order, the postings of
all terms that begin alike are one slice.
"""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.analysis.tokens import sums_of
from index.store.files.array_file import Array, ArrayFileWriter
from index.store.files.checked import CheckedArray
from index.store.files.term_dictionary import Dictionary

Numbers = NDArray[np.uint32]
BYTES, PER_POSTING, PER_TERM = "<u1", "<u4", "<u8"


class TermPostings:
    """The postings of one term: views, not copies.  `frequencies` and `positions` are None where all stand once,
    nowhere in particular."""

    __slots__ = ("_positions", "frequencies", "numbers")

    def __init__(self, numbers: Numbers, frequencies: Array | None, positions: Array | CheckedArray | None) -> None:
        self.numbers, self.frequencies, self._positions = numbers, frequencies, positions

    @property
    def positions(self) -> Array | None:
        """Where the term stands, posting by posting; what is mapped is checked when it is first asked for."""
        return self._positions.whole if isinstance(self._positions, CheckedArray) else self._positions

    @property
    def own_bytes(self) -> int:
        """Bytes of memory of what is no view: of what is mapped, or of other arrays."""
        arrays = (self.numbers, self.frequencies, self._positions)
        return sum(array.nbytes for array in arrays if isinstance(array, np.ndarray) and array.base is None)

    def without_positions(self) -> "TermPostings":
        """Return the same postings, without where they stand in each."""
        return TermPostings(self.numbers, self.frequencies, None)

    def renumbered(self, numbers: Numbers) -> "TermPostings":
        """Return the same postings in paragraphs of other numbers."""
        return TermPostings(numbers, self.frequencies, self._positions)

    def position_starts(self) -> NDArray[np.int64]:
        """Return where in `positions` those of each posting begin, and the end: one more than there are postings."""
        starts = np.zeros(len(self.numbers) + 1, np.int64)
        if self.frequencies is not None:
            np.cumsum(self.frequencies, out=starts[1:])
        return starts


class FieldPostings:
    """The postings of one field of one segment."""

    def __init__(self, arrays: Mapping[str, CheckedArray]) -> None:
        """Take the field's arrays by name."""
        self._arrays = arrays
        self._starts, self._numbers = arrays["starts"], arrays["numbers"]
        self._frequencies = arrays.get("frequencies")
        self._position_starts = arrays.get("position_starts")
        self._positions = arrays.get("positions")

    @cached_property
    def terms(self) -> Dictionary:
        """The terms, and in how many paragraphs each stands."""
        counts = CheckedArray(np.diff(self.starts))
        return Dictionary(self._arrays["terms"], self._arrays["term_offsets"], counts)

    @property
    def starts(self) -> Array:
        """Where the postings of each term begin, and the end."""
        return self._starts.whole

    @property
    def count(self) -> int:
        """How many postings there are."""
        return len(self._numbers)

    @property
    def tokens(self) -> int:
        """How many tokens there are; without positions a posting is a token."""
        return self.count if self._positions is None else len(self._positions)

    @property
    def has_positions(self) -> bool:
        """Whether it is known where in a paragraph a term stands, and how often."""
        return self._positions is not None

    @property
    def token_starts(self) -> Array:
        """Where among all tokens those of each term begin, and the end; without positions a posting is a token."""
        return self.starts if self._position_starts is None else self._position_starts.whole

    def postings(self, term: int) -> TermPostings:
        """Return the postings of a term, by its number among `terms`."""
        return self.of_terms(term, term + 1)

    def of_terms(self, first: int, end: int) -> TermPostings:
        """Return the postings of consecutive terms, from the number `first` to before `end`, term after term."""
        begin, stop = self._starts.item(first), self._starts.item(end)
        if self._frequencies is None or self._position_starts is None or self._positions is None:
            return TermPostings(self._numbers[begin:stop], None, None)
        positions = self._positions.part(self._position_starts.item(first), self._position_starts.item(end))
        return TermPostings(self._numbers[begin:stop], self._frequencies[begin:stop], positions)


def field_of(arrays: Mapping[str, CheckedArray], field: str) -> dict[str, CheckedArray]:
    """Pick the arrays of one field out of a segment's, "field/array"."""
    return {name.partition("/")[2]: array for name, array in arrays.items() if name.partition("/")[0] == field}


def fields_of(arrays: Mapping[str, CheckedArray]) -> dict[str, FieldPostings]:
    """Return the fields of a segment, in order of name."""
    names = sorted({name.partition("/")[0] for name in arrays})
    return {name: FieldPostings(field_of(arrays, name)) for name in names}


class FieldPostingsWriter:
    """Appends the postings of one field, terms in order of their bytes, to a file of arrays; nothing without terms."""

    def __init__(self, arrays: ArrayFileWriter, field: str, *, with_positions: bool) -> None:
        self._arrays = arrays
        self._field = field
        self.with_positions = with_positions
        self._ends: dict[str, int] = {}

    def append(
        self, terms: list[bytes], postings: Array, numbers: Array, frequencies: Array | None, positions: Array | None
    ) -> None:
        """Append terms: `postings` says how many each has, the others hold those of all of them."""
        tokens = sums_of(frequencies, postings) if self.with_positions and frequencies is not None else None
        self.append_terms(terms, postings, tokens)
        self.append_postings(numbers, frequencies, positions)

    def append_terms(self, terms: list[bytes], postings: Array, tokens: Array | None) -> None:
        """Append terms with so many postings and tokens each, which are appended before or after."""
        if not terms:
            return
        self._add("terms", np.frombuffer(b"".join(terms), BYTES), BYTES)
        self._add_ends("term_offsets", np.fromiter(map(len, terms), np.int64, len(terms)))
        self._add_ends("starts", postings)
        if self.with_positions and tokens is not None:
            self._add_ends("position_starts", tokens)

    def append_postings(self, numbers: Array, frequencies: Array | None, positions: Array | None) -> None:
        """Append postings, of any number of terms or of a part of one."""
        if not len(numbers):
            return
        self._add("numbers", numbers, PER_POSTING)
        if self.with_positions and frequencies is not None and positions is not None:
            self._add("frequencies", frequencies, PER_POSTING, narrow=True)
            self._add("positions", positions, PER_POSTING, narrow=True)

    def _add_ends(self, name: str, counts: Array) -> None:
        if name not in self._ends:
            self._ends[name] = 0
            self._add(name, np.zeros(1, PER_TERM), PER_TERM)
        ends = np.cumsum(counts, dtype=np.int64) + self._ends[name]
        self._ends[name] = int(ends[-1])
        self._add(name, ends, PER_TERM, narrow=True)

    def _add(self, name: str, values: Array, dtype: str, *, narrow: bool = False) -> None:
        self._arrays.append(f"{self._field}/{name}", values, dtype, narrow=narrow)
