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
    speaking = [one for one in conditions if not isinstance(one, Not) and fields_of(one) <= SPEAKING]
    others = [one for one in conditions if one not in speaking]
    if len(speaking) < 2:
        return conditions
    if any("said" in fields_of(one) for one in speaking):
        return (SameSpeaker(tuple(speaking)), *others)
    if Named() in speaking:
        return (*(SameSpeaker((one, Named())) for one in speaking if one != Named()), *others)
    return conditions


def about_speech(conditions: Iterable[Condition]) -> Condition | None:
    """Return which of conditions that all hold tells whose names count: what was said, and by whom, or that they are
    named; None where everybody's do.

    It is the one that a filter of speakers is held to, so that a name is counted where its filter finds it.
    """
    speaking = [one for one in conditions if not isinstance(one, Not) and fields_of(one) <= SPEAKING]
    said = (one for one in speaking if "said" in fields_of(one))
    return next(said, Named() if any(map(_asks_for_names, speaking)) else None)


def _asks_for_names(condition: Condition) -> bool:
    match condition:
        case Named():
            return True
        case And(children) | Or(children) | SameSpeaker(children):
            return any(map(_asks_for_names, children))
        case _:
            return False


def fields_of(condition: Condition) -> frozenset[str]:
    """Return the fields that a condition is about; "" stands among them for what is about none of the language."""
    match condition:
        case Word(field) | Phrase(field) | Prefix(field) | Pattern(field) | Similar(field) | Exactly(field):
            return frozenset({field})
        case Named():
            return frozenset({"speaker"})
        case Near(first):
            return frozenset({first.field})
        case Not(child):
            return fields_of(child)
        case And(children) | Or(children) | SameSpeaker(children):
            return frozenset().union(*map(fields_of, children))
        case _:
            return frozenset({""})
