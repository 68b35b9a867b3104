"""Conditions about who speaks and what was said hold for one and the same speaker."""

from collections.abc import Iterable

from search.query.nodes import (
    And,
    Condition,
    Exactly,
    Named,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    SameSpeaker,
    Similar,
    Word,
)

SPEAKING: frozenset[str] = frozenset({"speaker", "said"})
"""Fields that are about who speaks."""


def one_speaker(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Return conditions that must all hold so that those about who speaks and what was said hold for one speaker.

    `speaker:bo said:winter` must not find a paragraph where Bo speaks and somebody else says "winter".  Where whoever
    is asked for must be named, each of those asked for must be.
    """
    conditions = tuple(conditions)
    speaking = [one for one in conditions if not isinstance(one, Not) and _fields(one) <= SPEAKING]
    others = [one for one in conditions if one not in speaking]
    if len(speaking) < 2:
        return conditions
    if any("said" in _fields(one) for one in speaking):
        return (SameSpeaker(tuple(speaking)), *others)
    if Named() in speaking:
        return (*(SameSpeaker((one, Named())) for one in speaking if one != Named()), *others)
    return conditions


def _fields(condition: Condition) -> frozenset[str]:
    match condition:
        case Word(field) | Phrase(field) | Prefix(field) | Pattern(field) | Similar(field) | Exactly(field):
            return frozenset({field})
        case Named():
            return frozenset({"speaker"})
        case Near(first):
            return frozenset({first.field})
        case Not(child):
            return _fields(child)
        case And(children) | Or(children) | SameSpeaker(children):
            return frozenset().union(*map(_fields, children))
        case _:
            return frozenset({""})
