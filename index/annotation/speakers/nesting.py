"""Which statements stand inside another one.

"Alda said Ek had denied it" reports what Alda says; Ek speaks only in her words, and the paragraph's speaker is Alda.
Content follows its verb up to the end of the sentence or to a new main clause (", but Ek replied"), or it stands before
a verb that closes the sentence ("Ek had denied it, Alda said.").
"""

import re
from collections import deque
from collections.abc import Sequence

from .clauses import Cue

_SENTENCE = re.compile("[^.;q]*[.;q]?")
_NEW_MAIN_CLAUSE = re.compile(",[cj]|;|-|[Qq]")
_END_OF_SUBORDINATE = re.compile("[,;Qq-]")
_CLOSING = re.compile("[ayU#]{0,3}(?:p[podlOAaynRrPz#tgN]{0,14})?[.,;-]|[ayU#]{0,3}(?:p[podlOAaynRrPz#tgN]{0,14})?$")


def outermost(kinds: str, cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues that are not inside what another one reports."""
    if len(cues) < 2:
        return list(cues)
    if cues[0].rule == "transcript":
        return [cues[0]]
    kept: list[Cue] = []
    waiting = deque(sorted(cues, key=lambda cue: cue.subject))
    for sentence in _SENTENCE.finditer(kinds):
        start, end = sentence.span()
        inside: list[Cue] = []
        while waiting and waiting[0].subject < end:
            inside.append(waiting.popleft())
        kept.extend(_outermost_of_sentence(kinds, inside, start, end))
    return kept


def _outermost_of_sentence(kinds: str, cues: list[Cue], start: int, end: int) -> list[Cue]:
    closing = [cue for cue in cues if _closes(kinds, cue, start)]
    if closing:
        last = closing[-1]
        edge = min(last.subject, last.verb)
        cues = [cue for cue in cues if max(cue.subject, cue.verb) >= edge or _fronted(kinds, start)]
    kept: list[Cue] = []
    reported_until = start
    for cue in cues:
        nested = cue.subject < reported_until and kept and cue.subject > kept[-1].verb
        if nested and cue.rule != "according":
            continue
        kept.append(cue)
        if cue.rule in ("direct", "chain"):
            ends_content = _END_OF_SUBORDINATE if _is_subordinate(kinds, cue, start) else _NEW_MAIN_CLAUSE
            clause = ends_content.search(kinds, cue.verb + 1, end)
            reported_until = clause.start() if clause else end
    return kept


def _closes(kinds: str, cue: Cue, start: int) -> bool:
    """Tell whether a cue ends its sentence with the content before it: "..., Alda said." """
    first = min(cue.subject, cue.verb)
    while first > start and kinds[first - 1] in "lRdOAayz":
        first -= 1
    if first <= start or kinds[first - 1] != ",":
        return False
    if cue.rule in ("inverted", "according"):
        return True
    return cue.rule == "direct" and _CLOSING.match(kinds, cue.verb + 1) is not None


def _is_subordinate(kinds: str, cue: Cue, start: int) -> bool:
    """Tell whether a cue stands in a clause that ends at the next comma: "After X said so, Y denied it." """
    before = cue.subject
    while before > start and kinds[before - 1] in "lRrdOAP":
        before -= 1
    return before > start and kinds[before - 1] in "jf"


def _fronted(kinds: str, start: int) -> bool:
    """Tell whether a sentence opens with a subordinate clause, whose own speech stands beside the main one's."""
    return kinds[start : start + 1] in tuple("ujfGYS")
