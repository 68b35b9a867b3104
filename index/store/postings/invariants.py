"""What must hold of a field's postings, whatever they tell: numbers that ascend and lie in range, borders that fit."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.store.files.array_file import Array
from index.store.files.term_dictionary import Dictionary
from index.store.postings.field_postings import FieldPostings

TOKENS_AT_ONCE = 1 << 22
"""Tokens that are in memory at once, or those of one term."""


def faults_of_postings(field: FieldPostings, paragraphs: int) -> Iterator[str]:
    """Yield what doesn't hold of a field of a segment of so many paragraphs; what relies on it is not looked at."""
    starts, token_starts = field.starts.astype(np.int64), field.token_starts.astype(np.int64)
    faults = [
        *faults_of_terms(field.terms),
        *([] if _are_borders(starts, len(field.terms), field.count) else ["its terms' postings don't lie in order"]),
        *(
            []
            if _are_borders(token_starts, len(field.terms), field.tokens)
            else ["its terms' tokens don't lie in order"]
        ),
    ]
    if faults or not len(field.terms):
        yield from faults
        return
    for first, end in parts_of_terms(token_starts):
        fault = _fault_of_terms(field, first, end, paragraphs)
        if fault:
            yield fault
            return


def faults_of_terms(terms: Dictionary) -> Iterator[str]:
    """Yield what doesn't hold of a dictionary."""
    offsets = terms.offsets.astype(np.int64)
    if offsets[0] != 0 or offsets[-1] != len(terms.data) or (np.diff(offsets) < 0).any():
        yield "its terms' bytes don't lie in order"
    elif not all(before < term for before, term in pairwise(map(terms.key, range(len(terms))))):
        yield "its terms don't ascend"
    elif len(terms) and terms.counts.min() < 1:
        yield "a term of it stands nowhere"


def _are_borders(starts: NDArray[np.int64], terms: int, end: int) -> bool:
    """Tell whether numbers are where parts of something begin, one at least in each, and its end."""
    return len(starts) == terms + 1 and starts[0] == 0 and starts[-1] == end and bool((np.diff(starts) > 0).all())


def parts_of_terms(token_starts: Array) -> Iterator[tuple[int, int]]:
    """Cut the terms into parts of some tokens, or of one term."""
    first = 0
    while first < len(token_starts) - 1:
        most = int(token_starts[first]) + TOKENS_AT_ONCE
        end = int(np.searchsorted(token_starts, min(most, int(token_starts[-1])), side="right")) - 1
        end = max(end, first + 1)
        yield first, end
        first = end


def _fault_of_terms(field: FieldPostings, first: int, end: int, paragraphs: int) -> str:
    """Return what doesn't hold of the postings of some terms, "" where all does."""
    postings = field.of_terms(first, end)
    borders = field.starts[first : end + 1].astype(np.int64)
    if int(postings.numbers.max()) >= paragraphs:
        return "a posting is of a paragraph that there isn't"
    if not _ascend_within(postings.numbers, borders - borders[0]):
        return "the paragraphs of a term don't ascend"
    if postings.frequencies is None or postings.positions is None:
        return ""
    if int(postings.frequencies.min()) < 1:
        return "a term stands no time in a paragraph"
    tokens = postings.position_starts()
    in_terms = tokens.take(borders - borders[0])
    if not np.array_equal(
        in_terms, field.token_starts[first : end + 1].astype(np.int64) - int(field.token_starts[first])
    ):
        return "a term doesn't stand as often as it has positions"
    if not _ascend_within(postings.positions, tokens):
        return "the positions of a term don't ascend"
    return ""


def _ascend_within(numbers: Array, borders: NDArray[np.int64]) -> bool:
    """Tell whether numbers ascend, each greater than the one before, but where a part begins."""
    ascends = numbers[1:] > numbers[:-1]
    ascends[borders[1:-1] - 1] = True
    return bool(ascends.all())
