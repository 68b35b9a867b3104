"""Runs of capitalised words, with what joins their parts: "Ana de la Cruz", "Fish and Wildlife Service"."""

import re
from collections.abc import Iterator, Sequence
from itertools import compress

from .kept import Kept
from .tables import Tables, tables
from .titles import PARTICLES, POST_NOMINALS, SUFFIXES
from .tokens import POSSESSIVES, Tokens

_LOWER_PREFIXES = ("al-", "el-", "di", "de", "du", "da", "la", "le", "van", "von", "d'", "d’")
_LOWER_PREFIX = re.compile(f"(?:{'|'.join(_LOWER_PREFIXES)})[A-Z]")
_CAMPAIGNS = frozenset(["Committee", "Coalition", "Campaign", "Alliance", "Fund", "Society", "League", "Association"])
"""Committee to Protect Lakes"""
_PARTNERS = [["Co"], ["Co."], ["Company"], ["Sons"], ["Bros"], ["Bros."], ["Brothers"], ["Partners"], ["Associates"]]
"""Lind and Co"""
_MAXIMUM_WORDS = 12
_NAMED_AFTER = frozenset(["People", "Women", "Men", "Children", "Workers", "Farmers", "Teachers", "Lloyd"])
"""Whose possessive is part of a name: the People's Daily."""
_OWNED = frozenset(["Office", "College", "Hospital", "Church", "School", "Cathedral", "Analytics", "Purse", "List"]) | {
    *("Club", "Investors", "Association", "Union", "Clinic", "Academy", "Institute", "Foundation")
}
"""What is named after its owner: St. Mary's College, the U.S. Attorney's Office."""
_ORDINAL = re.compile("[0-9]{1,2}(?:st|nd|rd|th)")
_NUMBERED = frozenset(["Circuit", "Amendment", "Congress", "Infantry", "Division", "Army", "Fleet", "Battalion"])
_AFTER_COMMA = SUFFIXES | POST_NOMINALS
NICKNAME_OPENS = frozenset(['"', "“", "‘", "'", "``"])
_NICKNAME_CLOSES = frozenset(['"', "”", "’", "'", "''"])
_LONGEST_NICKNAME = 3
_MOST_PARTICLES = 2


def _is_capitalised(word: str) -> bool:
    """Tell whether a word may be of a name; "R-Ky." is a party and a state."""
    if word[0].isupper():
        return word[1:2] != "-" or word[0] not in "RDI"
    return word.startswith(_LOWER_PREFIXES) and _LOWER_PREFIX.match(word) is not None


_CAPITALISED = Kept(_is_capitalised)


def runs(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Yield runs of capitalised words; particles and "of" after a title may join their parts."""
    words, starts = tokens.words, tokens.starts
    index, count = 0, len(words)
    for first in compress(range(count), map(_CAPITALISED.__getitem__, words)):
        if first < index:
            continue
        index = first + 1
        if first and words[first] in _NUMBERED and _ORDINAL.fullmatch(words[first - 1]):
            first -= 1
        while (
            index < count
            and index - first < _MAXIMUM_WORDS
            and starts[index] - starts[index - 1] - len(words[index - 1]) <= 1
        ):
            part = _next_part(words, index)
            if part >= count or not _CAPITALISED[words[part]]:
                break
            index = part + 1
        if words[index : index + 1] == [","] and index + 1 < count and words[index + 1] in _AFTER_COMMA:
            index += 2
        yield first, index


def _next_part(words: list[str], index: int) -> int:
    """Return where a run of capitals may go on from `index`: there, or past what joins the parts of a name."""
    if words[index] in NICKNAME_OPENS:
        return nickname_end(words, index) or index
    if words[index] == "&" or (words[index] in POSSESSIVES and words[index - 1] in _NAMED_AFTER):
        return index + 1
    following = words[index + 1] if index + 1 < len(words) else ""
    if words[index] in POSSESSIVES and following in _OWNED:
        return index + 1
    if words[index] == "and" and is_joined(words, index - 1, tables()):
        return index + 1
    if words[index] == "ten" and words[index - 1].lower() in tables().given_names:
        return index + 1
    if words[index] == "of" and index > 1 and words[index - 2].lower() in tables().given_names:
        return index
    if words[index] in ("of", "for", "to") and words[index - 1] in tables().titles:
        return index + 2 if words[index + 1 : index + 2] == ["the"] else index + 1
    if words[index] == "to" and words[index - 1] in _CAMPAIGNS and words[index + 1 : index + 2]:
        return index + 1 if words[index + 1].lower() in tables().words else index
    if words[index] == "and" and (words[index + 1 : index + 2] in _PARTNERS or _joins_topics(words, index)):
        return index + 1
    part = index
    while part < len(words) and part - index < _MOST_PARTICLES and words[part] in PARTICLES:
        part += 1
    return part


def nickname_end(words: Sequence[str], index: int) -> int:
    """Return the index after the mark that closes the nickname, “Pip” or “The Badger”, at `index`; 0 for none."""
    for closing in range(index + 2, min(index + _LONGEST_NICKNAME + 2, len(words) - 1)):
        if words[closing] in _NICKNAME_CLOSES:
            return closing + 1 if words[index + 1][0].isupper() and words[closing - 1][0].isupper() else 0
    return 0


def _joins_topics(words: list[str], index: int) -> bool:
    """Tell the Fish and Wildlife Service from the Congress and the Justice Department."""
    lookup = tables()
    topic = words[index - 1]
    if topic.lower() not in lookup.words or topic in lookup.organizations or topic in lookup.places:
        return False
    if topic in lookup.titles or topic.lower() in lookup.given_names or topic.lower() in lookup.family_names:
        return False
    before = words[index - 2] if index > 1 else ""
    if before[:1].isupper() and before not in lookup.organization_parts and before != "The":
        return False
    end = index + 1
    while end < len(words) and _CAPITALISED[words[end]]:
        end += 1
    return end > index + 1 and words[end - 1] in lookup.organization_parts


def is_joined(words: list[str], index: int, lookup: Tables) -> bool:
    """Tell the "and" after word `index` of "Food and Drug Administration" from that between two names."""
    return index + 2 < len(words) and f"{words[index]} {words[index + 2]}" in lookup.joined_words
