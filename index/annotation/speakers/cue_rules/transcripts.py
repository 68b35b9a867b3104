"""Whoever a colon or a dash sets apart from what they say: labels of turns, introductions and signatures."""

from collections.abc import Mapping

from ..kinds import COLON, DASH, OPENING
from ..rules import CueRule
from ..tables import column

GIVES_OUT = column("giving-out.txt")
"""Verbs of who utters what follows."""
FOLLOWING = column("utterances.txt") | column("what-follows.txt")

TRANSCRIPTS: Mapping[str, CueRule] = {
    "from a place": CueRule(
        words="""^ (?P<by> PREPOSITION) [PREMODIFIER ADVERB]{0,4}? (?P<subject> PERSON)
        ([PREPOSITION COMMA] DETERMINER? OTHER{0,2} NAME){0,2} (?P<cue> COLON)""",
        matches=[
            "From |Mara Alda| in Bergby: The ferry is full.",
            "From our reporter |Mara Alda| at Lindal: It rains.",
        ],
        refuses=["In a letter to Mara Alda: nothing."],
        shows="introduced",
        spelled={"by": frozenset(["from"])},
        needs=COLON,
    ),
    "introduced at a place": CueRule(
        words="""(^ | (?<=[STOP QUOTED_SENTENCE])) PREMODIFIER{0,6}? (?P<subject> PERSON)
        PREPOSITION [^BREAK COMMA PERSON SAYS HE WHO AND]{1,8} (?P<cue> COLON) (?=QUOTED)""",
        matches=["|Mayor Mara Alda| on state radio: “It is late.”"],
        refuses=["A letter to Mara Alda on Monday: “It is late.”"],
        shows="introduced",
        needs=COLON,
    ),
    "transcript": CueRule(
        words="""^ (?P<subject> [PERSON NAME]) (OPENING [^BREAK CLOSING]{1,12} CLOSING){0,2}
        (OPENING NUMBER COLON NUMBER CLOSING)? (?P<cue> COLON) (?=[^NUMBER])""",
        matches=["|Mara Alda|: It is late.", "|Mara Alda| (Lindal) (14:02): It is late."],
        refuses=["Bergby: 3, Lindal: 1.", "We met Mara Alda: it was late."],
        shows="transcript",
        needs=COLON,
    ),
    "transcript with office": CueRule(
        words="^ (?P<subject> PERSON) COMMA [OTHER NAME ROLE BODY OF PREPOSITION DETERMINER]{1,8} (?P<cue> COLON)",
        matches=["|MARA ALDA|, MAYOR OF BERGBY: It is late."],
        refuses=["Mara Alda, 54: late."],
        shows="transcript",
        in_capitals=True,
        needs=COLON,
    ),
    "transcript with office before": CueRule(
        words="""^ DETERMINER [OTHER NAME ROLE BODY OF PREPOSITION DETERMINER AND]{1,10} COMMA DETERMINER?
        (?P<subject> PERSON) (?P<cue> COLON) (?=[^QUOTED])""",
        matches=["The Member for Lindal, the |Hon. Mara Alda|: It is late."],
        refuses=["We met the mayor, Mara Alda: it was late."],
        shows="transcript",
        needs=COLON,
    ),
    "transcript of an office": CueRule(
        words="^ DETERMINER? OTHER{0,2} (?P<subject> ROLE) (?P<cue> COLON)",
        matches=["The |Chairman|: It is late."],
        refuses=["We met the chairman: it was late."],
        shows="transcript",
        needs=COLON,
    ),
    "transcript of parliament": CueRule(
        words="""^ PREMODIFIER{0,4} [ROLE NAME] [^BREAK OPENING]{0,10} OPENING (?P<subject> PERSON)
        [^BREAK OPENING CLOSING]{0,8} CLOSING (?P<cue> COLON)""",
        matches=["The Minister for Harbours (|Ms. Mara Alda|): It is late."],
        refuses=["The minister met (Ms. Mara Alda) and left."],
        shows="transcript",
        needs=OPENING,
    ),
    "signature": CueRule(
        words="QUOTED (?P<cue> DASH) [DETERMINER OTHER ROLE]{0,3} ONE_OR_TWO (?=[COMMA STOP PREPOSITION] | $)",
        matches=["“It is late.” — the mayor |Mara Alda|", "“It is late.” — Bo Lind and |Mara Alda|"],
        refuses=["“It is late” — Mara Alda left early."],
        shows="signature",
        needs=DASH,
    ),
    "introduced": CueRule(
        words="ONE_OR_TWO ADVERBIAL? (?P<cue> COLON) (?=QUOTED)",
        matches=["More from |Mara Alda|: “It is late.”", "|Mara Alda| again: “It is late.”"],
        refuses=["More from Mara Alda: it is late."],
        shows="introduced",
        needs=COLON,
    ),
    "introduced as its sender": CueRule(
        words="""(?P<by> PREPOSITION) PREMODIFIER{0,4}? (COMMA (?=PERSON))? (?P<subject> PERSON) COMMA
        [^BREAK PERSON QUOTED FINITE HE]{1,14} (?P<cue> COLON) (?=QUOTED)""",
        matches=["The following telegram has come from |Mara Alda|, mate of the Swan: “It is late.”"],
        refuses=["The telegram came to Mara Alda, mate of the Swan: “It is late.”"],
        shows="introduced",
        spelled={"by": frozenset(["from", "by"])},
        needs=COLON,
    ),
    "gives the following": CueRule(
        words="""(?P<subject> [PERSON GROUP]) BETWEEN HAVE? ADVERBIAL? (?P<gives> [VERB SAYS])
        [^BREAK PERSON QUOTED FINITE]{1,10}?
        (?P<what> [SPEECH_NOUN GERUND OTHER]) [^BREAK PERSON QUOTED FINITE]{0,8} (?P<cue> COLON) DASH? $""",
        matches=["|Mara Alda| this evening gave out the following:", "|Mara Alda| sent us this telegram from Lindal:"],
        refuses=["Mara Alda received the following telegram:", "A friend of Mara Alda sent this telegram:"],
        shows="introduced",
        spelled={"gives": GIVES_OUT, "what": FOLLOWING},
        must_be_free=True,
        needs=COLON,
    ),
    "introduced with office": CueRule(
        words="""^ (?P<subject> PERSON) COMMA (NUMBER COMMA)?
        [OTHER NAME ANY_ROLE BODY OF PREPOSITION DETERMINER AND NUMBER SPEECH_NOUN GERUND SAYING POSSESSIVE]{1,12}
        (?P<cue> COLON) (?=QUOTED)""",
        matches=["|Mara Alda|, mayor of Bergby: “It is late.”", "|Mara Alda|, 51, from Bergby: “It is late.”"],
        refuses=["Mara Alda, mayor of Bergby: a life."],
        shows="introduced",
        needs=COLON,
    ),
    "introduced in a line": CueRule(
        words="""(?P<by> PREPOSITION) [PREMODIFIER ADVERB]{0,4}? ([OF PREPOSITION] PREMODIFIER{1,5}? (?=COMMA))? COMMA?
        (?P<subject> PERSON) (?P<cue> COLON) $""",
        matches=[
            "And from the mayor |Mara Alda|:",
            "And from the mayor, |Mara Alda|:",
            "And from the mayor of the town, |Mara Alda|:",
        ],
        refuses=["A letter to Mara Alda:"],
        shows="introduced",
        spelled={"by": frozenset(["from", "by"])},
        needs=COLON,
    ),
}
