"""The phrases that several rules have in common, in the words of rules.

A rule reads forward from a possible subject to the verb.  What may part the two is BETWEEN: adverbs and times, one
prepositional phrase, one apposition or relative clause between commas or dashes, another phrase.  Every repetition is
bounded, so reading a paragraph takes time in proportion to its length whatever it holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a rule, with sentences that they match and sentences that they don't.

    Bars enclose what is matched, "Mara Alda| has often said| so"; in a sentence that is refused, what can't be.  One
    bar alone says where the match would begin; without bars it may be anywhere.
    """

    words: str
    matches: Sequence[str]
    refuses: Sequence[str]


PHRASES: Mapping[str, Phrase] = {
    "LOOSE": Phrase(
        "(ADJUNCT | DETERMINER OTHER{0,2} TIME){0,4}",
        matches=["Mara Alda| herself also| said no.", "Mara Alda| this past week| said no."],
        refuses=["Mara Alda| in Bergby| said no."],
    ),
    "APPOSITION": Phrase(
        """WHO [^BREAK COMMA]{1,25}? (?<! HE) (?<! HE HAVE)
        | COMMA [WHO DETERMINER] [^BREAK]{1,40}? [COMMA QUOTATION DASH]
        | COMMA [^BREAK SAYS]{1,40}? COMMA ([WHO THAT] [^BREAK]{1,30}? COMMA)?
        | DASH [^BREAK DASH]{1,40}? DASH""",
        matches=[
            "Mara Alda| who runs the town| said no.",
            "Mara Alda|, who said no to the harbour,| left.",
            "Mara Alda|, 54,| said no.",
            "Mara Alda|, 54, who runs the town,| said no.",
            "Mara Alda| — long the mayor —| said no.",
        ],
        refuses=[
            "Mara Alda|, as Bo Lind said,| left.",
            "Mara Alda| in Bergby| said no.",
            "Mara Alda| who wept as a letter he had| written was read.",
        ],
    ),
    "MEMBER": Phrase(
        "NAME ((OTHER{0,2} ROLE)? PERSON | OTHER? ANY_ROLE (?!NAME))",
        matches=["The Bank of |Bergby president Mara Alda| said no.", "The Bank of |Bergby officials| said no."],
        refuses=["The mayor of |Bergby met Mara Alda|."],
    ),
    "PHRASE_PART": Phrase(
        """[PHRASE_WORD QUOTATION]
        | VERB (?=[OTHER ANY_ROLE SPEECH_NOUN BODY])
        | COMMA NAME (?=[^COMMA OF NAME OTHER ANY_ROLE BODY PERSON])
        | (?<=NAME) AND NAME
        | (?<=OTHER) AND OTHER{1,2} (?=[BODY ROLE])""",
        matches=[
            "Mara Alda of the search |and rescue| agency said no.",
            "Mara Alda of |Lindal| said no.",
            "Mara Alda of the |“green” |harbour said no.",
            "Mara Alda of the |gated |town said no.",
            "Mara Alda in Sund|, Bergby| and Lindal said no.",
            "Mara Alda of Lindal| and Bergby| said no.",
        ],
        refuses=["Mara Alda of Lindal|, Bergby|, said no.", "Mara Alda of Lindal| said| no."],
    ),
    "PREPOSITIONAL": Phrase(
        """(?<!NAME) [PREPOSITION OF] PHRASE_PART{1,12}?
        | (?<=NAME) [PREPOSITION OF] ((?!MEMBER) PHRASE_PART){1,12}?
        | (?<=[ROLE ROLES]) OTHER? TO [PREMODIFIER POSSESSIVE PERSON ROLES OF PREPOSITION]{1,8}?""",
        matches=[
            "Mara Alda| at a large meeting in Bergby| said no.",
            "The envoy| to Norland| said no.",
            "An aide| to the governor of Norland| said no.",
            "Sources| close to the striker| said no.",
        ],
        refuses=["The Harbour Bank| of Bergby president Mara Alda| said no."],
    ),
    "BETWEEN": Phrase(
        "LOOSE PREPOSITIONAL? LOOSE APPOSITION? LOOSE PREPOSITIONAL? LOOSE",
        matches=["Mara Alda| of Bergby, the mayor, on Monday also| said no."],
        refuses=["Mara Alda| walked in and| said no."],
    ),
    "SPEAKS": Phrase(
        """HAVE? ADVERBIAL{0,3} SAYS
        | HAVE ADVERBIAL{0,3} SPEECH_PARTICIPLE
        | BE ADVERBIAL{0,3} SAYING
        | HAVE ADVERBIAL{0,3} BE ADVERBIAL{0,2} SAYING
        | [DO WILL] ADVERBIAL{0,3} SAY""",
        matches=[
            "Mara Alda| has often said| so.",
            "Mara Alda| has written| that it is late.",
            "Mara Alda| is now calling| it late.",
            "Mara Alda| has been calling| it late.",
            "Mara Alda| will say| so.",
        ],
        refuses=["Mara Alda| was told| so.", "Mara Alda| did not say| so."],
    ),
    "NEW_CLAUSE": Phrase(
        "SUBJECT ADVERBIAL{0,2} FINITE | PREPOSITION [DETERMINER OTHER NAME]{0,3} PERSON SAYING",
        matches=["Mara Alda left and |Bo Lind also said| no.", "The port closed, |with Mara Alda saying| no."],
        refuses=["Mara Alda left |for the harbour| and said no."],
    ),
    "SAME_CLAUSE": Phrase(
        "((?!NEW_CLAUSE) [^BREAK]){0,30}?",
        matches=["Mara Alda took| the floor of the hall| and said no."],
        refuses=["Mara Alda left| when Bo Lind came| and said no."],
    ),
    "DOES": Phrase(
        "BETWEEN [FINITE SPEECH_PARTICIPLE]",
        matches=["Mara Alda|, the mayor, took| the floor."],
        refuses=["Mara Alda| and Bo Lind took| the floor."],
    ),
    "AND_HAS": Phrase(
        "AND ADVERBIAL{0,3} HAVE? ADVERBIAL{0,2}",
        matches=["Mara Alda left |and later also| said no.", "Mara Alda left |and has today| said no."],
        refuses=["Mara Alda left |and Bo Lind| said no."],
    ),
    "TO_SAY": Phrase(
        "TO ADVERBIAL{0,2} SPEECH_INFINITIVE",
        matches=["Mara Alda rose |to say| no."],
        refuses=["Mara Alda rose |to leave|."],
    ),
    "THEN_QUOTES": Phrase(
        "COLON (?=QUOTED) | COMMA (?=QUOTED_SENTENCE)",
        matches=["Mara Alda wrote a letter|:| “It is late.”", "Mara Alda wrote to us|,| “It is late.”"],
        refuses=["Mara Alda met them|,| as it was late."],
    ),
    "PREMODIFIERS": Phrase(
        """(DETERMINER? NAME OF (?=MEMBER)
        | PERSON POSSESSIVE (?=[OTHER ADVERB NAME ROLE]{0,5} COMMA? PREMODIFIER{0,4} PERSON))?
        [PREMODIFIER ROLES POSSESSIVE GERUND VERB NUMBER AND ADVERB SAY]{0,8}?""",
        matches=[
            "“It is late,” said |the town's former mayor| Mara Alda.",
            "“It is late,” said |Bo Lind's former aide| Mara Alda.",
        ],
        refuses=["“It is late,” said |the lawyer for| Mara Alda."],
    ),
    "DESCRIBED_OR_NAMED": Phrase(
        """PREMODIFIERS
        (ROLE ([PREPOSITION OF] [PREMODIFIER ADVERB POSSESSIVE]{1,6}?)? COMMA PREMODIFIER{0,3})?
        (?P<subject> PERSON (?!POSSESSIVE)
        | (ROLE (?!NAME) | ROLES
          | [GROUP] (?!OF MEMBER | [OTHER ANY_ROLE BODY POSSESSIVE SAYING SPEECH_NOUN]))
          (?![PREMODIFIER POSSESSIVE GERUND NUMBER SAY]{0,3} PERSON | AND OTHER{0,2} ROLE{1,2} PERSON))""",
        matches=[
            "“It is late,” said |former mayor Mara Alda|.",
            "“It is late,” said |the head of the port, Mara Alda|.",
            "“It is late,” said |University of Bergby law professor Mara Alda|.",
            "“It is late,” said |lead manager Harbour Bank|.",
            "“It is late,” said |the mayor|.",
        ],
        refuses=[
            "“It is late,” said |the mayor| Mara Alda.",
            "“It is late,” said |the ministry| spokesman.",
            "“It is late,” said |the Bank| of Bergby president Mara Alda.",
        ],
    ),
    "SOURCE": Phrase(
        """[DETERMINER OTHER ROLE BODY NUMBER]{0,4}? (?P<subject> [NAME BODY])
        (?=(OF DETERMINER? OTHER? NAME)? ([STOP COMMA QUOTED DASH AND] | PREPOSITION? TIME | $))""",
        matches=["According to a report by |the charity Harbour Watch|, it is late."],
        refuses=["According to a report by |Harbour Watch researchers|, it is late."],
    ),
    "ONE_OR_TWO": Phrase(
        "((?P<first> PERSON) AND)? (?P<subject> PERSON)",
        matches=["More from |Mara Alda and Bo Lind|: “It is late.”", "More from |Mara Alda|: “It is late.”"],
        refuses=["More from |Mara Alda and the mayor|: “It is late.”"],
    ),
}
"""Each phrase by the word that stands for it in rules."""
