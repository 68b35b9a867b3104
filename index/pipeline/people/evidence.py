"""What the archive says for two names being one person's, in points, and why in words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.pipeline.people.candidates import FAMILY_NAME, MIDDLE_NAME, MISSPELLING, SHORT_FORM, SPELLING, Person
from index.pipeline.people.names import PersonName
from index.pipeline.people.roles import role_points
from index.store.company import Beside
from index.store.counts import NameUse

LEAST = {SPELLING: 2, SHORT_FORM: 2, MIDDLE_NAME: 2, MISSPELLING: 3, FAMILY_NAME: 3}
"""Points that names need to be joined, by how they differ."""
FIRST_NAME_MISSPELT = 1
"""Points off where it is the first name that differs: Erica is no misspelling of Eric."""
LITTLE_COMPANY, MUCH_COMPANY = ((0.08, 1.0), (0.12, 0.5)), ((0.18, 1.6), (0.12, 6.0))
"""Share and information of the company of the rarer name that the other has too."""
A_QUARTER = 0.25
"""What a misspelling needs for much: relatives have much company in common, and names that are alike."""
FREQUENT = 3
"""Times that a name is more frequent than its misspelling."""
YEARS_APART = 2800
MONTHS_APART = 200
WEEKS_APART = 90
NEARLY_ALL, MOST, HALF = 0.9, 0.6, 0.5
"""Share of a family's paragraphs that its name alone may mean the one member by."""
FEW_OF_A_FAMILY, SOME_OF_A_FAMILY = 2, 4
BY_CHANCE, CERTAIN = 0.125, 6
"""Share of a name's articles that may have the other too, and points that it takes: an article that writes both forms,
a list of links, a quotation of another paper.  Otherwise two names that an article has are two people's."""
TOGETHER_AT_MOST = 0.1
"""Share of a family name's paragraphs in whose articles the full name may stand as another's."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Points for two names being one person's, and the strongest of what gave them."""

    points: int
    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """How many people of the archive bear each family name and each first name."""

    families: Counter[str]
    firsts: Counter[str]

    @classmethod
    def of(cls, people: Sequence[Person]) -> "Known":
        """Count them."""
        names = [PersonName.of(person.names[0]) for person in people]
        return cls(Counter(name.family for name in names), Counter(name.first for name in names))


def evidence_of(one: Person, other: Person, kind: str, how: Beside, known: Known) -> Evidence:
    """Weigh what there is for two full names."""
    frequent, rarer = sorted([one, other], key=lambda person: (-person.use.paragraphs, person.names))
    names = PersonName.of(frequent.names[0]), PersonName.of(rarer.names[0])
    same_family = names[0].family == names[1].family
    points = {
        "same office": role_points(one.use.roles, other.use.roles),
        "same company": _company(how) - (kind == MISSPELLING and _company(how) > 1 and how.share < A_QUARTER),
        "nobody else of that name": _alone(kind, *names, known),
    }
    against = int(how.days > YEARS_APART)
    if kind == MISSPELLING:
        against += FIRST_NAME_MISSPELT * same_family
        points["far rarer"] = int(frequent.use.paragraphs >= FREQUENT * rarer.use.paragraphs)
        points["a letter doubled"] = int(_undoubled(names[0]) == _undoubled(names[1]))
    return _sum(points, against)


def are_apart(kind: str, how: Beside, points: int) -> bool:
    """Say whether articles have both names, so that they are two people's."""
    may_be_chance = kind != MISSPELLING and points >= CERTAIN and how.together <= BY_CHANCE * how.articles
    return how.together > 0 and not may_be_chance


def evidence_of_family_name(
    alone: NameUse, member: NameUse, others: NameUse, seen: Sequence[Beside], is_first_name: bool
) -> Evidence:
    """Weigh what there is for a family name alone to mean one member rather than the others of the family.

    `is_first_name` says that several people bear the name as their first, and may be called by that.
    """
    share = member.paragraphs / (member.paragraphs + others.paragraphs)
    days = min((how.days for how in seen), default=0)
    own = set(alone.roles) - set(others.roles)
    is_only = share == 1 and days <= WEEKS_APART and alone.paragraphs <= FREQUENT * member.paragraphs
    points = {
        "same office": 2 * (not own.isdisjoint(member.roles)),
        "same company": max(map(_company, seen), default=0),
        "nobody else of that name": (share >= MOST) + (share >= NEARLY_ALL) + is_only,
    }
    is_another = role_points(alone.roles, member.roles) < 0 and member.paragraphs < FREQUENT * alone.paragraphs
    together = sum(how.together for how in seen)
    against = [
        days > MONTHS_APART,
        share < HALF,
        alone.paragraphs > FREQUENT * member.paragraphs,
        share < 1 and together > TOGETHER_AT_MOST * alone.paragraphs,
    ]
    return _sum(points, 2 * sum(against) + is_first_name + is_another)


def _sum(points: dict[str, int], against: int) -> Evidence:
    strongest = max(points, key=lambda reason: points[reason])
    return Evidence(sum(points.values()) - against, strongest)


def _undoubled(name: PersonName) -> str:
    return re.sub(r"(.)\1", r"\1", f"{name.first} {name.family}")


def _company(how: Beside) -> int:
    return sum(
        any(how.share >= share and how.shared >= shared for share, shared in measures)
        for measures in (LITTLE_COMPANY, MUCH_COMPANY)
    )


def _alone(kind: str, frequent: PersonName, rarer: PersonName, known: Known) -> int:
    """Weigh how rare a name is: the fewer bear it, the less likely are two of them."""
    bearers = known.families[rarer.family]
    if kind == MIDDLE_NAME:
        return 0
    if kind == SHORT_FORM:
        return (bearers <= FEW_OF_A_FAMILY) + (bearers <= SOME_OF_A_FAMILY)
    if kind == SPELLING:
        return int(bearers + known.families[frequent.family] <= 2 * FEW_OF_A_FAMILY)
    if frequent.family != rarer.family:
        return 1 if bearers == 1 else -1
    return (known.firsts[rarer.first] == 1) - (known.firsts[rarer.first] > 1) + 2 * (bearers <= SOME_OF_A_FAMILY)
