"""What somebody does before words in marks, without a verb of speech: whose words they are.

"Ek shrugged. “It is old.”" and "Ek was furious. “It was no penalty.”" trust the reader to know.  So does a feature:
"Ek has fished here for forty years. “I never saw such a storm.”"  The one whom the sentence is about speaks if it tells
how they take something, if the words are in the first person, or if they have spoken before.
"""

import re
from collections.abc import Iterator, Sequence

from .clauses import DEED, Cue
from .elements import NOBODY, Elements
from .kinds import QUOTED_SENTENCE
from .rules import Rule
from .tables import tables
from .tokens import Tokens

REACTION = "reaction"
"""The rule of a cue that tells how somebody takes something, or before words in the first person."""
FIRST_PERSON = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|[Mm]e|[Mm]yself|[Ww]e|[Ww]e['’](?:re|ve|d|ll)|[Oo]ur|[Uu]s)\b"
)
SELF = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|[Mm]e|[Mm]yself)\b")

DEED_THEN_WORDS = Rule(
    """(^ | (?<=[STOP QUOTED_SENTENCE])) ([AND ADVERBIAL] COMMA?)?
    (VERB? PREMODIFIER{0,4} (?P<subject> [PERSON HE])
    | DETERMINER [OTHER NAME BODY NUMBER ADVERB]{0,4} (?P<described> ROLE))
    (COMMA [^BREAK PERSON HE]{1,20}? COMMA | COMMA NUMBER COMMA)? ADVERBIAL{0,2} COMMA?
    (?P<deed> [VERB BE HAVE MODAL WILL DO NEGATED OTHER SAYS])
    [^BREAK PERSON HE WHO QUOTATION SAYING SPEECH_VERB]{0,25} STOP
    ([^BREAK PERSON HE ANY_ROLE WHO QUOTATION SAYING SAYS]{1,25} STOP)? (QUOTED_SENTENCE STOP?){1,4} $""",
    matches=["|Mara Alda shrugged. “It is late.”", "It rained. |She was not convinced. “It is late.” “It is cold.”"],
    refuses=["Mara Alda has met Bo Lind before. “It is late.”", "Mara Alda shrugged. “It is late,” said Bo Lind."],
)


def find_deeds(elements: Elements, tokens: Tokens) -> Iterator[Cue]:
    """Yield the cue of a sentence that tells what somebody does before the quotation that ends the paragraph."""
    kinds = elements.kinds
    if QUOTED_SENTENCE not in kinds:
        return
    match = DEED_THEN_WORDS.pattern.search(kinds)
    if match is None:
        return
    group = "subject" if match["subject"] else "described"
    deed, end = match.start("deed"), kinds.index(".", match.start("deed"))
    words = tokens.words[elements.firsts[deed] : elements.firsts[end]]
    reacts = not tables().reactions.isdisjoint(words) or _in_first_person(elements, tokens, range(end, match.end()))
    yield Cue(match.start(group), deed, REACTION if reacts else DEED)


def _in_first_person(elements: Elements, tokens: Tokens, places: Sequence[int]) -> bool:
    return any(
        FIRST_PERSON.search(tokens.text, tokens.starts[elements.firsts[place]], tokens.end(elements.lasts[place] - 1))
        for place in places
        if elements.quotations[place] != NOBODY
    )
