"""Where a name proper begins after its titles: "Deputy Prime Minister Ana Ek", "Ambassador to France Ana Ek".

Titles stand before a name, in numbers; so do words that only describe ("Oscar-winner").  Some titles are names too:
"Dr. King" is a person of that name, and "King Harald" is not.
"""

import re

from .tables import Tables, column, tables

PARTICLES = column("particles.txt")
SUFFIXES = frozenset(["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"])
POST_NOMINALS = frozenset(
    ["KC", "QC", "SC", "MP", "MEP", "MSP", "MLA", "OBE", "MBE", "CBE", "KBE", "PhD", "MD", "FRS", "Esq"]
)
"""Letters that follow a name and are no part of it."""
HONORIFICS = frozenset(["Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss"]) | {
    *("MR", "MR.", "MRS", "MRS.", "MS", "MS.", "MISS")
}
LINKS = frozenset(["of", "for", "to", "the", "and", "&"])
JOINING = LINKS | PARTICLES
_TITLES_AND_NAMES = frozenset(["King", "Prince", "Dean", "Earl", "Duke", "Bishop", "Pope", "Judge", "Baron", "Marshal"])
"""Titles that are names where they end the run ("Dr. King") or, some of them, open it ("Dean Ek")."""
_TITLES_AND_GIVEN_NAMES = frozenset(["Dean", "Earl"])
_ISLAND = (["Lanka"], ["Lankan"], ["Lankans"])
_LONGEST_AFTER_OFFICE = 3
_LONGEST_OFFICE = 5
CLUBS_AND_SHIPS = frozenset(["AFC", "CF", "CSKA", "FC", "FK", "GNK", "HMS", "IFK", "MV", "NK", "RMS", "RSC", "USS"])
"""Letters that open the name of a club or a ship."""
_INITIALS = column("club-initials.txt")
"""Letters that open a club's name or are somebody's initials: AC Milan, AC Ek."""
_OFFICES = frozenset(["CEO", "CFO", "CIO", "COO", "CTO", "GM", "IG", "AG", "VP", "MVP", "MC", "PM", "MEP", "MK", "TD"])
_SYLLABLES = re.compile("[A-Z][a-z]{1,4}-[a-z]{2,5}")
"""Ka-kit, Siu-fong"""
_DERIVED = ("er", "ist", "ian", "oan", "owan", "goer")
_SHORTEST_DERIVED = 5


def name_start(words: list[str], first: int, last: int, lookup: Tables) -> int:
    """Return where the name proper begins, after titles and after what describes rather than names."""
    if words[first] in HONORIFICS and last - first == 2 and words[first + 1] not in ("President", "Speaker"):
        return first + 1
    link = next((index for index in range(first + 1, last) if words[index] in ("of", "to")), last)
    if link < last and words[link - 1] in lookup.titles:
        ends = (
            index
            for index in range(link, last)
            if words[index] in lookup.organizations or words[index] in lookup.places
        )
        office_end = max(ends, default=last)
        if 1 <= last - office_end - 1 <= _LONGEST_AFTER_OFFICE:
            return office_end + 1
    name = first
    for index in range(first, last):
        ends_run = index + 1 == last or words[index + 1] in SUFFIXES
        if words[index] in _TITLES_AND_NAMES and _is_name_here(words, index, first, last, ends_run):
            continue
        if words[index] == "Sultan" and words[index + 1 : index + 2] and words[index + 1].startswith("al-"):
            continue
        if words[index] == "Sri" and (last - first == 2 or words[index + 1 : index + 2] in _ISLAND):
            continue
        if words[index] in lookup.titles and (ends_run or words[index + 1] not in LINKS):
            described = all(word in lookup.titles or _describes(word, lookup) for word in words[first:index])
            if not ends_run or described:
                name = index + 1
    for index in range(max(name, first + 1), last - 1):
        before = words[index - 1]
        given = _opens_name(words[index], lookup)
        if given and before not in PARTICLES and (before in lookup.titles or _describes(before, lookup)):
            return index
        if given and _is_office_in_letters(before) and words[last - 1] not in lookup.organizations:
            return index
    if name == first and _describes_by_hyphen(words[first], lookup) and last - first > 1:
        return first + 1
    return name


def _opens_name(word: str, lookup: Tables) -> bool:
    """Tell a given name, initials and a word with an accent, which no English one has."""
    return word.lower() in lookup.given_names or is_initials(word) or (word.isalpha() and not word.isascii())


def _is_name_here(words: list[str], index: int, first: int, last: int, ends_run: bool) -> bool:
    """Tell "Dr. Ana King" from "King Harald", and "Dean Ek" from "Dean Rosa Ek"."""
    if index == first and last - first == 2:
        return words[index] in _TITLES_AND_GIVEN_NAMES or words[last - 1] in tables().organizations
    return ends_run and index > first


def _is_office_in_letters(word: str) -> bool:
    """Tell the office of "OCS Ana Ek" and "Bergby MCA Ana Ek" from the club of "FC Ana Ek"."""
    if word in CLUBS_AND_SHIPS or word in _INITIALS:
        return False
    return word.isupper() and word.isalpha() and 1 < len(word) <= _LONGEST_OFFICE


def is_initials(word: str) -> bool:
    """Tell "B." and "J.R." from other words."""
    return word[1:2] == "." and len(word) in (2, 4, 6) and word[-1] == "."


def _describes(word: str, lookup: Tables) -> bool:
    """Tell a word that may stand before a name but is no part of it: "Oscar-winner", "House", "Norwegian"."""
    lower = word.lower()
    if lower in lookup.given_names:
        return False
    if word in lookup.organizations or word in lookup.places or lower in lookup.words or lower in lookup.roles:
        return True
    if word in _OFFICES:
        return True
    return _describes_by_hyphen(word, lookup) or _is_derived(lower, lookup)


def _is_derived(lower: str, lookup: Tables) -> bool:
    """Tell what somebody does or where one is from by its ending: Remainer, Technologist, Iowan."""
    return len(lower) > _SHORTEST_DERIVED and lower.endswith(_DERIVED) and lower not in lookup.family_names


def _describes_by_hyphen(word: str, lookup: Tables) -> bool:
    if "-" not in word:
        return False
    first, last = word.lower().split("-", 1)[0], word.rsplit("-", 1)[1]
    if last.islower() and word[0].isupper() and _SYLLABLES.fullmatch(word) and first not in lookup.words:
        return False
    return last in lookup.words or (last.islower() and first in lookup.words and last not in lookup.korean_syllables)
