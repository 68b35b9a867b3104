"""The dictionary of words carried over: counts of what is added and what is removed, and what is new in its place."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis.analyzer import placed
from index.store import contents
from index.store.files import filesystem
from index.store.files.array_file import Array
from index.store.files.folder import Folder
from index.store.files.records import DATA, OFFSETS
from index.store.files.term_dictionary import COUNT, COUNTS, Dictionary


def count_words(texts: Iterable[str], titles: Iterable[str]) -> Counter[str]:
    """Count in how many paragraphs words stand; one in a title counts as one paragraph more."""
    return Counter(word for text in chain(texts, titles) for word in set(placed(text)[0]))


def carry_words(old: Folder, added: Folder, folder: Path, removed: Mapping[str, int], kept: int) -> None:
    """Write the dictionary of words: those of the old generation and of what is added, without what is `removed`.

    A word that stands nowhere any more is left out.  When there are more than twice as many as are `kept`, the rarest
    of the old ones are forgotten.
    """
    words, more = (Dictionary.open(part, contents.WORDS) for part in (old, added))
    changes = Counter(dict(zip(more.terms(np.arange(len(more))), more.counts.tolist(), strict=True)))
    changes.subtract(removed)
    terms = sorted((word.encode("utf-8", "surrogatepass"), count) for word, count in changes.items() if count)
    places = np.array([words.lower_bound(term) for term, _ in terms], np.int64)
    is_known = np.array(
        [
            place < len(words) and words.key(place) == term
            for place, (term, _) in zip(places.tolist(), terms, strict=True)
        ],
        bool,
    )
    amounts = np.array([amount for _, amount in terms], np.int64)
    counts = words.counts.astype(np.int64)
    counts[places.compress(is_known)] += amounts.compress(is_known)
    is_new = ~is_known & (amounts > 0)
    if np.count_nonzero(counts > 0) + np.count_nonzero(is_new) > 2 * kept:
        counts[np.argsort(-counts, kind="stable")[kept:]] = 0
    new = [
        (place, term)
        for place, (term, _), wanted in zip(places.tolist(), terms, is_new.tolist(), strict=True)
        if wanted
    ]
    _write(words, counts, new, amounts.compress(is_new), folder)


def _write(
    words: Dictionary, counts: NDArray[np.int64], new: Sequence[tuple[int, bytes]], new_counts: Array, folder: Path
) -> None:
    """Write those words whose counts are above 0, and new ones, each before the word of a number."""
    is_kept = counts > 0
    edges = np.flatnonzero(np.diff(is_kept, prepend=False, append=False)).tolist()
    borders = sorted({0, len(words), *edges, *(place for place, _ in new)})
    offset, data = words.offsets.item, words.data
    coming = iter([*new, (len(words) + 1, b"")])
    place, term = next(coming)
    with filesystem.create(folder / (contents.WORDS + DATA)) as file:
        for begin, end in zip(borders, [*borders[1:], len(words)], strict=True):
            while place == begin:
                file.write(term)
                place, term = next(coming)
            if begin < end and is_kept[begin]:
                file.write(data[offset(begin) : offset(end)])
    places = np.cumsum(np.append(0, is_kept))[[place for place, _ in new]] if new else np.empty(0, np.int64)
    lengths = np.diff(words.offsets.astype(np.int64)).compress(is_kept)
    lengths = np.insert(lengths, places, [len(term) for _, term in new])
    filesystem.write_array(folder / (contents.WORDS + OFFSETS), np.append(0, np.cumsum(lengths)).astype("<u8"))
    filesystem.write_array(
        folder / (contents.WORDS + COUNTS), np.insert(counts.compress(is_kept), places, new_counts).astype(COUNT)
    )
