"""Running text as numbers: which term each token has, for whole batches of paragraphs at the cost of a look-up a chunk.

A *chunk* is what stands between two spaces.  No token has a space in it, so a text's tokens are those of its chunks,
and there are few different chunks ("said," "the").  They are numbered as they first come, each is taken apart once, and
from then on all is arithmetic: chunks to words, words to terms.
"""

from collections.abc import Iterable
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from index.analysis.analyzer import OTHER_FORM, WORD_BREAK, chunk_words, stem
from index.analysis.interner import Interner
from index.analysis.prose import is_prose, shape
from index.analysis.tokens import FieldTokens, pieces, rows_of

CHUNKS_KEPT = 100_000
"""Distinct chunks that are remembered; after the batch that brings more, all are forgotten.  Some 20 MB."""

Numbers = NDArray[np.uint32]


class BatchAnalyzer:
    """Gives texts the terms that `index.analysis.analyzer` gives, batch after batch, and remembers their chunks."""

    def __init__(self) -> None:
        self._forget()

    def __len__(self) -> int:
        return len(self._chunks)

    def analyze(self, texts: Iterable[str]) -> tuple[FieldTokens, list[str], NDArray[np.intp], NDArray[np.bool_]]:
        """Return the terms of paragraphs, their different words, of each word in how many paragraphs it stands, and
        which paragraphs are prose (`index.analysis.prose`); other forms are words, too."""
        if len(self) >= CHUNKS_KEPT:
            self._forget()
        numbers, counts = self._number(texts)
        self._learn()
        sizes = self._sizes[numbers]
        starts = np.cumsum(self._sizes, dtype=np.int64) - self._sizes
        places = pieces(starts[numbers], sizes)
        words = self._in_chunks[places]
        tokens = np.bincount(rows_of(counts), sizes, len(counts)).astype(np.uint32)
        positions = _positions(tokens, self._is_other_form[places])
        terms, used_terms = _renumbered(self._term_of[words], len(self._terms))
        local_words, used_words = _renumbered(words, len(self._words))
        text = FieldTokens(_pick(self._stems, used_terms), terms, tokens, positions)
        stand_in = _paragraphs_with(local_words, tokens, len(used_words))
        return text, _pick(self._spelled, used_words), stand_in, is_prose(self._shapes[numbers], counts, tokens)

    def _forget(self) -> None:
        self._chunks, self._words, self._terms = Interner(), Interner(), Interner()
        self._spelled: list[str] = []
        self._stems: list[str] = []
        self._sizes: Numbers = np.empty(0, np.uint32)
        self._shapes: NDArray[np.uint8] = np.empty(0, np.uint8)
        self._in_chunks: Numbers = np.empty(0, np.uint32)
        self._is_other_form: NDArray[np.bool_] = np.empty(0, bool)
        self._term_of: Numbers = np.empty(0, np.uint32)

    def _number(self, texts: Iterable[str]) -> tuple[Numbers, Numbers]:
        """Return the numbers of the chunks of all texts, and how many each text has."""
        numbers: list[int] = []
        ends = [0]
        for text in texts:
            numbers += self._chunks.list_of(text.split())
            ends.append(len(numbers))
        return np.fromiter(numbers, np.uint32, len(numbers)), np.diff(np.array(ends)).astype(np.uint32)

    def _learn(self) -> None:
        """Take the chunks apart that are new."""
        chunks = self._chunks.since(len(self._sizes))
        found = chunk_words(chunks)
        sizes = np.fromiter(map(str.count, found, repeat(WORD_BREAK)), np.uint32, len(found))
        sizes += np.fromiter(map(bool, found), bool, len(found))
        words = WORD_BREAK.join(filter(None, found)).split(WORD_BREAK) if sizes.any() else []
        is_other_form = np.fromiter(map(str.startswith, words, repeat(OTHER_FORM)), bool, len(words))
        in_chunks = self._words.of([word.lstrip(OTHER_FORM) for word in words])
        self._spelled += self._words.since(len(self._spelled))
        terms = self._terms.of(list(map(stem, self._spelled[len(self._term_of) :])))
        self._stems += self._terms.since(len(self._stems))
        self._sizes = np.concatenate([self._sizes, sizes])
        self._shapes = np.concatenate([self._shapes, np.fromiter(map(shape, chunks), np.uint8, len(chunks))])
        self._in_chunks = np.concatenate([self._in_chunks, in_chunks])
        self._is_other_form = np.concatenate([self._is_other_form, is_other_form])
        self._term_of = np.concatenate([self._term_of, terms])


def _positions(counts: Numbers, is_other_form: NDArray[np.bool_]) -> Numbers:
    """Return the positions of the tokens of each paragraph, of which there are `counts`; another form stands where the
    token before does."""
    places: Numbers = np.cumsum(~is_other_form, dtype=np.uint32)
    firsts = (np.cumsum(counts, dtype=np.int64) - counts)[counts > 0]
    return np.asarray(places - np.repeat(places[firsts], counts[counts > 0]), np.uint32)


def _pick(strings: list[str], numbers: NDArray[np.intp]) -> list[str]:
    return list(map(strings.__getitem__, numbers.tolist()))


def _renumbered(numbers: Numbers, distinct: int) -> tuple[Numbers, NDArray[np.intp]]:
    """Number numbers below `distinct` anew, so that none is left out; return them, and which there are."""
    is_used = np.zeros(distinct, bool)
    is_used[numbers] = True
    new = np.cumsum(is_used, dtype=np.uint32)
    return new[numbers] - np.uint32(1), np.flatnonzero(is_used)


def _paragraphs_with(ids: Numbers, counts: Numbers, distinct: int) -> NDArray[np.intp]:
    """Return of each of so many ids in how many paragraphs it stands."""
    pairs = rows_of(counts).astype(np.int64) * distinct + ids
    pairs.sort()
    is_first = np.ones(len(pairs), bool)
    is_first[1:] = pairs[1:] != pairs[:-1]
    return np.bincount(pairs[is_first] % max(distinct, 1), minlength=distinct)
