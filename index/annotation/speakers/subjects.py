"""Subject before verb: "X said", "X, the mayor, has said", "X took the floor and said", "X and Y said".

The commonest way to report speech, and the one in which the verb may stand far from its subject.  The rules are tried
from right after a possible subject.
"""

from collections.abc import Iterator

from .clauses import Cue, before_phrase, may_be_subject
from .kinds import COMMA, NAME, PERSON, ROLE, letters, one_of
from .rules import Rule

_PLURAL = one_of("ROLES THEY WE")
_GROUPS = one_of("GROUP ANY_ROLE")
_CLITIC_TAKERS = one_of("PRONOUN")
_NAMES = one_of("GROUP")
_DESCRIPTIONS = one_of("ANY_ROLE")
_MAY_BE_NAMED = one_of("BODY ROLE")
_PERSON_COMMA = letters("PERSON COMMA")
_SECOND_HALVES = (
    letters("AND ROLE"),
    letters("NAME OF NAME AND NAME"),
    letters("NAME OF DETERMINER NAME AND NAME"),
    letters("NAME OF NAME COMMA NAME AND NAME"),
    letters("NAME OF NAME COMMA NAME COMMA NAME AND NAME"),
    letters("OF DETERMINER OTHER AND OTHER BODY"),
)
"""(curator) and director, Union of Atheists and Agnostics, (Ek) of the search and rescue agency"""
_LONGEST_HALVES = max(map(len, _SECOND_HALVES))
_OF_NAME = letters("OF NAME COMMA NAME")

