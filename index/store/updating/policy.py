"""Which segments an update leaves as they are.

Segments lie in the order of their numbers, the oldest first, and what is merged is always the last ones and what is
added, so that nothing before them is renumbered.  Each that stays is several times as large as all behind it together
(O'Neil et al. 1996, The log-structured merge-tree): a paragraph is rewritten about as often as the logarithm of the
archive's size, and there are about as many segments.  One of which too much is deleted doesn't stay.
"""

from collections.abc import Sequence

TIMES_AS_LARGE = 3
"""How many times as large a segment that stays is as what is behind it."""
WORTH_A_SEGMENT = 4_000
"""Paragraphs that less is counted as: small segments are soon merged."""
MOST_SEGMENTS = 8
MOST_DELETED = 1 / 16
"""The share of a segment's paragraphs that may be deleted: with what several dictionaries take beside one, some 2 %, an
index stays within a tenth of the size of its rebuild."""


def segments_kept(sizes: Sequence[int], live: Sequence[int], added: int) -> int:
    """Return how many segments, from the first on, stay, when so many paragraphs are added; of each is given how many
    paragraphs it has, and how many of them are not deleted."""
    kept = len(sizes)
    behind = added
    while kept and (live[kept - 1] < TIMES_AS_LARGE * max(behind, WORTH_A_SEGMENT) or kept >= MOST_SEGMENTS):
        kept -= 1
        behind += live[kept]
    worn = (number for number in range(kept) if sizes[number] - live[number] > MOST_DELETED * sizes[number])
    return next(worn, kept)
