"""Subject before verb: "X said", "X, the mayor, has said", "X took the floor and said", "X and Y said".

The commonest way to report speech, and the one in which the verb may stand far from its subject.
"""

import re
from collections.abc import Iterator

from .clauses import BETWEEN, FINITE, SAME_CLAUSE, SPEAKS, SUBJECTS, Cue, before_phrase, may_be_subject
from .elements import Elements
from .tokens import Tokens

_PLURAL = frozenset("rTI")
_GROUPS = frozenset("OARr")
_CLITIC_TAKERS = frozenset("HTIW")

_DIRECT = re.compile(f"{BETWEEN}{SPEAKS}")
_DIRECT_PLURAL = re.compile(f"{BETWEEN}(?:{SPEAKS}|[BV])")
_CLITIC = re.compile("z[ay]{0,3}[GYSs]")
"""he's calling"""
_PARTICIPLE = re.compile("[ay]{0,3}[GY]")
"""footage of X saying"""
_CHAIN = re.compile(
    f"{BETWEEN}{FINITE}(?:[payU]{{0,2}}t[ay]{{0,2}}V"
    f"|{SAME_CLAUSE}(?:c[ay]{{0,3}}h?[ay]{{0,2}}[Ss]|[GY]|t[ay]{{0,2}}B|:(?=[Qq])|,(?=q)))"
)
"""went on to blame; took the floor and said; left, saying; rose to say; wrote a letter: “...”"""
_GROUP_CHAIN = re.compile(
    f"{BETWEEN}{FINITE}{SAME_CLAUSE}(?:c[ay]{{0,3}}h?[ay]{{0,2}}S|G|t[ay]{{0,2}}B|:(?=[Qq])|,(?=q))"
)
"""The same with strong verbs only: soldiers who are "attacking" do so with weapons."""
_JOINED = re.compile("(?:,[dlROA]{0,3}P){0,4},?c[dlROA]{0,3}?[POA](?![lRrPOAz])")
"""X, Y and Z"""
_BOTH_GROUPS = re.compile("c[dlO]{0,6}d?[lO]{0,4}[OA](?![lRrPOAzco])")
"""the port authority and the Harbour Police"""
_NAMED_AFTER = re.compile("(?:[pog][dlOAaRzP]{1,6}?)?,P(?:[po][dlOApoPR]{1,8}?)?(?=[,-])")
"""a lawyer for the port, X, said"""


def subject_first(elements: Elements, _: Tokens) -> Iterator[Cue]:
    """Yield the cues whose subject stands before the verb."""
    kinds = elements.kinds
    listed = 0
    for index, kind in enumerate(kinds):
        if kind not in SUBJECTS or index < listed or _continues_phrase(kinds, index):
            continue
        if not may_be_subject(kinds, index):
            participle = _PARTICIPLE.match(kinds, index + 1) if kind == "P" else None
            if participle is not None:
                yield Cue(index, participle.end() - 1, "participle")
            continue
        several = _list_of_subjects(kinds, index)
        if several:
            yield from several
            listed = several[-1].subject + 1
            continue
        verb = _verb_of(kinds, index)
        if verb is not None:
            yield Cue(_named_for(kinds, index), *verb)


def _verb_of(kinds: str, index: int) -> tuple[int, str] | None:
    """Return where the verb of speech of the subject at `index` stands, and the rule that saw it."""
    kind = kinds[index]
    direct = _DIRECT_PLURAL if kind in _PLURAL else _DIRECT
    match = direct.match(kinds, index + 1)
    if match is None and kind == "P":
        match = _PARTICIPLE.match(kinds, index + 1)
    if match is None and kind in _CLITIC_TAKERS:
        match = _CLITIC.match(kinds, index + 1)
    if match is not None:
        return match.end() - 1, "direct"
    chain = (_GROUP_CHAIN if kind in _GROUPS else _CHAIN).match(kinds, index + 1)
    return (chain.end() - 1, "chain") if chain is not None else None


def _list_of_subjects(kinds: str, index: int) -> list[Cue]:
    """Return a cue for each subject of "X, Y and Z said"; none where no list begins at `index`."""
    if kinds[index] == "P":
        joined = _JOINED.match(kinds, index + 1)
    else:
        joined = _BOTH_GROUPS.match(kinds, index + 1) if kinds[index] in "OA" else None
    if joined is None:
        return []
    last = joined.end() - 1
    verb, rule = _DIRECT_PLURAL.match(kinds, last + 1), "direct"
    if verb is None:
        verb, rule = _CHAIN.match(kinds, last + 1), "chain"
    if verb is None:
        return []
    subjects = [place for place in range(index, last + 1) if kinds[place] == "P" or place in (index, last)]
    return [Cue(subject, verb.end() - 1, rule) for subject in subjects]


def _named_for(kinds: str, index: int) -> int:
    """Return the name that the noun at `index` only describes, or `index` itself.

    "The town's mayor, X, said" and "X, the mayor of Bergby said", which lacks its second comma, are both X.
    """
    if kinds[index] not in "Rr":
        return index
    comma = before_phrase(kinds, index)
    if kinds[index] == "R" and comma > 0 and kinds[comma - 1 : comma + 1] == "P,":
        inside_apposition = kinds[max(0, comma - 2)] == ","
        if not inside_apposition and may_be_subject(kinds, comma - 1):
            return comma - 1
    after = _NAMED_AFTER.match(kinds, index + 1)
    return after.end() - 1 if after is not None else index


def _continues_phrase(kinds: str, index: int) -> bool:
    """Tell the second half of a noun phrase: "curator and director", "Union of Atheists and Agnostics"."""
    return kinds[max(0, index - 4) : index + 1].endswith(("cR", "oOcO", "odOcO"))