SPOKEN_OF = Rule(
    "SUBJECT (?=[^BREAK SAYS SAY SAYING SPEECH_PARTICIPLE QUOTED]* [SAYS SAY SAYING SPEECH_PARTICIPLE QUOTED COLON])",
    matches=["|Mara Alda| left the town and said no.", "|Mara Alda| wrote a letter: it was late."],
    refuses=["Mara Alda left."],
)
"""A subject whose sentence goes on with something that tells speech."""
DIRECT = Rule(
    "([OTHER VERB] (?=[OF PREPOSITION]))? BETWEEN SPEAKS",
    matches=[
        "Mara Alda|, the mayor, has often said| so.",
        "The man| accused of a raid said| so.",
        "A sailor| interviewed in the harbour said| so.",
    ],
    refuses=["Mara Alda| was told so."],
)
DIRECT_PLURAL = Rule(
    "(OTHER (?=[PREPOSITION OF TO]) | [VERB GERUND] (?=[PREPOSITION OF]))? BETWEEN (SPEAKS | SAY)",
    matches=["They| often say| so.", "Sailors| familiar with the harbour say| so.", "Sailors| close to Ek say| so."],
    refuses=["They| went home."],
)
CLITIC = Rule(
    "POSSESSIVE ADVERBIAL{0,3} [SAYING SAYS]",
    matches=["He|'s now calling| it late."],
    refuses=["He|'s a farmer."],
)
PARTICIPLE = Rule(
    "ADVERBIAL{0,3} SAYING",
    matches=["The film shows Mara Alda| saying| no."],
    refuses=["The film shows Mara Alda| walking."],
)
CHAIN = Rule(
    """DOES
    ([PREPOSITION ADVERBIAL HIM]{0,2} TO ADVERBIAL{0,2} WEAK_SPEECH_INFINITIVE
    | SAME_CLAUSE (AND_HAS SAYS | SAYING | TO_SAY | THEN_QUOTES))""",
    matches=[
        "Mara Alda| went on to blame| the harbour.",
        "Mara Alda| took the floor and said| no.",
        "Mara Alda| left, saying| no.",
        "Mara Alda| rose to say| no.",
        "Mara Alda| wrote a letter:| “It is late.”",
    ],
    refuses=[
        "Mara Alda| took the floor and left.",
        "Mara Alda| left when Bo Lind came and said no.",
    ],
)
GROUP_CHAIN = Rule(
    "DOES SAME_CLAUSE (AND_HAS SPEECH_VERB | AND HAVE ADVERBIAL{0,2} SAYS | SPEECH_GERUND | TO_SAY | THEN_QUOTES)",
    matches=[
        "The soldiers| left the town, saying| no.",
        "The soldiers| left and later said| no.",
        "The ministry| was there and has blamed| the port.",
    ],
    refuses=["The soldiers| left the town, attacking another."],
)
LISTED_IN_NAME = Rule(
    "NAME OF NAME (COMMA NAME){0,2}? COMMA (?P<listed> NAME) (?=(COMMA NAME){0,2} COMMA? AND NAME)",
    matches=["The |Department of Roads, Culture| and Ports said no."],
    refuses=["At the Bank of Bergby, Harbour Watch said no."],
)
JOINED = Rule(
    """(COMMA PREMODIFIER{0,3} PERSON){0,4} COMMA? AND PREMODIFIER{0,3}? [PERSON GROUP ANY_ROLE]
    (?![OTHER ANY_ROLE PERSON GROUP POSSESSIVE OF PREPOSITION AND])""",
    matches=["Mara Alda|, mayor Bo Lind and the Harbour Council| said no.", "Mara Alda| and her sister| said no."],
    refuses=["Mara Alda| and Bo Lind's| lawyer said no."],
)
BOTH_GROUPS = Rule(
    """AND [DETERMINER OTHER NAME]{0,6} DETERMINER? [OTHER NAME]{0,4} [GROUP]
    (?![OTHER ANY_ROLE PERSON GROUP POSSESSIVE AND OF])""",
    matches=["The port authority| and the Harbour Police| said no.", "Bergby| and its large ministry| said no."],
    refuses=["The port authority| and the Harbour Police| spokesman said no."],
)
NAMED_AFTER = Rule(
    """(ADVERB | [PREPOSITION OF TO GERUND] [PREMODIFIER ADVERB POSSESSIVE PERSON OF GERUND SPEECH_NOUN]{1,10}?
    (AND OTHER{0,2} [NAME PERSON])?)?
    COMMA (DETERMINER | DETERMINER? [OTHER NUMBER NAME]{0,4} ROLE | NAME POSSESSIVE OTHER{0,2} ROLE?)? PERSON
    ([PREPOSITION OF] [DETERMINER OTHER GROUP PREPOSITION OF PERSON ROLE]{1,8}?)? (?=[COMMA DASH])
    | (OF [DETERMINER OTHER NAME]{1,2})? [PREPOSITION OF] [DETERMINER OTHER]{0,3} NAME PERSON
    (?=ADVERBIAL{0,2} SAYS)""",
    matches=[
        "A lawyer| for the port, Mara Alda|, said no.",
        "A man| visiting Bergby, Mara Alda of Lindal|, left.",
        "His sister|, the old mayor Mara Alda|, said no.",
        "The envoy| to Norland and Sudland, Mara Alda|, said no.",
        "A lecturer| at Bergby University Dr. Mara Alda| said no.",
        "The keeper| of Lindal College Mara Alda| said no.",
        "A nurse| there, Mara Alda|, took the chart and said no.",
        "Her rival|, the 19-year-old qualifier Mara Alda|, said no.",
        "The councillor|, Harbour Party's Mara Alda|, said no.",
    ],
    refuses=["A lawyer| for the port, Mara Alda| said no."],
)

OFFICE_OF_NAME = Rule(
    "(OF DETERMINER? NAME)? COMMA PERSON COMMA (?=ADVERBIAL{0,2} SAYS)",
    matches=["The Reeve| of Sund, Mara Alda,| said no."],
    refuses=["Bergby| and Mara Alda, who left,| said no."],
)


NAMED_BETWEEN = Rule(
    "COMMA NAME COMMA (?=ADVERBIAL{0,2} (HAVE ADVERBIAL{0,2})? SAYS)",
    matches=["The war monitor|, Harbour Watch,| said no.", "Her publisher|, Harbour Press,| said no."],
    refuses=["The ministry|, in Bergby,| said no."],
)


