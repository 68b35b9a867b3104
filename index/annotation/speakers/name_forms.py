"""What the form of a name says by itself for its being a person's: a given name, an initial, "Ministry"."""

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import combining, normalize

from .kinds import one_of
from .tables import Tables, column, tables
from .titles import CLUBS_AND_SHIPS, PARTICLES, SUFFIXES, is_initials

ENOUGH = 2
"""The score from which a name is taken for a person's."""
AGAINST = -4
SURELY_AGAINST = -6
_SYLLABLES = re.compile("[A-Z][a-z]{1,5}-[a-z]{1,5}")
"""Mei-hua, Soo-jin: given names of China and Korea."""
_GLUED = re.compile("(?!(?:Ma?c|De|Di|Du|La|Le|Lo|Van|Von|Fitz|Mac|Al|El|Abd)[A-Z])[^\\W\\d_]*[a-zà-ÿ][A-Z][a-zà-ÿ]+")
"""MuellerSpeier, two words whose space is lost; not McHale, DeVries."""
_FINITE = one_of("SAYS VERB BE HAVE DO")
_FAMILY_NAMES_TOO = column("bodies-and-family-names.txt")
_PLACES_AND_GIVEN_NAMES = column("places-and-given-names.txt")
_OPENS_PLACE = column("place-openings.txt")
"""San Isidro, Kota Kinabalu"""
_SHORTEST_TURN = 5
"""Letters of a name in capitals; fewer are an abbreviation's."""


@lru_cache(maxsize=1 << 15)
def score_form(words: tuple[str, ...]) -> int:
    """Return what the form of a name says by itself."""
    lookup = tables()
    if _names_organization(words, lookup):
        if 1 < len(words) < 4 and words[0].lower() in lookup.given_names and words[-1] in _FAMILY_NAMES_TOO:
            return 3 if len(words) == 3 and (words[1].lower() in lookup.given_names or is_initials(words[1])) else 1
        return SURELY_AGAINST
    if words[0] in CLUBS_AND_SHIPS or " ".join(words) in lookup.no_persons:
        return SURELY_AGAINST if len(words) > 1 else AGAINST
    if len(words) > 1 and words[0] in _OPENS_PLACE:
        return AGAINST
    if words[0] in lookup.places or words[-1] in lookup.places:
        if len(words) == 1 and words[0].endswith("."):
            return SURELY_AGAINST
        return _score_with_place(words, lookup)
    if words[0].isupper() and not {word.capitalize() for word in words}.isdisjoint(lookup.places):
        return AGAINST
    if any(any(letter.isdigit() for letter in word) for word in words):
        return SURELY_AGAINST
    return _score_single(words[0], lookup) if len(words) == 1 else _score_full(words, lookup)


def _names_organization(words: tuple[str, ...], lookup: Tables) -> bool:
    """Tell a name with a word that only an organisation's has: Harbour Ministry, Banco Lindal, Ek & Lind."""
    if len(words) == 1:
        return words[0] in lookup.organizations
    return (
        not {"&", "to"}.isdisjoint(words)
        or words[0] in lookup.organization_openings
        or not lookup.organization_parts.isdisjoint(words[1:])
    )


def _score_single(word: str, lookup: Tables) -> int:
    lower = word.lower()
    if word in lookup.places:
        return SURELY_AGAINST
    if word[:2].isupper():
        abbreviates = len(word) < _SHORTEST_TURN or not word.isalpha() or lower in lookup.words
        return SURELY_AGAINST if abbreviates else AGAINST
    if lower in lookup.well_known:
        return ENOUGH
    if lower in lookup.given_names or lower in lookup.family_names or plain(lower) in lookup.given_names:
        return 1
    if any(letter.isupper() for letter in word[3:]) and "-" not in word:
        return AGAINST
    return -1 if lower in lookup.words else 0


def _score_with_place(words: tuple[str, ...], lookup: Tables) -> int:
    """Score a name that begins or ends like a place: "Jack London", "Paris Ek", "New London"."""
    first = words[0].lower()
    if words[0] in _PLACES_AND_GIVEN_NAMES and len(words) == 2 and words[1].lower() in lookup.family_names:
        return 1 if words[1].lower() not in lookup.words else 0
    if len(words) != 2 or words[0] in lookup.places or first in lookup.words:
        return AGAINST
    return 1 if first in lookup.given_names else 0


def _score_full(words: tuple[str, ...], lookup: Tables) -> int:
    score = 0
    if hyphened := [word for word in words if "-" in word]:
        score += _score_hyphened(hyphened, lookup)
    if any(_GLUED.fullmatch(word) for word in words):
        score -= 4
    if any(_is_verb(word, lookup) for word in words[1:]):
        score -= 4
    if plain(words[0].lower()).split("-")[0] in lookup.given_names:
        score += 3 if words[-1].lower() not in lookup.words or len(words) == 2 else 2
    if any(is_initials(word) and word not in lookup.places for word in words):
        score += 3
    if any(word in PARTICLES for word in words[1:]):
        score += 1
    if words[-1].lower() in lookup.family_names:
        score += 1
    if words[-1] in SUFFIXES:
        score += 2
    if words[0].isupper() and len(words[0]) > 2 and not words[-1].isupper():
        score -= 3
    if len(words) > 4:
        score -= 3
    if words[-1].endswith("s") and words[-1].lower() in lookup.words:
        score -= 2
    ordinary = sum(word.lower() in lookup.words for word in words)
    if ordinary == len(words):
        score -= 2
    elif not ordinary and len(words) < 4:
        score += 1
    return score


def _score_hyphened(words: Sequence[str], lookup: Tables) -> int:
    """Score the parts of a name that have a hyphen: "Seung-ho", "Long-term"."""
    if any(_is_korean(word) for word in words):
        return 3
    if any(_SYLLABLES.fullmatch(word) and not lookup.words.issuperset(word.lower().split("-")) for word in words):
        return 3
    return -3 if any(word.rsplit("-", 1)[1] in lookup.words for word in words) else 0


def _is_verb(word: str, lookup: Tables) -> bool:
    """Tell the verb of a headline, "Ana Ek Wins Race", from a family name."""
    lower = word.lower()
    return lower.endswith("s") and lower not in lookup.family_names and lookup.word_classes.get(lower) in _FINITE


def is_syllables(word: str) -> bool:
    """Tell given names of two joined syllables, Soo-jin and Mei-hua: what stands before one is a family name."""
    return _SYLLABLES.fullmatch(word) is not None and _score_hyphened([word], tables()) > 0


def _is_korean(word: str) -> bool:
    """Tell "Seung-ho" from "Long-term"."""
    given, hyphen, syllable = word.partition("-")
    return (
        bool(hyphen)
        and syllable in tables().korean_syllables
        and given.lower() not in tables().words
        and given[1:].islower()
    )


def plain(word: str) -> str:
    """Return a word without its accents."""
    if word.isascii():
        return word
    return "".join(letter for letter in normalize("NFD", word) if not combining(letter))
