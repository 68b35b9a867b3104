"""All the keys under which a place can be found: its names, and what news makes of them.

Writers abbreviate (St. Louis, Mt. Pleasant, Ft. Worth), add or drop an article (the Netherlands) and shorten a unit
to its proper part (Kanawha for Kanawha County).  GeoNames also lists airport codes, romanisations word for word and
names in other scripts, which English news doesn't use and which clash with ordinary words; those are left out.
"""

import re
import unicodedata
from collections.abc import Iterator

from index.gazetteer.drafts import Draft, Role
from index.gazetteer.normalisation import abbreviation_of, code_of, key_of

MAX_WORDS = 7
MIN_ALTERNATE = 4  # characters: shorter other names are codes and syllables more often than names
_ABBREVIATED = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "county": "co", "township": "twp"}
_SPELT_OUT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_UNIT_WORDS = {
    "county", "parish", "borough", "province", "oblast", "region", "governorate", "prefecture", "state", "district",
    "raion", "rayon", "department", "municipality", "republic", "krai", "division", "township",
}  # fmt: skip
_CAPITALS = re.compile(r"[A-Z]{2,5}")


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
