"""Cues, and where the subject of a clause may stand.

What comes before a whole noun phrase, titles and all that it premodifies included, tells whether the phrase may be a
subject: "a spokesman for Mr. Ek said" is not Mr. Ek.
"""

import re
from dataclasses import dataclass

from .kinds import AND, NUMBER, OF, POSSESSIVE, PREPOSITION, ROLES, VERB, WHILE, letters, one_of
from .rules import Rule

_PREMODIFIERS = one_of("PREMODIFIER SPEECH_NOUN")
_CLAUSE_EDGE = one_of("SENTENCE_END COLON COMMA DASH AND THAT")
_NEVER_BEFORE_SUBJECT = one_of("TO SAY SAYING SAYS HAVE DO IF")
_POSSESSORS = one_of("NAME PERSON ROLE ROLES BODY")
_ADVERBIAL = one_of("ADVERBIAL")
_LOOSE = one_of("ADVERBIAL NUMBER")
_OPENS = one_of("SENTENCE_END QUOTED COLON COMMA DASH AND THAT WHILE IF")
_DOES = one_of("HE THEY WE WHO HAVE TO MODAL PERSON")
_POSSESSED = one_of("GROUP ANY_ROLE PERSON")
_PLURAL = one_of("ROLES BODY")
_NAME_HE = letters("NAME HE")
"""(in an interview with) Harbour Radio she (said)"""
_DOING = (letters("ROLE GERUND"), letters("ROLES GERUND"), letters("PREPOSITION GERUND"), letters("OF GERUND"))
"""officials visiting (X), for sinking (X)"""
_ATTRIBUTES = tuple(map(letters, ("WEAK_SPEECH_GERUND ROLE", "SPEECH_GERUND ROLE", "SPEECH_GERUND BODY")))
"""Defending champion (X), ruling party (X)"""
_NAMES = one_of("NAME PERSON")
_ROLES_COMMA_THE = letters("ROLES COMMA DETERMINER")
"""(Before) journalists, the (mayor said)"""
_LISTED = letters("NAME COMMA NAME COMMA")
_LISTED_BEFORE = letters("NAME COMMA")
DEED = "deed"
"""The rule of a cue that only tells what somebody does before a quotation: one for who has spoken already."""
_LONGEST_PREMODIFIER = 6
_LONGEST_LIST = 10

JOINS = Rule(
    "[PERSON NAME] AND . | NAME COMMA AND NAME",
    matches=["|Mara Alda and Bo Lind| said no.", "In |Norland, and Sudland|, Mara Alda said no."],
    refuses=["|Mara Alda, Bo Lind| said no."],
)
AFTER_OF = Rule(
    "NAME OF [DETERMINER NAME]{1,2} ((OTHER{0,2} ROLE)? PERSON | OTHER? ANY_ROLE)",
    matches=["The |University of Bergby law professor Mara Alda| said no.", "|Bank of Bergby officials| said no."],
    refuses=["The |mayor of Bergby, Mara Alda|, said no."],
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One statement of a paragraph: the element that speaks, the element that shows it, and the rule that saw it."""

    subject: int
    verb: int
    rule: str


def before_phrase(kinds: str, index: int) -> int:
    """Return the position before the whole noun phrase whose head is at `index`; -1 if it opens the paragraph."""
    before = index - 1
    while before >= 0 and index - before <= _LONGEST_PREMODIFIER and kinds[before] in _PREMODIFIERS:
        before -= 1
    return before


def _first_of_list(kinds: str, index: int) -> int:
    """Return the position of X for the Z of "X, Y and Z", and for the Y of "in X, Y, "."""
    listed = kinds[max(0, index - 2) : index + 2] == _LISTED
    for _ in range(_LONGEST_LIST):
        joined = _joined(kinds, index)
        if joined is not None:
            listed = True
            index = joined.start()
        elif listed and kinds[max(0, index - 2) : index] == _LISTED_BEFORE:
            index -= 2
        else:
            break
    return index


def _joined(kinds: str, index: int) -> re.Match[str] | None:
    """Match the end of a list that `index` ends."""
    if kinds[index - 1 : index] != AND:
        return None
    return JOINS.pattern.fullmatch(kinds, index - 2, index + 1) or JOINS.pattern.fullmatch(kinds, index - 3, index + 1)


def _opens_clause(kinds: str, index: int) -> bool:
    """Tell whether only adverbs and numbers stand between the phrase at `index` and the edge of its clause."""
    before = before_phrase(kinds, index)
    while before >= 0 and kinds[before] in _LOOSE:
        before -= 1
    return before < 0 or kinds[before] in _OPENS


def _is_object(kinds: str, verb: int) -> bool:
    """Tell whether the phrase after the verb at `verb` is its object: "has favoured (the officials)"."""
    while verb > 0 and kinds[verb - 1] in _ADVERBIAL:
        verb -= 1
    return verb > 0 and kinds[verb - 1] in _DOES


def _may_be_possessors(kinds: str, index: int, possessed: str) -> bool:
    """Tell whether what the X at `index` has may be a subject: not "for X's firm", but "one of X's firms"."""
    before = before_phrase(kinds, index)
    if before < 0:
        return True
    if kinds[before] == PREPOSITION:
        return before == 0 or kinds[before - 1] in _CLAUSE_EDGE
    if kinds[before] == OF:
        return kinds[before - 1 : before] == NUMBER and possessed in _PLURAL and _opens_clause(kinds, before - 1)
    return kinds[before] not in _NEVER_BEFORE_SUBJECT


def may_be_subject(kinds: str, index: int) -> bool:
    """Tell whether what stands before the whole noun phrase leaves it free to be a subject.

    "a spokesman for Mr. Ek said" is not Mr. Ek; "in May Mr. Ek said" and "Bank of Bergby president Ek said" are, and
    "half of the sailors said" is the sailors.
    """
    index = _first_of_list(kinds, index)
    before = index - 1 if kinds[max(0, index - 1) : index + 1] == _NAME_HE else before_phrase(kinds, index)
    if before < 0:
        return True
    if kinds[before] == OF:
        if kinds[before - 1 : before] == NUMBER and kinds[index] in _PLURAL:
            return _opens_clause(kinds, before - 1)
        within_name = AFTER_OF.pattern.fullmatch(kinds, before - 1, index + 1)
        return within_name is not None and may_be_subject(kinds, before - 1)
    if kinds[before] == POSSESSIVE and kinds[index] in _POSSESSED and kinds[before - 1] in _POSSESSORS:
        return _may_be_possessors(kinds, before - 1, kinds[index])
    if kinds[before] == PREPOSITION:
        return before + 1 < index and (before == 0 or kinds[before - 1] in _CLAUSE_EDGE)
    if kinds[before] == VERB and kinds[index] in _POSSESSED and _is_object(kinds, before):
        return False
    if kinds[before] == POSSESSIVE and before and kinds[before - 1] in _NAMES and kinds[index] != ROLES:
        return may_be_subject(kinds, before - 1)
    if before == 0 and kinds[:2] in _ATTRIBUTES:
        return True
    if kinds[before] == WHILE and kinds[index : index + 3] == _ROLES_COMMA_THE:
        return False
    return kinds[before] not in _NEVER_BEFORE_SUBJECT and kinds[max(0, before - 1) : before + 1] not in _DOING
