"""Which names of an archive are one person's, and why.

Annotation sees one article at a time and gives the fullest name that the article has.  When all articles are written,
their names are compared here.  People who merely share a name must stay apart, so names are joined only where the
archive itself gives evidence:

1. full names of one first and one family name; where middle initials differ, they stay apart;
2. full names that another spelling, a misspelling, a short first name, half of a double family name or a missing Jr.
   may make of one (`candidates`), where roles, company, time and how rare the names are say so (`evidence`), and only
   if they are not shown as a man and a woman and no article has both, but for one in many by chance;
3. a family name alone with the one member of the family whom it means nearly always, or whose office or company it
   alone has (`family_names`).

A person goes by the most frequent full form, the shortest of equals.  Of names that are mostly not a person's only
those are joined that differ in nothing but capitals ("Officials said", "officials said").
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from index.pipeline.people.candidates import (
    CAPITALS,
    FAMILY_NAME,
    MIDDLE_NAME,
    Candidate,
    Person,
    across_families,
    alike_by,
    by,
    may_leave_out_junior,
    people_of_family,
    within_family,
)
from index.pipeline.people.evidence import (
    LEAST,
    Evidence,
    Known,
    are_apart,
    are_of_two_genders,
    evidence_of,
)
from index.pipeline.people.family_names import MEMBERS_COMPARED, Member, whom_it_means
from index.pipeline.people.names import PersonName
from index.store.company import Beside
from index.store.counts import Joined, NameUse

WHOLE_MOST = 30
"""Names that are joined to one by evidence; more of them are compared for nothing."""

Compare = Callable[[Sequence[tuple[str, str]]], Sequence[Beside]]
"""Says of pairs of names how they appear beside each other in the archive."""


@dataclass(frozen=True, slots=True)
class _Alone:
    """A family name alone, and the members of the family, the most frequent first."""

    person: Person
    members: tuple[Person, ...]


def canonical_names(uses: Mapping[str, NameUse], compare: Compare) -> dict[str, Joined]:
    """Map each name that its person does not go by to the one that it does, with the reason.

    Depends on the names and their uses, not on their order.  Memory beside what is returned: some 250 bytes a name.
    """
    people, alone, candidates = _survey(uses)
    candidates += across_families([person.names[0] for person in people], uses)
    candidates = sorted(set(candidates))
    asked = [(one.person.names[0], member.names[0]) for one in alone for member in one.members[:MEMBERS_COMPARED]]
    pairs = [(one, other) for one, other, _ in candidates]
    beside = dict(zip([*pairs, *asked], compare([*pairs, *asked]), strict=True))
    known = Known.of(people)
    compared = {name for pair in pairs for name in pair}
    by_name = {person.names[0]: person for person in people if person.names[0] in compared}
    groups = _Groups(uses)
    for person in people:
        groups.add(person)
    for evidence, (one, other, kind) in _convincing(candidates, by_name, beside, known, compare):
        groups.join(by_name[one], by_name[other], f"{kind}, {evidence.reason}")
    for bare in alone:
        groups.join_alone(bare, beside, known)
    return groups.canonical() | _differing_in_capitals(uses)


def _survey(uses: Mapping[str, NameUse]) -> tuple[list[Person], list[_Alone], list[Candidate]]:
    """Group names by family: all people by full names, family names alone, and who of a family may be one."""
    people: list[Person] = []
    alone: list[_Alone] = []
    candidates: list[Candidate] = []
    names = sorted(name for name, use in uses.items() if 2 * use.as_person > use.paragraphs)
    for family in alike_by(lambda name: PersonName.of(name).family, names):
        members = people_of_family([name for name in family if PersonName.of(name).first], uses)
        members.sort(key=lambda person: (-person.use.paragraphs, person.names))
        people += members
        candidates += within_family(members)
        for same in by(lambda name: PersonName.of(name).middle_initial, family):
            bare = [name for name in same if not PersonName.of(name).first]
            if bare:
                alone.append(_Alone(Person.of(bare, uses), tuple(_of_double_name(bare[0], members))))
    return people, alone, candidates


def _of_double_name(alone: str, members: Sequence[Person]) -> Iterator[Person]:
    """Yield the members of a family, of a double name ("Ocasio-Cortez") those that have both parts of it."""
    initial = PersonName.of(alone).middle_initial
    for person in members:
        if not initial or any(PersonName.of(name).middle_initial == initial for name in person.names):
            yield person


def _convincing(
    candidates: Sequence[Candidate],
    by_name: Mapping[str, Person],
    beside: Mapping[tuple[str, str], Beside],
    known: Known,
    compare: Compare,
) -> list[tuple[Evidence, Candidate]]:
    """Choose the candidates with enough evidence, the best first, so that no two that an article has come together."""
    weighed = [
        (evidence_of(by_name[one], by_name[other], kind, beside[one, other], known), (one, other, kind))
        for one, other, kind in candidates
    ]
    enough = sorted(
        (
            (evidence, (one, other, kind))
            for evidence, (one, other, kind) in weighed
            if evidence.points >= LEAST[kind]
            and not are_apart(kind, beside[one, other], evidence.points)
            and not are_of_two_genders(by_name[one].use, by_name[other].use)
        ),
        key=lambda item: (-item[0].points, item[1]),
    )
    whole = _wholes([(one, other) for _, (one, other, _) in enough])
    implied = sorted({pair for names in set(whole.values()) for pair in combinations(names, 2)})
    direct = {frozenset((one, other)) for _, (one, other, _) in enough}
    apart = {
        frozenset(pair)
        for pair, how in zip(implied, compare(implied), strict=True)
        if frozenset(pair) not in direct
        and (how.together or not may_leave_out_junior([*by_name[pair[0]].names, *by_name[pair[1]].names]))
    }
    groups: dict[str, frozenset[str]] = {}
    chosen: list[tuple[Evidence, Candidate]] = []
    for evidence, (one, other, kind) in enough:
        here, there = groups.get(one, frozenset({one})), groups.get(other, frozenset({other}))
        if here != there and not any(frozenset({a, b}) in apart for a in here for b in there):
            groups |= dict.fromkeys(here | there, here | there)
            chosen.append((evidence, (one, other, kind)))
    return chosen


def _wholes(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Map each name to all that pairs lead to from it, where they are not too many."""
    whole: dict[str, tuple[str, ...]] = {}
    for one, other in pairs:
        names = tuple(sorted({*whole.get(one, (one,)), *whole.get(other, (other,))}))
        if len(names) <= WHOLE_MOST:
            whole |= dict.fromkeys(names, names)
    return whole


