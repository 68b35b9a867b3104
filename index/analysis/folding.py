"""A token's *word*: one spelling for every way of writing the same letters.

Writers and readers disagree about capitals, accents, letters that a keyboard lacks (ł, ø, æ), apostrophes, full stops
between initials, commas between thousands, and there are signs that can't be seen.  `fold` makes no difference of any
of these, so that "O’Leary" and "oleary", "Tromsø" and "TROMSO", "U.K." and "uk", "10,000" and "10000" agree.  Two kinds
of spellings would clash with words of another meaning and stay apart: initials that are pronouns without their capitals
("US" is "u.s", "us" is not), and contractions that are other words without their apostrophe ("we'll").

What is not one spelling but two is told by `spelled_out`: "Müller" is written Muller by some, Mueller by others.
"""

import re
import unicodedata

KEPT = 100_000
"""Tokens whose folded form is remembered; then the table is emptied.  It is a plain dictionary of strings, which
Python's garbage collector leaves alone: to look through as much in other forms took it a quarter of the time of a
build."""
MAX_WORD_CHARACTERS = 64
"""Longer runs of letters are cut: they are data, not words, and Whoosh stores no term longer than 64 KiB."""

PRONOUNS = frozenset(("us", "it", "who"))
"""Words that are initials in capitals, and with full stops."""
OTHER_WORDS = frozenset(("i'll", "he'll", "she'll", "we'll", "we're", "who're", "i'd", "she'd", "we'd"))
"""Contractions that are other words, or seem so, without their apostrophe."""
WITHOUT_APOSTROPHE = {
    "thats": "that",
    "whats": "what",
    "heres": "here",
    "theres": "there",
    "wheres": "where",
    "hes": "he",
    "shes": "she",
    "whos": "who",
}
"""Contractions with "is", written without their apostrophe, and what is left of them when they have one."""
FOLDED_OTHERWISE = PRONOUNS | WITHOUT_APOSTROPHE.keys()
"""Words of ASCII letters that may be folded to something else than their small letters."""

APOSTROPHES = "'’‘‛`´′＇ʹʻʼʽʾʿˈꞌ׳״·‧"
"""What stands for an apostrophe, in transliterations and in Hebrew abbreviations, too, and the dot of Catalan."""
_LETTERS_APART = {
    "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ȷ": "j", "ĸ": "k", "ŋ": "n", "ə": "a", "ǝ": "a", "ɛ": "e",
    "ɔ": "o", "ʒ": "z", "ʃ": "s", "ɣ": "g", "ʋ": "v", "ʊ": "u", "ɩ": "i", "ɑ": "a",
    "ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا", "ـ": "",
}  # fmt: skip
"""Letters that Unicode doesn't take apart and whose names don't say what they are a form of; of Arabic, those that
keyboards and writers exchange, and the tatweel, which makes a word wider."""
_SPELLED_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "đ": "dj", "ŋ": "ng"}
MAY_BE_SPELLED_OUT = re.compile("[äöüøåđŋÄÖÜØÅĐŊ\u0308\u030a]")
_WITH_SOMETHING = re.compile("((?:LATIN|CYRILLIC) SMALL LETTER [A-Z]+) WITH ")
_LATIN_AND_CYRILLIC = (*range(0x61, 0x7B), *range(0xC0, 0x2B0), *range(0x400, 0x530), *range(0x1D00, 0x1EFF),
                       *range(0x2C60, 0x2C80),
                       *range(0xA720, 0xA800))  # fmt: skip
