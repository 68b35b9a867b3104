"""What the offices, trades and other nouns that an article gives to a person say of whom it may mean."""

from collections.abc import Mapping, Set

from .descriptions import YEAR_OLD, Description, age_told, gender_of, is_bare, is_former, meant_by
from .tables import ONE_ALONE

OFFICES_OF_MANY_COUNTRIES = frozenset(["president", "senator", "governor", "minister", "premier", "chancellor"]) | {
    *("ambassador", "secretary", "king", "queen")
}
"""Offices that somebody else holds in the next country or state."""
_OFFICES_OF_WORK = frozenset(["detective", "sergeant", "inspector", "superintendent", "officer", "constable"]) | {
    *("sheriff", "judge", "magistrate", "coroner", "prosecutor", "lawyer", "attorney", "barrister", "solicitor"),
    *("manager", "boss", "coach", "minister", "president", "senator", "governor", "mayor", "spokesman", "agent"),
    *("spokeswoman", "spokesperson", "bishop", "archbishop", "ceo", "principal", "headteacher", "publicist"),
}
"""Offices that take all of somebody's time."""
_OF_CLUBS = frozenset(["boss", "manager", "gaffer", "coach", "skipper", "captain"])
_TOO_YOUNG = range(5, 27)


def may_do(held: Set[str], phrase: Description) -> bool:
    """Tell whether a holder of some roles may be meant by a trade or an age: no detective is the baker, no manager
    22."""
    if _OFFICES_OF_WORK.isdisjoint(held) or is_former(phrase):
        return True
    if phrase.head == YEAR_OLD:
        return not any(age_told(phrase)(age) for age in _TOO_YOUNG)
    return phrase.head in held or ONE_ALONE not in meant_by(phrase.head)


def is_of_club(phrase: Description, given: Mapping[str, str]) -> bool:
    """Tell "the Bergby boss", who may be the manager of whom the article says no other club."""
    if phrase.head not in _OF_CLUBS:
        return False
    return all(text.split()[-1].lower() == head and is_bare(text) for head, text in given.items())


def gender_by_roles(given: Mapping[str, str]) -> str | None:
    """Return what the nouns tied to a person tell, "his wife, Pip"; None where they tell nothing or disagree."""
    told = {gender_of(head) for head in given} - {"u"}
    return told.pop() if len(told) == 1 else None
