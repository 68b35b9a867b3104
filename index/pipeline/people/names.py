"""A person's name taken apart, and what of it may be written otherwise."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from index.analysis.analyzer import fold, words
from index.annotation.speakers.tables import tables
from index.pipeline.people.tables import rows

SUFFIXES = {"jr": "jr", "jnr": "jr", "junior": "jr", "sr": "sr", "snr": "sr", "senior": "sr"} | {
    number: number for number in ("ii", "iii", "iv")
}
FAMILY_PARTICLES = frozenset(
    {"af", "da", "das", "de", "dei", "del", "della", "den", "der", "di", "dos", "du", "la", "las", "le", "los"}
    | {"ten", "ter", "van", "von", "zu", "zum"}
)
"""What stands before a family name, so that it is no middle name."""
PARTICLES = frozenset({"al", "el", "ul"})
"""Articles before a family name, which are written or left out."""
LONE_ARTICLE = re.compile(r"(?:al|el|ul)[- ]|(?:Al|El|Ul)-")
"""One before a family name alone; "Al Vorn" is Albert."""
SON_OF = frozenset({"bin", "ibn", "bint"})
"""What comes before a father's name, which alone is the father's: it is kept with the name."""
SHORTEST_HALF = 3
"""Letters of a family name that is but the half of a double one."""
NAMES_KEPT = 10_000
"""Names whose parts are remembered: those of a family are asked for again and again, then never more."""
SYLLABLE = r"(?:zh|ch|sh|hs|ts|ng|[bpmfdtnlgkhjqxrzcsyw])?(?:h?y?[aeiou]{1,3})(?:ng|n|r|k|m|p|l|h)?"
EAST_ASIAN_GIVEN = re.compile(
    rf"{SYLLABLE} {SYLLABLE}|(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:[aeiou]{{1,3}})(?:ng|n)?){{1,2}}"
)
"""Two syllables apart, or one or two of pinyin together."""
CYRILLIC = re.compile(
    r"(?:ov|ev|off|ova|eva|[st]k(?:iy|y|yy|ii|i|ij|aya|aia)|enko|chuk|vich|vych|[yi]uk|shvili|(?<=[bcdfghjklmnpqrstvxz])in|ina)$"
)
GREEK = re.compile(r"(?:opoulos|opoulou|akis|aki|idis|iadis|iades|ides|oglou|akos|iotis|atos|elis)$")
ARABIC_MARKS = PARTICLES | SON_OF | {"abu", "abd", "abdul", "abdel", "abdal"}


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart into folded words; a name of one word is a family name, `suffix` is jr, sr, ii … or empty."""

    first: str
    middle_initial: str
    family: str
    suffix: str

    @staticmethod
    @lru_cache(maxsize=NAMES_KEPT)
    def of(name: str) -> "PersonName":
        """Take a name apart."""
        *given, family = words(name) or [""]
        suffix = ""
        if len(given) == 1 and given[0] not in PARTICLES and "-" in name and " " not in name.strip():
            return PersonName("", given[0][0], family, "")
        if given and family in SUFFIXES:
            suffix, family = SUFFIXES[family], given.pop()
        if given and given[0] in given_names()["family"] and EAST_ASIAN_GIVEN.fullmatch(" ".join([*given[1:], family])):
            return PersonName("".join([*given[1:], family]), "", given[0], suffix)
        given = [word for word in _initials_together(given) if word != family]
        while len(given) > 1 and given[-1] in PARTICLES:
            given.pop()
        if given and given[-1] in SON_OF:
            family = f"{given.pop()} {family}"
        if len(given) == 1 and given[0] in PARTICLES and LONE_ARTICLE.match(name):
            given = []
        middle = [word for word in given[1:] if word not in FAMILY_PARTICLES]
        return PersonName(given[0] if given else "", middle[0][0] if middle else "", family, suffix)


def _initials_together(given: list[str]) -> list[str]:
    """Write "h r", "h.r" and "hr" alike."""
    letters = next((at for at, word in enumerate(given) if len(word) > 1 and "." not in word), len(given))
    initials = "".join(given[:letters]).replace(".", "")
    return [initials, *given[letters:]] if len(initials) > 1 else given


