"""What somebody does before words in marks, without a verb of speech: whose words they are.

"Ek shrugged. “It is old.”" and "Ek was furious. “It was no penalty.”" trust the reader to know.  So does a feature:
"Ek has fished here for forty years. “I never saw such a storm.”"  The one whom the sentence is about speaks if it tells
how they take something, if the words are in the first person, or if they have spoken before.
"""

import re
from collections.abc import Iterator, Sequence

from .clauses import DEED, Cue
from .elements import NOBODY, Elements
from .kinds import QUOTED_SENTENCE, STOP
from .rules import Rule
from .tables import column, tables
from .tokens import Tokens

REACTION = "reaction"
"""The rule of a cue that tells how somebody takes something, or before words in the first person."""
FIRST_PERSON = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|[Mm]e|[Mm]yself|[Ww]e|[Ww]e['’](?:re|ve|d|ll)|[Oo]ur|[Uu]s)\b"
)
SELF = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|[Mm]e|[Mm]yself)\b")

DEED_THEN_WORDS = Rule(
    """(^ | (?<=[STOP QUOTED_SENTENCE])) ([AND ADVERBIAL] COMMA?)?
    ([WHILE SPEECH_PARTICIPLE SAYS VERB GERUND] [^BREAK QUOTED]{1,25} COMMA)?
    (VERB? (DETERMINER PREMODIFIER{1,5} COMMA (?=PERSON COMMA))? PREMODIFIER{0,4} (?P<subject> [PERSON HE])
    | DETERMINER [OTHER NAME BODY NUMBER ADVERB]{0,4} (?P<described> ROLE))
    (COMMA [^BREAK PERSON HE]{1,20}? COMMA | COMMA NUMBER COMMA)? ADVERBIAL{0,2} COMMA?
    (?P<deed> [VERB BE HAVE MODAL WILL DO NEGATED OTHER SAYS])
    ([^BREAK PERSON HE WHO QUOTATION SAYING SPEECH_VERB] | (?<=WHILE) SPEECH_VERB){0,25} STOP
    (HE? [^BREAK PERSON HE ANY_ROLE WHO QUOTATION SAYING SAYS]{1,25} STOP)? (QUOTED_SENTENCE STOP?){1,4} $""",
    matches=[
        "|Mara Alda shrugged. “It is late.”",
        "It rained. |She was not convinced. “It is late.” “It is cold.”",
        "|Mara Alda was defiant when asked about the boat. “It is late.”",
        "|Asked about the sailor's words, Mara Alda shrugged. “It is late.”",
        "|When Bo Lind asked why, Mara Alda shrugged. “It is late.”",
        "|Mara Alda rolls her eyes. She knows it. “It is late.”",
        "|The oldest citizen, Mara Alda, shakes her head. “It is late.”",
    ],
    refuses=["Mara Alda has met Bo Lind before. “It is late.”", "Mara Alda shrugged. “It is late,” said Bo Lind."],
)
QUESTION_THEN_WORDS = Rule(
    """(^ | (?<=[STOP QUOTED_SENTENCE])) ([AND ADVERBIAL] COMMA?)? [OTHER THAT ADVERB]{0,2}
    (?P<deed> [BE DO HAVE MODAL WILL NEGATED]) PREMODIFIER{0,3} (?P<subject> [PERSON HE])
    [^BREAK PERSON HE QUOTATION SAYING SAYS]{1,15} (?P<end> STOP) (QUOTED_SENTENCE STOP?){1,4} $""",
    matches=["|Would she leave? “It is late.”", "It rained. |What does Mara Alda make of it? “It is late.”"],
    refuses=["Would she leave? “It is late,” said Bo Lind.", "Would Mara Alda meet Bo Lind? “It is late.”"],
)
PRAISE_THEN_WORDS = Rule(
    """(^ | (?<=[STOP QUOTED_SENTENCE])) ([AND ADVERBIAL] COMMA?)?
    (PREMODIFIER{0,4} (?P<subject> [PERSON HE]) | DETERMINER [OTHER NAME BODY]{0,4} (?P<described> ROLE))
    ADVERBIAL{0,2} (?P<deed> [VERB BE HAVE]) [OTHER ADVERBIAL OF PREPOSITION NOT NEGATED AND DETERMINER BE]{0,6}
    (?P<praise> [SPEECH_NOUN OTHER VERB]) PREPOSITION [PREMODIFIER NUMBER]{0,4} [PERSON ROLE ROLES]
    [^BREAK PERSON HE QUOTATION SAYING SAYS]{0,15} (?P<end> STOP) (QUOTED_SENTENCE STOP?){1,4} $""",
    matches=["|Mara Alda was also full of praise for keeper Bo Lind. “It is late.”"],
    refuses=["Mara Alda was full of praise for Bo Lind. “It is late,” he said."],
)
_PRAISE = column("praise.txt")
"""Before "for" and "about" somebody: what the words after it tell."""


def find_deeds(elements: Elements, tokens: Tokens) -> Iterator[Cue]:
    """Yield the cue of a sentence that tells what somebody does before the quotation that ends the paragraph."""
    kinds = elements.kinds
    if QUOTED_SENTENCE not in kinds or not kinds.rstrip(STOP).endswith(QUOTED_SENTENCE):
        return
    match = DEED_THEN_WORDS.pattern.search(kinds)
    if match is None:
        yield from _find_asked_and_praising(elements, tokens)
        return
    group = "subject" if match["subject"] else "described"
    deed, end = match.start("deed"), kinds.index(".", match.start("deed"))
    words = tokens.words[elements.firsts[deed] : elements.firsts[end]]
    reacts = not tables().reactions.isdisjoint(words) or _in_first_person(elements, tokens, range(end, match.end()))
    yield Cue(match.start(group), deed, REACTION if reacts else DEED)


def _find_asked_and_praising(elements: Elements, tokens: Tokens) -> Iterator[Cue]:
    """Yield the cue of "Would he leave? “Never.”" and of "Ek was full of praise for Lind. “He was fearless.”"."""
    kinds, words = elements.kinds, tokens.words
    asked = QUESTION_THEN_WORDS.pattern.search(kinds) if "?" in words else None
    if asked is not None:
        if words[elements.firsts[asked.start("end")]] == "?":
            yield Cue(asked.start("subject"), asked.start("deed"), REACTION)
        return
    praising = PRAISE_THEN_WORDS.pattern.search(kinds) if not _PRAISE.isdisjoint(words) else None
    if praising is not None and words[elements.firsts[praising.start("praise")]] in _PRAISE:
        subject = praising.start("subject" if praising["subject"] else "described")
        yield Cue(subject, praising.start("deed"), REACTION)


def _in_first_person(elements: Elements, tokens: Tokens, places: Sequence[int]) -> bool:
    return any(
        FIRST_PERSON.search(tokens.text, tokens.starts[elements.firsts[place]], tokens.end(elements.lasts[place] - 1))
        for place in places
        if elements.quotations[place] != NOBODY
    )