def subject_first(kinds: str) -> Iterator[Cue]:
    """Yield the cues of a paragraph whose subject stands before the verb."""
    listed = 0
    for found in SPOKEN_OF.pattern.finditer(kinds):
        index, kind = found.start(), found.group()
        if index < listed or _continues_phrase(kinds, index):
            continue
        if not may_be_subject(kinds, index):
            participle = PARTICIPLE.pattern.match(kinds, index + 1) if kind == PERSON else None
            if participle is not None:
                yield Cue(index, participle.end() - 1, "participle")
            continue
        several = _list_of_subjects(kinds, index)
        if several:
            yield from several
            listed = several[-1].subject + 1
            continue
        verb = _verb_of(kinds, index)
        if verb is not None:
            subject = _named_for(kinds, index)
            if not (verb[1] == "chain" and subject == index and _is_apposition(kinds, index)):
                yield Cue(subject, *verb)


def _verb_of(kinds: str, index: int) -> tuple[int, str] | None:
    """Return where the verb of speech of the subject at `index` stands, and the rule that saw it."""
    kind = kinds[index]
    direct = DIRECT_PLURAL if kind in _PLURAL else DIRECT
    match = direct.pattern.match(kinds, index + 1)
    if match is None and kind == PERSON:
        match = PARTICIPLE.pattern.match(kinds, index + 1)
    if match is None and kind in _CLITIC_TAKERS:
        match = CLITIC.pattern.match(kinds, index + 1)
    if match is not None:
        return match.end() - 1, "direct"
    chain = (GROUP_CHAIN if kind in _GROUPS else CHAIN).pattern.match(kinds, index + 1)
    return (chain.end() - 1, "chain") if chain is not None else None


def _list_of_subjects(kinds: str, index: int) -> list[Cue]:
    """Return a cue for each subject of "X, Y and Z said"; none where no list begins at `index`."""
    if kinds[index] == PERSON:
        joined = JOINED.pattern.match(kinds, index + 1)
    else:
        joined = BOTH_GROUPS.pattern.match(kinds, index + 1) if kinds[index] in _NAMES else None
    if joined is None:
        return []
    last = joined.end() - 1
    verb, rule = DIRECT_PLURAL.pattern.match(kinds, last + 1), "direct"
    if verb is None:
        verb, rule = CHAIN.pattern.match(kinds, last + 1), "chain"
    if verb is None:
        return []
    subjects = [place for place in range(index, last + 1) if kinds[place] == PERSON or place in (index, last)]
    return [Cue(subject, verb.end() - 1, rule) for subject in subjects]


def _named_for(kinds: str, index: int) -> int:
    """Return the name that the noun at `index` only describes, or `index` itself.

    "The town's mayor, X, said" and "X, the mayor of Bergby said", which lacks its second comma, are both X.
    """
    if kinds[index] == NAME:
        named = OFFICE_OF_NAME.pattern.match(kinds, index + 1)
        return named.end() - 2 if named is not None else index
    if kinds[index] in _MAY_BE_NAMED:
        named = NAMED_BETWEEN.pattern.match(kinds, index + 1)
        if named is not None:
            return named.end() - 2
    if kinds[index] not in _DESCRIPTIONS:
        return index
    comma = before_phrase(kinds, index)
    if kinds[index] == ROLE and comma > 0 and kinds[comma - 1 : comma + 1] == _PERSON_COMMA:
        inside_apposition = kinds[max(0, comma - 2)] == COMMA
        if not inside_apposition and may_be_subject(kinds, comma - 1):
            return comma - 1
    after = NAMED_AFTER.pattern.match(kinds, index + 1)
    return after.end() - 1 if after is not None else index


def _is_apposition(kinds: str, index: int) -> bool:
    """Tell the noun of "(they said) X, the first mayor to sail, rose": it only describes X."""
    comma = before_phrase(kinds, index)
    return kinds[index] in _DESCRIPTIONS and comma > 0 and kinds[comma - 1 : comma + 1] == _PERSON_COMMA


def _continues_phrase(kinds: str, index: int) -> bool:
    """Tell the second half of a noun phrase: "curator and director", "Union of Atheists and Agnostics"."""
    before = kinds[max(0, index + 1 - _LONGEST_HALVES) : index + 1]
    if before.endswith(_SECOND_HALVES):
        return True
    return _OF_NAME in before and any(
        match.start("listed") == index
        for match in LISTED_IN_NAME.pattern.finditer(kinds, max(0, index - _LONGEST_HALVES))
    )
