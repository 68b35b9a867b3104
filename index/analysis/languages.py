"""Words of other languages than English by their own stems, so that a word finds its forms.

A paragraph of another language is indexed as any text is, and once more in the field `native`, by stems of its language
(https://snowballstem.org), each with the language before it: "de:haus".  What is asked for is looked for in all of the
archive's languages.  Words come folded to the stemmers, when indexing as when asking.
"""

import threading
from collections.abc import Callable, Mapping
from functools import lru_cache

from snowballstemmer import stemmer

STEMMED: Mapping[str, str] = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "es": "spanish", "et": "estonian",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch",
    "nn": "norwegian", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
"""Snowball's stemmers, by the ISO 639-1 codes of their languages."""
TERMS_KEPT = 100_000
"""Words of which the term is remembered."""


@lru_cache(TERMS_KEPT)
def native_term(language: str, word: str) -> str:
    """Return what a folded word of a language of STEMMED is indexed as."""
    return f"{language}:{_stem_of(language)(word)}"


def _stem_of(language: str) -> Callable[[str], str]:
    """Return a stemmer of this thread alone: one holds the word that it is at."""
    stemmers = _here.__dict__
    if language not in stemmers:
        stemmers[language] = stemmer(STEMMED[language]).stemWord
    stem: Callable[[str], str] = stemmers[language]
    return stem


_here = threading.local()
