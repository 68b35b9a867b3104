"""What is indexed of a word of running text: its stem, by Porter 2."""

from whoosh.lang.porter2 import stem as porter2

KEPT = 100_000
"""Words whose stem is remembered; then the table is emptied."""
_SUFFIXES = ("s", "ed", "ing", "y", "i", "l", "e", "er", "or", "ic", "ant", "ent", "ion", "ism")
"""How a word ends that Porter 2 may change: every suffix of its steps and every exception to them ends so."""

_stems: dict[str, str] = {}


def stem(word: str) -> str:
    """Stem a folded word by Porter 2 (https://snowballstem.org/algorithms/english/stemmer.html)."""
    known = _stems.get(word)
    if known is not None:
        return known
    is_english = word.endswith(_SUFFIXES) and word.isascii() and word.isalpha()
    if len(_stems) >= KEPT:
        _stems.clear()
    _stems[word] = stemmed = porter2(word) if is_english else word
    return stemmed
