"""The archive's own words as a dictionary: what a misspelt word was meant to be, what the beginning of one becomes.

A misspelling is a few edits away from the word that was meant: a letter missing, added, wrong, or two of them swapped
(optimal string alignment distance).  Comparing a word with all 400,000 of an archive is too slow, so two cheap filters
come first, each an array operation: an edit changes the length by at most one, and the set of letters by at most two.
Of the words that remain, the best is near, frequent, and begins with the same letter, which people rarely get wrong:
another first letter is an edit that leaves room for no second, so that two edits are tried only on the words, side by
side in the dictionary, that begin with the same letter.
"""

import re
from collections.abc import Mapping

from index.analysis.analyzer import fold, tokenize
from search.query.lexer import FIELD_ALIASES, FIELD_NAMES, OPERATORS

_POSSESSIVE = re.compile(r"['’ʼ]s?$", re.IGNORECASE)


def suggest_query(query: str, corrections: Mapping[str, str]) -> str:
    """Return the query with the words that are keys of `corrections` replaced, and nothing else changed.

    A replacement takes the case of what it replaces ("IZYM", "Izym's").  Operators, names of fields and beginnings
    of words (`izy*`) stay.
    """
    folded = {fold(word): correction for word, correction in corrections.items()}
    parts: list[str] = []
    position = 0
    for token in tokenize(query):
        correction = folded.get(token.word)
        typed = query[token.start : token.end]
        following = query[token.end : token.end + 1]
        if (
            token.start < position
            or not correction
            or typed in OPERATORS
            or following == "*"
            or (following == ":" and _is_field(typed))
        ):
            continue
        possessive = _POSSESSIVE.search(typed)
        parts += [query[position : token.start], _in_case_of(typed, correction), possessive[0] if possessive else ""]
        position = token.end
    return "".join(parts) + query[position:]


def _is_field(word: str) -> bool:
    return word.lower() in FIELD_NAMES or word.lower() in FIELD_ALIASES


def _in_case_of(typed: str, correction: str) -> str:
    if len(typed) > 1 and typed.isupper():
        return correction.upper()
    return correction[:1].upper() + correction[1:] if typed[:1].isupper() else correction
