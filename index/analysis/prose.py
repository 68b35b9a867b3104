"""Which paragraphs are prose: whole sentences, not captions, headings, list items or labels of buttons.

A paragraph is prose when it ends as a sentence does, is not written like a heading, with capitals, and has a finite
verb, or so many words that it hardly does without one.  All is told from chunks, what stands between two spaces, so
that a chunk is looked at once an archive and the rest is arithmetic.
"""

import numpy as np
from numpy.typing import NDArray

FEWEST_WORDS = 6
"""A shorter paragraph tells little, whole sentence or not."""
WORDS_WITHOUT_VERB = 15
"""So many words that end as a sentence does are one, with a verb that is not known here, or in another language."""
MOST_CAPITALS = 0.6
"""The share of chunks with a capital from which on a paragraph is a heading or a list of names."""
VERB, CAPITAL, END = 1, 2, 4
"""What a chunk may be, as bits of its shape."""
_ENDS = (".", "!", "?", "…", ":", "。", "！", "？")
_CLOSING = "\"'”’»)]*"
_MARKS = "\"'“”‘’«»()[].,;:!?…—–-"
_CONTRACTED = ("n't", "'re", "'ve", "'ll", "'m", "'d")
_VERBS = frozenset(
    """
    is are was were be been am has have had do does did will would can could shall should may might must
    says said say tells told tell thinks thought think wants know knows knew makes made make takes took take goes went
    go comes came come gets got get gives gave give calls asks becomes became finds found find sees saw see leaves left
    keeps kept keep holds held hold puts put sets set begins began begin wins won loses lost meets met runs ran leads
    led pays paid sends sent speaks spoke stands stood sits sat writes wrote brings brought buys bought builds built
    remains seems appears means shows needs plans hopes believes expects includes continues faces follows
    it's he's she's that's there's what's who's here's let's
    """.split()  # noqa: SIM905
)


def shape(chunk: str) -> int:
    """Return what a chunk is: VERB, CAPITAL and END where they hold, added."""
    word = chunk.strip(_MARKS).replace("’", "'")
    small = word.lower()
    is_verb = small in _VERBS or small.endswith(_CONTRACTED) or (len(small) > 3 and small.endswith("ed"))
    return is_verb * VERB + word[:1].isupper() * CAPITAL + chunk.rstrip(_CLOSING).endswith(_ENDS) * END


def is_prose(shapes: NDArray[np.uint8], chunks: NDArray[np.uint32], words: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Tell which paragraphs are prose.

    Of each there are so many `chunks`, whose shapes follow one another, and so many `words`.
    """
    counts = chunks.astype(np.int64)
    ends = np.cumsum(counts)
    has_chunks = counts > 0

    def how_many(bit: int) -> NDArray[np.int64]:
        sums = np.concatenate([[0], np.cumsum((shapes & bit) != 0, dtype=np.int64)])
        return np.asarray(sums[ends] - sums[ends - counts], np.int64)

    is_ended = np.zeros(len(counts), bool)
    is_ended[has_chunks] = (shapes[ends[has_chunks] - 1] & END) != 0
    has_verb = (how_many(VERB) > 0) | (words >= WORDS_WITHOUT_VERB)
    return np.asarray(is_ended & has_verb & (words >= FEWEST_WORDS) & (how_many(CAPITAL) < MOST_CAPITALS * counts))
