"""From text to terms, the same way when a paragraph is indexed, when a query is read and when hits are marked.

A token is a run of letters and digits, with apostrophes, and with full stops or commas between digits ("1,000.5") or
single letters ("U.S."); of Chinese and Japanese, which put no space between words, it is one character.  Its *word* is
the token folded (`index.analysis.folding`), so that "Zürich's" and "zurich" agree; its *term*, what is indexed, is the
word's stem (`index.analysis.stemming`).  Names are indexed by word: a stem would make "Reading" and "Read" one person.

Some words have *other forms*, which are tokens, too, and stand where the word does: tokens that a hyphen joins are also
one ("re-elected" is "re", "elected" and "reelected"), letters that are written as two are also two ("Müller" is
"muller" and "mueller").  Text is found by any of its forms, and what is asked for is looked for in all of its own.
"""

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.analysis.folding import (
    APOSTROPHES,
    FOLDED_OTHERWISE,
    INVISIBLE,
    MARKS,
    MAX_WORD_CHARACTERS,
    MAY_BE_SPELLED_OUT,
    fold,
    spelled_out,
)
from index.analysis.stemming import stem

__all__ = [
    "MAX_WORD_CHARACTERS", "OTHER_FORM", "WORD_BREAK", "Token", "are_forms", "chunk_words", "fold", "placed",
    "placed_terms", "readings", "singular", "stem", "stemmed", "terms", "tokenize", "words",
]  # fmt: skip

_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
"""Kana, half as wide too, and ideographs."""
_LETTER = rf"[^\W_{_UNSPACED}]"
_LETTERS = rf"{_LETTER}+(?:[{MARKS}{INVISIBLE}]+{_LETTER}*)*"
_INITIAL = rf"[^\W\d_{_UNSPACED}][{MARKS}]*"
_TOKEN = (
    rf"(?=\w\W)(?:{_INITIAL}\.)+(?:{_INITIAL}|[A-Z][a-z])(?!\w)\.?(?:[{APOSTROPHES}]s(?!\w))?"  # U.S., B.Sc.
    r"|[A-Z][a-z]\.[A-Z](?!\w)\.?"  # Ph.D.
    r"|\d+(?:[.,]\d+)+"
    rf"|{_LETTERS}(?:[{APOSTROPHES}]{_LETTERS})*"
    rf"|[{_UNSPACED}][{MARKS}{INVISIBLE}\uff9e\uff9f]*"
)
TOKEN = re.compile(_TOKEN)
_HYPHENS = "-‐‑﹣－−"
_COMPOUND = re.compile(rf"(?:{_TOKEN})(?:[{_HYPHENS}](?:{_TOKEN}))*")
_MAY_HAVE_FORMS = re.compile(f"[{_HYPHENS}]|{MAY_BE_SPELLED_OUT.pattern}")
LONGEST_SUFFIX_OF_NUMBER = 2
"""Letters that may follow a number and a hyphen in one word: "4-H", not "10-year"."""
NEVER_JOINED = frozenset(("of", "the", "and", "or", "old", "olds"))
"""Words that hyphens join to others which nobody writes as one with them: "five-year-old", "state-of-the-art"."""
WORD_BREAK = "\n"
"""Between the words of a chunk; a folded word may have a space in it (U+FDFA), no line feed."""
OTHER_FORM = "\r"
"""Before a word of a chunk that is another form, and stands where the word before does."""

_BESIDE = string.punctuation
"""What stands beside a word of ASCII without being of its token, if nothing of the kind stands in it."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its index term, the folded word, its character span, and which of the text's words it is, from
    0, up to which.  Other forms of a word have the same position.  One of joined words is there twice, at the position
    of the first and at that of the last, so that it is beside what comes before as well as what follows."""

    term: str
    word: str
    start: int
    end: int
    position: int
    stop: int


def tokenize(text: str, start: int = 0) -> Iterator[Token]:
    """Yield the tokens of `text` in the order of their positions, a word before its other forms.

    `start` is where to begin, not within a word.
    """
    for word, first, end, position, stop in _forms(text, start):
        yield Token(stem(word), word, first, end, position, stop)


def terms(text: str) -> list[str]:
    """List the stems of a text's words, in order, without their other forms."""
    return [stem(word) for word in words(text)]


def words(text: str) -> list[str]:
    """List the folded, unstemmed words of a text, in order, without their other forms."""
    return [word for token in TOKEN.findall(text) if (word := fold(token[:MAX_WORD_CHARACTERS]))]


def placed(text: str) -> tuple[list[str], list[int]]:
    """Return the words of a text and their other forms, and the position of each: what is indexed of a name."""
    if not _MAY_HAVE_FORMS.search(text):
        found = words(text)
        return found, list(range(len(found)))
    spelled: list[str] = []
    positions: list[int] = []
    for chunk in text.split():
        before = positions[-1] + 1 if positions else 0
        if _MAY_HAVE_FORMS.search(chunk):
            forms = [(word, before + position) for word, _, _, position, _ in _forms(chunk)]
            spelled += [word for word, _ in forms]
            positions += [position for _, position in forms]
        else:
            found = words(chunk)
            spelled += found
            positions += range(before, before + len(found))
    return spelled, positions


def placed_terms(text: str) -> tuple[list[str], list[int]]:
    """Return the same of running text: stems.  Where a word and its other form have one stem, it is there once."""
    return stemmed(*placed(text))


def stemmed(found: Sequence[str], positions: Sequence[int]) -> tuple[list[str], list[int]]:
    """Return the stems of words, and their positions; where two of one position have one stem, it is there once."""
    placed_once = dict.fromkeys(zip(map(stem, found), positions, strict=True))
    return [term for term, _ in placed_once], [position for _, position in placed_once]


