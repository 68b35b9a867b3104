"""Whom of a family its name alone means, in points, and why in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.pipeline.people.evidence import FREQUENT, YEARS_APART, Evidence, company_points, gender_shown, sum_up
from index.pipeline.people.roles import is_a_relative, lacks_calling, office_points, role_points
from index.store.company import Beside
from index.store.counts import NameUse

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
OUT_OF_QUESTION = 9
"""Points off that nothing makes up for."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a family as its name alone may mean her: how the person is used, how the others of the family, and
    how the name alone appears beside the person and beside the others.
    """

    use: NameUse
    others: NameUse
    seen: Sequence[Beside]
    seen_with_others: Sequence[Beside]
    gender: str | None


def evidence_of_family_name(alone: NameUse, member: Member, is_first_name: bool) -> Evidence:
    """Weigh what there is for a family name alone to mean one member rather than the others of the family.

    `is_first_name` says that several people bear the name as their first, and may be called by that.
    """
    share = member.use.paragraphs / (member.use.paragraphs + member.others.paragraphs)
    days = min((how.days for how in member.seen), default=0)
    office = office_points([role for role in alone.roles if role not in member.others.roles], member.use.roles)
    company = max(map(_company, member.seen), default=0)
    is_only_company = company > 0 and share < NEARLY_ALL and not any(map(_company, member.seen_with_others))
    is_only = share == 1 and days <= WEEKS_APART and alone.paragraphs <= FREQUENT * member.use.paragraphs
    points = {
        "same office": office,
        "same company": company + is_only_company,
        "nobody else of that name": (share >= MOST) + (share >= NEARLY_ALL) + is_only,
    }
    is_another = role_points(alone.roles, member.use.roles) < 0 and member.use.paragraphs < FREQUENT * alone.paragraphs
    gender = gender_shown(alone)
    is_of_two = gender is None and alone.as_man + alone.as_woman > 1
    is_of_the_other = {gender, member.gender} == {"m", "f"}
    is_together = sum(how.together for how in member.seen) > TOGETHER_AT_MOST * sum(how.articles for how in member.seen)
    against = [
        days > (YEARS_APART if office else MONTHS_APART),
        share < HALF and not (office or is_only_company),
        alone.paragraphs > FREQUENT * member.use.paragraphs,
    ]
    is_somebody_else = is_of_the_other or is_of_two or (is_together and not office and gender is None)
    by_roles = is_a_relative(alone.roles, member.use.roles) or lacks_calling(member.use.roles, alone.roles)
    return sum_up(
        points, 2 * sum(against) + is_first_name + is_another + OUT_OF_QUESTION * (is_somebody_else or by_roles)
    )


def _company(how: Beside) -> int:
    return company_points(how, MUCH_COMPANY)
