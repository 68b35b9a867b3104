"""Who speaks and what shows it.

Subjects before their verb have a module of their own, `subjects.py`; the rules here are for everything else: verbs
before their subject, "according to", transcripts, signatures, and speech without a verb of speech.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .clauses import Cue, may_be_subject
from .elements import Elements
from .kinds import (
    BE,
    COLON,
    COMMA,
    DASH,
    DETERMINER,
    GERUND,
    MODAL,
    OPENING,
    PERSON,
    POSSESSIVE,
    PREPOSITION,
    QUOTATION,
    QUOTED_SENTENCE,
    ROLES,
    SPEECH_INFINITIVE,
    SPEECH_NOUN,
    SPEECH_VERB,
    THAT,
    VERB,
    letters,
    one_of,
)
from .reactions import find_deeds
from .rules import Rule
from .subjects import subject_first
from .tables import column
from .tokens import Tokens
from .word_senses import ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class CueRule(Rule):
    """A rule whose match is a cue: its groups are `subject`, `cue` and, where "and" joins two subjects, `first`.

    Its cues are called what it `shows`.  `spelled` are the words, in lower case, that the element of a group may be,
    `never` those that the cue may not be.  A subject may have to be `in_capitals`; one that `must_be_free` is held
    against what stands before it.  A rule is not tried where the letter that it `needs` is missing.  Bars enclose the
    subject in its sentences.
    """

    shows: str
    spelled: Mapping[str, frozenset[str]] = field(default_factory=dict)
    never: frozenset[str] = frozenset()
    must_be_free: bool = False
    in_capitals: bool = False
    needs: str = ""


REPORTS = column("reports.txt")
STUDIES = frozenset(
    ["survey", "poll", "study", "report", "analysis", "review", "audit", "inquiry", "investigation"]
) | {*("probe", "dossier", "communique", "communiqué", "editorial", "statement", "documentary")}
PUBLISHED = frozenset(["released", "published", "issued", "compiled", "prepared", "commissioned", "written"]) | {
    *("circulated", "collected", "conducted", "drafted", "made", "posted", "produced", "provided", "shared", "supplied")
}
CONFIRMED = frozenset(["announced", "confirmed", "disclosed", "revealed", "denied", "contradicted", "asserted"])
"""What was confirmed by somebody."""
TOLD_OF = frozenset(["reported", "believed", "understood", "alleged", "rumoured", "rumored", "quoted", "said"]) | {
    *("claimed", "thought", "heard", "known", "stated", "supposed"),
}
"""Before "to have said"."""
GIVES = frozenset(["made", "makes", "gave", "gives", "raised", "issued", "sounded", "dropped"])
REMARKS = column("remarks.txt")
"""What who makes it, or gives it, has said."""
FINDS = frozenset(["found", "finds", "said", "says", "suggested", "suggests", "concluded", "warned", "revealed"]) | {
    *("read", "reads")
}

UTTERANCES = column("utterances.txt")
"""Nouns of what a quotation is: Alda's verdict."""