def are_forms(found: Sequence[str]) -> list[bool]:
    """Tell which of a paragraph's words are indexed as they are written, too: those that are not their stem, and those
    that are, beside another word of it.  What has a stem and none of its other words has the stem itself."""
    stems = list(map(stem, found))
    have_forms = {stemmed for word, stemmed in zip(found, stems, strict=True) if word != stemmed}
    return [stemmed in have_forms for stemmed in stems]


def readings(text: str) -> list[tuple[str, ...]]:
    """List the sequences of words that a text can be read as: as it is, then with joined words, then with letters
    spelled out.  None is empty, nor there twice."""
    apart: list[str] = []
    joined: list[str] = []
    spelled: list[str] = []
    for compound in _COMPOUND.finditer(text):
        tokens = [token[:MAX_WORD_CHARACTERS] for token in TOKEN.findall(compound[0])]
        parts = [word for token in tokens if (word := fold(token))]
        apart += parts
        joined += [_as_one(parts)] if len(parts) > 1 and _can_join(parts) else parts
        spelled += [word for token in tokens if (word := spelled_out(token) or fold(token))]
    return [reading for reading in dict.fromkeys(map(tuple, (apart, joined, spelled))) if reading]


def chunk_words(chunks: Iterable[str]) -> list[str]:
    """Return the words of each chunk, a text without space, with a WORD_BREAK between two and OTHER_FORM before another
    form of the word before that has another stem."""
    return [
        lowered[:MAX_WORD_CHARACTERS]
        if (bare := chunk.strip(_BESIDE)).isalnum()
        and bare.isascii()
        and (lowered := bare.lower()) not in FOLDED_OTHERWISE
        else WORD_BREAK.join(_words_of(chunk, bare))
        for chunk in chunks
    ]


def singular(name: str) -> str:
    """Return the name of a people without its plural's s: "Ukrainians" becomes "Ukrainian", "Swiss" stays."""
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


def _words_of(chunk: str, bare: str) -> Iterable[str]:
    """Return the words of a chunk, which is `bare` without what stands beside it."""
    if not bare.isascii():
        return _marked(chunk) if _MAY_HAVE_FORMS.search(bare) else words(chunk)
    if "-" not in bare:
        return words(chunk)
    parts = bare.lower().split("-")
    if len(bare) > MAX_WORD_CHARACTERS or not (all(map(str.isalnum, parts)) and FOLDED_OTHERWISE.isdisjoint(parts)):
        return _marked(chunk)
    return _hyphened(parts)


def _hyphened(parts: list[str]) -> list[str]:
    """Return words between hyphens, and what they make together; two are by far the most frequent."""
    if len(parts) == 2:
        if not _can_join(parts):
            return parts
        joined = _as_one(parts)
        if stem(joined) not in map(stem, parts):
            return [parts[0], OTHER_FORM + joined, parts[1], OTHER_FORM + joined]
    return _marks_of_forms(
        (form, place)
        for place, part in enumerate(parts)
        for form in (part, *(joined for joined, _, _ in _joined(parts, place)))
    )


def _marked(chunk: str) -> list[str]:
    return _marks_of_forms((word, position) for word, _, _, position, _ in _forms(chunk))


def _marks_of_forms(forms: Iterable[tuple[str, int]]) -> list[str]:
    """Return words, those that stand where one before does with OTHER_FORM before them; of one stem one a position."""
    found: list[str] = []
    last, stems = -1, set[str]()
    for word, position in forms:
        if position != last:
            last, stems = position, {stem(word)}
            found.append(word)
        elif (stemmed := stem(word)) not in stems:
            stems.add(stemmed)
            found.append(OTHER_FORM + word)
    return found


def _forms(text: str, start: int = 0) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield words and their other forms, each with its span, its position and where it stops."""
    position = 0
    for compound in _COMPOUND.finditer(text, start):
        parts = [
            (word, *at.span())
            for at in TOKEN.finditer(text, *compound.span())
            if (word := fold(at[0][:MAX_WORD_CHARACTERS]))
        ]
        together = [word for word, *_ in parts]
        for place, (word, first, end) in enumerate(parts, position):
            yield word, first, end, place, place + 1
            if other := spelled_out(text[first:end][:MAX_WORD_CHARACTERS]):
                yield other, first, end, place, place + 1
            for joined, begin, stop in _joined(together, place - position):
                yield joined, parts[begin][1], parts[stop - 1][2], place, position + stop
        position += len(parts)


def _joined(parts: Sequence[str], place: int) -> Iterator[tuple[str, int, int]]:
    """Yield what words between hyphens make together, with the next and all of them, of which the one at `place` is the
    first or the last: the word, and from where to where it goes."""
    last = len(parts) - 1
    for begin in (place, place - 1):
        if 0 <= begin < last and _can_join(parts[begin : begin + 2]):
            yield _as_one(parts[begin : begin + 2]), begin, begin + 2
    if last > 1 and place in (0, last) and _can_join(parts):
        yield _as_one(parts), 0, last + 1


def _as_one(parts: Sequence[str]) -> str:
    return "".join(parts)[:MAX_WORD_CHARACTERS]


def _can_join(parts: Sequence[str]) -> bool:
    """Tell whether words between hyphens may be written as one: not dates, nor what begins with a number and goes on
    with a whole word ("10-year"), nor initials that would be pronouns, nor what is NEVER_JOINED."""
    for first, second in pairwise(parts):
        if first.isdigit() and (second.isdigit() or len(second) > LONGEST_SUFFIX_OF_NUMBER):
            return False
    return NEVER_JOINED.isdisjoint(parts) and not any("." in part for part in parts)
