"""Whoever stands before a verb of speech with something between them, and what people do but say."""

from collections.abc import Mapping

from ..kinds import DETERMINER, QUOTED_SENTENCE, THAT, VERB, letters
from ..rules import CueRule
from ..tables import column
from ..word_senses import ASKED

TOLD_OF = frozenset(["reported", "believed", "understood", "alleged", "rumoured", "rumored", "quoted", "said"]) | {
    *("claimed", "thought", "heard", "known", "stated", "supposed"),
}
"""Before "to have said"."""
GIVES = frozenset(["made", "makes", "gave", "gives", "raised", "issued", "sounded", "dropped"])
CALLS = frozenset(["calls", "called", "describes", "described", "terms", "termed", "dubs", "dubbed", "deems", "deemed"])
"""What somebody calls a thing."""
REMARKS = column("remarks.txt")
"""What who makes it, or gives it, has said."""

BEFORE_VERBS: Mapping[str, CueRule] = {
    "is reported to have said": CueRule(
        words="""(?P<subject> [PERSON HE ROLE]) BE ADVERBIAL? (?P<told> [VERB SAYS SPEECH_PARTICIPLE OTHER]) TO HAVE
        ADVERBIAL? (?P<cue> [SPEECH_PARTICIPLE SAYS])""",
        matches=["|Mara Alda| is reported to have said no."],
        refuses=["Mara Alda is late to have said no.", "A friend of Mara Alda is reported to have said no."],
        shows="direct",
        spelled={"told": TOLD_OF},
        must_be_free=True,
        needs=letters("TO HAVE"),
    ),
    "apposition": CueRule(
        words="""(^ | (?<=[STOP QUOTED COMMA AND])) DETERMINER OTHER{1,3} COMMA (?P<subject> PERSON)
        COMMA ADVERBIAL{0,2} (?P<cue> SAYS)""",
        matches=["The keyholder, |Mara Alda|, said no."],
        refuses=["In the town, Mara Alda, said no."],
        shows="direct",
        needs=letters("OTHER COMMA PERSON COMMA"),
    ),
    "apposition of a body": CueRule(
        words="""(^ | (?<=[STOP QUOTED COMMA AND])) DETERMINER OTHER{1,3} COMMA (?P<subject> NAME)
        COMMA ADVERBIAL{0,2} (?P<cue> SAYS)""",
        matches=["The war room, |Harbour Watch|, said no."],
        refuses=["In the town, Harbour Watch, said no."],
        shows="direct",
        needs=letters("OTHER COMMA NAME COMMA"),
    ),
    "set off": CueRule(
        words="""(^ | (?<=[SENTENCE_END COLON QUOTATION]))
        ((?! GROUP COMMA PREPOSITION) [^BREAK PERSON HE SAYS SAY SAYING QUOTATION]){2,25} COMMA
        DETERMINER? (?P<subject> PERSON) COMMA ADVERBIAL{0,2} (HAVE ADVERBIAL{0,2})? (?P<cue> SAYS)""",
        matches=[
            "Reacting, the lawmaker representing Lindal North, |Mara Alda|, said no.",
            "One of the sellers, |Mara Alda|, said no.",
            "A telegram from the mate, |Mr. Mara Alda|, says that all were saved.",
        ],
        refuses=[
            "Bo Lind, brother of the mayor, Mara Alda, said no.",
            "The council, in a letter by its clerk, Mara Alda, said no.",
            "The mayor, Mara Alda, left.",
        ],
        shows="direct",
        needs=letters("PERSON COMMA"),
    ),
    "known only as": CueRule(
        words="""[ANY_ROLE] COMMA? [WHO OTHER VERB] [^BREAK COMMA SPEECH_VERB HE PERSON]{0,10} (?P<as> WHILE)
        (?P<subject> PERSON) COMMA (NUMBER COMMA)? ADVERBIAL{0,2} (?P<cue> SAYS)""",
        matches=[
            "A neighbour, who gave his name only as |Ana|, said no.",
            "Their manager, known only as |Ana|, said no.",
            "A sailor, who simply identified himself as |Ana|, said no.",
        ],
        refuses=["A neighbour, who is as old as Mara Alda, left."],
        shows="direct",
        spelled={"as": frozenset(["as"])},
        needs=letters("WHILE PERSON"),
    ),
    "a man called": CueRule(
        words="ROLE (?P<called> VERB) (?P<subject> PERSON) COMMA? ADVERBIAL{0,2} (?P<cue> SAYS)",
        matches=["The keeper, a Lindal man called |Bo Lind|, wrote that it was late."],
        refuses=["The mayor pressed Bo Lind, said it was late."],
        shows="direct",
        spelled={"called": frozenset(["called", "named"])},
        needs=letters("ROLE VERB PERSON"),
    ),
    "office with its holder": CueRule(
        words="""ROLE ([OF PREPOSITION] [PREMODIFIER OF PREPOSITION AND]{1,8}?)? OPENING (?P<subject> PERSON) CLOSING
        ADVERBIAL{0,2} (HAVE ADVERBIAL{0,2})? (?P<cue> SAYS)""",
        matches=["The Leader of the Opposition (|Mrs. Mara Alda|) asked whether it was late."],
        refuses=["Bo Lind (with Mara Alda) said no."],
        shows="direct",
        needs=letters("OPENING PERSON CLOSING"),
    ),
    "made the remark": CueRule(
        words="""(?P<subject> PERSON) BETWEEN HAVE? ADVERB? (?P<cue> [VERB SAYS]) DETERMINER OTHER?
        (?P<remark> [SPEECH_NOUN OTHER SAYS SAY])""",
        matches=[
            "|Mara Alda|, the mayor, made the disclosure in Bergby.",
            "|Mara Alda| gave the assurance on Tuesday.",
        ],
        refuses=["Mara Alda made the bed.", "A friend of Mara Alda made the remark."],
        shows="direct",
        spelled={"cue": GIVES, "remark": REMARKS},
        must_be_free=True,
        needs=DETERMINER,
    ),
    "made this known": CueRule(
        words="""(?P<subject> PERSON) BETWEEN HAVE? ADVERB? (?P<cue> VERB) (DETERMINER | THEY) (?P<known> OTHER)""",
        matches=["|Mara Alda|, the mayor, made this known in Bergby."],
        refuses=["Mara Alda made this bed."],
        shows="direct",
        spelled={"cue": frozenset(["made", "makes"]), "known": frozenset(["known", "clear", "public", "plain"])},
        must_be_free=True,
        needs=VERB,
    ),
    "is adamant": CueRule(
        words="(?P<subject> [PERSON NAME HE]) BE ADVERBIAL? (?P<cue> [OTHER VERB]) THAT",
        matches=["|Mara Alda| is adamant that it is late."],
        refuses=["Mara Alda is sad that it is late."],
        shows="direct",
        spelled={"cue": frozenset(["adamant", "insistent", "convinced", "clear"])},
        must_be_free=True,
        needs=THAT,
    ),
    "among those who": CueRule(
        words="""(?P<subject> PERSON) BE ADVERBIAL? (?P<among> PREPOSITION) DETERMINER? OTHER? ROLES WHO
        [^BREAK PERSON HE]{1,12} COMMA (?P<cue> SAYING)""",
        matches=["|Mara Alda| was among those who shared the news, adding: “It is late.”"],
        refuses=["Mara Alda was among those who left."],
        shows="direct",
        spelled={"among": frozenset(["among", "amongst"])},
        needs=letters("ROLES WHO"),
    ),
    "what somebody calls": CueRule(
        words="COMMA DETERMINER [OTHER SPEECH_NOUN]{1,3} (?P<subject> PERSON) HAVE? (?P<cue> SAYS) WHILE? (?=QUOTED)",
        matches=["The port asked sailors to leave, a choice |Mara Alda| calls “very late”."],
        refuses=["The port asked sailors to leave, as Mara Alda said."],
        shows="aside",
        spelled={"cue": CALLS},
        needs=DETERMINER,
    ),
    "was asked": CueRule(
        words="""(?P<subject> [PERSON HE]) BE ADVERBIAL? (?P<cue> [SAYS SPEECH_PARTICIPLE]) [^BREAK PERSON]{1,25} STOP
        (?=QUOTED_SENTENCE)""",
        matches=["|Mara Alda| was asked if it was late. “Never.”"],
        refuses=["Mara Alda was told it was late. “Never.”"],
        shows="beside",
        spelled={"cue": ASKED},
        needs=QUOTED_SENTENCE,
    ),
}
