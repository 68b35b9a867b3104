"""Whom of a family its name alone means, in points, and why in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.pipeline.people.candidates import Person, sum_of
from index.pipeline.people.evidence import (
    FAR_MORE_FREQUENT,
    FREQUENT,
    YEARS_APART,
    Evidence,
    company_points,
    gender_shown,
    sum_up,
)
from index.pipeline.people.names import PersonName, gender_of
from index.pipeline.people.roles import is_a_relative, lacks_calling, office_points, role_points
from index.store.company import Beside
from index.store.counts import NameUse

OFFICE = "same office"
MEMBERS_COMPARED = 8
"""Members of a family, the most frequent, with whom its name alone is compared."""
LEAST_OF_FAMILY_NAME = 3
"""Points that a family name alone needs to be joined."""
MUCH_COMPANY = ((0.18, 1.6), (0.12, 6.0))
"""Share and information of the company of the name alone that the full name has too; relatives share more than
namesakes."""
MONTHS_APART = 200
WEEKS_APART = 30
NEARLY_ALL, MOST, HALF = 0.9, 0.6, 0.5
"""Share of a family's paragraphs that its name alone may mean the one member by."""
TOGETHER_AT_MOST = 0.25
"""Share of a family name's articles in which the full name may stand as another's."""
MOSTLY_ONE = 10
"""Times that a family name alone is shown with one gender for each time with the other, to be one person's."""
OUT_OF_QUESTION = 9
"""Points off that nothing makes up for."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a family: the name she goes by, how the archive uses her names, the gender she is shown with or her
    first name is given to, and how the family name alone appears beside her names.
    """

    goes_by: str
    use: NameUse
    gender: str | None
    seen: Sequence[Beside]

    @classmethod
    def of(cls, goes_by: str, names: Sequence[Person], seen: Sequence[Beside]) -> "Member":
        """Put the names together that were found to be one person's."""
        use = sum_of([one.use for one in names])
        return cls(goes_by, use, gender_shown(use) or gender_of(PersonName.of(goes_by).first), seen)

    @property
    def company(self) -> int:
        """Weigh how much company the family name alone shares with her: 0 to 2."""
        return max((company_points(how, MUCH_COMPANY) for how in self.seen), default=0)


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a family name alone means, by the name she goes by, and what says so."""

    goes_by: str
    evidence: Evidence


def whom_it_means(alone: NameUse, members: Sequence[Member], is_first_name: bool) -> Meant | None:
    """Choose the one member of a family whom its name alone means; None where nobody is, or more than one may be.

    `is_first_name` says that several people bear the name as their first, and may be called by that.
    """
    gender = gender_shown(alone)
    if MOSTLY_ONE * min(alone.as_man, alone.as_woman) > max(alone.as_man, alone.as_woman):
        return None
    may_be = [one for one in members if {gender, one.gender} != {"m", "f"}]
    may_be.sort(key=lambda one: (-one.use.paragraphs, one.goes_by))
    compared, rarer = may_be[:MEMBERS_COMPARED], [one.use for one in may_be[MEMBERS_COMPARED:]]
    beyond = [sum_of(rarer)] if rarer else []
    meant = [
        Meant(one.goes_by, _evidence_of(alone, one, others, sum_of([*beyond, *(other.use for other in others)])))
        for one in compared
        for others in [[other for other in compared if other is not one]]
    ]
    enough = [one for one in meant if one.evidence.points >= _least(one.evidence, is_first_name)]
    return enough[0] if len(enough) == 1 else None


def _least(evidence: Evidence, is_first_name: bool) -> int:
    return LEAST_OF_FAMILY_NAME + is_first_name * (1 if evidence.reason == OFFICE else 2)


def _evidence_of(alone: NameUse, member: Member, others: Sequence[Member], others_use: NameUse) -> Evidence:
    """Weigh what there is for a family name alone to mean one member rather than the others of the family."""
    use = member.use
    share = use.paragraphs / (use.paragraphs + others_use.paragraphs)
    days = min((how.days for how in member.seen), default=0)
    office = office_points([role for role in alone.roles if role not in others_use.roles], use.roles)
    is_only_company = member.company > 0 and share < NEARLY_ALL and not any(other.company for other in others)
    is_only = _is_only(alone, use, share, days) and (share == 1 or not any(other.company for other in others))
    points = {
        OFFICE: office,
        "same company": member.company + is_only_company,
        "nobody else of that name": (share >= MOST) + (share >= NEARLY_ALL) + is_only,
    }
    against = [
        days > (YEARS_APART if office else MONTHS_APART),
        share < HALF and not (office or is_only_company),
        alone.paragraphs > FREQUENT * use.paragraphs,
    ]
    is_another = bool(alone.roles and use.roles) and not office and role_points(alone.roles, use.roles) <= 0
    is_together = sum(how.together for how in member.seen) > TOGETHER_AT_MOST * sum(how.articles for how in member.seen)
    is_somebody_else = (
        (is_together and share < 1 and not office and gender_shown(alone) is None)
        or alone.paragraphs > FAR_MORE_FREQUENT * use.paragraphs
        or is_a_relative(alone.roles, use.roles)
        or lacks_calling(use.roles, alone.roles)
    )
    return sum_up(points, 2 * sum(against) + is_another + OUT_OF_QUESTION * is_somebody_else)


def _is_only(alone: NameUse, use: NameUse, share: float, days: int) -> bool:
    """Say whether a member is nearly the only one of a family, and of one time with its name alone."""
    is_rare = FAR_MORE_FREQUENT * alone.paragraphs <= use.paragraphs and not alone.roles
    return days <= WEEKS_APART and (
        (share == 1 and alone.paragraphs <= FREQUENT * use.paragraphs) or (share >= NEARLY_ALL and is_rare)
    )
