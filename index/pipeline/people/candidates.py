"""Which names may be one person's by their letters alone; the archive then has to give evidence."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from zlib import crc32

import numpy as np

from index.pipeline.people.names import (
    NAMES_KEPT,
    PersonName,
    are_forms_of_one,
    first_half,
    is_east_asian,
    is_misspelt,
    middle_name,
    romanised,
)
from index.pipeline.people.roles import are_of_two_callings, is_of_a_family, role_points, tell_much
from index.store.counts import NameUse

BLOCK = 400
"""Names that are compared each with each; beyond it the rarest are left alone."""
SHORTEST_MISSPELT, SHORTEST_FIRST, SHORTEST_SYLLABLES = 4, 4, 6
"""Letters of a family name, of a first name, and of one of East Asian syllables, in which an error can be told from
another name."""
MANY_OF_A_FAMILY = 10
MIDDLE_BEGINS = 2
"""Letters that spellings of one middle name have in common."""
Kind = str
Candidate = tuple[str, str, Kind]
"""Two names, each the most frequent of its person, and how they differ."""
SPELLING, MISSPELLING, SHORT_FORM, MIDDLE_NAME, DOUBLE_NAME, SUFFIX, FAMILY_NAME, CAPITALS = (
    "another spelling",
    "a misspelling",
    "another form of the first name",
    "with or without a middle name",
    "with or without half of a double family name",
    "with or without Jr.",
    "the family name alone",
    "other capitals or accents",
)


@dataclass(frozen=True, slots=True)
class Person:
    """The names that were found to be one person's, the most frequent first, and how the archive uses them together."""

    names: tuple[str, ...]
    use: NameUse

    @classmethod
    def of(cls, names: Iterable[str], uses: Mapping[str, NameUse]) -> "Person":
        """Put names together."""
        names = tuple(sorted(names, key=lambda name: (-uses[name].paragraphs, len(name), name)))
        return cls(names, sum_of([uses[name] for name in names]) if len(names) > 1 else uses[names[0]])


def sum_of(uses: Sequence[NameUse]) -> NameUse:
    """Add up how names are used."""
    roles = tuple(dict.fromkeys(role for use in uses for role in use.roles))
    return NameUse(
        sum(use.paragraphs for use in uses),
        sum(use.as_person for use in uses),
        roles,
        sum(use.as_man for use in uses),
        sum(use.as_woman for use in uses),
    )


def people_of_family(full_names: Iterable[str], uses: Mapping[str, NameUse]) -> list[Person]:
    """Group the full names of one family by first name and suffix and, where middle initials differ, by these.

    A name with an initial and one without are two where their roles are of two callings, and in a family of many where
    they speak against one.
    """
    people: list[Person] = []
    by_first = by(lambda name: (PersonName.of(name).first, PersonName.of(name).suffix), full_names)
    is_common = len(by_first) > MANY_OF_A_FAMILY
    for same in by_first:
        groups = by(lambda name: PersonName.of(name).middle_initial, same)
        whole = [Person.of(group, uses) for group in groups]
        initials = {PersonName.of(name).middle_initial for name in same} - {""}
        are_apart = len(groups) == 2 and _are_two_by_roles(whole[0].use.roles, whole[1].use.roles, is_common)
        people += whole if len(initials) > 1 or are_apart else [Person.of(same, uses)]
    return people


def _are_two_by_roles(one: Sequence[str], other: Sequence[str], is_common: bool) -> bool:
    return are_of_two_callings(one, other) or (
        is_common and tell_much(one) and tell_much(other) and not role_points(one, other) > 0
    )


def within_family(people: Sequence[Person]) -> Iterator[tuple[str, str, Kind]]:
    """Pair people of one family whose first names may be one."""
    frequent = sorted(people, key=lambda person: (-person.use.paragraphs, person.names))[:BLOCK]
    for one, other in combinations(frequent, 2):
        kind = _kind_by_first(one.names[0], other.names[0])
        if kind is not None and may_be_one([*one.names, *other.names]):
            yield one.names[0], other.names[0], kind
        elif kind in (MIDDLE_NAME, SHORT_FORM) and _may_be_one_junior(one, other):
            yield one.names[0], other.names[0], SUFFIX


def _may_be_one_junior(one: Person, other: Person) -> bool:
    are_told_of = is_of_a_family([*one.use.roles, *other.use.roles])
    return not are_told_of and may_leave_out_junior([*one.names, *other.names])


