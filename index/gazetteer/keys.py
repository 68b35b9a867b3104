"""The keys under which a place is found: one spelling for every way of writing a name, and what news makes of names.

"Kyïv" and "Kyiv", "Guinea-Bissau" and "Guinea Bissau", "Xi'an", "Xi’an" and "XIAN" are the same name to a reader.
`key_of` folds case, strips accents, drops apostrophes and full stops, and treats a hyphen as a space.  Two kinds of
short forms would clash with ordinary words and keep their look: codes of capitals ("US", "D.C.") have keys that start
with an asterisk, and abbreviations that live by their full stop ("Mass.", "La.") keep it.  `hash_of` turns a key into
the 64-bit number that the compiled gazetteer is sorted by.

A place has more keys than names (`keys_of`): writers abbreviate (St. Louis, Mt. Pleasant, Ft. Worth), add or drop an
article (the Netherlands) and shorten a unit to its proper part (Kanawha for Kanawha County).  And it has fewer: airport
codes, romanisations word for word and names in other scripts, which GeoNames lists and English news doesn't use, clash
with ordinary words and are left out.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from index.gazetteer.sources import Draft, Role
from index.gazetteer.tables import rows

_DROPPED = str.maketrans("", "", "'’‘ʼʻʹ′`´.·\u200b\u200c\u200d\ufeff\u00ad")
_SPACED = str.maketrans(dict.fromkeys("-‐‑‒–—―/,_()", " "))
# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_CODE = re.compile(r"(?:[A-Z]\.?){2,4}|[A-Z]{5}|(?:[A-Z][a-z]?\.){2,3}")
_CAPITALS = re.compile(r"[A-Z]{2,5}")
_ABBREVIATED = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "county": "co", "township": "twp"}
_SPELT_OUT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_UNIT_WORDS = {
    "county", "parish", "borough", "province", "oblast", "region", "governorate", "prefecture", "state", "district",
    "raion", "rayon", "department", "municipality", "republic", "krai", "division", "township",
}  # fmt: skip
MAX_WORDS = 7
MIN_ALTERNATE = 4  # characters: shorter other names are codes and syllables more often than names


def key_of(name: str) -> str:
    """Return the normalised form of a name; the empty string where nothing is left of it."""
    if name.isascii():
        if name.isalpha():
            return name.lower()
        folded = name.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
        folded = "".join([c for c in decomposed if not unicodedata.combining(c)]).translate(_LETTERS)
    return " ".join(folded.translate(_DROPPED).translate(_SPACED).split())


def code_of(name: str) -> str | None:
    """Return the key of a code written in capitals, with or without full stops, None if it isn't shaped like one."""
    return "*" + name.replace(".", "") if _CODE.fullmatch(name) else None


def abbreviation_of(name: str) -> str:
    """Return the key of a word whose closing full stop belongs to it: "Mass." is "mass."."""
    return key_of(name) + "."


def hash_of(key: str) -> int:
    """Return the 64-bit hash (BLAKE2b) that stands for a key in the compiled gazetteer."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def keys_of(draft: Draft) -> Iterator[tuple[str, Role]]:
    """Yield the keys of a place, each with the role of the name it comes from; a key may come twice.

    A unit that is called like its seat (Kyiv, Moscow) is known by it only in short: the town is meant first.
    """
    seat = key_of(draft.seat) if draft.kind in ("district", "region") else None
    for name, role in draft.names:
        if role == Role.KNOWN and (code := code_of(name)):
            yield code, role
            continue
        if role == Role.KNOWN and name.endswith(".") and " " not in name and len(name) <= 6:
            yield abbreviation_of(name), role
            continue
        if role == Role.ALTERNATE and not _usable(name):
            continue
        for key in _variants(key_of(name)):
            yield key, Role.SHORT if key == seat and draft.kind == "region" else role
            if draft.kind in ("district", "region"):
                words = key.split()
                if len(words) > 1 and words[-1] in _UNIT_WORDS:
                    yield " ".join(words[:-1]), Role.SHORT
        if draft.kind == "city":
            for key in transliterations(key_of(name), draft.country):
                yield key, Role.ALTERNATE


def transliterations(key: str, country: str | None) -> Iterator[str]:
    """Yield what a key of a country becomes by each set of rules of data/transliterations.tsv."""
    for rules in _transliterations().get(country, ()):
        other = key
        for pattern, replacement in rules:
            other = pattern.sub(replacement, other)
        if other != key and len(other) >= MIN_ALTERNATE:
            yield other


@cache
def _transliterations() -> dict[str | None, list[list[tuple[re.Pattern[str], str]]]]:
    """Return the sets of rules of each country."""
    sets: dict[tuple[str, str], list[tuple[re.Pattern[str], str]]] = {}
    for name, countries, pattern, replacement in rows("transliterations"):
        for country in countries.split():
            sets.setdefault((country, name), []).append((re.compile(pattern), replacement))
    found: dict[str | None, list[list[tuple[re.Pattern[str], str]]]] = {}
    for (country, _), rules in sets.items():
        found.setdefault(country, []).append(rules)
    return found


def _usable(name: str) -> bool:
    if len(name) < MIN_ALTERNATE or _CAPITALS.fullmatch(name) or not name[0].isupper():
        return False
    return name.isascii() or all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())


def _variants(key: str) -> Iterator[str]:
    words = key.split()
    if not words or len(words) > MAX_WORDS:
        return
    yield key
    if words[0] == "the" and len(words) > 1:
        yield " ".join(words[1:])
    for table in (_ABBREVIATED, _SPELT_OUT):
        if any(word in table for word in words):
            yield " ".join([table.get(word, word) for word in words])
