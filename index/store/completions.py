"""Names by the beginning of any of their words, for suggestions as somebody types: "lu" finds Ada Lund and Lusaka.

The names' folded words lie in one text, a line a name, and one more for each other reading of it.  Every place where a
word begins is an entry, and the entries are in order of what follows to the end of the line (a suffix array of words):
those that begin alike are side by side, found by bisection.  An entry tells its name by rank, 0 for the most frequent,
so that the most frequent of a range are its smallest numbers.  All is written with the generation, the entries sorted
as arrays of eight bytes at a time (`order_of`), and mapped: nothing is made when the first letter is typed.

    NAME.spelled      the text, UTF-8, every line ended; names that stand nowhere are left out
    NAME.entries      where each entry's word begins in it      uint32
    NAME.ranks        and the rank of its name                  uint32
    NAME.frequent     the code of the name of each rank         uint32
    NAME.frequencies  in how many paragraphs it stands          uint32
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from index.analysis.analyzer import readings
from index.store.files import filesystem
from index.store.files.array_file import Array
from index.store.files.folder import Folder

NUMBER = "<u4"
SPELLED = ".spelled"
POSITION = "I"
"""The same for Python's own arrays."""
LONGEST = 200
"""Bytes of what is typed that are compared, and of an entry by which it is sorted; few names have as many."""
ENTRIES_A_NAME = 4
"""Entries looked at first for each name that is wanted: several may be of one name ("New York, New York")."""
BYTES_AT_ONCE = 8
"""What is compared in a pass: as much as a number holds."""
LAST_BYTE = np.uint64(255)


def write_completions(folder: Path, name: str, values: Iterable[str], counts: NDArray[Any]) -> None:
    """Write what completes the values of the facet `name`, given in order of code.

    `counts` has for each code in how many paragraphs its value stands, 0 for a value that counts as another.  Memory
    grows with the values: some 80 bytes a word of them while it runs.
    """
    frequent, ranks = ranked(counts)
    with filesystem.create(folder / f"{name}{SPELLED}") as text:
        listed = ((value, rank) for value, rank in zip(values, ranks.tolist(), strict=True) if rank >= 0)
        entries, entry_ranks = spell(listed, text)
    write_entries(folder, name, entries, entry_ranks, frequent, counts)


