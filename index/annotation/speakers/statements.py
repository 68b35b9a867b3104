"""What somebody says indirectly: from after the cue to the end of its clause.

"Alda told Ek on Monday that [the bridge was shut], but the council denied [it]": content follows its verb, past whom it
was told and when, or it stands before a cue that closes the sentence ("[It is shut], Alda said."), or on both sides of
one ("[It will], Alda said, [be shut]").  A quotation inside belongs to the clause; a clause that is nothing but
quotations is none of these, for those are told as quotations.
"""

from collections.abc import Iterator, Sequence

from ..spans import Statement
from .clauses import Cue, before_phrase
from .elements import Elements
from .kinds import COLON, COMMA, QUOTATION, QUOTED_SENTENCE, THAT, TO, WHO, one_of
from .nesting import CLOSING
from .rules import Rule
from .speaking import Speaking
from .tokens import Tokens

Extent = tuple[int, int]
"""The first element of a statement and the one past its last."""
_AFTER_VERB = frozenset(["direct", "chain", "participle"])
_SENTENCE_ENDS = one_of("SENTENCE_END")
_QUOTED = one_of("QUOTED")
_INTRODUCING = one_of("COMMA COLON")
_BEFORE_CLOSING_CUE = one_of("COMMA QUOTED")
_EDGES = one_of("COMMA COLON DASH AND SEMICOLON STOP")
_NOTHING_BUT_QUOTATIONS = one_of("QUOTED COMMA COLON DASH AND THAT ADVERBIAL PREPOSITION")
_SUBORDINATE_OPENERS = one_of("WHILE IF")
_NEW_CLAUSE_OPENERS = one_of("AND WHILE COMMA SEMICOLON DASH")
_CONTRASTS = frozenset(["but", "yet", "while", "whereas", "though", "although"])
_OBJECTS = one_of("DETERMINER NAME PERSON HIM")
_PHRASE_OPENERS = one_of("DETERMINER ROLE ROLES NAME BODY QUOTATION")
_FINITE = one_of("FINITE")
_TOLD = frozenset(["tell", "tells", "told", "telling", "inform", "informs", "informed", "informing"]) | {
    *("remind", "reminds", "reminded", "reminding", "assure", "assures", "assured", "assuring"),
    *("warn", "warns", "warned", "warning", "advise", "advises", "advised", "advising"),
}
"""Verbs whose first object is whom it is told."""
_PARTICLES = frozenset(["on", "for", "about", "of", "against"])
"""called on X to, apologised for, talked about"""

UP_TO_THAT = Rule(
    """(([ADVERBIAL PREPOSITION TO COMMA HIM PERSON ROLES NAME] | DETERMINER TIME)
    [^BREAK THAT FINITE IF SAYING]{0,11}?)? THAT""",
    matches=[
        "Mara Alda said| that| it was late.",
        "Mara Alda said| in a statement that| it was late.",
        "Mara Alda said| this month that| it was late.",
        "Mara Alda said|, in Bergby, that| it was late.",
        "Mara Alda warned| Bo Lind on Monday that| it was late.",
    ],
    refuses=["Mara Alda said| a boat that| sank was old."],
)
TOLD_THAT = Rule(
    "[^BREAK THAT FINITE IF SAYING]{0,12}? THAT",
    matches=["Mara Alda told| the council on Monday that| it was late."],
    refuses=["Mara Alda told| Bo Lind it was late and that| it was cold."],
)
WHEN_OR_WHERE = Rule(
    """ADVERBIAL{0,3} (PREPOSITION TIME)?
    (PREPOSITION [DETERMINER OTHER NAME SPEECH_NOUN TIME NUMBER]{1,4}?
    (?=[DETERMINER PERSON HE THEY WE] [^BREAK]* FINITE))?
    ADVERBIAL{0,2} (?!FINITE) (COMMA (?!ADVERBIAL{0,2} SPEECH_GERUND) | COLON)?""",
    matches=["Mara Alda said| on Monday| the port was shut.", "Mara Alda said| in a statement| the port was shut."],
    refuses=["Mara Alda called| on the council| to shut the port.", "Mara Alda said| there| was no port."],
)
ADDRESSEE = Rule(
    """(HIM | PERSON | DETERMINER? OTHER{0,3} [NAME BODY ROLE ROLES OTHER]) (PREPOSITION TIME | TIME){0,2}
    (?=[DETERMINER PERSON NAME HE THEY WE ROLES IF TO COMMA COLON STOP QUOTED NUMBER] | $)""",
    matches=["Mara Alda told| Bo Lind| it was late.", "Mara Alda told| the inquest on Monday| it was late."],
    refuses=["Mara Alda told| of the harbour|."],
)
ASKED_WHETHER = Rule(
    "(HIM | PERSON | DETERMINER? OTHER{0,3}? [NAME BODY ROLE ROLES OTHER]) (?=IF)",
    matches=["Mara Alda asked| Bo Lind| whether it was late."],
    refuses=["Mara Alda asked| Bo Lind| to leave."],
)
JOINT = Rule("[COMMA AND]", matches=["Mara Alda |and| Bo Lind said no."], refuses=["Mara Alda said no."])
SENTENCE_END = Rule("[SENTENCE_END]", matches=["Mara Alda said no|.|"], refuses=["Mara Alda, who said no"])
GOES_ON = Rule(
    "(COMMA? AND ADVERBIAL{0,2} SPEECH_VERB | COMMA ADVERBIAL{0,2} SPEECH_GERUND)",
    matches=[
        "Mara Alda said it was late| and added| that it was cold.",
        "Mara Alda said no|, adding| that it was cold.",
    ],
    refuses=["Mara Alda said it was late| and cold|."],
)


