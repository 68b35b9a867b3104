"""What is indexed of a word of running text: its stem, by Porter 2 but for words that it makes others of.

Porter 2 (https://snowballstem.org/algorithms/english/stemmer.html) takes endings away by their letters, whatever they
mean: "university" and "universe" are one to it, and "likely" is "like".  Where that makes two common words of different
meaning one, `data/stems.txt` gives each its own stem, for them and their forms.
"""

from importlib import resources

from whoosh.lang.porter2 import stem as porter2

STEM_CHANGES = 2
"""Letters at the end of a stem that may not be those of the word; Porter 2 makes "possibl" of "possibility"."""
STEM_KEEPS = 2
"""Letters at the beginning of a stem that are those of the word, however short it is ..."""
STEMS_OF_YING = ("die", "lie", "tie")
"""... but for these, which "dying", "lying" and "tying" have by exception."""
KEPT = 100_000
"""Words whose stem is remembered; then the table is emptied."""
_SUFFIXES = ("s", "ed", "ing", "y", "i", "l", "e", "er", "or", "ic", "ant", "ent", "ion", "ism")
"""How a word ends that Porter 2 may change: every suffix of its steps and every exception to them ends so."""


def _own_stems() -> dict[str, str]:
    lines = (resources.files("index.analysis") / "data" / "stems.txt").read_text("utf-8").splitlines()
    forms = [line.split() for line in lines if not line.startswith("#")]
    return {word: alike[0] for alike in forms for word in alike}


OWN_STEMS = _own_stems()
"""The stems of words whose stem by Porter 2 is that of words of another meaning."""
_stems: dict[str, str] = {}


def stem(word: str) -> str:
    """Stem a folded word."""
    known = _stems.get(word)
    if known is not None:
        return known
    if len(_stems) >= KEPT:
        _stems.clear()
    _stems[word] = stemmed = OWN_STEMS.get(word) or _by_porter2(word)
    return stemmed


def _by_porter2(word: str) -> str:
    is_english = word.endswith(_SUFFIXES) and word.isascii() and word.isalpha()
    return porter2(word) if is_english else word


def opening(stemmed: str) -> str:
    """Return the letters that every word of a stem begins with."""
    if stemmed in STEMS_OF_YING:
        return stemmed[0]
    return stemmed[: max(len(stemmed) - STEM_CHANGES, STEM_KEEPS)]
