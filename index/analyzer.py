"""From text to terms, the same way when a paragraph is indexed, when a query is read and when hits are marked.

A token is a run of letters and digits, with apostrophes, and with full stops or commas between digits ("1,000.5") or
single letters ("U.S."); of Chinese and Japanese, which put no space between words, it is one character.  Its *word* is
the token case-folded, without accents and possessive 's, so that "Zürich's" and "zurich" agree; its *term*, what is
indexed, is the word's stem (Porter 2).  Names are indexed by word: a stem would make "Reading" and "Read" one person.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from whoosh.lang.porter2 import stem as porter2


def _marks() -> str:
    """List the combining marks (vowel signs, accents) that belong to the letter before, which \\w leaves out."""
    return "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) in ("Mn", "Mc"))


_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # kana and ideographs
_LETTER = rf"[^\W_{_UNSPACED}]"
_LETTERS = rf"{_LETTER}+(?:[{_marks()}]+{_LETTER}*)*"
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S. stays one token, its last full stop included
    r"|\d+(?:[.,]\d+)+"
    rf"|{_LETTERS}(?:['’ʼ]{_LETTERS})*"
    rf"|[{_UNSPACED}]"
)
STEMS_KEPT = 100_000
"""Distinct words whose stems are remembered: the frequent ones of a language; the rest is stemmed again."""
MAX_WORD_CHARACTERS = 64
"""Longer runs of letters are cut: they are data, not words, and Whoosh stores no term longer than 64 KiB."""

_POSSESSIVE = re.compile(r"['’ʼ]s?$")
_APOSTROPHES = str.maketrans("’ʼ", "''")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its index term, the folded word, and its character span."""

    term: str
    word: str
    start: int
    end: int


def tokenize(text: str) -> Iterator[Token]:
    """Yield the tokens of `text` in order."""
    for match in TOKEN.finditer(text):
        word = fold(match.group()[:MAX_WORD_CHARACTERS])
        if word:
            yield Token(stem(word), word, match.start(), match.end())


def terms(text: str) -> list[str]:
    """List the stems of a text's tokens, in order: what is indexed of it."""
    return [stem(word) for word in words(text)]


def words(text: str) -> list[str]:
    """List the folded, unstemmed words of a text, in order: what is indexed of a name."""
    return [word for token in TOKEN.findall(text) if (word := fold(token[:MAX_WORD_CHARACTERS]))]


@lru_cache(maxsize=STEMS_KEPT)
def fold(token: str) -> str:
    """Fold case, accents and possessive away: "Zürich’s" becomes "zurich"; empty where nothing is left."""
    folded = token.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded.translate(_APOSTROPHES))
        folded = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return _POSSESSIVE.sub("", folded).rstrip(".")


@lru_cache(maxsize=STEMS_KEPT)
def stem(word: str) -> str:
    """Stem a folded word by Porter 2 (https://snowballstem.org/algorithms/english/stemmer.html)."""
    return porter2(word) if word.isascii() and word.isalpha() else word