def find_statements(elements: Elements, tokens: Tokens, speakings: Sequence[Speaking]) -> tuple[Statement, ...]:
    """Return what is said indirectly in a paragraph, in order."""
    found: list[Statement] = []
    subjects = sorted({speaking.cue.subject for speaking in speakings})
    for speaking in speakings:
        for first, past in _extents(elements, tokens, speaking.cue, subjects):
            first, past = _trimmed(elements.kinds, first, past)
            if past > first and not _NOTHING_BUT_QUOTATIONS.issuperset(elements.kinds[first:past]):
                start, end = tokens.starts[elements.firsts[first]], tokens.end(elements.lasts[past - 1] - 1)
                found.append(Statement(start, end, speaking.name, speaking.sure))
    return tuple(sorted(found, key=lambda statement: (statement.start, statement.end)))


def _extents(elements: Elements, tokens: Tokens, cue: Cue, subjects: Sequence[int]) -> Iterator[Extent]:
    kinds = elements.kinds
    start, end = _sentence(kinds, min(cue.subject, cue.verb), max(cue.subject, cue.verb))
    if cue.rule == "inverted":
        opens = _phrase_start(kinds, min(cue.subject, cue.verb))
        if opens > start:
            yield start, _without_description(kinds, start, opens)
            yield from _going_on(elements, tokens, cue.subject + 1, end)
        else:
            yield _after(kinds, COLON, cue.subject, end), end
    elif cue.rule == "according":
        if kinds[start] not in _QUOTED:
            yield start, cue.verb
        yield _after(kinds, COMMA, cue.subject, end), end
    elif cue.rule in _AFTER_VERB:
        opens = _phrase_start(kinds, cue.subject)
        if _is_of_quotation(kinds, opens, cue.verb, end):
            yield from _after_verb(elements, tokens, cue, subjects, end)[1:]
        elif opens > start and kinds[opens - 1] in _BEFORE_CLOSING_CUE and _closes(elements, tokens, cue.verb):
            yield start, _without_description(kinds, start, opens)
            further = list(_going_on(elements, tokens, cue.verb + 1, end))
            yield from further or [(_after(kinds, COMMA, cue.verb, end), end)]
        else:
            yield from _after_verb(elements, tokens, cue, subjects, end)


def _closes(elements: Elements, tokens: Tokens, verb: int) -> bool:
    """Tell a verb that nothing follows but whom it is told, when and where: "It was late, Alda told the paper." """
    at = verb + 1
    if _word(elements, tokens, verb) in _TOLD:
        to = ADDRESSEE.pattern.match(elements.kinds, at)
        at = to.end() if to is not None else at
    return CLOSING.pattern.match(elements.kinds, at) is not None


def _going_on(elements: Elements, tokens: Tokens, first: int, end: int) -> Iterator[Extent]:
    """Yield the content of each further verb of a subject whose first verb has none after it."""
    _, verb = _content_end(elements, tokens, first, end)
    while verb is not None:
        first = _content_start(elements, tokens, verb, end)
        past, verb = _content_end(elements, tokens, first, end)
        yield first, past


def _is_of_quotation(kinds: str, opens: int, verb: int, end: int) -> bool:
    """Tell a verb whose content is the quotation before its subject, or the one after a comma or a colon.

    A quotation that ends like a sentence may stand by itself: “It is late.” Alda said the port was shut.
    """
    if kinds[verb + 1 : verb + 2] in _INTRODUCING and kinds[verb + 2 : verb + 3] in _QUOTED:
        return True
    before = kinds[opens - 1] if opens > 0 else ""
    return before == QUOTATION or (before == QUOTED_SENTENCE and _FINITE.isdisjoint(kinds[verb + 1 : end]))


