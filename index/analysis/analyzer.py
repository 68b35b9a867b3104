"""From text to terms, the same way when a paragraph is indexed, when a query is read and when hits are marked.

A token is a run of letters and digits, with apostrophes, and with full stops or commas between digits ("1,000.5") or
single letters ("U.S."); of Chinese and Japanese, which put no space between words, it is one character.  Its *word* is
the token case-folded, without accents and possessive 's, so that "Zürich's" and "zurich" agree; its *term*, what is
indexed, is the word's stem (Porter 2).  Names are indexed by word: a stem would make "Reading" and "Read" one person.
"""

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
KEPT = 100_000
"""Tokens whose folded form is remembered, and words whose stem is: in each table so many, then it is emptied.  They are
plain dictionaries of strings, which Python's garbage collector leaves alone: to look through as much in other forms
took it a quarter of the time of a build."""
WORD_BREAK = "\n"
"""Between the words of a chunk; a folded word may have a space in it (U+FDFA), no line feed."""
MAX_WORD_CHARACTERS = 64
"""Longer runs of letters are cut: they are data, not words, and Whoosh stores no term longer than 64 KiB."""

_MARKS = string.punctuation
"""What stands beside a word of ASCII without being of its token, if nothing of the kind stands in it."""
_SUFFIXES = ("s", "ed", "ing", "y", "i", "l", "e", "er", "or", "ic", "ant", "ent", "ion", "ism")
"""How a word ends that Porter 2 may change: every suffix of its steps and every exception to them ends so."""
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


def chunk_words(chunks: Iterable[str]) -> list[str]:
    """Return the words of each chunk, a text without space, with a WORD_BREAK between two."""
    return [
        bare[:MAX_WORD_CHARACTERS].lower()
        if (bare := chunk.strip(_MARKS)).isalnum() and bare.isascii()
        else WORD_BREAK.join(words(chunk))
        for chunk in chunks
    ]


def fold(token: str) -> str:
    """Fold case, accents and possessive away: "Zürich’s" becomes "zurich"; empty where nothing is left."""
    known = _folded.get(token)
    if known is not None:
        return known
    folded = token.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded.translate(_APOSTROPHES))
        folded = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return _keep(_folded, token, _POSSESSIVE.sub("", folded).rstrip("."))


def singular(name: str) -> str:
    """Return the name of a people without its plural's s: "Ukrainians" becomes "Ukrainian", "Swiss" stays."""
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


def stem(word: str) -> str:
    """Stem a folded word by Porter 2 (https://snowballstem.org/algorithms/english/stemmer.html)."""
    known = _stems.get(word)
    if known is not None:
        return known
    is_english = word.endswith(_SUFFIXES) and word.isascii() and word.isalpha()
    return _keep(_stems, word, porter2(word) if is_english else word)


_folded: dict[str, str] = {}
_stems: dict[str, str] = {}


def _keep(table: dict[str, str], key: str, value: str) -> str:
    """Remember the value of a key, unless that is long; threads may share a table, and find it emptied."""
    if len(key) <= MAX_WORD_CHARACTERS:
        if len(table) >= KEPT:
            table.clear()
        table[key] = value
    return value
