"""One person, one name, over the whole archive: "Putin", "President Putin" and "Vladimir V. Putin" are Vladimir Putin.

Annotation sees one article at a time and gives the fullest name that the article has.  When all articles are written,
their names are compared here.  People who merely share a family name must stay apart, so names are joined only where
the archive itself gives evidence:

1. full names of one first and one family name; where middle initials differ, they stay apart;
2. full names whose first names are forms of one ("Bill", "William"), if the archive gives both a role in common;
3. a family name alone with the one member of the family who nearly always speaks here, or who usually does and alone
   has a role in common with it ("Obama", president).

A person goes by the most frequent full form, the shortest of equals.  Of names that are mostly not a person's only
those are joined that differ in nothing but capitals ("Officials said", "officials said").
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from zlib import crc32

import numpy as np

from index.analysis.analyzer import words
from index.store.counts import NameUse

NEARLY_ALWAYS = 0.9
"""A member of a family with this share of its paragraphs is who the family name alone means."""
USUALLY = 0.6
"""The same with a role in common with the family name alone, which no other member has."""
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
NAMES_KEPT = 10_000
"""Names whose parts are remembered: those of a family are asked for again and again, then never more."""


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
        if given and family in SUFFIXES:
            suffix, family = family, given.pop()
        return PersonName(given[0] if given else "", given[1][0] if len(given) > 1 else "", family, suffix)


@dataclass(frozen=True, slots=True)
class Person:
    """The names that were found to be one person's, and how the archive uses them together."""

    names: tuple[str, ...]
    use: NameUse

    @classmethod
    def of(cls, names: Iterable[str], uses: Mapping[str, NameUse]) -> "Person":
        """Put names together."""
        names = tuple(names)
        roles = tuple(dict.fromkeys(role for name in names for role in uses[name].roles))
        paragraphs = sum(uses[name].paragraphs for name in names)
        return cls(names, NameUse(paragraphs, sum(uses[name].as_person for name in names), roles))


def canonical_names(uses: Mapping[str, NameUse]) -> dict[str, str]:
    """Map each name that its person does not go by to the one that it does.

    Depends on the names and their uses, not on their order.  Memory beside what is returned: some 30 bytes a name.
    """
    canonical: dict[str, str] = {}
    for family in _alike(lambda name: PersonName.of(name).family, uses, lambda use: 2 * use.as_person > use.paragraphs):
        alone = [name for name in family if not PersonName.of(name).first]
        people = _people([name for name in family if PersonName.of(name).first], uses)
        for person in people:
            canonical |= _joined(person.names, uses)
        meant = _meant_by_family_name(people, Person.of(alone, uses).use)
        if meant is not None:
            canonical |= dict.fromkeys(alone, _most_frequent(meant.names, uses))
    for same in _alike(str.casefold, uses, lambda use: 2 * use.as_person <= use.paragraphs):
        canonical |= _joined(same, uses)
    return canonical


def _alike(
    key: Callable[[str], str], uses: Mapping[str, NameUse], is_meant: Callable[[NameUse], bool]
) -> Iterator[list[str]]:
    """Yield the names that are alike by `key`, together and in order, of those whose use is meant.

    Names are put in order of a checksum of their keys, which takes less memory than the keys would.
    """
    names = sorted(name for name, use in uses.items() if is_meant(use))
    checksums = np.fromiter((crc32(key(name).encode()) for name in names), np.uint32, len(names))
    order = np.argsort(checksums, kind="stable")
    begins = np.flatnonzero(np.diff(checksums[order], prepend=-1)).tolist()
    for begin, end in pairwise([*begins, len(names)]):
        yield from _by(key, [names[number] for number in order[begin:end].tolist()])


def _joined(names: Sequence[str], uses: Mapping[str, NameUse]) -> dict[str, str]:
    goes_by = _most_frequent(names, uses)
    return {name: goes_by for name in names if name != goes_by}


def _most_frequent(names: Sequence[str], uses: Mapping[str, NameUse]) -> str:
    return min(names, key=lambda name: (-uses[name].paragraphs, len(name), name))


def _people(full_names: Iterable[str], uses: Mapping[str, NameUse]) -> list[Person]:
    """Group the full names of one family by person."""
    people: list[Person] = []
    with_form: defaultdict[str, list[int]] = defaultdict(list)
    for same in _by(lambda name: (PersonName.of(name).first, PersonName.of(name).suffix), full_names):
        initials = {PersonName.of(name).middle_initial for name in same} - {""}
        groups = [same] if len(initials) < 2 else _by(lambda name: PersonName.of(name).middle_initial, same)
        for group in groups:
            person = Person.of(group, uses)
            forms = sorted(nicknames().get(PersonName.of(group[0]).first, ()))
            known = next((at for form in forms for at in with_form[form] if _may_be_one(person, people[at])), None)
            if known is None:
                known = len(people)
                people.append(person)
            else:
                people[known] = Person.of((*people[known].names, *person.names), uses)
            for form in forms:
                with_form[form].append(known)
    return people


def _may_be_one(one: Person, other: Person) -> bool:
    """Say whether two people whose first names are forms of one have a role in common, and nothing that differs."""
    names = [PersonName.of(name) for name in (*one.names, *other.names)]
    agree = len({name.suffix for name in names}) == 1 and len({name.middle_initial for name in names} - {""}) < 2
    return agree and not set(one.use.roles).isdisjoint(other.use.roles)


def _meant_by_family_name(people: Iterable[Person], alone: NameUse) -> Person | None:
    people = sorted(people, key=lambda person: -person.use.paragraphs)
    if not people or not alone.paragraphs:
        return None
    first, share = people[0], people[0].use.paragraphs / sum(person.use.paragraphs for person in people)
    if share >= NEARLY_ALWAYS:
        return first
    with_role = [person for person in people if not set(person.use.roles).isdisjoint(alone.roles)]
    return first if share >= USUALLY and with_role == [first] else None


def _by(key: Callable[[str], Hashable], names: Iterable[str]) -> list[list[str]]:
    grouped: defaultdict[Hashable, list[str]] = defaultdict(list)
    for name in names:
        grouped[key(name)].append(name)
    return list(grouped.values())


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """Return for each first name the names it may be a form of; two that share one may be one person's."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for line in (resources.files("index.pipeline") / "data" / "nicknames.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, others = line.partition("\t")
            for form in (name, *others.split()):
                forms[form].add(name)
    return {form: frozenset(names) for form, names in forms.items()}
