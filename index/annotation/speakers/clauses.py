"""How a clause with a speaker looks in letters: the words the rules are written in.

A rule starts at a possible subject and reads forward to the verb.  What may part the two is BETWEEN: adverbs and times,
one prepositional phrase, one apposition or relative clause between commas or dashes, another phrase.  Every repetition
is bounded, so reading a paragraph takes time in proportion to its length whatever it holds.  `elements.py` tells what
the letters mean.
"""

import re
from dataclasses import dataclass

SUBJECTS = frozenset("PORrAHTIW")

_LOOSE = "(?:[ayU#]|dl{0,2}y){0,4}"
"""also, on Monday, himself, this past week"""
_APPOSITION = (
    "(?:W[^.;:q,]{1,25}?|,[Wd][^.;:q]{1,40}?[,Q-]|,[^.;:qSs]{1,40}?,(?:[Wu][^.;:q]{1,30}?,)?|-[^.;:q-]{1,40}?-)"
)
"""who runs the town; , the mayor of Bergby, ; , 54, ; - long the mayor -"""
_OF_PHRASE = "[podlOAaynRrPz#tgNQ]|v(?=[lRrNA])|,O(?=[^,oOlRrAP])|(?<=O)cO"
_PHRASE = f"(?:(?<!O)[po](?:{_OF_PHRASE}){{1,12}}?|(?<=O)[po](?:(?!O(?:l{{0,2}}R)?P)(?:{_OF_PHRASE})){{1,12}}?)"
"""at a crowded rally in Bergby; of the University of Bergby, Lindal; but not: (Bank) of Bergby president X"""
BETWEEN = f"{_LOOSE}{_PHRASE}?{_LOOSE}{_APPOSITION}?{_LOOSE}{_PHRASE}?{_LOOSE}"
SPEAKS = "(?:h?[ay]{0,3}[Ss]|h[ay]{0,3}E|b[ay]{0,3}[GY]|h[ay]{0,3}b[ay]{0,2}[GY]|[kw][ay]{0,3}[BV])"
"""said; has often said; has written; is calling; has been calling; will say"""
FINITE = "[vbhkwmKSsE]"
_NEW_CLAUSE = "(?:[PHTIWRrOA][ay]{0,2}[SsvbhkwmK]|p[dlO]{0,3}P[GY])"
SAME_CLAUSE = f"(?:(?!{_NEW_CLAUSE})[^.;:q]){{0,30}}?"
PREMODIFIERS = frozenset("lRdOAN")
_CLAUSE_EDGE = frozenset(".;:,cqu-")
_LONGEST_PREMODIFIER = 6
_LONGEST_LIST = 10
_JOINS = re.compile("[PO]c.$|O,cO$")
_AFTER_OF = re.compile("Oo[dO]{1,2}(?:l{0,2}R)?P$")
"""(University) of Bergby law professor X"""
_NEVER_BEFORE_SUBJECT = frozenset("tBVGYSs")


@dataclass(frozen=True, slots=True)
class Cue:
    """One statement of a paragraph: the element that speaks, the element that shows it, and the rule that saw it."""

    subject: int
    verb: int
    rule: str


def before_phrase(kinds: str, index: int) -> int:
    """Return the position before the whole noun phrase whose head is at `index`; -1 if it opens the paragraph."""
    before = index - 1
    while before >= 0 and index - before <= _LONGEST_PREMODIFIER and kinds[before] in PREMODIFIERS:
        before -= 1
    return before


def _first_of_list(kinds: str, index: int) -> int:
    """Return the position of X for the Z of "X, Y and Z", and for the Y of "in X, Y, "."""
    listed = kinds[max(0, index - 2) : index + 2] == "O,O,"
    for _ in range(_LONGEST_LIST):
        joined = _JOINS.search(kinds, max(0, index - 3), index + 1)
        if joined is not None:
            listed = True
            index = joined.start()
        elif listed and kinds[max(0, index - 2) : index] == "O,":
            index -= 2
        else:
            break
    return index


def may_be_subject(kinds: str, index: int) -> bool:
    """Tell whether what stands before the whole noun phrase leaves it free to be a subject.

    "a spokesman for Mr. Ek said" is not Mr. Ek; "in May Mr. Ek said" and "Bank of Bergby president Ek said" are.
    """
    index = _first_of_list(kinds, index)
    before = before_phrase(kinds, index)
    if before < 0:
        return True
    if kinds[before] == "o":
        within_name = _AFTER_OF.match(kinds, before - 1, index + 1)
        return within_name is not None and may_be_subject(kinds, before - 1)
    if kinds[before] == "p":
        return before + 1 < index and (before == 0 or kinds[before - 1] in _CLAUSE_EDGE)
    return kinds[before] not in _NEVER_BEFORE_SUBJECT and kinds[max(0, before - 1) : before + 1] not in ("Rg", "rg")