def ranked(counts: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the codes that count at all, the most frequent first, and for each code its rank among them, or -1."""
    frequent = np.argsort(-counts.astype(np.int64), kind="stable")[: np.count_nonzero(counts)]
    ranks = np.full(len(counts), -1)
    ranks[frequent] = np.arange(len(frequent))
    return frequent, ranks


def spell(values: Iterable[tuple[str, int]], text: IO[bytes]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Write lines for values, given with their ranks, to a text; return its entries and their ranks, in order."""
    starts, ends, of_rank = array(POSITION), array(POSITION), array(POSITION)
    at = 0
    for value, rank in values:
        for reading in readings(value):
            spelled = [word.encode() for word in reading]
            end = at + text.write(b" ".join(spelled) + b"\n") - 1
            for word in spelled:
                starts.append(at)
                ends.append(end)
                of_rank.append(rank)
                at += len(word) + 1
            at = end + 1
    text.flush()
    entries = np.array(starts, np.int64)
    order = order_of(_written(text), entries, np.array(ends, np.int64), LONGEST)
    return entries[order], np.array(of_rank, np.int64)[order]


def _written(text: IO[bytes]) -> NDArray[np.uint8]:
    if isinstance(text, BytesIO):
        return np.frombuffer(text.getvalue(), np.uint8)
    path = Path(text.name)
    return Folder(path.parent).map(path.name).whole


def write_entries(
    folder: Path, name: str, entries: Array, ranks: Array, frequent: NDArray[np.int64], counts: NDArray[Any]
) -> None:
    """Write all but the text."""
    arrays = {"entries": entries, "ranks": ranks, "frequent": frequent, "frequencies": counts[frequent]}
    for suffix, numbers in arrays.items():
        filesystem.write_array(folder / f"{name}.{suffix}", numbers.astype(NUMBER))


class Completions:
    """What `write_completions` wrote, mapped; safe to share between threads."""

    def __init__(self, folder: Folder, name: str) -> None:
        self._text = folder.map(f"{name}{SPELLED}")
        self._entries, self._ranks, self._frequent, self._frequencies = (
            folder.map(f"{name}.{suffix}", NUMBER) for suffix in ("entries", "ranks", "frequent", "frequencies")
        )

    def beginning_with(self, beginning: str, limit: int) -> list[tuple[int, int]]:
        """Return (code, paragraphs) of the at most `limit` most frequent names with a word that begins so.

        `beginning` is folded words with single spaces between them, of which the last may go on.
        """
        key = beginning.encode("utf-8", "surrogatepass")[:LONGEST]
        ranks = smallest_distinct(self._ranks_between(key, key), limit)
        return self._of(ranks)

    def holding(self, spelled: Sequence[str]) -> list[tuple[int, int]]:
        """Return (code, paragraphs) of the names that hold folded words one after another, the most frequent first;
        none for words that are longer together than LONGEST."""
        key = " ".join(spelled).encode("utf-8", "surrogatepass")
        if len(key) >= LONGEST:
            return []
        ranks = np.unique(self._ranks_between(key + b"\n", key + b" "))
        return self._of(ranks)

    def every(self, limit: int) -> list[tuple[str, int, int]]:
        """Return (folded words, code, paragraphs) of the at most `limit` most frequent names, in that order."""
        rank_at = dict(zip(self._entries.whole.tolist(), self._ranks.whole.tolist(), strict=True))
        spelled: dict[int, str] = {}
        at = 0
        for line in self._text.whole.tobytes().split(b"\n")[:-1]:
            if at in rank_at:  # a name without a word has no entry
                spelled[rank_at[at]] = line.decode("utf-8", "replace")
            at += len(line) + 1
        return [
            (spelled[rank], self._frequent.item(rank), self._frequencies.item(rank)) for rank in sorted(spelled)[:limit]
        ]

    def _of(self, ranks: NDArray[Any]) -> list[tuple[int, int]]:
        return list(zip(*(of.whole.take(ranks).tolist() for of in (self._frequent, self._frequencies)), strict=True))

    def faults(self, values: int) -> Iterator[str]:
        """Yield what doesn't hold of what completes names of so many codes."""
        entries, ranks, frequent, frequencies = (
            of.whole for of in (self._entries, self._ranks, self._frequent, self._frequencies)
        )
        if len(entries) != len(ranks) or len(frequent) != len(frequencies):
            yield "an entry has no rank, or a rank no name"
        elif entries.max(initial=0) > max(len(self._text) - 1, 0) or ranks.max(initial=0) > max(len(frequent) - 1, 0):
            yield "an entry begins or ranks beyond the end"
        elif frequent.max(initial=0) > max(values - 1, 0) or len(np.unique(frequent)) < len(frequent):
            yield "a name is ranked twice, or there isn't such a name"
        elif (frequencies[1:] > frequencies[:-1]).any() or not frequencies.all():
            yield "the most frequent doesn't stand first"

    def _ranks_between(self, first: bytes, last: bytes) -> NDArray[Any]:
        """Return the ranks of the entries that begin with `first`, with `last`, of the same length, or between."""
        position, text, length = self._entries.whole.item, self._text.whole.data, len(first)

        def beginning_of(entry: int) -> bytes:
            start = position(entry)
            return text[start : start + length].tobytes()  # perhaps into the next line: "\n" precedes others

        entries = range(len(self._entries))
        start = bisect_left(entries, first, key=beginning_of)
        return self._ranks[start : bisect_right(entries, last, start, key=beginning_of)]


def smallest_distinct(numbers: NDArray[Any], limit: int) -> NDArray[Any]:
    """Return the at most `limit` smallest different numbers, in order."""
    enough = limit * ENTRIES_A_NAME
    if len(numbers) > enough:
        found = np.unique(np.partition(numbers, enough)[:enough])
        if len(found) >= limit:
            return found[:limit]
    return np.unique(numbers)[:limit]


def order_of(
    text: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64], longest: int
) -> NDArray[np.int64]:
    """Return the order of the stretches of `text` between `starts` and `ends` by their first `longest` bytes, equal
    ones as they come.  There is no byte 0 in them.

    Every pass sorts what was equal in all before (most significant digit first); memory: some 60 bytes a stretch.
    """
    order, places = np.arange(len(starts)), np.arange(len(starts))
    group = np.zeros(len(starts), np.int64)
    for depth in range(0, longest, BYTES_AT_ONCE):
        if not len(places):
            break
        stretches = order[places]
        keys = _keys(text, starts[stretches] + depth, ends[stretches])
        sorted_ = np.lexsort((keys, group))
        order[places], keys = stretches[sorted_], keys[sorted_]
        is_first = np.ones(len(keys), bool)
        is_first[1:] = (group[1:] != group[:-1]) | (keys[1:] != keys[:-1])
        is_alone = is_first & np.append(is_first[1:], True)
        is_open = ~is_alone & (keys & LAST_BYTE > 0)
        places, group = places[is_open], np.cumsum(is_first)[is_open]
    return order


def _keys(text: NDArray[np.uint8], at: NDArray[np.int64], ends: NDArray[Any]) -> NDArray[np.uint64]:
    """Return the bytes from places on as numbers that are in the same order; behind an end there are zeros."""
    keys = np.zeros(len(at), np.uint64)
    for _ in range(BYTES_AT_ONCE):
        keys <<= np.uint64(8)
        keys |= np.where(at < ends, text[np.minimum(at, len(text) - 1)], 0).astype(np.uint64)
        at = at + 1
    return keys