def first_half(name: str) -> str | None:
    """Return what may be the first of two family names: "mathews" of Sylvia Mathews Burwell; no other given name."""
    *given, _ = [word for word in words(name) if word not in FAMILY_PARTICLES and word not in SUFFIXES] or [""]
    if len(given) < 2 or len(given[-1]) < SHORTEST_HALF or given[-1] in tables().given_names:
        return None
    return given[-1]


def middle_name(name: str) -> str:
    """Return the first middle name that is written out, or nothing."""
    if not PersonName.of(name).middle_initial:
        return ""
    *given, _ = [word for word in words(name) if word not in FAMILY_PARTICLES and word not in SUFFIXES] or [""]
    return next((word for word in given[1:] if len(word) >= SHORTEST_HALF), "")


def gender_of(first: str) -> str | None:
    """Return the gender that a first name is mostly given to, m or f; None for neither."""
    gender = tables().given_names.get(first)
    return gender if gender in ("m", "f") else None


def is_east_asian(family: str) -> bool:
    """Say whether a family name is one that stands first in Chinese, Korean and Vietnamese names."""
    return family in given_names()["family"]


def is_known_first(first: str) -> bool:
    """Say whether a first name is in the tables."""
    return first in tables().given_names or first in nicknames()


def is_known_family(family: str) -> bool:
    """Say whether a family name is in the tables, or a word of the language."""
    return family in _family_names() or family in tables().words


@cache
def _family_names() -> frozenset[str]:
    return frozenset(map(fold, tables().family_names))


def romanised(name: PersonName) -> PersonName | None:
    """Return a name as all its romanisations would be; None where it shows no other script."""
    script = _script(name)
    if script is None:
        return None
    family = " ".join(_rewritten(word, script) for word in name.family.split())
    return PersonName(_rewritten(name.first, script), name.middle_initial, family, name.suffix)


def _script(name: PersonName) -> str | None:
    at_home = given_names()
    if name.family in at_home["family"]:
        return "korean" if name.family in at_home["korean"] else "chinese"
    given, family = name.first, name.family.split()[-1] if name.family else ""
    if given in at_home["cyrillic"] or CYRILLIC.search(family):
        return "cyrillic"
    if given in at_home["greek"] or GREEK.search(family):
        return "greek"
    if given in at_home["hebrew"]:
        return "hebrew"
    if {given, family} & at_home["arabic"] or ARABIC_MARKS & {*name.family.split(), given}:
        return "arabic"
    return None


def _rewritten(word: str, script: str) -> str:
    for pattern, stands_for in romanisations()[script]:
        word = pattern.sub(stands_for, word)
    return word


def is_misspelt(one: str, other: str) -> bool:
    """Say whether a word becomes the other by one letter more, less or other, or by two neighbours exchanged."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[same:], other[same:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def are_forms_of_one(one: str, other: str) -> bool:
    """Say whether two first names may be one person's."""
    return not nicknames().get(one, frozenset()).isdisjoint(nicknames().get(other, ()))


def is_short_form_of(one: str, other: str) -> bool:
    """Say whether one first name is the full form that the other is a form of."""
    return one in nicknames().get(other, ())


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """Return for each first name the names it may be a form of; two that share one may be one person's."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for name, [others] in rows("nicknames.tsv"):
        for form in (name, *others.split()):
            forms[form].add(name)
    return {form: frozenset(names) for form, names in forms.items()}


@cache
def given_names() -> Mapping[str, frozenset[str]]:
    """Return the first names at home in each script, and under "family" the family names that stand first."""
    return {script: frozenset(names.split()) for script, [names] in rows("given_names.tsv")}


@cache
def romanisations() -> Mapping[str, Sequence[tuple[re.Pattern[str], str]]]:
    """Return for each script what of a word is rewritten."""
    rules: defaultdict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
    for script, (pattern, stands_for) in rows("romanised.tsv"):
        rules[script].append((re.compile(pattern), stands_for))
    return rules
