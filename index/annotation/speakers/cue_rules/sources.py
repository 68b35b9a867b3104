"""Whose words something is told by a noun or a preposition: "according to", "a survey by", "Alda's verdict"."""

from collections.abc import Mapping

from ..documents import DOCUMENTS, READS
from ..kinds import BE, GERUND, POSSESSIVE, PREPOSITION, QUOTATION, QUOTED_SENTENCE, SPEECH_NOUN, letters
from ..rules import CueRule
from ..tables import column
from ..word_senses import ASKED

REPORTS = column("reports.txt")
STUDIES = frozenset(
    ["survey", "poll", "study", "report", "analysis", "review", "audit", "inquiry", "investigation"]
) | {*("probe", "dossier", "communique", "communiqué", "editorial", "statement", "documentary")}
PUBLISHED = frozenset(["released", "published", "issued", "compiled", "prepared", "commissioned", "written"]) | {
    *("circulated", "collected", "conducted", "drafted", "made", "posted", "produced", "provided", "shared", "supplied")
}
CONFIRMED = frozenset(["announced", "confirmed", "disclosed", "revealed", "denied", "contradicted", "asserted"])
"""What was confirmed by somebody."""
FINDS = frozenset(["found", "finds", "said", "says", "suggested", "suggests", "concluded", "warned", "revealed"]) | {
    *("read", "reads")
}
CALLING = frozenset(
    ["calling", "observing", "describing", "noting", "arguing", "declaring", "branding", "dismissing"]
) | {
    *("stating", "labelling", "denouncing", "condemning", "holding", "remarking", "terming"),
}
"""What a sentence may open with that tells what somebody says before they act."""
WORDS = frozenset(["word", "words", "phrase", "term", "expression", "description"])
UTTERANCES = column("utterances.txt")
"""Nouns of what a quotation is: Alda's verdict."""

