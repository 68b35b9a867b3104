"""Whom a paragraph is about, as its letters tell: who acts, and who only stands beside them or below."""

from .clauses import before_phrase, may_be_subject
from .elements import NOBODY
from .kinds import BE, COLON, COMMA, PERSON, POSSESSIVE, QUOTATION, letters, one_of
from .rules import Rule

_LONGEST_APPOSITION = 12
_SHORTEST_CLAUSE = 5
"""Elements of a line that may be a clause whose verb is not known."""
_SENTENCE_ENDS = one_of("SENTENCE_END")
_ASIDE = one_of("WHILE PREPOSITION")
_BEFORE_APPOSITION = one_of("COMMA ADVERB")
_OPENS_SENTENCE_AFTER = one_of("STOP QUOTED_SENTENCE")
_TURN_OR_LIST = ("", COMMA, COLON)
_FINITE = one_of("FINITE")
_SOMEBODY = one_of("PERSON GROUP ANY_ROLE HE")
_PERSON_COMMA = letters("PERSON COMMA")
_PERSON_AND = letters("PERSON AND")
_ABOVE = one_of("THAT WHO WHILE IF VERB HAVE")
_AGED = letters("COMMA NUMBER COMMA")
_COMMA_AND_MORE = (letters("COMMA WHO"), letters("COMMA DETERMINER"))
"""Among them was Ek, a sailor, and: The winner was Ek, who"""

ACTS = Rule(
    """ADJUNCT{0,3} (COMMA [^BREAK]{1,40}? COMMA | [PREPOSITION OF] PHRASE_WORD{1,12}?)? ADJUNCT{0,3} COMMA?
    [FINITE SPEECH_PARTICIPLE]""",
    matches=["Mara Alda|, the mayor of Bergby, also walked| home."],
    refuses=["Mara Alda| and Bo Lind walked| home."],
)
APPOSED = Rule(
    "PERSON COMMA (NUMBER COMMA)? [DETERMINER OTHER ADVERB] [PREMODIFIER POSSESSIVE NUMBER ADVERB OF]{0,6} $",
    matches=["|Mara Alda, a dairyman's| "],
    refuses=["Mara Alda left the"],
)
ACTING_BODY = Rule(
    "[DETERMINER OTHER ADVERB]{0,4} (?P<body> [NAME BODY]) ADJUNCT{0,3} [FINITE SPEECH_PARTICIPLE]",
    matches=["|The jury later returned| a verdict."],
    refuses=["The |jury's foreman left|."],
)
TOPIC = Rule(
    "POSSESSIVE [OTHER ADVERB NAME NUMBER]{0,4} (?<=[OTHER NAME]) [FINITE PREPOSITION OF]",
    matches=["Mara Alda|'s new boat is| late."],
    refuses=["Mara Alda's lawyer is late."],
)


def is_apposition(kinds: str, index: int) -> bool:
    """Tell the noun of ", now president of the union, who": "who" is the one it describes."""
    start = before_phrase(kinds, index)
    return kinds[max(0, start) : start + 1] in _BEFORE_APPOSITION and COMMA in kinds[max(0, start - 1) : start + 1]


def is_acting(kinds: str, index: int) -> bool:
    """Tell whether a person is the subject of a clause; one that opens its sentence is taken for it anyhow.

    A short line without a finite verb, "Ana Ek via Bergby Images", tells of no act.
    """
    if len(kinds) <= _SHORTEST_CLAUSE and _FINITE.isdisjoint(kinds):
        return False
    before = before_phrase(kinds, index)
    opens = before < 0 or kinds[before] in _OPENS_SENTENCE_AFTER
    if opens and (index - before == 1 or kinds[index] == PERSON) and kinds[index + 1 : index + 2] not in _TURN_OR_LIST:
        return True
    if opens and kinds.startswith(_AGED, index + 1):
        return True
    if kinds[max(0, before)] == BE and kinds[index + 1 : index + 3] in _COMMA_AND_MORE:
        return True
    return may_be_subject(kinds, index) and ACTS.pattern.match(kinds, index + 1) is not None


def is_aside(kinds: str, index: int) -> bool:
    """Tell whom only the end of a sentence is about: "Alda was called up after Ek fell"."""
    before = before_phrase(kinds, index)
    if before < 1 or kinds[before] not in _ASIDE:
        return False
    return PERSON in kinds[max(kinds.rfind(end, 0, before) for end in _SENTENCE_ENDS) + 1 : before]


def is_topic(kinds: str, index: int) -> bool:
    """Tell the possessor that opens a sentence, "Alda's plan": the text is about Alda, not about "Alda's lawyer"."""
    if kinds[index + 1 : index + 2] != POSSESSIVE or TOPIC.pattern.match(kinds, index + 1) is None:
        return False
    before = before_phrase(kinds, index)
    return before < 0 or kinds[before] in _OPENS_SENTENCE_AFTER


def is_in_apposition(kinds: str, index: int) -> bool:
    """Tell the nouns of "X, a dairyman's son," and "X, 54, a nurse,": they describe X."""
    start = max(0, index - _LONGEST_APPOSITION)
    return _PERSON_COMMA in kinds[start:index] and APPOSED.pattern.search(kinds, start, index) is not None


def is_below(kinds: str, index: int) -> bool:
    """Tell whom the text is not about: "where his father kept", "hit his opponent", "X and his brother"."""
    before = before_phrase(kinds, index)
    return before >= 0 and (kinds[before] in _ABOVE or kinds[max(0, before - 1) : before + 1] == _PERSON_AND)


def acting_body(kinds: str, index: int) -> int:
    """Return the body that opens the sentence before the one whose subject is the "it" at `index`; NOBODY for none."""
    end = index - 2 if kinds[index - 1 : index] == QUOTATION else index - 1
    if end < 1 or kinds[end] not in _OPENS_SENTENCE_AFTER:
        return NOBODY
    start = max(kinds.rfind(mark, 0, end) for mark in _SENTENCE_ENDS) + 1
    opening = ACTING_BODY.pattern.match(kinds, start, end)
    return opening.start("body") if opening is not None else NOBODY


def names_nobody_before(kinds: str, index: int) -> bool:
    """Tell whether the sentence of the element at `index` names nobody before it: "“It is late,” they said"."""
    start = max(kinds.rfind(mark, 0, index) for mark in _SENTENCE_ENDS) + 1
    return _SOMEBODY.isdisjoint(kinds[start:index])
