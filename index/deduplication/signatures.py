"""What copies of a text are found by: a few numbers of each paragraph and article, alike where their words are.

A *shingle* is some words in a row, as a number.  Of two sets of shingles, a random order of all shingles puts the same
one first as often as they share one (Broder 1997, On the resemblance and containment of documents); a paragraph is
known by the first by several such orders (MinHash).  An article is known by the lowest of its shingles (a bottom
sketch), of which an abridgement has its share too, however much was cut.

Words are hashed by CRC-32, everything else is arithmetic modulo 2^64: the same on any machine, in any process.
"""

from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.analysis.tokens import FieldTokens, counting_positions, rows_of, sums_of

SHINGLE_WORDS = 3
PARAGRAPH_KEYS = 12
QUOTATION_KEYS = 4
ARTICLE_KEYS = 32
HASH_BITS = 32
_ODD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio (Knuth 1998, section 6.4)

Keys = NDArray[np.uint32]
"""A row for each text, with its keys; 0 is none."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The keys of paragraphs, of what they quote, and of articles."""

    paragraphs: Keys
    quotations: Keys
    articles: Keys

    @classmethod
    def of(cls, text: FieldTokens, quoted: FieldTokens, sizes: NDArray[np.int64]) -> "Signatures":
        """Sign paragraphs, given the words of each and those that it quotes, and articles of so many paragraphs."""
        return cls(
            minimal_keys(text, PARAGRAPH_KEYS),
            minimal_keys(quoted, QUOTATION_KEYS),
            lowest_keys(text, sizes, ARTICLE_KEYS),
        )


def minimal_keys(tokens: FieldTokens, count: int) -> Keys:
    """Return so many keys of each paragraph: the least of its shingles' numbers in as many orders; a row of zeros for
    one without a word."""
    keys = np.zeros((len(tokens.counts), count), np.uint32)
    counts = tokens.counts.astype(np.int64)
    has_words = counts > 0
    if not has_words.any():
        return keys
    firsts = (np.cumsum(counts) - counts)[has_words]
    shingles = _shingles(tokens)
    for column, factor in enumerate(_factors(count)):
        ordered = (shingles * factor >> np.uint64(HASH_BITS)).astype(np.uint32)
        keys[has_words, column] = np.maximum(np.minimum.reduceat(ordered, firsts), 1)
    return keys


def lowest_keys(tokens: FieldTokens, sizes: NDArray[np.int64], count: int) -> Keys:
    """Return so many keys of each article, of which the paragraphs, `sizes` of each, follow one another: its lowest
    shingles, ascending."""
    words = sums_of(tokens.counts, sizes)
    ordered = _shingles(tokens) >> np.uint64(HASH_BITS)
    entries = np.sort(rows_of(words).astype(np.uint64) << np.uint64(HASH_BITS) | np.maximum(ordered, np.uint64(1)))
    different = entries[np.diff(entries, prepend=np.uint64(0)) > 0]
    owners = (different >> np.uint64(HASH_BITS)).astype(np.int64)
    places = counting_positions(np.bincount(owners, minlength=len(sizes)))
    kept = places < count
    keys = np.zeros((len(sizes), count), np.uint32)
    keys[owners[kept], places[kept]] = different[kept].astype(np.uint32)
    return keys


def _factors(count: int) -> NDArray[np.uint64]:
    """Return odd numbers, by which to multiply is to order anew (Dietzfelbinger et al. 1997, multiply-shift)."""
    return _mixed(np.arange(1, count + 1, dtype=np.uint64) * _ODD) | np.uint64(1)


def _shingles(tokens: FieldTokens) -> NDArray[np.uint64]:
    """Return the number of the shingle that begins at each token; the last of a paragraph are shorter."""
    hashed = np.fromiter((crc32(term.encode("utf-8", "surrogatepass")) for term in tokens.terms), np.uint64)
    words = _mixed(hashed * _ODD).take(tokens.ids) if len(hashed) else np.empty(0, np.uint64)
    left = np.repeat(tokens.counts, tokens.counts) - counting_positions(tokens.counts)
    shingles = words.copy()
    for behind in range(1, SHINGLE_WORDS):
        following = np.where(left > behind, np.roll(words, -behind), np.uint64(0))
        shingles = _mixed(shingles * _ODD + following)
    return shingles


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Let every bit depend on all (the end of SplitMix64, Steele et al. 2014)."""
    numbers = (numbers ^ numbers >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ numbers >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return numbers ^ numbers >> np.uint64(31)