def _kind_by_first(first: str, second: str) -> Kind | None:
    one, other = PersonName.of(first), PersonName.of(second)
    if one.first == other.first:
        return MIDDLE_NAME if not (one.middle_initial and other.middle_initial) else None
    if _romanised_key(first) == _romanised_key(second) is not None:
        return SPELLING
    if are_forms_of_one(one.first, other.first):
        return SHORT_FORM
    shortest = SHORTEST_SYLLABLES if is_east_asian(one.family) else SHORTEST_FIRST
    if min(len(one.first), len(other.first)) >= shortest and is_misspelt(one.first, other.first):
        return MISSPELLING
    return None


def across_families(people: Sequence[str], uses: Mapping[str, NameUse]) -> Iterator[tuple[str, str, Kind]]:
    """Pair people of different families: romanised alike, or of one first name and nearly one family name."""
    for alike in alike_by(_romanised_key, people):
        for one, other in combinations(_frequent(alike, uses), 2):
            if PersonName.of(one).family != PersonName.of(other).family and may_be_one([one, other]):
                yield one, other, SPELLING
    for alike in alike_by(_misspelt_key, people):
        for one, other in combinations(_frequent(alike, uses), 2):
            if is_misspelt(PersonName.of(one).family, PersonName.of(other).family) and may_be_one([one, other]):
                is_spelling = _romanised_key(one) == _romanised_key(other) is not None
                if not is_spelling:
                    yield one, other, MISSPELLING
    halves = [name for name in people if first_half(name)]
    wanted = {(PersonName.of(name).first, first_half(name)) for name in halves}
    whole = [name for name in people if (PersonName.of(name).first, PersonName.of(name).family) in wanted]
    for alike in alike_by(_half_key, sorted({*halves, *whole})):
        for one, other in combinations(_frequent(alike, uses), 2):
            is_half = (first_half(one) == PersonName.of(other).family) != (
                first_half(other) == PersonName.of(one).family
            )
            if is_half and PersonName.of(one).suffix == PersonName.of(other).suffix:
                yield one, other, DOUBLE_NAME


def _half_key(name: str) -> str:
    person = PersonName.of(name)
    return f"{person.first} {first_half(name) or person.family}"


def _frequent(names: Iterable[str], uses: Mapping[str, NameUse]) -> list[str]:
    return sorted(names, key=lambda name: (-uses[name].paragraphs, name))[:BLOCK]


@lru_cache(NAMES_KEPT)
def _romanised_key(name: str) -> str | None:
    person = romanised(PersonName.of(name))
    return f"{person.first} {person.family} {person.suffix}" if person else None


def _misspelt_key(name: str) -> str | None:
    person = PersonName.of(name)
    return f"{person.first} {person.family[:1]}" if len(person.family) >= SHORTEST_MISSPELT else None


def may_be_one(names: Iterable[str]) -> bool:
    """Say whether nothing in names keeps them apart: another suffix, another middle name or initial."""
    names = list(names)
    return len({PersonName.of(name).suffix for name in names}) == 1 and _have_one_middle(names)


def may_leave_out_junior(names: Iterable[str]) -> bool:
    """Say whether nothing in names keeps them apart but that some have Jr. and some no suffix."""
    names = list(names)
    return {PersonName.of(name).suffix for name in names} <= {"", "jr"} and _have_one_middle(names)


def _have_one_middle(names: Sequence[str]) -> bool:
    initials = {PersonName.of(name).middle_initial for name in names} - {""}
    return len(initials) < 2 and len({middle_name(name)[:MIDDLE_BEGINS] for name in names} - {""}) < 2


def alike_by(key: Callable[[str], str | None], names: Sequence[str]) -> Iterator[list[str]]:
    """Yield the names that are alike by `key`, together and in order; a name without a key is left out.

    Names are put in order of a checksum of their keys, which takes less memory than the keys would.
    """
    keyed, checksums = [], array("I")
    for name in names:
        if (found := key(name)) is not None:
            keyed.append(name)
            checksums.append(crc32(found.encode()))
    order = np.argsort(np.frombuffer(checksums, np.uint32), kind="stable") if keyed else np.zeros(0, np.int64)
    ordered = np.array(checksums, np.int64)[order]
    begins = np.flatnonzero(np.diff(ordered, prepend=-1)).tolist()
    for begin, end in pairwise([*begins, len(keyed)]):
        alike = [keyed[at] for at in order[begin:end].tolist()]
        yield from by(key, alike) if len(alike) > 1 else [alike]


def by(key: Callable[[str], Hashable], names: Iterable[str]) -> list[list[str]]:
    """Group names by what they have in common."""
    grouped: defaultdict[Hashable, list[str]] = defaultdict(list)
    for name in names:
        grouped[key(name)].append(name)
    return list(grouped.values())
