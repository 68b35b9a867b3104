"""One run of characters between spaces, read as what it asks for: usually a word, sometimes a prefix or several words.

`prefix*`, `col*r` and `organi?ation` stand for words spelled so, `word~` and `word~2` for similar words.  Elsewhere
these signs, and those that other search engines give a meaning (`^` for weight), are read as if they weren't there,
with a notice, and never reach the tree.
"""

import re
import unicodedata

from search.fields import FieldName
from search.limits import Limits
from search.query.nodes import Leaf, Pattern, Prefix, Similar, Word
from search.query.notices import Notices, quoted

SHORTEST_PREFIX = 2

MOST_EDITS = 2
TWO_EDITS_FROM = 6
"""Letters from which two edits are meant where no number says so; shorter words have too many neighbours."""
_PATTERN = re.compile(r"[^\W_]+(?:[*?]+[^\W_]+)+")
_SIMILAR = re.compile(r"([^\W_]+)~(\d*)")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|www\.")
_SIGNS = re.compile(r"(?<=\w)[~^][\d.]*|[*?~^]")
_ENDS_OF_SENTENCES = ",.;:!?…"
_APOSTROPHES = "'’"
_PUNCTUATION_SIGNS = "#%@&§‰†‡"
_SEPARATORS = "|<>=+&/\\"
_INITIALS = re.compile(r"(?:\w\.)+\w")


def read_words(run: str, field: FieldName, limits: Limits, notices: Notices) -> list[Leaf]:
    """Read a run of characters as the words and prefixes it asks for, all wanted; none if it is punctuation alone."""
    if is_address(run):
        return [Word(field, text) for text in (_trimmed(run),) if text]
    body = run.rstrip(_ENDS_OF_SENTENCES)
    if variants := _variants(body, field, limits, notices):
        return [variants]
    tell_of_signs(body, _trimmed(body), notices)
    is_prefix = body.endswith("*")
    if is_prefix:
        body = body.rstrip("*")
    elif run.startswith(".", len(body)):
        body += "."
    texts = [text for piece in _SIGNS.sub(" ", body).split() if (text := _trimmed(piece))]
    leaves: list[Leaf] = [Word(field, text) for text in texts]
    if not texts:
        if "*" in run:
            notices.add("A * with no letters before it was left out; it stands for any ending of a word: govern*.")
        return []
    if _SIGNS.search(body):
        words = quoted(" ".join(texts) + "*" * is_prefix)
        notices.add(f"{quoted(run)} was read as {words}; a *, ? or ~ has a meaning inside a word or at its end.")
    if is_prefix:
        leaves[-1:] = _prefix(texts[-1], field, notices)
    return leaves


def without_signs(word: str) -> str:
    """Return a word without the signs around it ("C++", "5%"), which aren't searched for."""
    start, end = 0, len(word)
    while start < end and _is_sign(word[start]):
        start += 1
    while start < end and _is_sign(word[end - 1]):
        end -= 1
    return word[start:end]


def tell_of_signs(typed: str, read: str, notices: Notices) -> None:
    """Tell that a run of characters is read without its signs ("C++", "5%", an emoji), which aren't searched for."""
    signs = dict.fromkeys(sign for sign in typed if _is_sign(sign) and sign not in read)
    if read and signs:
        notices.add(
            f"{quoted(typed)} was read as {quoted(read)}: signs such as {next(iter(signs))} aren’t searched for."
        )
    elif any(sign not in _SEPARATORS for sign in signs):
        notices.add(f"{quoted(typed)} was left out: signs aren’t searched for.")


def _is_sign(character: str) -> bool:
    """Tell whether a character means something without being of a word: a symbol, but for those that other notices tell
    of, and accents that stand alone."""
    if character in _PUNCTUATION_SIGNS:
        return True
    return character not in "~^|`" and unicodedata.category(character) in ("Sm", "Sc", "So")


def _variants(body: str, field: FieldName, limits: Limits, notices: Notices) -> Leaf | None:
    """Read a word that stands for others: one with signs inside, or one that asks for similar ones."""
    if _PATTERN.fullmatch(body) and sum(map(str.isalnum, body)) >= SHORTEST_PREFIX:
        return Pattern(field, re.sub(r"\*+", "*", body.replace("*?", "?*")), limits.max_variants)
    if similar := _SIMILAR.fullmatch(body):
        word, number = similar.groups()
        edits = min(int(number[:2]), MOST_EDITS) if number else 1 + (len(word) >= TWO_EDITS_FROM)
        if number and int(number[:2]) > MOST_EDITS:
            notices.add(
                f"{quoted(body)} was read as {quoted(f'{word}~{edits}')}: similar is what is {edits} edits away."
            )
        return Similar(field, word, edits, limits.max_variants) if edits else Word(field, word)
    return None


def is_address(run: str) -> bool:
    """Tell whether a run of characters is a web address, in which no sign has a meaning."""
    return _ADDRESS.match(run) is not None


def has_word(text: str) -> bool:
    """Tell whether there is a letter or a digit, something that can be searched for."""
    return any(map(str.isalnum, text))


def _prefix(text: str, field: FieldName, notices: Notices) -> list[Leaf]:
    """Read `text*`; of `counter-offens*`, which is two words to an analyser, the last is the prefix."""
    separated = "".join(c if _is_inside_word(c) or c in _APOSTROPHES else " " for c in text)
    *before, last = [part for piece in separated.split() if (part := _trimmed(piece))]
    leaves: list[Leaf] = [Word(field, part) for part in before]
    if sum(map(str.isalnum, last)) < SHORTEST_PREFIX:
        notices.add(f"{quoted(text + '*')} was read as a word: a * needs {SHORTEST_PREFIX} letters or more before it.")
        return [*leaves, Word(field, last)]
    return [*leaves, Prefix(field, last)]


def _trimmed(text: str) -> str:
    """Return text without the punctuation around it, keeping the last dot of initials ("U.S.")."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not _is_inside_word(text[end - 1]):
        end -= 1
    if text.startswith(".", end) and _INITIALS.fullmatch(text, start, end):
        end += 1
    return text[start:end]


def _is_inside_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")
