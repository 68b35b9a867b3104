"""A term's postings as arrays: the paragraphs it stands in, how often, and where.

Everything that evaluates a query works on these arrays.  They are read through Whoosh's matchers, posting by posting,
which takes about a microsecond each; the most used are therefore kept, within `KEPT_BYTES`, for as long as the
generation is served.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import LifoQueue

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader, TermNotFound

from index.reader import StoredIndex
from search.deadline import Deadline

KEPT_BYTES = 64_000_000
"""Postings kept in memory for the next search: 5 million, in an archive of 100,000 articles some 500 frequent words."""
COST_OF_KEEPING = 500
"""Bytes that postings take beside their arrays, with the names of their field and term."""
POSTINGS_BETWEEN_CHECKS = 4096

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Postings:
    """Paragraph numbers, ascending, and how often the term stands in each."""

    numbers: Numbers
    frequencies: NDArray[np.float32]

    @property
    def nbytes(self) -> int:
        """Memory that keeping them takes, in bytes."""
        return self.numbers.nbytes + self.frequencies.nbytes + COST_OF_KEEPING

    def __len__(self) -> int:
        return len(self.numbers)


class PostingsStore:
    """The postings of one generation; safe to share between threads.

    A Whoosh reader keeps its place in the files, so each is lent to one search at a time.
    """

    def __init__(self, stored: StoredIndex) -> None:
        self._stored = stored
        self._idle: LifoQueue[IndexReader] = LifoQueue()
        self._kept: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._kept_bytes = 0
        self._lock = threading.Lock()

    @contextmanager
    def reader(self) -> Iterator[IndexReader]:
        """Lend a Whoosh reader; there are as many as searches ever ran at once."""
        reader = self._stored.open_postings() if self._idle.empty() else self._idle.get()
        try:
            yield reader
        finally:
            self._idle.put(reader)

    def postings(self, reader: IndexReader, field: str, term: str, deadline: Deadline) -> Postings:
        """Return the postings of a term; empty where it stands nowhere."""
        key = (field, term)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        postings = _read(reader, field, term, deadline)
        if not len(postings):
            return postings
        with self._lock:
            if key not in self._kept:
                self._kept[key] = postings
                self._kept_bytes += postings.nbytes
            while self._kept_bytes > KEPT_BYTES:
                self._kept_bytes -= self._kept.popitem(last=False)[1].nbytes
        return postings


def _read(reader: IndexReader, field: str, term: str, deadline: Deadline) -> Postings:
    numbers: list[int] = []
    frequencies: list[float] = []
    try:
        matcher = reader.postings(field, term)
    except TermNotFound:
        return Postings(np.empty(0, np.int64), np.empty(0, np.float32))
    number, weight, advance = matcher.id, matcher.weight, matcher.next
    while matcher.is_active():
        numbers.append(number())
        frequencies.append(weight())
        advance()
        if len(numbers) % POSTINGS_BETWEEN_CHECKS == 0:
            deadline.check()
    return Postings(np.array(numbers, np.int64), np.array(frequencies, np.float32))


@dataclass(frozen=True, slots=True)
class Positions:
    """Where a term stands in some paragraphs: for each occurrence the row of its paragraph, and its position."""

    rows: NDArray[np.int64]
    positions: NDArray[np.int64]


def read_positions(reader: IndexReader, field: str, term: str, numbers: Numbers, deadline: Deadline) -> Positions:
    """Return where the term stands in the paragraphs `numbers`, ascending, all of which hold it."""
    counts: list[int] = []
    found: list[int] = []
    if not len(numbers):
        return Positions(np.empty(0, np.int64), np.empty(0, np.int64))
    matcher = reader.postings(field, term)
    for count, number in enumerate(numbers.tolist(), 1):
        matcher.skip_to(number)
        here = matcher.value_as("positions")
        counts.append(len(here))
        found += here
        if count % POSTINGS_BETWEEN_CHECKS == 0:
            deadline.check()
    return Positions(np.repeat(np.arange(len(numbers)), counts), np.array(found, np.int64))
