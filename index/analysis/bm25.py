"""BM25, by which every engine scores (Robertson & Zaragoza 2009, The Probabilistic Relevance Framework: BM25 and
Beyond, eq. 3.15).

A term t in a text of length l scores

    idf(t) · f·(k1 + 1) / (f + k1·(1 − b + b·l/average))      with idf(t) = ln(1 + (N − n + 0.5) / (n + 0.5))

f is how often t stands there, N the number of texts, n how many hold t.  The inverse document frequency is Lucene's:
Whoosh's own, ln(N/(n + 1)) + 1, is too flat (0.029 nDCG@10 lower on a judged news collection).
"""

from math import log1p
from typing import NamedTuple


class Parameters(NamedTuple):
    """`k1`, above 0: how much it counts that a term stands there again; `b`, from 0 to 1: how much the length does."""

    k1: float
    b: float


PARAGRAPH = Parameters(k1=0.9, b=0.4)
FLAT = PARAGRAPH._replace(b=0.0)
"""Of headlines and quotations, which are not long or short for what they are about."""
WHOLE_TEXT = Parameters(k1=1.2, b=0.75)
"""Of whole articles: they differ more in length than paragraphs do, and the longer say less in a word."""


def inverse_document_frequency(texts: int, with_term: int) -> float:
    """Return ln(1 + (N − n + 0.5)/(n + 0.5)), above 0 for every n up to N."""
    return log1p((texts - with_term + 0.5) / (with_term + 0.5))