CUE_RULES: Mapping[str, CueRule] = {
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
    "all that somebody said": CueRule(
        words="""(?<=QUOTED) BE ADVERB? (?P<all> [OTHER DETERMINER ADVERB NUMBER]) THAT? PREMODIFIER{0,3}?
        (?P<subject> [PERSON HE ROLE]) [MODAL HAVE]? ADVERBIAL? (?P<cue> [SAY SAYS SPEECH_PARTICIPLE])""",
        matches=["“It is late,” was all |Mara Alda| would say.", "“It is late,” was all |she| said."],
        refuses=["“It is late,” was what Mara Alda said."],
        shows="beside",
        spelled={"all": frozenset(["all"])},
        needs=BE,
    ),
    "for somebody": CueRule(
        words="""(^ | (?<=[STOP QUOTED_SENTENCE])) (?P<for> PREPOSITION) PREMODIFIER{0,3} (?P<subject> PERSON) COMMA
        [^BREAK PERSON SAYS HE QUOTATION]{1,12}? (?P<cue> BE) [DETERMINER ADVERB OTHER]{0,3} (?=QUOTED)""",
        matches=["For |Mara Alda|, the plan is “too late for us”."],
        refuses=["With Mara Alda, the plan is “too late”.", "For Mara Alda, who left, Bo Lind is “too late”."],
        shows="according",
        spelled={"for": frozenset(["for", "to"])},
        needs=letters("PERSON COMMA"),
    ),
    "apposition": CueRule(
        words="""(^ | (?<=[STOP QUOTED COMMA AND])) DETERMINER OTHER{1,3} COMMA (?P<subject> [PERSON NAME])
        COMMA ADVERBIAL{0,2} (?P<cue> SAYS)""",
        matches=["The keyholder, |Mara Alda|, said no.", "The war room, |Harbour Watch|, said no."],
        refuses=["In the town, Mara Alda, said no."],
        shows="direct",
        needs=DETERMINER,
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
        words="""[ANY_ROLE] COMMA? [WHO OTHER VERB] [^BREAK COMMA SAYS HE PERSON]{0,10} (?P<as> WHILE)
        (?P<subject> PERSON) COMMA (NUMBER COMMA)? ADVERBIAL{0,2} (?P<cue> SAYS)""",
        matches=[
            "A neighbour, who gave his name only as |Ana|, said no.",
            "Their manager, known only as |Ana|, said no.",
        ],
        refuses=["A neighbour, who is as old as Mara Alda, left."],
        shows="direct",
        spelled={"as": frozenset(["as"])},
        needs=letters("WHILE PERSON"),
    ),
    "office with its holder": CueRule(
        words="""ROLE ([OF PREPOSITION] [PREMODIFIER OF PREPOSITION AND]{1,8}?)? OPENING (?P<subject> PERSON) CLOSING
        ADVERBIAL{0,2} (HAVE ADVERBIAL{0,2})? (?P<cue> SAYS)""",
        matches=["The Leader of the Opposition (|Mrs. Mara Alda|) asked whether it was late."],
        refuses=["Bo Lind (with Mara Alda) said no."],
        shows="direct",
        needs=letters("OPENING PERSON CLOSING"),
    ),
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
    "introduced at a place": CueRule(
        words="""(^ | (?<=[STOP QUOTED_SENTENCE])) PREMODIFIER{0,6}? (?P<subject> PERSON)
        PREPOSITION [^BREAK COMMA PERSON SAYS HE WHO AND]{1,8} (?P<cue> COLON) (?=QUOTED)""",
        matches=["|Mayor Mara Alda| on state radio: “It is late.”"],
        refuses=["A letter to Mara Alda on Monday: “It is late.”"],
        shows="introduced",
        needs=COLON,
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
    "according to": CueRule(
        words="""(?P<cue> GERUND) TO DESCRIBED_OR_NAMED
        (?!POSSESSIVE | (?<=PERSON) OTHER{0,2} [ANY_ROLE BODY] | (?<=ROLE) BODY)""",
        matches=["It is late, according to mayor |Mara Alda|."],
        refuses=[
            "It is late, according to Mara Alda's lawyer.",
            "It is late, according to a Mara Alda spokesman.",
            "We were walking to Mara Alda.",
        ],
        shows="according",
        spelled={"cue": frozenset(["according"])},
        needs=GERUND,
    ),
    "according to somebody's people": CueRule(
        words="""(?P<cue> GERUND) TO [PREMODIFIER NUMBER]{0,3}? PERSON [OTHER BODY]{0,2}
        (?P<subject> [ANY_ROLE BODY]) (?![ANY_ROLE BODY])""",
        matches=["It is late, according to a Mara Alda |spokesman|."],
        refuses=["It is late, according to Mara Alda, the mayor."],
        shows="according",
        spelled={"cue": frozenset(["according"])},
        needs=GERUND,
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
    "introduced with office": CueRule(
        words="""^ (?P<subject> PERSON) COMMA (NUMBER COMMA)?
        [OTHER NAME ANY_ROLE BODY OF PREPOSITION DETERMINER AND NUMBER SPEECH_NOUN GERUND SAYING POSSESSIVE]{1,12}
        (?P<cue> COLON) (?=QUOTED)""",
        matches=["|Mara Alda|, mayor of Bergby: “It is late.”", "|Mara Alda|, 51, from Bergby: “It is late.”"],
        refuses=["Mara Alda, mayor of Bergby: a life."],
        shows="introduced",
        needs=COLON,
    ),
    "announced by": CueRule(
        words="BE ADVERBIAL? (?P<cue> [SAYS SPEECH_PARTICIPLE]) (?P<by> PREPOSITION) DESCRIBED_OR_NAMED (?!POSSESSIVE)",
        matches=["The end was announced by his daughter, |Mara Alda|."],
        refuses=["The end was announced in Bergby."],
        shows="agent",
        spelled={"cue": CONFIRMED, "by": frozenset(["by"])},
        needs=BE,
    ),
    "called by": CueRule(
        words="""BE ADVERBIAL? (?P<cue> [SAYS SPEECH_PARTICIPLE]) (?P<by> PREPOSITION) DESCRIBED_OR_NAMED
        (?!POSSESSIVE) [^BREAK SAYS PERSON]{0,12} (?P<as> WHILE) (?=QUOTED)""",
        matches=["The book was hailed by |Mara Alda|, writing in this newspaper, as “the best of all”."],
        refuses=["The book was hailed by Mara Alda."],
        shows="agent",
        spelled={"by": frozenset(["by"]), "as": frozenset(["as"])},
        needs=BE,
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
    "introduced in a line": CueRule(
        words="(?P<by> PREPOSITION) [PREMODIFIER ADVERB]{0,4}? COMMA? (?P<subject> PERSON) (?P<cue> COLON) $",
        matches=["And from the mayor |Mara Alda|:", "And from the mayor, |Mara Alda|:"],
        refuses=["A letter to Mara Alda:"],
        shows="introduced",
        spelled={"by": frozenset(["from", "by"])},
        needs=COLON,
    ),
    "any verb before a quotation": CueRule(
        words="(?P<subject> PERSON) ADVERBIAL? (?P<cue> [OTHER VERB]) (?=COLON QUOTED)",
        matches=["|Mara Alda| shrugs: “It is late.”"],
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
    "after any verb": CueRule(
        words="(?<=QUOTATION) (?P<cue> VERB) (?P<subject> PERSON)",
        matches=["“It is late,” wept |Mara Alda|."],
        refuses=["“It is late,” laughed the whole town."],
        shows="beside",
        needs=QUOTATION,
    ),
    "claim that": CueRule(
        words="(?P<subject> [PERSON NAME]) POSSESSIVE [ADVERB OTHER]{0,2} (?P<cue> [SPEECH_NOUN SAYS SAY]) THAT",
        matches=["|Mara Alda|'s recent claim that it was late made the news."],
        refuses=["Mara Alda's claim made the news."],
        shows="possessive",
        needs=POSSESSIVE,
    ),
    "somebody's verdict": CueRule(
        words="(?P<subject> PERSON) POSSESSIVE [ADVERB OTHER]{0,3} (?P<cue> [SPEECH_NOUN OTHER]) COLON QUOTED",
        matches=["|Mara Alda|'s verdict: “It is late.”"],
        refuses=["Mara Alda's verdict: guilty."],
        shows="possessive",
        needs=letters("PERSON POSSESSIVE"),
    ),
    "letter said": CueRule(
        words="""(?P<subject> [PERSON NAME]) POSSESSIVE [ADVERB OTHER]{0,2} (?P<cue> SPEECH_NOUN)
        ([OF PREPOSITION] [PREPOSITION OF DETERMINER OTHER GROUP POSSESSIVE TO NUMBER SPEECH_NOUN]{1,8}?)?
        ADVERBIAL{0,2} SAYS""",
        matches=["|Mara Alda|'s letter on the harbour said it was late."],
        refuses=["Mara Alda's lawyer said it was late."],
        shows="possessive",
        needs=POSSESSIVE,
    ),
    "issued": CueRule(
        words="""(?P<subject> [PERSON GROUP]) BETWEEN HAVE? ADVERB? (?P<cue> VERB)
        DETERMINER [ADVERB OTHER]{0,3} SPEECH_NOUN""",
        matches=["|Mara Alda| has issued a long statement."],
        refuses=["Mara Alda signed a statement.", "A friend of Mara Alda issued a statement."],
        shows="direct",
        spelled={"cue": frozenset(["issued", "issues", "released", "releases"])},
        must_be_free=True,
        needs=SPEECH_NOUN,
    ),
    "report by": CueRule(
        words="""(?P<report> [OTHER SPEECH_NOUN]) (?P<by> PREPOSITION) [DETERMINER OTHER ROLE BODY]{0,4}?
        (?P<subject> [NAME PERSON BODY]) (?!POSSESSIVE) ADVERBIAL? (?P<cue> [VERB SAYS OTHER])""",
        matches=["A survey by the charity |Harbour Watch| found that it was late."],
        refuses=["A boat by the charity Harbour Watch found the port."],
        shows="direct",
        spelled={"report": REPORTS, "by": frozenset(["by", "from"]), "cue": FINDS},
        needs=PREPOSITION,
    ),
    "report of": CueRule(
        words="""(?P<subject> [NAME BODY]) OTHER? (?P<report> [OTHER SPEECH_NOUN SPEECH_INFINITIVE])
        (OF [DETERMINER OTHER NAME]{1,4} | ADVERBIAL | VERB TIME)? (?P<cue> [VERB SAYS]) THAT?""",
        matches=[
            "A |Harbour Watch| investigation found that it was late.",
            "A |ministry| report released Monday said no.",
        ],
        refuses=["A Harbour Watch boat found the port."],
        shows="direct",
        spelled={"report": STUDIES, "cue": FINDS},
        must_be_free=True,
    ),
    "according to a report": CueRule(
        words="""(?P<cue> GERUND) TO DETERMINER? OTHER{0,2} (?P<report> [OTHER SPEECH_NOUN VERB]) (?P<by> PREPOSITION)
        SOURCE""",
        matches=[
            "It is late, according to a report by the charity |Harbour Watch|.",
            "According to data from the |ministry|, it is late.",
        ],
        refuses=["It is late, according to a man from Bergby."],
        shows="according",
        spelled={"cue": frozenset(["according"]), "report": REPORTS, "by": frozenset(["by", "from"])},
        needs=GERUND,
    ),
    "according to a published report": CueRule(
        words="""(?P<cue> GERUND) TO DETERMINER? OTHER{0,2} (?P<report> [OTHER SPEECH_NOUN VERB])
        (?P<how> [VERB SAYS SPEECH_PARTICIPLE OTHER]) ADVERBIAL{0,2} (PREPOSITION TIME)? (?P<by> PREPOSITION) SOURCE""",
        matches=["According to a survey released on Monday by the |Audit Office| of Lindal, it is late."],
        refuses=["According to a survey seen by Harbour Watch, it is late."],
        shows="according",
        spelled={
            "cue": frozenset(["according"]),
            "report": REPORTS,
            "how": PUBLISHED,
            "by": frozenset(["by"]),
        },
        needs=GERUND,
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
    "in the words": CueRule(
        words="PREPOSITION DETERMINER (?P<cue> SPEECH_NOUN) OF DESCRIBED_OR_NAMED (?=[COMMA QUOTED])",
        matches=["In the words of the mayor, |Mara Alda|, “it is late.”"],
        refuses=["In the letter of Mara Alda, it was late."],
        shows="according",
        spelled={"cue": frozenset(["words"])},
        needs=SPEECH_NOUN,
    ),
    "verdict": CueRule(
        words="""(?P<subject> PERSON) POSSESSIVE OTHER{0,2} (?P<cue> [OTHER SPEECH_NOUN SAY])
        (?P<mark> [COLON STOP]) (?=QUOTED)""",
        matches=["|Mara Alda|'s short verdict: “It is late.”", "|Mara Alda|'s answer? “It is late.”"],
        refuses=["Mara Alda's boat? “It is late.”"],
        shows="possessive",
        spelled={"cue": UTTERANCES, "mark": frozenset([":", "?"])},
        needs=QUOTED_SENTENCE,
    ),
    "was a verdict": CueRule(
        words="""(?<=QUOTED) (?P<cue> BE) (?P<subject> PERSON) POSSESSIVE [OTHER ADVERB]{0,2}
        (?P<what> [OTHER SPEECH_NOUN SAY])""",
        matches=["“It is late,” was |Mara Alda|'s only comment."],
        refuses=["“It is late,” was Mara Alda's boat."],
        shows="beside",
        spelled={"what": UTTERANCES},
        needs=QUOTATION,
    ),
    "in the words of": CueRule(
        words="PREPOSITION (?P<subject> PERSON) POSSESSIVE OTHER? (?P<cue> SPEECH_NOUN) (?=[COMMA QUOTED])",
        matches=["In |Mara Alda|'s words, it is “late”."],
        refuses=["In Mara Alda's letter, it is “late”."],
        shows="according",
        spelled={"cue": frozenset(["words"])},
        needs=SPEECH_NOUN,
    ),
    "is how": CueRule(
        words="(?<=QUOTED) BE (?P<cue> THAT) PREMODIFIER{0,3} (?P<subject> [PERSON HE])",
        matches=["“It is late,” is how |Mara Alda| puts it."],
        refuses=["“It is late,” is what Mara Alda wants."],
        shows="beside",
        spelled={"cue": frozenset(["how"])},
        needs=QUOTATION,
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
    "asked by": CueRule(
        words="""(?P<cue> [SAYS SPEECH_PARTICIPLE]) (?P<by> PREPOSITION) [PREMODIFIER ADVERB]{0,4}?
        (?P<subject> PERSON) (?!POSSESSIVE)""",
        matches=["Asked by mayor |Mara Alda| whether it was late, Bo Lind left."],
        refuses=["Asked about Mara Alda, the guests left."],
        shows="agent",
        spelled={"cue": ASKED, "by": frozenset(["by"])},
        needs=PREPOSITION,
    ),
}


AFTER_INVERTED = Rule(
    "(COMMA [^BREAK FINITE]{0,30})? (STOP | $)",
    matches=["It was late, said Mara Alda|, the mayor of Bergby.|"],
    refuses=["Bo Lind, the clerk, said Mara Alda|, the mayor, was late."],
)
_NAMING = frozenset(["set off", "known only as", "office with its holder", "asked somebody who is known as"])
"""Rules for a name beside a description: of the same verb nobody else is the subject."""
_PERSON_COMMA = letters("PERSON COMMA")
_QUOTED = one_of("QUOTED")
_OF_SOMEBODY = frozenset(["urged", "urges", "told", "tells", "reminded", "reminds", "assured", "assures", "informed"])
"""Verbs of speech whose object is who is spoken to: after a comma, "urged Ek" is no inversion."""


def _asked_for() -> tuple[dict[str, int], dict[str, int], list[tuple[int, CueRule, bool]]]:
    """Return what rules ask for as bits of a number, by letters and by words, and each rule with its bits.

    A rule is tried only where the paragraph holds the letters that it `needs` and a word of each group that it spells.
    The last value tells the rules that name the subject of a verb.
    """
    bits: dict[str | frozenset[str], int] = {}
    asked: list[tuple[int, CueRule, bool]] = []
    for name, rule in CUE_RULES.items():
        asked_for = 0
        things: list[str | frozenset[str]] = [rule.needs, *rule.spelled.values()]
        for thing in things:
            asked_for |= bits.setdefault(thing, 1 << len(bits))
        asked.append((asked_for, rule, name in _NAMING))
    by_letters = {thing: bit for thing, bit in bits.items() if isinstance(thing, str)}
    by_word: dict[str, int] = {}
    for group, bit in bits.items():
        for word in group if isinstance(group, frozenset) else ():
            for form in {word, word.capitalize(), word.upper()}:
                by_word[form] = by_word.get(form, 0) | bit
    return by_letters, by_word, asked


_BY_LETTERS, _BY_WORD, _ASKED_FOR = _asked_for()
_SPELLED = frozenset(_BY_WORD)
_LETTERS_ASKED = frozenset(thing for thing in _BY_LETTERS if len(thing) == 1)
_BY_SEVERAL_LETTERS = [(thing, bit) for thing, bit in _BY_LETTERS.items() if len(thing) != 1]
_INVERTED = frozenset(["said", "says", "added", "wrote", "explained", "noted", "warned", "recalled"])


def _holds(kinds: str, words: Sequence[str]) -> int:
    """Return the bits of what a paragraph holds of all that rules ask for."""
    holds = 0
    for letter in _LETTERS_ASKED.intersection(kinds):
        holds |= _BY_LETTERS[letter]
    for several, bit in _BY_SEVERAL_LETTERS:
        if several in kinds:
            holds |= bit
    for word in _SPELLED.intersection(words):
        holds |= _BY_WORD[word]
    return holds


def find_cues(elements: Elements, tokens: Tokens) -> list[Cue]:
    """Return the cues of a paragraph in order of their subjects."""
    found = list(subject_first(elements.kinds))
    kinds = elements.kinds
    named: dict[int, int] = {}
    holds = _holds(kinds, tokens.words)
    for asked, rule, names_subject in _ASKED_FOR:
        if asked & holds != asked:
            continue
        cues = list(cues_of(rule, elements, tokens))
        found += cues
        if names_subject:
            named.update((cue.verb, cue.subject) for cue in cues)
    found = [cue for cue in found if not _names_who_is_spoken_to(cue, elements, tokens)]
    found.extend(deed for deed in find_deeds(elements, tokens) if not found or elements.kinds[deed.subject] == PERSON)
    inverted = [cue for cue in found if cue.rule == "inverted"]
    if inverted:
        sure = {cue.verb for cue in inverted if _must_be_inverted(cue, elements, tokens)}
        direct = {cue.verb for cue in found if cue.rule == "direct"} - sure
        found = [cue for cue in found if cue.verb not in (direct if cue.rule == "inverted" else sure)]
    if named:
        found = [cue for cue in found if named.get(cue.verb, cue.subject) == cue.subject]
    return sorted(found, key=lambda cue: (cue.subject, cue.verb))


def _names_who_is_spoken_to(cue: Cue, elements: Elements, tokens: Tokens) -> bool:
    """Tell "Ek, reports said, urged Lind to go" from "“Go,” urged Lind"."""
    if cue.rule != "inverted" or elements.kinds[cue.verb - 1 : cue.verb] != COMMA:
        return False
    is_quoted = elements.kinds[max(0, cue.verb - 2) : cue.verb - 1] in _QUOTED
    return tokens.words[elements.firsts[cue.verb]].lower() in _OF_SOMEBODY and not is_quoted


def _must_be_inverted(cue: Cue, elements: Elements, tokens: Tokens) -> bool:
    """Tell ", said Ek, the mayor." from ", said Ek was late." and from "Ek, 54, warned thieves."."""
    if elements.kinds[cue.subject] == ROLES and elements.kinds[: cue.verb].endswith(_PERSON_COMMA):
        return False
    said = tokens.words[elements.firsts[cue.verb]].lower() in _INVERTED
    return said and AFTER_INVERTED.pattern.match(elements.kinds, cue.subject + 1) is not None


def cues_of(rule: CueRule, elements: Elements, tokens: Tokens) -> Iterator[Cue]:
    """Yield the cues that a rule finds."""
    for match in rule.pattern.finditer(elements.kinds):
        subject = match.start("subject")
        if not all(_is_spelled(match.start(group), words, elements, tokens) for group, words in rule.spelled.items()):
            continue
        if rule.in_capitals and not tokens.words[elements.lasts[subject] - 1].isupper():
            continue
        if rule.must_be_free and not may_be_subject(elements.kinds, subject):
            continue
        verb = match.start("cue")
        if _is_spelled(verb, rule.never, elements, tokens):
            continue
        if match.groupdict().get("first") is not None:
            yield Cue(match.start("first"), verb, rule.shows)
        yield Cue(subject, verb, rule.shows)


def _is_spelled(element: int, words: frozenset[str], elements: Elements, tokens: Tokens) -> bool:
    return tokens.words[elements.firsts[element]].lower() in words