class _Groups:
    """People as they are joined, and the reason for each of their names."""

    def __init__(self, uses: Mapping[str, NameUse]) -> None:
        self._uses = uses
        self._group: dict[str, tuple[str, ...]] = {}
        self._why: dict[str, str] = {}

    def add(self, person: Person) -> None:
        """Add a person of one name or several, which differ in accents, capitals or a middle name."""
        if len(person.names) > 1:
            self._form_group(person.names)
            initial = PersonName.of(person.names[0]).middle_initial
            for name in person.names[1:]:
                same = PersonName.of(name).middle_initial == initial
                self._why[name] = CAPITALS if same else MIDDLE_NAME

    def of(self, name: str) -> tuple[str, ...]:
        """Return all names of a name's person, those that were joined by evidence too."""
        return self._group.get(name, (name,))

    def join(self, one: Person, other: Person, why: str) -> None:
        """Join two people for a reason, which is kept for the rarer."""
        here, there = self.of(one.names[0]), self.of(other.names[0])
        rarer, frequent = sorted([here, there], key=self._rank, reverse=True)
        for name in rarer:
            self._why.setdefault(name, why)
        self._why[rarer[0]] = why
        self._form_group([*frequent, *rarer])

    def join_alone(self, alone: _Alone, beside: Mapping[tuple[str, str], Beside], known: Known) -> None:
        """Join a family name alone to whom it means, if evidence says so."""
        people: defaultdict[str, list[Person]] = defaultdict(list)
        for member in alone.members:
            people[self.of(member.names[0])[0]].append(member)
        bare = alone.person.names[0]
        members = [
            Member.of(goes_by, names, [beside[bare, one.names[0]] for one in names if (bare, one.names[0]) in beside])
            for goes_by, names in people.items()
        ]
        name = PersonName.of(bare)
        is_first_name = not name.middle_initial and known.firsts[name.family] > 1
        meant = whom_it_means(alone.person.use, members, is_first_name)
        if meant:
            self._why |= dict.fromkeys(alone.person.names, f"{FAMILY_NAME}, {meant.evidence.reason}")
            self._form_group([*self.of(meant.goes_by), *alone.person.names])
        elif len(alone.person.names) > 1:
            self.add(alone.person)

    def canonical(self) -> dict[str, Joined]:
        """Return the name that each name's person goes by, for those that go by another."""
        found: dict[str, Joined] = {}
        for names in {id(group): group for group in self._group.values()}.values():
            full = [name for name in names if PersonName.of(name).first] or names
            goes_by = min(full, key=lambda name: (-self._uses[name].paragraphs, len(name), name))
            swapped = self._why.get(goes_by, CAPITALS)
            found |= {name: Joined(goes_by, self._why.get(name, swapped)) for name in names if name != goes_by}
        return found

    def _form_group(self, names: Iterable[str]) -> None:
        group = tuple(names)
        self._group |= dict.fromkeys(group, group)

    def _rank(self, names: Sequence[str]) -> tuple[int, int, str]:
        return -self._uses[names[0]].paragraphs, len(names[0]), names[0]


def _differing_in_capitals(uses: Mapping[str, NameUse]) -> dict[str, Joined]:
    """Join the names of what is mostly no person that differ in nothing else."""
    names = sorted(name for name, use in uses.items() if 2 * use.as_person <= use.paragraphs)
    found: dict[str, Joined] = {}
    for same in alike_by(str.casefold, names):
        goes_by = min(same, key=lambda name: (-uses[name].paragraphs, len(name), name))
        found |= {name: Joined(goes_by, CAPITALS) for name in same if name != goes_by}
    return found
