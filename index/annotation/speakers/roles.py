"""The nouns that an article ties to its persons: "Mayor Ana Ek", "Ana Ek, the mayor", "the mayor, Ana Ek".

They tell what role a speaker has, and whom a later "the mayor" means.
"""

import re
from collections.abc import Iterator, Sequence

from .clauses import before_phrase, may_be_subject
from .descriptions import describe
from .elements import Elements
from .kinds import COMMA, PERSON, ROLE, letters, one_of
from .proceedings import parts_in
from .rules import Rule
from .tables import tables
from .titles import HONORIFICS, POST_NOMINALS
from .tokens import Tokens

Roles = dict[int, dict[str, str]]
"""For a person, the nouns the article ties to them ("mayor"), each with the words it came in."""
Ages = dict[int, int]
"""For a person, the age in years."""
_PERSON = re.compile(PERSON)
_NUMBER_COMMA = letters("NUMBER COMMA")
_COMMA_DETERMINER = letters("COMMA DETERMINER")
_BEFORE_NAME = 3
_DIGITS = 4
_IN_APPOSITION = one_of("DETERMINER OTHER NAME BODY POSSESSIVE GERUND NUMBER ADVERB")
_NO_APPOSITION = one_of("SAYS PERSON")
_AND_PERSON = letters("AND PERSON")
_APPOSITION_REACH = 7
_SECOND_REACH = 5
_AGE = letters("COMMA NUMBER COMMA")
_BEFORE_NOUN = one_of("COMMA BE")
_COMMA_NUMBER = letters("COMMA NUMBER")
_AFTER_ROLE = one_of("PREPOSITION OF TO PREMODIFIER POSSESSIVE ADVERB")
_ENDS_APPOSITION = ("", *one_of("COMMA STOP QUOTED DASH"))
_LONGEST_OFFICE = 10
_FEWEST_PARAGRAPHS = 2
_SAYS = one_of("SAYS")
_NOUNS_OF_TITLES = {
    **{"sen": "senator", "sens": "senator", "rep": "representative", "gov": "governor", "prof": "professor"},
    **{"dr": "doctor", "lt": "lieutenant", "capt": "captain", "sgt": "sergeant", "col": "colonel", "gen": "general"},
    **{"maj": "major", "cllr": "councillor", "insp": "inspector", "supt": "superintendent", "det": "detective"},
    **{"rev": "reverend", "amb": "ambassador", "const": "constable", "cpl": "corporal", "adm": "admiral"},
    **{
        "father": "priest",
        "fr": "priest",
        "sister": "nun",
        "ven": "monk",
        "hon": "honourable",
        "adv": "advocate",
        "engr": "engineer",
        "pc": "constable",
        "msgr": "monsignor",
    },
}
"""Titles in short, without their full stop, and the nouns they stand for."""

WITNESS = "witness"
_OF_COURT = frozenset(
    ["prosecutor", "lawyer", "barrister", "counsel", "advocate", "attorney", "solicitor", "defendant"]
)
"""Whose words to a court are no witness's."""

_STYLES = frozenset(["dr", "hon", "prof", "engr", "rev", "fr", "adv", "sir", "dato", "datuk", "seri", "sri", "tan"]) | {
    *(
        "barrister",
        "chief",
        "comrade",
        "haji",
        "alhaji",
        "hajiya",
        "ir",
        "barr",
        "pastor",
        "smt",
        "shri",
        "md",
        "ing",
        "lic",
        "gen",
        "col",
        "lt",
        "maj",
    ),
}
"""Titles between an office and a name: Senator Dr Ana Ek."""

IS_CALLED = Rule(
    "(COMMA WHO)? BE ADVERBIAL{0,2} DETERMINER [OTHER NAME BODY GERUND NUMBER ADVERB VERB]{0,5} ROLE",
    matches=["Mara Alda| is a retired harbour master|.", "Mara Alda|, who is the mayor| of Bergby, left."],
    refuses=["Mara Alda| met the mayor|."],
)