SOURCES: Mapping[str, CueRule] = {
    "for somebody": CueRule(
        words="""(^ | (?<=[STOP QUOTED_SENTENCE])) (?P<for> PREPOSITION) PREMODIFIER{0,3} (?P<subject> PERSON) COMMA
        [^BREAK PERSON SAYS HE QUOTATION]{1,12}? (?P<cue> BE) [DETERMINER ADVERB OTHER]{0,3} (?=QUOTED)""",
        matches=["For |Mara Alda|, the plan is “too late for us”."],
        refuses=["With Mara Alda, the plan is “too late”.", "For Mara Alda, who left, Bo Lind is “too late”."],
        shows="according",
        spelled={"for": frozenset(["for", "to"])},
        needs=letters("PERSON COMMA"),
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
    "according to him": CueRule(
        words="(?P<cue> GERUND) TO (?P<subject> [HIM DETERMINER]) (?=[COMMA STOP QUOTED COLON] | $)",
        matches=["According to |him|, it is late.", "It is late, according to |her|."],
        refuses=["According to her sister, it is late."],
        shows="according",
        spelled={"cue": frozenset(["according"]), "subject": frozenset(["him", "her"])},
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
    "telegram from somebody saying": CueRule(
        words="""(?P<report> [OTHER SPEECH_NOUN]) (?P<by> PREPOSITION) [DETERMINER OTHER ROLE NAME]{0,5}?
        (COMMA (?=PERSON COMMA))? (?P<subject> PERSON) (?!POSSESSIVE) COMMA? ADVERBIAL? (?P<cue> SAYING)""",
        matches=["The port has had a telegram from the mate, |Mara Alda|, saying: “It is late.”"],
        refuses=["The port has had a boat from Mara Alda, saying no."],
        shows="direct",
        spelled={"report": REPORTS | DOCUMENTS, "by": frozenset(["by", "from"])},
        needs=PREPOSITION,
    ),
    "fronted": CueRule(
        words="""(^ | (?<=[STOP QUOTED_SENTENCE])) (?P<cue> SAYING) [^BREAK PERSON SAYS QUOTED]{0,15} QUOTATION
        [^BREAK PERSON QUOTED SAYS HE]{0,8}? COMMA PREMODIFIER{0,4} (?P<subject> [PERSON HE ROLE GROUP]) (?!COMMA)
        ADVERBIAL? [VERB BE HAVE DO WILL MODAL NEGATED]""",
        matches=["Calling it “very late” for boats, the |ministry| closed the port."],
        refuses=["Calling it “very late”, Bo Lind said.", "Calling it late, the ministry closed the port."],
        shows="direct",
        spelled={"cue": CALLING},
        needs=QUOTATION,
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
    "in the words": CueRule(
        words="""(?P<cue> PREPOSITION) DETERMINER (?P<words> SPEECH_NOUN) OF NUMBER? DESCRIBED_OR_NAMED
        (?=[COMMA QUOTED STOP] | $)""",
        matches=[
            "In the words of the mayor, |Mara Alda|, “it is late.”",
            "It is “very late”, in the words of one |mayor|.",
        ],
        refuses=["In the letter of Mara Alda, it was late."],
        shows="according",
        spelled={"words": frozenset(["words"])},
        needs=SPEECH_NOUN,
    ),
    "to borrow a word": CueRule(
        words="""(?P<cue> TO) (?P<borrow> [OTHER SAY]) (?P<subject> PERSON) POSSESSIVE OTHER{0,2}
        (?P<word> [OTHER SPEECH_NOUN SAY])""",
        matches=["It was “very late”, to borrow |Mara Alda|'s word."],
        refuses=["They came to borrow Mara Alda's boat."],
        shows="possessive",
        spelled={"borrow": frozenset(["borrow", "use", "quote"]), "word": WORDS},
        needs=letters("PERSON POSSESSIVE"),
    ),
    "for somebody that is": CueRule(
        words="""(^ | (?<=[STOP QUOTED_SENTENCE])) (?P<for> PREPOSITION) PREMODIFIER{0,3}
        (?P<subject> PERSON) (COMMA? [OF PREPOSITION] [DETERMINER OTHER NAME VERB OF]{1,7})? COMMA
        [^BREAK PERSON SAYS HE QUOTATION]{1,12}?
        (?P<cue> [BE HAVE DO NEGATED MODAL VERB])
        [^BREAK PERSON SAYS HE QUOTATION]{1,20} STOP QUOTED_SENTENCE $""",
        matches=[
            "For |Mara Alda|, that is not the end of it. “It is late.”",
            "For |Mara Alda| of the Harbour Bank, the risk is greater. “It is late.”",
        ],
        refuses=["For Mara Alda, that is the end of it. “It is late,” said Bo Lind."],
        shows="according",
        spelled={"for": frozenset(["for"])},
        needs=QUOTED_SENTENCE,
    ),
    "his letter said": CueRule(
        words="""(^ | (?<=[STOP QUOTED COMMA])) (?P<subject> DETERMINER) [ADVERBIAL OTHER]{0,2}
        (?P<cue> [SPEECH_NOUN OTHER ROLE]) ([PREPOSITION TO] [DETERMINER OTHER NAME TIME ANY_ROLE BODY]{1,4})?
        ADVERBIAL{0,2} (?P<read> [SAYS VERB OTHER])""",
        matches=["“It is late,” |her| statement read.", "|His| last letter to the council said it was late."],
        refuses=["His lawyer said it was late.", "“It is late,” her statement grew to six pages."],
        shows="possessive",
        spelled={"subject": frozenset(["his", "her"]), "cue": DOCUMENTS, "read": READS},
    ),
    "verdict": CueRule(
        words="""(?P<subject> PERSON) POSSESSIVE OTHER{0,2} (?P<cue> [OTHER SPEECH_NOUN SAY VERB])
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
    "was his verdict": CueRule(
        words="""(?<=QUOTED) COMMA? (?P<cue> BE) (?P<subject> DETERMINER) [OTHER ADVERB NUMBER]{0,2}
        (?P<what> [OTHER SPEECH_NOUN SAY])""",
        matches=["“It is late,” was |her| only verdict on the day."],
        refuses=["“It is late,” was her boat."],
        shows="beside",
        spelled={"what": UTTERANCES, "subject": frozenset(["his", "her"])},
        needs=BE,
    ),
    "in the words of": CueRule(
        words="PREPOSITION (?P<subject> PERSON) POSSESSIVE OTHER? (?P<cue> SPEECH_NOUN) (?=[COMMA QUOTED])",
        matches=["In |Mara Alda|'s words, it is “late”."],
        refuses=["In Mara Alda's letter, it is “late”."],
        shows="according",
        spelled={"cue": frozenset(["words"])},
        needs=SPEECH_NOUN,
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
