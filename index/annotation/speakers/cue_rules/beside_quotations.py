"""Whoever stands beside a quotation: after its verb of speech, or before and after any verb."""

from collections.abc import Mapping

from ..kinds import BE, COLON, MODAL, QUOTATION, SPEECH_INFINITIVE, SPEECH_VERB, letters
from ..rules import CueRule

READS_ONLY = frozenset(["read", "reads", "ran", "runs", "went", "began", "begins", "ended", "ends", "opened", "opens"])
"""What a document does, and nobody else says so."""
DESCRIBED_AFTER_VERB = """(?P<cue> VERB) DETERMINER [OTHER NAME NUMBER ROLE]{0,4}? (?P<subject> ROLE)
(?=[STOP COMMA WHO PREPOSITION DASH] | $) (?! COMMA PREMODIFIER{0,4} PERSON)"""

BESIDE_QUOTATIONS: Mapping[str, CueRule] = {
    "verb first": CueRule(
        words="(?<=[QUOTED COMMA DASH]) ADVERBIAL{0,2} (?P<cue> SPEECH_VERB) ADVERBIAL{0,2} DESCRIBED_OR_NAMED",
        matches=["“It is late,” said the town's mayor, |Mara Alda|.", "“Is it late?” later asked |Mara Alda|."],
        refuses=["“It is late,” left Mara Alda.", "The guard, who was late, told Mara Alda no."],
        shows="inverted",
        never=frozenset(["told", "tells"]),
        needs=SPEECH_VERB,
    ),
    "verb before two descriptions": CueRule(
        words="""(?<=[QUOTED]) COMMA? ADVERBIAL{0,2} (?P<cue> SPEECH_VERB) DETERMINER [OTHER ADVERB]{1,3} COMMA
        PREMODIFIER{1,3} (?P<subject> PERSON)""",
        matches=["“It is late,” explains the first citizen, the notary |Mara Alda|."],
        refuses=["It is late, according to exit polls, the mayor Mara Alda."],
        shows="inverted",
        needs=SPEECH_VERB,
    ),
    "verb before somebody's": CueRule(
        words="""(?<=[QUOTED COMMA DASH]) ADVERBIAL{0,2} (?P<cue> SPEECH_VERB) PERSON POSSESSIVE
        [OTHER ADVERB ROLE]{0,4}? (?P<subject> ANY_ROLE) (?=[STOP COMMA PREPOSITION OF] | $)
        (?! COMMA PREMODIFIER{0,4} PERSON)""",
        matches=["“It is late,” said Mara Alda's |lawyer|."],
        refuses=["“It is late,” said Mara Alda's lawyer, Bo Lind."],
        shows="inverted",
        needs=letters("PERSON POSSESSIVE"),
    ),
    "said one of them": CueRule(
        words="""(?<=[QUOTED COMMA DASH]) (?P<cue> SPEECH_VERB) NUMBER OF
        [DETERMINER OTHER NAME POSSESSIVE ADVERB]{0,4}? (?P<subject> ROLES)""",
        matches=["“It is late,” said one of the old |sailors|."],
        refuses=["“It is late,” said one of the boats."],
        shows="inverted",
        needs=letters("SPEECH_VERB NUMBER OF"),
    ),
    "says a crowd": CueRule(
        words="(?<=[QUOTED COMMA]) (?P<cue> SPEECH_INFINITIVE) [DETERMINER OTHER NAME]{0,3} (?P<subject> ROLES)",
        matches=["“It is late,” say local |officials|."],
        refuses=["“It is late,” say the town."],
        shows="inverted",
        needs=SPEECH_INFINITIVE,
    ),
    "said first": CueRule(
        words="""(^ | (?<=[STOP QUOTED_SENTENCE])) (?P<cue> SPEECH_VERB) DESCRIBED_OR_NAMED
        (?=[COLON] | COMMA QUOTED)""",
        matches=["Said the mayor, |Mara Alda|: it is late."],
        refuses=["Said Mara Alda."],
        shows="inverted",
        needs=SPEECH_VERB,
    ),
    "verb before a pronoun": CueRule(
        words="(?<=QUOTED) COMMA? (?P<cue> SPEECH_VERB) (?P<subject> HE) (?=[STOP COMMA SEMICOLON COLON DASH] | $)",
        matches=["“It is late,” said |she|."],
        refuses=["“It is late,” said the man."],
        shows="beside",
        needs=letters("SPEECH_VERB HE"),
    ),
    "all that somebody said": CueRule(
        words="""(?<=QUOTED) (?P<cue> BE) ADVERB?? (?P<all> [OTHER DETERMINER ADVERB NUMBER]) THAT? PREMODIFIER{0,3}?
        (?P<subject> [PERSON HE ROLE]) [MODAL HAVE]? ADVERBIAL? ([SAY SAYS SPEECH_PARTICIPLE] | (?<=MODAL) OTHER)""",
        matches=[
            "“It is late,” was all |Mara Alda| would say.",
            "“It is late,” was all |she| said.",
            "“It is late,” was all the |mayor| would offer.",
        ],
        refuses=["“It is late,” was what Mara Alda said."],
        shows="beside",
        spelled={"all": frozenset(["all"])},
        needs=BE,
    ),
    "would say": CueRule(
        words="(?<=[QUOTATION]) (?P<subject> [PERSON HE]) (?P<would> MODAL) ADVERBIAL{0,2} (?P<cue> SAY)",
        matches=["“It is late,” |Mara Alda| would say to her pupils."],
        refuses=["Mara Alda would say no."],
        shows="direct",
        spelled={"would": frozenset(["would"])},
        needs=MODAL,
    ),
    "would say before a quotation": CueRule(
        words="""(?P<subject> [PERSON HE]) (?P<would> MODAL) ADVERBIAL{0,2} (?P<cue> SAY)
        (TO? (HIM | DETERMINER OTHER? [ROLES ROLE]))? [COLON COMMA] (?=QUOTED)""",
        matches=["|Mara Alda| would often tell her pupils, “It is late.”"],
        refuses=["Mara Alda would say no."],
        shows="direct",
        spelled={"would": frozenset(["would"])},
        needs=MODAL,
    ),
    "asked somebody who is known as": CueRule(
        words="""(?<=[QUOTED COMMA DASH]) (?P<cue> SPEECH_VERB) DETERMINER [OTHER ROLE BODY]{1,4} COMMA? WHO
        [^BREAK COMMA SAYS HE PERSON]{1,10} (?P<as> WHILE) (?P<subject> PERSON) (?=[COMMA STOP] | $)""",
        matches=["“It is late,” said a crane operator who would only give his name as |Mara Alda|."],
        refuses=["“It is late,” said a crane operator who left with Mara Alda."],
        shows="inverted",
        spelled={"as": frozenset(["as"])},
        needs=letters("WHILE PERSON"),
    ),
    "any verb before a quotation": CueRule(
        words="""(?P<subject> PERSON) (COMMA [^BREAK PERSON HE QUOTED]{1,15} COMMA)? ADVERBIAL? (?P<cue> [OTHER VERB])
        (?=COLON QUOTED)""",
        matches=["|Mara Alda| shrugs: “It is late.”", "|Mara Alda|, who sells boats there, shrugs: “It is late.”"],
        refuses=["Mara Alda shrugs: it is late."],
        shows="beside",
        needs=COLON,
    ),
    "before any verb": CueRule(
        words="""(?<=QUOTATION) COMMA?
        (DETERMINER [OTHER NAME NUMBER ROLE]{0,4}? (?=ROLE) | PREMODIFIER{1,3} (?=PERSON))?
        (?P<subject> [PERSON HE ROLE]) ADVERBIAL{0,2} (?P<cue> VERB | (?<=HE) OTHER)""",
        matches=["“It is late,” |Mara Alda| suddenly laughed.", "“It is late”, the old |mayor| remembers."],
        refuses=["“It is late.” Mara Alda laughed."],
        shows="beside",
        needs=QUOTATION,
    ),
    "apart by a few words": CueRule(
        words="""(?<=QUOTATION) (?P<subject> PERSON) COMMA [^BREAK FINITE PERSON QUOTED WHO COMMA]{1,8} COMMA
        ADVERBIAL{0,2} (?P<cue> VERB)""",
        matches=["“It is late,” |Mara Alda|, then nine, remembered in a letter."],
        refuses=["“It is late.” Mara Alda, then nine, left."],
        shows="beside",
        needs=letters("QUOTATION PERSON COMMA"),
    ),
    "it reads": CueRule(
        words="(?<=QUOTED) (?P<subject> THEY) ADVERBIAL? (?P<cue> [VERB OTHER])",
        matches=["“It is late,” |it| read."],
        refuses=["“It is late,” it was signed.", "It read like a song."],
        shows="beside",
        spelled={"subject": frozenset(["it"]), "cue": READS_ONLY},
        needs=QUOTATION,
    ),
    "it reads what follows": CueRule(
        words="(?P<subject> THEY) ADVERBIAL? (?P<cue> [VERB OTHER]) [ADVERB PREPOSITION]? COLON (?=QUOTED)",
        matches=["|It| read: “It is late.”", "|It| went on: “It is late.”"],
        refuses=["It sank: “It is late.”"],
        shows="beside",
        spelled={"subject": frozenset(["it"]), "cue": READS_ONLY},
        needs=COLON,
    ),
    "after any verb": CueRule(
        words="(?<=QUOTATION) (?P<cue> VERB) (?P<subject> [PERSON HE])",
        matches=["“It is late,” wept |Mara Alda|.", "“It is late,” laughed |he|."],
        refuses=["“It is late,” laughed the whole town."],
        shows="beside",
        needs=QUOTATION,
    ),
    "describing after any verb": CueRule(
        words=f"(?<=QUOTATION) {DESCRIBED_AFTER_VERB}",
        matches=["“It is late,” wept the old |mayor|."],
        refuses=["“It is late,” laughed the whole town."],
        shows="beside",
        needs=letters("QUOTATION VERB"),
    ),
    "describing after a question": CueRule(
        words=f"(?<=QUOTED_SENTENCE) {DESCRIBED_AFTER_VERB}",
        matches=["“Is it late?” posed the |mayor|."],
        refuses=["“It is late.” Left the mayor Mara Alda."],
        shows="beside",
        needs=letters("QUOTED_SENTENCE VERB"),
    ),
    "is how": CueRule(
        words="(?<=QUOTED) BE (?P<cue> THAT) PREMODIFIER{0,3} (?P<subject> [PERSON HE])",
        matches=["“It is late,” is how |Mara Alda| puts it."],
        refuses=["“It is late,” is what Mara Alda wants."],
        shows="beside",
        spelled={"cue": frozenset(["how"])},
        needs=QUOTATION,
    ),
}
