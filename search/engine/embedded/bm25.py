"""BM25 over arrays, each field with its own parameters."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analysis.bm25 import FLAT, PARAGRAPH, inverse_document_frequency
from index.store.files.array_file import Array
from search.engine.embedded.docsets import Numbers

SCORED_FIELDS = {"text": PARAGRAPH, "native": PARAGRAPH, "title": FLAT, "said": FLAT}
"""Parameters by field.  Fields of names, places, sources and dates say whether a paragraph is wanted, not how much:
their terms score nothing."""

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Collection:
    """What BM25 needs to know of the archive: how many paragraphs there are, and by number k1·(1 − b + b·l/average)."""

    paragraphs: int
    norms: Scores

    @classmethod
    def of(cls, lengths: NDArray[np.uint32], paragraphs: int) -> "Collection":
        """Summarise a column of lengths, in words, of so many paragraphs; those that are deleted have none."""
        average = float(lengths.sum(dtype=np.int64)) / max(paragraphs, 1)
        k1, b = PARAGRAPH
        norms = k1 * (1 - b + b / (average or 1.0) * lengths)
        return cls(paragraphs, norms.astype(np.float32))


def bound(collection: Collection, with_term: int, boost: float) -> float:
    """Return what no paragraph's score by a term exceeds, however often it stands there."""
    return boost * inverse_document_frequency(collection.paragraphs, with_term) * (PARAGRAPH.k1 + 1)


def bm25(
    collection: Collection, field: str, with_term: int, numbers: Numbers, frequencies: Array | None, boost: float
) -> Scores:
    """Score a term, times `boost`, in paragraphs that hold it so often; `with_term` paragraphs do in all.

    Zeros for a field that is not scored.
    """
    if field not in SCORED_FIELDS or frequencies is None:
        return np.zeros(len(numbers), np.float32)
    most = np.float32(bound(collection, with_term, boost))
    k1, b = SCORED_FIELDS[field]
    scores = collection.norms.take(numbers) if b else np.full(len(numbers), k1, np.float32)
    scores += frequencies
    np.divide(frequencies, scores, out=scores)
    scores *= most
    return scores