_POSSESSIVE = re.compile("'s?$")
_DECADE = re.compile(r"(\d0)'(?=s$)")
_THOUSANDS = (
    (",", re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")),
    (".", re.compile(r"\d{1,3}(?:\.\d{3}){2,}")),
)
"""What stands between thousands (and, in India, lakhs), and numbers in which it does."""

_SCRIPTS = (*range(0x300, 0x3400), *range(0xA000, 0xAC00), *range(0xF900, 0x10000))
"""All but ideographs, syllables of Hangul, and what is not in the basic plane."""
_SIGNS: dict[str, list[str]] = {"Mn": [], "Mc": [], "Cf": [], "Nd": []}
for _sign in map(chr, (0xAD, *_SCRIPTS, *range(0xE0001, 0xE0080), *range(0xE0100, 0xE01F0))):
    _SIGNS.get(unicodedata.category(_sign), []).append(_sign)
MARKS = "".join(_SIGNS["Mn"] + _SIGNS["Mc"])
"""Combining marks (vowel signs, accents), which belong to the letter before."""
INVISIBLE = "".join(_SIGNS["Cf"])
"""Signs that say how letters join, where words may break and which way they run; they make no word another."""


def _plain_letters() -> dict[int, str]:
    """Map letters to those they are forms of ("ł" is an "l with stroke"), digits to those of ASCII, and invisible
    signs to nothing."""
    found = dict.fromkeys(map(ord, INVISIBLE), "")
    letters = {unicodedata.name(chr(code), ""): chr(code) for code in _LATIN_AND_CYRILLIC}
    for name, letter in letters.items():
        if (form := _WITH_SOMETHING.match(name)) and form[1] in letters:
            found[ord(letter)] = letters[form[1]]
    found |= {ord(digit): str(unicodedata.decimal(digit)) for digit in _SIGNS["Nd"]}
    return found | {ord(letter): plain for letter, plain in _LETTERS_APART.items()}


_PLAIN_LETTERS = _plain_letters()
_WITHOUT_APOSTROPHES = str.maketrans("", "", "'`")
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def fold(token: str) -> str:
    """Return the word of a token: "Zürich’s" is "zurich"; empty where nothing is left."""
    known = _folded.get(token)
    if known is not None:
        return known
    return _keep(token, _word(token, _plain(token)))


def spelled_out(token: str) -> str:
    """Return the word of a token some of whose letters are written as two ("Müller" is "mueller"), empty if there are
    none of these."""
    if token.isascii() or not MAY_BE_SPELLED_OUT.search(token):
        return ""
    composed = unicodedata.normalize("NFC", token.casefold())
    written = "".join([_SPELLED_OUT.get(letter, letter) for letter in composed])
    word = _word(written, _plain(written))
    return "" if word == fold(token) else word


def _plain(token: str) -> str:
    """Return a token in small letters without accents and possessive 's, and with apostrophes of ASCII."""
    plain = token.casefold()
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain.translate(_ONE_APOSTROPHE))
        bare = "".join([letter for letter in apart if not unicodedata.combining(letter)])
        plain = unicodedata.normalize("NFC", bare.casefold().translate(_PLAIN_LETTERS).translate(_ONE_APOSTROPHE))
    return _POSSESSIVE.sub("", _DECADE.sub(r"\1", plain) if plain[:1].isdigit() else plain)


def _word(token: str, plain: str) -> str:
    if plain.isalnum():
        is_initials = plain in PRONOUNS and token[: len(plain)].isupper()
        return ".".join(plain) if is_initials else WITHOUT_APOSTROPHE.get(plain, plain)
    if plain[:1].isdigit():
        return _number(plain)
    letters = plain.replace(".", "")
    if letters in PRONOUNS:
        return ".".join(letters)
    return letters if letters in OTHER_WORDS else letters.translate(_WITHOUT_APOSTROPHES)


def _number(plain: str) -> str:
    for separator, grouped in _THOUSANDS:
        if grouped.fullmatch(plain):
            return plain.replace(separator, "")
    return plain.replace("'", "")


_folded: dict[str, str] = {}


def _keep(token: str, word: str) -> str:
    """Remember the word of a token, unless it is long; threads may share the table, and find it emptied."""
    if len(token) <= MAX_WORD_CHARACTERS:
        if len(_folded) >= KEPT:
            _folded.clear()
        _folded[token] = word
    return word
