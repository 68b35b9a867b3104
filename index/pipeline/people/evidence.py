"""What the archive says for two names being one person's, in points, and why in words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.pipeline.people.candidates import (
    DOUBLE_NAME,
    MIDDLE_NAME,
    MISSPELLING,
    SHORT_FORM,
    SPELLING,
    SUFFIX,
    Person,
)
from index.pipeline.people.names import (
    PersonName,
    is_known_family,
    is_known_first,
    is_misspelt,
    is_short_form_of,
)
from index.pipeline.people.roles import office_points, role_points
from index.store.company import Beside
from index.store.counts import NameUse

LEAST = {SPELLING: 2, SHORT_FORM: 2, MIDDLE_NAME: 2, DOUBLE_NAME: 2, MISSPELLING: 3, SUFFIX: 3}
"""Points that names need to be joined, by how they differ."""
LITTLE_COMPANY, MUCH_COMPANY = ((0.08, 1.0), (0.12, 0.5)), ((0.16, 1.0), (0.15, 3.0), (0.12, 6.0))
"""Share and information of the company of the rarer name that the other has too."""
Measures = tuple[tuple[float, float], ...]
A_QUARTER = 0.25
"""What a misspelling needs for much: relatives have much company in common, and names that are alike."""
FREQUENT, FAR_MORE_FREQUENT = 3, 10
"""Times that a name is more frequent than its misspelling."""
PEOPLE_AT_LEAST = 500
"""People that shares of first names are taken of, in an archive of fewer."""
NEVER_BY_CHANCE, HARDLY_BY_CHANCE, SELDOM_BY_CHANCE, OFTEN_BY_CHANCE = 0.0004, 0.001, 0.01, 0.03
"""Other people whose names would be as near as a name's misspelling is, were both names drawn at random."""
SHORTEST_SLIP = 6
"""Letters of a word that is no name; shorter ones are a letter away from many."""
RARE_FIRST = 0.002
"""Share of people who bear a rare first name."""
MOSTLY = 3
"""Times that a name is shown with one gender for each time with the other, to be of that."""
YEARS_APART = 2800
FEW_OF_A_FAMILY, SOME_OF_A_FAMILY = 2, 4
BY_CHANCE, CERTAIN = 0.125, 6
"""Share of a name's articles that may have the other too, and points that it takes: an article that writes both forms,
a list of links, a quotation of another paper.  Otherwise two names that an article has are two people's."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Points for two names being one person's, and the strongest of what gave them."""

    points: int
    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """How many people of the archive bear each family name and each first name, and how many there are."""

    families: Counter[str]
    firsts: Counter[str]
    total: int

    @classmethod
    def of(cls, people: Sequence[Person]) -> "Known":
        """Count them."""
        names = [PersonName.of(person.names[0]) for person in people]
        return cls(Counter(name.family for name in names), Counter(name.first for name in names), len(names))

    def share_of(self, *firsts: str) -> float:
        """Return the share of people who bear one of some first names."""
        return sum(self.firsts[first] for first in set(firsts)) / max(self.total, PEOPLE_AT_LEAST)


def evidence_of(one: Person, other: Person, kind: str, how: Beside, known: Known) -> Evidence:
    """Weigh what there is for two full names."""
    frequent, rarer = sorted([one, other], key=lambda person: (-person.use.paragraphs, person.names))
    names = PersonName.of(frequent.names[0]), PersonName.of(rarer.names[0])
    times = frequent.use.paragraphs / rarer.use.paragraphs
    office, company = role_points(one.use.roles, other.use.roles), company_points(how)
    if kind == SUFFIX:
        office = max(office, office_points(one.use.roles, other.use.roles))
    points = {
        "same office": office,
        "same company": company - (kind == MISSPELLING and company > 1 and how.share < A_QUARTER),
        "nobody else of that name": _alone(kind, *names, known),
    }
    is_long_ago = how.days > YEARS_APART
    if kind == SHORT_FORM and office >= 0 and not is_long_ago:
        points["nobody else of that name"] += _short_form(*names, known, times)
    if kind == MISSPELLING:
        points |= _slip(*names, known, times, points["nobody else of that name"])
    return sum_up(points, is_long_ago + (kind == MISSPELLING and _may_be_a_name(*names)))


def are_of_two_genders(one: NameUse, other: NameUse) -> bool:
    """Say whether one is shown as a man and the other as a woman."""
    return {gender_shown(one), gender_shown(other)} == {"m", "f"}


def gender_shown(use: NameUse) -> str | None:
    """Return the gender that a name is mostly shown with, m or f; None for neither."""
    return "m" if use.as_man > MOSTLY * use.as_woman else "f" if use.as_woman > MOSTLY * use.as_man else None


