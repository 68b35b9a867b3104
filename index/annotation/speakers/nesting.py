"""Which statements stand inside another one.

"Alda said Ek had denied it" reports what Alda says; Ek speaks only in her words, and the paragraph's speaker is Alda.
Content follows its verb up to the end of the sentence or to a new main clause (", but Ek replied"), or it stands before
a verb that closes the sentence ("Ek had denied it, Alda said.").
"""

from collections import deque
from collections.abc import Sequence

from .clauses import Cue
from .kinds import COMMA, WEAK_SPEECH_VERB, WHO, one_of
from .rules import Rule

_BEFORE_LAST_CUE = one_of("PREMODIFIER ADVERBIAL POSSESSIVE")
_BEFORE_SUBORDINATE = one_of("PREMODIFIER ROLES PERSON")
_SUBORDINATES = one_of("WHILE IF")
_NEVER_NESTED = frozenset(["according", "aside"])
_FRONTS = one_of("THAT WHILE IF SAYING SPEECH_VERB")

SENTENCE = Rule(
    "[^SENTENCE_END]* SENTENCE_END?",
    matches=["|Mara Alda left.| Bo Lind stayed.", "|“It is late.”| He left."],
    refuses=["|Mara Alda left. Bo Lind stayed.|"],
)
NEW_MAIN_CLAUSE = Rule(
    "COMMA [AND WHILE] | SEMICOLON | DASH | QUOTED",
    matches=[
        "Mara Alda said it was late|, but| Bo Lind said no.",
        "Mara Alda said it was late|, as| Bo Lind said no.",
        "Mara Alda said it was late|;| Bo Lind said no.",
        "Mara Alda said it was late |—| Bo Lind said no.",
        "Mara Alda said it was |“very late,”| Bo Lind said no.",
    ],
    refuses=["Mara Alda said it was late, very late, in Bergby."],
)
END_OF_SUBORDINATE = Rule(
    "[COMMA SEMICOLON QUOTED DASH]",
    matches=[
        "After Mara Alda said no|,| Bo Lind left.",
        "After Mara Alda said no |—| Bo Lind left.",
        "After Mara Alda said |“no”| Bo Lind left.",
    ],
    refuses=["Bo Lind left after Mara Alda said no."],
)
CLOSING = Rule(
    "ADJUNCT{0,3} (PREPOSITION PHRASE_WORD{0,14})? ([STOP COMMA SEMICOLON DASH] | $)",
    matches=["It was late, Mara Alda said| today at the harbour.|", "It was late, Mara Alda said| also|"],
    refuses=["It was late, Mara Alda said| that day when they met."],
)


def outermost(kinds: str, cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues that are not inside what another one reports."""
    if len(cues) < 2:
        return list(cues)
    if cues[0].rule == "transcript":
        return [cues[0]]
    kept: list[Cue] = []
    waiting = deque(sorted(cues, key=lambda cue: cue.subject))
    for sentence in SENTENCE.pattern.finditer(kinds):
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
        if nested and cue.rule not in _NEVER_NESTED and not _tells_of_object(kinds, kept[-1], cue):
            continue
        kept.append(cue)
        if cue.rule in ("direct", "chain"):
            ends_content = END_OF_SUBORDINATE if _is_subordinate(kinds, cue, start) else NEW_MAIN_CLAUSE
            clause = ends_content.pattern.search(kinds, cue.verb + 1, end)
            reported_until = clause.start() if clause else end
    return kept


def _tells_of_object(kinds: str, outer: Cue, cue: Cue) -> bool:
    """Tell "Alda praised Ek, who said": "who" belongs to whom the verb is about, not to what is said."""
    return kinds[cue.subject] == WHO and kinds[cue.subject - 1] == COMMA and kinds[outer.verb] == WEAK_SPEECH_VERB


def _closes(kinds: str, cue: Cue, start: int) -> bool:
    """Tell whether a cue ends its sentence with the content before it: "..., Alda said." """
    first = min(cue.subject, cue.verb)
    while first > start and kinds[first - 1] in _BEFORE_LAST_CUE:
        first -= 1
    if first <= start or kinds[first - 1] != COMMA:
        return False
    if cue.rule in ("inverted", "according"):
        return True
    return cue.rule == "direct" and CLOSING.pattern.match(kinds, cue.verb + 1) is not None


def _is_subordinate(kinds: str, cue: Cue, start: int) -> bool:
    """Tell whether a cue stands in a clause that ends at the next comma: "After X said so, Y denied it." """
    before = cue.subject
    while before > start and kinds[before - 1] in _BEFORE_SUBORDINATE:
        before -= 1
    return before > start and kinds[before - 1] in _SUBORDINATES


def _fronted(kinds: str, start: int) -> bool:
    """Tell whether a sentence opens with a subordinate clause, whose own speech stands beside the main one's."""
    return kinds[start : start + 1] in _FRONTS
