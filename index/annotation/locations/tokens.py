"""A paragraph as words with their places in it, and what stands between them.

A word is a run of letters and digits with apostrophes inside ("d’Ivoire"), or an abbreviation made of initials
("U.S.", "W.Va.").  Hyphens separate: "Moscow-backed" names Moscow.  Everything between two words is their gap.
"""

import re
from dataclasses import dataclass
from itertools import accumulate, compress, repeat
from operator import eq, itemgetter, not_

_WORD = re.compile(
    r"""
    ( [a-z]++(?=[ ,.])                           # most words, told at a glance
    | [A-Z](?: \.(?:(?:[A-Z]\.)+ | (?:[A-Z][a-z]{0,3}\.)+ | [A-Z]\b) | [^\W_]*+(?:['’ʼ][^\W_]++)*+ )
    | [^\W_]++(?:['’ʼ][^\W_]++)*+ )
    """,
    re.VERBOSE,
)
_ORDINAL = re.compile(r"[0-9]{1,3}(?:st|nd|rd|th)")  # capitalised in effect: "42nd Street"
_OWNERS = ("'s", "’s", "'S", "’S", "ʼs")
_SENTENCE_END = re.compile(r"[.!?…:;]|^\s*[\"“‘'(\[]|\n")
_FIRST = itemgetter(0)
_JOINTS = frozenset((" ", "-", "\u00a0", "‐", "‑", "–"))
_DOTTED = frozenset(("st", "ste", "mt", "ft", "n", "s", "e", "w", "pt"))
"""Abbreviations after which a full stop does not end the phrase."""


@dataclass(frozen=True, slots=True)
class WordTokens:
    """The words of a paragraph, in parallel lists.

    `gaps[i]` is what stands before word i, `gaps[len(words)]` what follows the last one.  `ends[i]` and `words[i]`
    leave out a possessive's apostrophe and s, which `possessive[i]` tells of.  `joined[i]` says that word i continues
    the phrase of the word before: nothing but a space or a hyphen is between them, and no possessive.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]
    capital: list[bool]
    possessive: list[bool]
    joined: list[bool]

    def __len__(self) -> int:
        return len(self.words)

    def opens_sentence(self, i: int) -> bool:
        """Tell whether word i may owe its capital to its position: first of a sentence or of a quotation."""
        return i == 0 or (not self.joined[i] and _SENTENCE_END.search(self.gaps[i]) is not None)


def tokenize_words(text: str) -> WordTokens:
    """Cut a paragraph into words."""
    parts = _WORD.split(text)  # a gap, a word, a gap, ..., a gap
    words, gaps, offsets = parts[1::2], parts[::2], list(accumulate(map(len, parts)))
    starts, ends = offsets[:-1:2], offsets[1::2]
    capital = list(map(str.isupper, map(_FIRST, words)))
    possessive = [False] * len(words)
    joined = list(map(_JOINTS.__contains__, gaps[:-1]))
    for i in compress(range(len(words)), map(not_, map(str.isalpha, words))):
        word = words[i]
        if not word.isalnum() and word.endswith(_OWNERS):
            word = words[i] = word[:-2]
            ends[i] -= 2
            possessive[i] = True
            if i + 1 < len(joined):
                joined[i + 1] = False
        if not (capital[i] or word.isalpha()):
            capital[i] = _is_capital_within(word)
    for i in compress(range(1, len(words)), map(eq, gaps[1:-1], repeat(". "))):
        joined[i] = not possessive[i - 1] and words[i - 1].lower() in _DOTTED
    return WordTokens(text, words, starts, ends, gaps, capital, possessive, joined)


def _is_capital_within(word: str) -> bool:
    """Tell whether a word counts as capitalised though it begins in lower case: "d’Ivoire", "42nd" (Street)."""
    return (len(word) > 2 and word[1] in "'’" and word[2].isupper()) or _ORDINAL.fullmatch(word) is not None