def are_apart(kind: str, how: Beside, points: int) -> bool:
    """Say whether articles have both names, so that they are two people's."""
    may_be_chance = kind not in (MISSPELLING, SUFFIX) and points >= CERTAIN and how.together <= BY_CHANCE * how.articles
    return how.together > 0 and not may_be_chance


def sum_up(points: dict[str, int], against: int) -> Evidence:
    """Add up what speaks for two names being one person's, and what against it."""
    strongest = max(points, key=lambda reason: points[reason])
    return Evidence(sum(points.values()) - against, strongest)


def company_points(how: Beside, much: Measures = MUCH_COMPANY) -> int:
    """Weigh how much of the rarer name's company the other has too: 0 to 2."""
    return sum(
        any(how.share >= share and how.shared >= shared for share, shared in measures)
        for measures in (LITTLE_COMPANY, much)
    )


def _alone(kind: str, frequent: PersonName, rarer: PersonName, known: Known) -> int:
    """Weigh how rare a name is: the fewer bear it, the less likely are two of them."""
    bearers = known.families[rarer.family]
    if kind in (MIDDLE_NAME, SUFFIX):
        return 0
    if kind == SHORT_FORM:
        return (bearers <= FEW_OF_A_FAMILY) + (bearers <= SOME_OF_A_FAMILY)
    if frequent.family == rarer.family and kind == MISSPELLING:
        return (known.firsts[rarer.first] == 1) - (known.firsts[rarer.first] > 1) + 2 * (bearers <= SOME_OF_A_FAMILY)
    by_chance = bearers * known.share_of(frequent.first, rarer.first)
    if kind == SPELLING:
        few = bearers + known.families[frequent.family] <= 2 * FEW_OF_A_FAMILY
        return few + (by_chance <= HARDLY_BY_CHANCE)
    seldom = sum(by_chance <= most for most in (NEVER_BY_CHANCE, HARDLY_BY_CHANCE, SELDOM_BY_CHANCE))
    return seldom - (bearers > 1 and by_chance > OFTEN_BY_CHANCE)


def _short_form(frequent: PersonName, rarer: PersonName, known: Known, times: float) -> int:
    """Weigh how two forms of a first name differ: few go by two short ones, fewer still by two rare names."""
    one, other = frequent.first, rarer.first
    if not (is_short_form_of(one, other) or is_short_form_of(other, one)):
        return -1
    is_spelling = is_misspelt(one, other) and (
        times >= FAR_MORE_FREQUENT or known.families[rarer.family] <= SOME_OF_A_FAMILY
    )
    return int(is_spelling or not is_known_family(rarer.family) or known.share_of(one, other) <= RARE_FIRST)


def _is_no_name(frequent: PersonName, rarer: PersonName, times: float) -> int:
    """Weigh that what is rarer is no name that anybody is known to bear, though the other may be one."""
    if frequent.family == rarer.family:
        known, wrong = (is_known_first(frequent.first), is_known_first(rarer.first)), rarer.first
        is_slip = len(wrong) >= SHORTEST_SLIP
    else:
        known, wrong = (is_known_family(frequent.family), is_known_family(rarer.family)), rarer.family
        is_slip = len(wrong) >= SHORTEST_SLIP and times >= FREQUENT
    return {(True, False): 1 + is_slip, (False, False): int(is_slip), (True, True): 0, (False, True): -1}[known]


def _slip(frequent: PersonName, rarer: PersonName, known: Known, times: float, alone: int) -> dict[str, int]:
    """Weigh how likely a name is a slip in writing another that is so many times more frequent."""
    no_name = _is_no_name(frequent, rarer, times)
    if frequent.family != rarer.family and alone <= 0:
        no_name = min(no_name, 1)
    is_hardly_chance = (no_name if frequent.family == rarer.family else alone) > 0
    is_doubled = _undoubled(frequent) == _undoubled(rarer)
    return {
        "far rarer": (times >= FREQUENT) + (is_hardly_chance and times >= FAR_MORE_FREQUENT),
        "a letter doubled": is_doubled * (1 + (known.families[rarer.family] == 1)),
        "no name otherwise": no_name,
    }


def _may_be_a_name(frequent: PersonName, rarer: PersonName) -> bool:
    """Say whether what differs may well be a name of its own: a first name that is known, a short family name."""
    if frequent.family == rarer.family:
        return is_known_first(rarer.first)
    return len(rarer.family) < SHORTEST_SLIP


def _undoubled(name: PersonName) -> str:
    return re.sub(r"(.)\1", r"\1", f"{name.first} {name.family}")