A_NURSE = Rule(
    """^ (PERSON DASH | NAME DASH)? DETERMINER [OTHER NAME BODY GERUND NUMBER ADVERBIAL VERB]{0,5} ROLE
    (?=[FINITE WHO COMMA PREPOSITION])""",
    matches=["|A night nurse| who walked to court has won."],
    refuses=["In Bergby a night nurse has won."],
)
AGED = Rule(
    "COMMA NUMBER ([COMMA STOP COLON] | $)",
    matches=["Mara Alda|, 54,| said no."],
    refuses=["Mara Alda|, 54 miles| away."],
)
A_NAME = Rule("^ PERSON", matches=["|Mara Alda|, 41, said no."], refuses=["It was Mara Alda."])


def collect_roles(paragraphs: Sequence[tuple[Elements, Tokens]]) -> Roles:
    """Return for each person the nouns the article ties to them, each with the words it was given in."""
    roles: Roles = {}
    for elements, tokens in paragraphs:
        for index in _persons_in(elements.kinds):
            person = elements.persons[index]
            for head, text in _roles_at(elements, tokens, index):
                roles.setdefault(person, {}).setdefault(head, text)
            if elements.kinds[index + 1 : index + 3] == _AND_PERSON:
                for head, text in _shared_title(title_text(elements, tokens, index)):
                    for sharing in (person, elements.persons[index + 2]):
                        roles.setdefault(sharing, {}).setdefault(head, text)
        for person, noun in parts_in(elements, tokens):
            if noun != WITNESS or _OF_COURT.isdisjoint(roles.get(person, ())):
                roles.setdefault(person, {}).setdefault(noun, noun)
    _add_role_of_lede(roles, paragraphs)
    return roles


def _add_role_of_lede(roles: Roles, paragraphs: Sequence[tuple[Elements, Tokens]]) -> None:
    """Give the noun of "A nurse who …", which opens an article that names nobody yet, to whom its next one names first.

    "Bo Lind, the lawyer, said" after it is somebody else: a person with a role of their own is not given another.
    """
    if len(paragraphs) < _FEWEST_PARAGRAPHS:
        return
    (lede, lede_tokens), (body, _) = paragraphs[:2]
    opening = A_NURSE.pattern.match(lede.kinds)
    named = A_NAME.pattern.match(body.kinds)
    if opening is None or named is None or PERSON in lede.kinds:
        return
    phrase = describe(lede, lede_tokens, opening.end() - 1)
    person = body.persons[named.end() - 1]
    if not phrase.definite and person not in roles:
        roles[person] = {phrase.head: phrase.text}


def _roles_at(elements: Elements, tokens: Tokens, index: int) -> Iterator[tuple[str, str]]:
    kinds = elements.kinds
    if elements.names[index] > elements.firsts[index]:
        title = title_text(elements, tokens, index)
        if title and "and" not in title.split():
            yield from _of_title(title)
    yield from _of_letters(tokens.words, elements, index)
    heads = [index - 1] if index and kinds[index - 1] == ROLE else []
    heads.extend(_apposition_heads(kinds, index))
    heads.extend(_office_before_comma(kinds, index))
    if kinds[index + 1 : index + 2] in _BEFORE_NOUN:
        called = IS_CALLED.pattern.match(kinds, index + 1)
        if called is not None:
            heads.append(called.end() - 1)
    for head in heads:
        phrase = describe(elements, tokens, head)
        yield phrase.head, phrase.text


def _of_letters(words: Sequence[str], elements: Elements, index: int) -> Iterator[tuple[str, str]]:
    """Yield the office in letters beside a name: "Mara Alda, MP," and "Harbour District Officer (HDO) Mara Alda"."""
    first = elements.firsts[index]
    for word in words[elements.names[index] + 1 : elements.lasts[index]]:
        if word in POST_NOMINALS and word.lower() in tables().roles:
            yield word.lower(), word
    opening = first - _BEFORE_NAME
    if opening > 0 and words[first - 1] == ")" and words[opening] == "(" and words[opening - 1] in tables().titles:
        yield words[first - 2].lower(), words[first - 2]


def collect_ages(paragraphs: Sequence[tuple[Elements, Tokens]]) -> Ages:
    """Return the age of each person of whom the article tells one: "X, 54,", "At 14, X", "23-year-old striker X"."""
    ages: Ages = {}
    for elements, tokens in paragraphs:
        kinds = elements.kinds
        if _COMMA_NUMBER not in kinds and _NUMBER_COMMA not in kinds and "year-old" not in tokens.text:
            continue
        for index in _persons_in(kinds):
            age = _age_at(elements, tokens, index)
            if age is not None:
                ages.setdefault(elements.persons[index], age)
    return ages


