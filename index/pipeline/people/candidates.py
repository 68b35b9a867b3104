"""Which names may be one person's by their letters alone; the archive then has to give evidence."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from zlib import crc32

import numpy as np

from index.pipeline.people.names import PersonName, is_misspelt, nicknames, romanised
from index.pipeline.people.roles import role_points
from index.store.counts import NameUse

BLOCK = 400
"""Names that are compared each with each; beyond it the rarest are left alone."""
SHORTEST_MISSPELT, SHORTEST_FIRST = 4, 3
"""Letters of a family name and of a first name in which an error can be told from another name."""
MANY_OF_A_FAMILY = 10
FAMILY_BEGINS = 2

Kind = str
Candidate = tuple[str, str, Kind]
"""Two names, each the most frequent of its person, and how they differ."""
SPELLING, MISSPELLING, SHORT_FORM, MIDDLE_NAME, FAMILY_NAME, CAPITALS = (
    "another spelling",
    "a misspelling",
    "another form of the first name",
    "with or without a middle name",
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
    return NameUse(sum(use.paragraphs for use in uses), sum(use.as_person for use in uses), roles)


def people_of_family(full_names: Iterable[str], uses: Mapping[str, NameUse]) -> list[Person]:
    """Group the full names of one family by first name and suffix and, where middle initials differ, by these.

    In a family of many, a name with an initial and one without are two where their roles speak against one.
    """
    people: list[Person] = []
    by_first = by(lambda name: (PersonName.of(name).first, PersonName.of(name).suffix), full_names)
    is_common = len(by_first) > MANY_OF_A_FAMILY
    for same in by_first:
        groups = by(lambda name: PersonName.of(name).middle_initial, same)
        whole = [Person.of(group, uses) for group in groups]
        initials = {PersonName.of(name).middle_initial for name in same} - {""}
        are_apart = len(groups) == 2 and is_common and role_points(whole[0].use.roles, whole[1].use.roles) < 0
        people += whole if len(initials) > 1 or are_apart else [Person.of(same, uses)]
    return people


def within_family(people: Sequence[Person]) -> Iterator[tuple[str, str, Kind]]:
    """Pair people of one family whose first names may be one."""
    frequent = sorted(people, key=lambda person: (-person.use.paragraphs, person.names))[:BLOCK]
    for one, other in combinations(frequent, 2):
        kind = _kind_by_first(one.names[0], other.names[0])
        if kind is not None and may_be_one([*one.names, *other.names]):
            yield one.names[0], other.names[0], kind


def _kind_by_first(first: str, second: str) -> Kind | None:
    one, other = PersonName.of(first), PersonName.of(second)
    if one.first == other.first:
        return MIDDLE_NAME if not (one.middle_initial and other.middle_initial) else None
    if _romanised_key(first) == _romanised_key(second) is not None:
        return SPELLING
    if not nicknames().get(one.first, frozenset()).isdisjoint(nicknames().get(other.first, ())):
        return SHORT_FORM
    if min(len(one.first), len(other.first)) >= SHORTEST_FIRST and is_misspelt(one.first, other.first):
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
            families = PersonName.of(one).family, PersonName.of(other).family
            is_spelling = _romanised_key(one) == _romanised_key(other) is not None
            if not is_spelling and is_misspelt(*families) and may_be_one([one, other]):
                yield one, other, MISSPELLING


def _frequent(names: Iterable[str], uses: Mapping[str, NameUse]) -> list[str]:
    return sorted(names, key=lambda name: (-uses[name].paragraphs, name))[:BLOCK]


def _romanised_key(name: str) -> str | None:
    person = romanised(PersonName.of(name))
    return f"{person.first} {person.family} {person.suffix}" if person else None


def _misspelt_key(name: str) -> str | None:
    person = PersonName.of(name)
    return f"{person.first} {person.family[:FAMILY_BEGINS]}" if len(person.family) >= SHORTEST_MISSPELT else None


def may_be_one(names: Iterable[str]) -> bool:
    """Say whether nothing in names keeps them apart: another suffix, another middle initial."""
    parts = [PersonName.of(name) for name in names]
    return len({part.suffix for part in parts}) == 1 and len({part.middle_initial for part in parts} - {""}) < 2


def alike_by(key: Callable[[str], str | None], names: Sequence[str]) -> Iterator[list[str]]:
    """Yield the names that are alike by `key`, together and in order; a name without a key is left out.

    Names are put in order of a checksum of their keys, which takes less memory than the keys would.
    """
    keyed = [name for name in names if key(name) is not None]
    checksums = np.fromiter((crc32((key(name) or "").encode()) for name in keyed), np.uint32, len(keyed))
    order = np.argsort(checksums, kind="stable")
    begins = np.flatnonzero(np.diff(checksums[order].astype(np.int64), prepend=-1)).tolist()
    for begin, end in pairwise([*begins, len(keyed)]):
        yield from by(key, [keyed[at] for at in order[begin:end].tolist()])


def by(key: Callable[[str], Hashable], names: Iterable[str]) -> list[list[str]]:
    """Group names by what they have in common."""
    grouped: defaultdict[Hashable, list[str]] = defaultdict(list)
    for name in names:
        grouped[key(name)].append(name)
    return list(grouped.values())
