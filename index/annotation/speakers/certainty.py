"""How sure it is that somebody says what a cue shows.

Three things make a speaker doubtful: how it is shown that there is speech at all, which is told here; whom a pronoun or
a description means (`salience.py`); and whether a name is a person's, and which one's (`inventory.py`).  A speaker is
sure where none of them is in doubt.  `python -m benchmarks.certainty` measures how often those are right.
"""

from .clauses import DEED, Cue, before_phrase
from .kinds import SPEECH_GERUND, WEAK_SPEECH_GERUND, one_of
from .reactions import REACTION
from .rules import Rule

_DOUBTFUL_RULES = frozenset(["possessive", DEED, REACTION])
_FAR_RULES = frozenset(["chain", "participle"])
_WEAK = one_of("WEAK_SPEECH_VERB WEAK_SPEECH_INFINITIVE WEAK_SPEECH_GERUND")
_SAYING = frozenset([SPEECH_GERUND, WEAK_SPEECH_GERUND])
_QUOTED = one_of("QUOTED")
_SENTENCE_ENDS = one_of("SENTENCE_END")
_BEFORE_SUBORDINATE = one_of("THAT WHILE IF VERB COLON")

CONTENT = Rule(
    "[^SENTENCE_END]{0,40}? [FINITE THAT IF] | [STOP COMMA SEMICOLON] | $",
    matches=[
        "Mara Alda said| on Monday the port was| shut.",
        "The port was shut, Mara Alda said|.|",
        "Mara Alda said| that| no port was shut.",
    ],
    refuses=["Mara Alda talked| about the port|."],
)


def tells_surely(kinds: str, cue: Cue) -> bool:
    """Tell whether a cue shows speech beyond doubt.

    What a clause inside another one tells may be nobody's statement ("as Ek said", "shows that Ek talked"); a verb of
    speech without anything said, or far from its subject, may mean a deed ("talked about the port", "rose to ask").
    """
    if cue.rule in _DOUBTFUL_RULES:
        return False
    if cue.rule in _FAR_RULES:
        return kinds[cue.verb] in _SAYING and has_quotation(kinds, cue)
    if cue.rule != "direct":
        return True
    before = before_phrase(kinds, cue.subject)
    if before >= 0 and kinds[before] in _BEFORE_SUBORDINATE:
        return False
    return kinds[cue.verb] in _WEAK or has_clause(kinds, cue) or has_quotation(kinds, cue)


def has_clause(kinds: str, cue: Cue) -> bool:
    """Tell whether a clause follows the cue, or stands before it: "said it was late", "It was late, Ek said." """
    return CONTENT.pattern.match(kinds, cue.verb + 1) is not None


def has_quotation(kinds: str, cue: Cue) -> bool:
    """Tell whether a quotation stands in the cue's sentence, or is the sentence before it."""
    start = min(cue.subject, cue.verb)
    while start > 0 and kinds[start - 1] not in _SENTENCE_ENDS:
        start -= 1
    end = max(cue.subject, cue.verb) + 1
    while end < len(kinds) and kinds[end] not in _SENTENCE_ENDS:
        end += 1
    return not _QUOTED.isdisjoint(kinds[max(0, start - 1) : end + 1])
