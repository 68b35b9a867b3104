"""Running text as numbers: which term each token has, for whole batches of paragraphs at the cost of a look-up a chunk.

A *chunk* is what stands between two spaces.  No token has a space in it, so a text's tokens are those of its chunks,
and there are few different chunks ("said," "the").  They are numbered as they first come, each is taken apart once, and
from then on all is arithmetic: chunks to words, words to terms.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import repeat
from operator import eq

import numpy as np
from numpy.typing import NDArray

from index.analysis.analyzer import OTHER_FORM, WORD_BREAK, chunk_words, stem
from index.analysis.interner import Interner
from index.analysis.prose import is_prose, shape
from index.analysis.tokens import FieldTokens, pieces, rows_of

CHUNKS_KEPT = 100_000
"""Distinct chunks that are remembered; after the batch that brings more, all are forgotten.  Some 20 MB."""

Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class AnalyzedText:
    """What paragraphs are found by: `text` their terms, `forms` what tells words of one stem apart, `words` the
    different ones, and in how many `paragraphs` each of these stands; `is_prose` tells which paragraphs are prose.

    The word "tide" is the stem of its own and of "tides".  Of a paragraph `forms` has every word that isn't its stem,
    and one that is where another word of the stem stands there, too: what has the stem and none of its other words has
    the stem itself.
    """

    text: FieldTokens
    forms: FieldTokens
    words: list[str]
    paragraphs: NDArray[np.intp]
    is_prose: NDArray[np.bool_]


class BatchAnalyzer:
    """Gives texts the terms that `index.analysis.analyzer` gives, batch after batch, and remembers their chunks."""

    def __init__(self) -> None:
        self._forget()

    def __len__(self) -> int:
        return len(self._chunks)

    def analyze(self, texts: Iterable[str]) -> AnalyzedText:
        """Return what paragraphs are found by."""
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
        rows, of_rows = _distinct(local_words, tokens, len(used_words))
        is_form = self._are_forms(used_words, rows, of_rows)
        forms, used_forms = _renumbered(of_rows[is_form].astype(np.uint32), len(used_words))
        spelled = _pick(self._spelled, used_words)
        return AnalyzedText(
            text=FieldTokens(_pick(self._stems, used_terms), terms, tokens, positions),
            forms=FieldTokens(
                _pick(spelled, used_forms), forms, np.bincount(rows[is_form], minlength=len(tokens)).astype(np.uint32)
            ),
            words=spelled,
            paragraphs=np.bincount(of_rows, minlength=len(used_words)),
            is_prose=is_prose(self._shapes[numbers], counts, tokens),
        )

    def _are_forms(self, used: NDArray[np.intp], rows: NDArray[np.intp], words: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Tell which words of which rows are indexed by themselves, given by their place among those used: those that
        are not their stem, and of those that are the ones beside another word of their stem."""
        is_stem, term_of = self._is_stem[used], self._term_of[used].astype(np.int64)
        is_form = ~is_stem[words]
        keys = rows * len(self._terms) + term_of[words]
        has_forms = np.zeros(len(self._terms), bool)
        has_forms[term_of[~is_stem]] = True
        in_doubt = np.flatnonzero(~is_form & has_forms[term_of[words]])
        is_form[in_doubt[np.isin(keys[in_doubt], keys[is_form])]] = True
        return is_form

    def _forget(self) -> None:
        self._chunks, self._words, self._terms = Interner(), Interner(), Interner()
        self._spelled: list[str] = []
        self._stems: list[str] = []
        self._sizes: Numbers = np.empty(0, np.uint32)
        self._shapes: NDArray[np.uint8] = np.empty(0, np.uint8)
        self._in_chunks: Numbers = np.empty(0, np.uint32)
        self._is_other_form: NDArray[np.bool_] = np.empty(0, bool)
        self._term_of: Numbers = np.empty(0, np.uint32)
        self._is_stem: NDArray[np.bool_] = np.empty(0, bool)

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
        new = self._spelled[len(self._term_of) :]
        stems = list(map(stem, new))
        terms = self._terms.of(stems)
        self._stems += self._terms.since(len(self._stems))
        self._sizes = np.concatenate([self._sizes, sizes])
        self._shapes = np.concatenate([self._shapes, np.fromiter(map(shape, chunks), np.uint8, len(chunks))])
        self._in_chunks = np.concatenate([self._in_chunks, in_chunks])
        self._is_other_form = np.concatenate([self._is_other_form, is_other_form])
        self._term_of = np.concatenate([self._term_of, terms])
        self._is_stem = np.concatenate([self._is_stem, np.fromiter(map(eq, new, stems), bool, len(new))])


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


def _distinct(ids: Numbers, counts: Numbers, distinct: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the rows and, of each, the different ids, both ascending; there are so many distinct ids."""
    pairs = rows_of(counts).astype(np.int64) * distinct + ids
    pairs.sort()
    is_first = np.ones(len(pairs), bool)
    is_first[1:] = pairs[1:] != pairs[:-1]
    return np.divmod(pairs[is_first], max(distinct, 1))