def _persons_in(kinds: str) -> list[int]:
    return [match.start() for match in _PERSON.finditer(kinds)]


def _age_at(elements: Elements, tokens: Tokens, index: int) -> int | None:
    kinds, words = elements.kinds, tokens.words
    if kinds.startswith(_COMMA_NUMBER, index + 1) and AGED.pattern.match(kinds, index + 1):
        return _age(words[elements.firsts[index + 2]])
    if index > 2 and kinds[index - 2 : index] == _NUMBER_COMMA and words[elements.firsts[index - 3]].lower() == "at":
        return _age(words[elements.firsts[index - 2]])
    if "year-old" not in tokens.text:
        return None
    phrase = words[elements.firsts[max(0, index - _BEFORE_NAME)] : elements.names[index]]
    if kinds[index + 1 : index + 3] == _COMMA_DETERMINER:
        phrase += words[elements.lasts[index + 2] : elements.lasts[index + 2] + 1]
    return next((_age(word) for word in phrase if word.endswith("year-old")), None)


def _age(word: str) -> int | None:
    digits = word.removesuffix("-year-old")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < _DIGITS else None


def _of_title(title: str) -> Iterator[tuple[str, str]]:
    words = title.split()
    while words:
        text, last = " ".join(words), words.pop().lower().rstrip(".")
        yield last, text
        if last in _NOUNS_OF_TITLES:
            yield _NOUNS_OF_TITLES[last], text
        if last not in _STYLES:
            return


def _shared_title(title: str) -> Iterator[tuple[str, str]]:
    """Yield the singular of "Senators", which stands before two names."""
    noun = title.split(" ")[-1].lower()
    if noun.endswith("s") and noun[:-1] in tables().roles:
        yield noun[:-1], title[:-1]


def _apposition_heads(kinds: str, index: int) -> list[int]:
    """Return the nouns that describe the name at `index` after a comma.

    "economist" in "X, chief U.S. economist at", "nurse" and "mother" in "X, 54, a nurse and mother of two".
    """
    if kinds[index + 1 : index + 2] != COMMA:
        return []
    start = index + 4 if kinds.startswith(_AGE, index + 1) else index + 2
    first, end = _noun_of(kinds, start, _APPOSITION_REACH)
    if first is None:
        return []
    if not kinds.startswith(letters("AND"), end):
        return [first]
    second, _ = _noun_of(kinds, end + 1, _SECOND_REACH)
    return [first] if second is None else [first, second]


def _noun_of(kinds: str, start: int, reach: int) -> tuple[int | None, int]:
    """Return the noun of the phrase that begins at `start`, if it is one for a person, and where the phrase ends."""
    head = None
    for after in range(start, min(start + reach, len(kinds))):
        if kinds[after] == ROLE:
            head = after
        elif kinds[after] not in _IN_APPOSITION:
            return (None if kinds[after] in _NO_APPOSITION else head), after
    return head, min(start + reach, len(kinds))


def _office_before_comma(kinds: str, index: int) -> list[int]:
    """Return "minister" of "the minister for fish, X, said"; nothing for "in a letter to the minister, X said"."""
    if index < 2 or kinds[index - 1] != COMMA or kinds[index + 1 : index + 2] not in _ENDS_APPOSITION:
        return []
    for before in range(index - 2, max(-1, index - 2 - _LONGEST_OFFICE), -1):
        if kinds[before] == ROLE:
            return [before] if may_be_subject(kinds, before) or _follows_verb(kinds, before) else []
        if kinds[before] not in _AFTER_ROLE:
            break
    return []


def _follows_verb(kinds: str, index: int) -> bool:
    """Tell whether the noun phrase at `index` comes after its verb of speech: “It is late,” said the mayor, X."""
    before = before_phrase(kinds, index)
    return before >= 0 and kinds[before] in _SAYS


def title_text(elements: Elements, tokens: Tokens, index: int) -> str:
    """Return the titles that stand before the name at element `index`, without Mr. and the like; may be empty.

    What stands there without being a title ("WATCHED", "Oscar-winner") tells no role.
    """
    words = [word for word in tokens.words[elements.firsts[index] : elements.names[index]] if word not in HONORIFICS]
    lookup = tables()
    if not any(word in lookup.titles or word.lower() in lookup.roles for word in words):
        return ""
    return " ".join(words)