def _after_verb(elements: Elements, tokens: Tokens, cue: Cue, subjects: Sequence[int], end: int) -> list[Extent]:
    """Return what follows the verb, and what follows each further verb of the same subject: "and added that"."""
    kinds = elements.kinds
    end = min([end, *(_clause_start(kinds, subject, cue.verb) for subject in subjects if cue.verb < subject < end)])
    if _is_subordinate(kinds, cue):
        end = _end_of_subordinate(kinds, cue.verb, end)
    first = _content_start(elements, tokens, cue.verb, end)
    past, _ = _content_end(elements, tokens, first, end)
    return [(first, past), *_going_on(elements, tokens, first, end)]


def _content_start(elements: Elements, tokens: Tokens, verb: int, end: int) -> int:
    """Return where the content of a verb begins, past whom it is told, when and where, and "that"."""
    kinds = elements.kinds
    is_told = _word(elements, tokens, verb) in _TOLD
    that = (TOLD_THAT if is_told else UP_TO_THAT).pattern.match(kinds, verb + 1, end)
    if that is not None and _word(elements, tokens, that.end() - 1) == "that":
        return that.end()
    at = verb + 1
    if at < end and _word(elements, tokens, at) in _PARTICLES and _word(elements, tokens, verb) != "said":
        when = WHEN_OR_WHERE.pattern.match(kinds, at, end)
        return at + 1 if when is None or when.end() == at else when.end()
    if kinds[at : at + 1] == TO and kinds[at + 1 : at + 2] in _OBJECTS:
        return at + 1
    to = (ADDRESSEE if is_told else ASKED_WHETHER).pattern.match(kinds, at, end)
    if to is not None:
        at = to.end()
    when = WHEN_OR_WHERE.pattern.match(kinds, at, end)
    return when.end() if when is not None else at


def _content_end(elements: Elements, tokens: Tokens, first: int, end: int) -> tuple[int, int | None]:
    """Return where content ends, and the verb of the same subject that goes on after it, if there is one."""
    kinds = elements.kinds
    for joint in JOINT.pattern.finditer(kinds, first, end):
        further = GOES_ON.pattern.match(kinds, joint.start(), end)
        if further is not None:
            return joint.start(), further.end() - 1
        if joint.group() == COMMA and _contrasts(elements, tokens, joint.end(), end):
            return joint.start(), None
    return end, None


def _contrasts(elements: Elements, tokens: Tokens, at: int, end: int) -> bool:
    """Tell ", but the council left", which is told by the article, from ", but that it was late"."""
    return at < end and _word(elements, tokens, at) in _CONTRASTS and elements.kinds[at + 1 : at + 2] != THAT


def _clause_start(kinds: str, subject: int, after: int) -> int:
    """Return where the clause of another subject begins: at the comma or the conjunction before it."""
    for at in range(subject - 1, after, -1):
        if kinds[at] in _NEW_CLAUSE_OPENERS:
            return at
    return subject


def _is_subordinate(kinds: str, cue: Cue) -> bool:
    before = before_phrase(kinds, cue.subject)
    return kinds[cue.subject] == WHO or (before >= 0 and kinds[before] in _SUBORDINATE_OPENERS)


def _end_of_subordinate(kinds: str, verb: int, end: int) -> int:
    comma = kinds.find(COMMA, verb + 1, end)
    return end if comma < 0 else comma


def _sentence(kinds: str, first: int, last: int) -> Extent:
    """Return the sentence of a cue; a quotation that ends like a sentence ends this one if nothing hangs on it."""
    start = max(kinds.rfind(end, 0, first) for end in _SENTENCE_ENDS) + 1
    if start > 0 and kinds[start - 1] == QUOTED_SENTENCE and kinds[start : start + 1] == COMMA:
        start -= 1
    end = SENTENCE_END.pattern.search(kinds, last + 1)
    return start, end.end() if end is not None else len(kinds)


def _phrase_start(kinds: str, index: int) -> int:
    return before_phrase(kinds, index) + 1


def _without_description(kinds: str, start: int, past: int) -> int:
    """Return where content ends before "the mayor, Bo Lind, said": at the comma before a phrase without a verb."""
    comma = kinds.rfind(COMMA, start, max(start, past - 1))
    phrase = kinds[comma + 1 : past]
    describes = phrase[:1] in _PHRASE_OPENERS and _FINITE.isdisjoint(phrase)
    if comma > start and describes:
        return comma
    return start if start < past and kinds[start] in _QUOTED and _FINITE.isdisjoint(kinds[start:past]) else past


def _after(kinds: str, mark: str, index: int, end: int) -> int:
    at = kinds.find(mark, index + 1, end)
    return end if at < 0 else at + 1


def _trimmed(kinds: str, first: int, past: int) -> Extent:
    while first < past and kinds[first] in _EDGES:
        first += 1
    while past > first and kinds[past - 1] in _EDGES:
        past -= 1
    return first, past


def _word(elements: Elements, tokens: Tokens, index: int) -> str:
    return tokens.words[elements.firsts[index]].lower()
