"""Speakers without a name: "the minister", "Ukrainian sources", "a spokesman for the port".

A description that the article has tied to a person ("Ana Ek, the minister", "Minister Ana Ek") means that person; one
of several people or of nobody in particular stays what it says.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from .elements import Elements
from .kinds import DETERMINER, HE, HIM, PERSON, ROLES, VERB, letters, one_of
from .tables import ANYBODY, ONE_ALONE, column, tables
from .tokens import Tokens

_PREMODIFIERS = one_of("PREMODIFIER POSSESSIVE GERUND NUMBER VERB PERSON ADVERB SPEECH_NOUN SAY")
_NOT_FIRST = one_of("ADVERB GERUND SAY POSSESSIVE")
_NAME_OF_NAME = letters("NAME OF NAME")
_ARTICLES = frozenset(["a", "an", "the", "some", "one", "another", "this", "that", "these", "those"])
_OWNERS = frozenset(["his", "her", "its", "their", "my", "our", "your"])
_COUNTING = frozenset(
    ["few", "dozen", "couple", "handful", "group", "number", "majority", "lot", "host", "variety"]
) | {*("series", "hundred", "thousand", "million", "score", "growing", "small", "large")}
"""What stands between "a" and several people."""
_NOUNS_BEFORE_NOUNS = column("nouns-before-nouns.txt")
"""What ends in s before "officials", "experts" and the like."""
_PARTS_PERSON = one_of("ADVERB GERUND")
_BEFORE_NUMBER = frozenset(["least", "far"])
"""at least 200 sailors, so far 66 people"""
_SERVICE = re.compile(r"\d+-year")
"""a 15-year veteran"""
_DEFINITE = frozenset(["the", "this", "that", "its"])
_RANKS = frozenset(["vice", "deputy", "assistant", "associate", "acting", "former", "ex", "interim", "then", "late"])
"""Words that make an office another one."""
_HOME = frozenset(["US", "U.S.", "American", "Republican", "Democratic"])
"""What a newspaper may add to an office, or leave out, without meaning another one."""
_PARTIES = frozenset(["Republican", "Democratic"])
_LONGEST_PHRASE = 8
_LONGEST_PARTY = 5
_IN_PARTIES = frozenset(["leader", "lawmaker", "politician", "legislator", "parliamentarian", "mp", "mla", "senator"])
_WORLD_BODIES = frozenset(["EU", "UN", "US", "UK", "NATO", "UAE", "AU", "ECB", "IMF"])
_GENDER_TOLD = {"he": "m", "she": "f", "him": "m", "himself": "m", "herself": "f"}
_TOLD_WITHIN = 24
_RIGHT_AFTER = 2
_ONE = frozenset(["a", "an"])
_DESCRIPTIONS = one_of("ANY_ROLE")
YEAR_OLD = "year-old"
_AGE = re.compile(r"\b(\d{1,3})-year-old")
_SINGLING = frozenset(["first", "second", "third", "last", "only", "next", "other", "another", "same", "wrong", "late"])
_YOUNG = frozenset(["teenager", "teen", "youngster", "schoolboy", "schoolgirl", "boy", "girl"])
_IN_TEENS = range(5, 20)
_NATIVE = frozenset([ONE_ALONE])
_STYLES = frozenset(["highness", "majesty", "excellency", "lordship", "ladyship", "worship"])
_GENDER_OF_STYLE = {"his": "m", "her": "f"}
"""Her Highness, His Excellency"""


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase that tells who speaks; `first` and `last` are token indexes, `head` its noun in lower case.

    `gender` is m or f where the phrase tells it, else u.
    """

    text: str
    first: int
    last: int
    head: str
    gender: str
    definite: bool
    plural: bool


def describe(elements: Elements, tokens: Tokens, index: int) -> Description:
    """Return the noun phrase whose head is element `index`."""
    kinds, words = elements.kinds, tokens.words
    first = index
    while first > 0 and index - first < _LONGEST_PHRASE and kinds[first - 1] in _PREMODIFIERS:
        if kinds[first - 1] == VERB and not words[elements.firsts[first - 1]].endswith("ed"):
            break
        if kinds[first - 1] in _PARTS_PERSON and kinds[max(0, first - 2)] == PERSON:
            first = index
            break
        first -= 1
        if kinds[first] == DETERMINER:
            break
        if kinds[max(0, first - 2) : first + 1] == _NAME_OF_NAME:
            first -= 2
    while first < index and kinds[first] in _NOT_FIRST:
        first += 1
    first_token, last_token = elements.firsts[first], elements.lasts[index]
    lead = words[first_token].lower()
    if kinds[index] == ROLES and _ends_in_clause(words[first_token:last_token]):
        first_token = elements.firsts[index]
    start = first_token
    while start + 1 < last_token and _is_left_out(words[start]):
        start += 1
    text = tokens.text[tokens.starts[start] : tokens.end(last_token - 1)]
    head = head_of(words[last_token - 1])
    styled = head in _STYLES and lead in _GENDER_OF_STYLE
    return Description(
        text=" ".join(text.split()),
        first=first_token,
        last=last_token,
        head=head,
        gender=_GENDER_OF_STYLE[lead] if styled else gender_of(head),
        definite=styled or lead in _DEFINITE,
        plural=kinds[index] == ROLES,
    )


def head_of(word: str) -> str:
    """Return the noun that a word is, in lower case: "mum" for mum-of-two, "year-old" for 34-year-old."""
    lower = word.lower()
    return YEAR_OLD if lower.endswith(YEAR_OLD) else lower.split("-of-", 1)[0].removeprefix("great-")


def meant_by(head: str) -> frozenset[str]:
    """Return the roles that a noun may stand for, `tables.ANYBODY` and `ONE_ALONE` among them."""
    lookup = tables()
    return lookup.references.get(head) or (_NATIVE if head in lookup.natives else frozenset())


def _ends_in_clause(words: Sequence[str]) -> bool:
    """Tell "a story sailors (tell)" and "measures critics (call late)" from "a few critics" and "rights groups"."""
    if words[0].lower() in ("a", "an"):
        return _COUNTING.isdisjoint(words[1:])
    before = words[-2] if len(words) > 1 else ""
    return before.islower() and before.endswith("s") and before.isalpha() and before not in _NOUNS_BEFORE_NOUNS


def _is_left_out(word: str) -> bool:
    """Tell an article and years of service, which open a description and tell nothing more."""
    return word.lower() in _ARTICLES or word in _BEFORE_NUMBER or _SERVICE.fullmatch(word) is not None


def without_owner(text: str) -> str:
    """Return "lawyer" for "his lawyer": whose lawyer it is, only the paragraph tells."""
    owner, space, rest = text.partition(" ")
    return rest if space and owner.lower() in _OWNERS else text


def may_be_described(text: str, head: str, given: Mapping[str, str]) -> bool:
    """Tell whether a person with the roles `given` may be meant by `text`, whose noun is `head`."""
    words = text.replace("-", " ").split()
    held = given[head].replace("-", " ")
    ranks = {word.lower() for word in words} & _RANKS
    if ranks != {word.lower() for word in held.split()} & _RANKS:
        return False
    parties = _PARTIES.intersection(words)
    if parties and not parties.issuperset(_PARTIES.intersection(held.split())):
        return False
    known = " ".join(given.values())
    return all(word in _HOME and is_bare(held) for word in _added(words, head, known))


def adds_a_name(phrase: Description, given: Mapping[str, str]) -> bool:
    """Tell whether a description holds a name that the roles `given` don't: "the Senate leader"."""
    words = phrase.text.replace("-", " ").split()
    return bool(
        _added([word for word in words if not _names_party(word, phrase.head)], phrase.head, " ".join(given.values()))
    )


def is_of_party(phrase: Description) -> bool:
    """Tell "the NDC leader", who may be any politician of that party."""
    return any(_names_party(word, phrase.head) for word in phrase.text.split())


def _names_party(word: str, head: str) -> bool:
    """Tell the letters of a party before what somebody is in it: the NDC leader, the NDC lawmaker."""
    letters_alone = 1 < len(word) <= _LONGEST_PARTY and word.isupper() and word.isalpha()
    return letters_alone and head in _IN_PARTIES and word not in _WORLD_BODIES


def singles_out(phrase: Description) -> bool:
    """Tell "the first woman" and "the other man", who are not the one before."""
    return not _SINGLING.isdisjoint(phrase.text.lower().split())


def _added(words: Sequence[str], head: str, known: str) -> list[str]:
    capitals = [word for word in words if word[0].isupper() and word.lower() not in _GENDER_OF_STYLE]
    return [word for word in capitals if word.lower() != head and word not in known]


def is_bare(text: str) -> bool:
    """Tell an office without a country or anything else that is capitalised: President, chief economist."""
    lookup = tables()
    return not any(word[0].isupper() and word not in lookup.titles and word not in _HOME for word in text.split())


def age_told(phrase: Description) -> Callable[[int], bool]:
    """Return what tells whether an age fits a description: 34 fits "the 34-year-old", 16 "the teenager"."""
    number = _AGE.search(phrase.text)
    if number is not None:
        return int(number[1]).__eq__
    return _IN_TEENS.__contains__ if phrase.head in _YOUNG else lambda age: True


def is_former(phrase: Description) -> bool:
    """Tell "the former mayor" and "the ex-teacher": a newspaper says so of somebody it has named."""
    return phrase.definite and phrase.text.lower().startswith(("former ", "ex-", "one-time ", "retired "))


def gender_of(head: str) -> str:
    """Return m or f where the noun tells it, else u."""
    lookup = tables()
    told = lookup.roles.get(head) or lookup.natives.get(head, "u")
    return told if told in "mf" else "u"


def is_one(head: str, gender: str) -> bool:
    """Tell a noun for one person whom "he" (m) or "she" (f) may mean."""
    told = gender_of(head)
    return tables().word_classes.get(head) != ROLES and told in ("u", gender)


def with_gender_told(phrase: Description, elements: Elements, tokens: Tokens, index: int) -> Description:
    """Return a description of either gender with the one that the next pronoun tells: "The winger said (that) he".

    Nobody else may stand between but one without a name, "a lawyer"; one right after the verb is who is spoken to.
    """
    if phrase.gender != "u":
        return phrase
    for after in range(index + 1, min(index + _TOLD_WITHIN, len(elements.kinds))):
        kind = elements.kinds[after]
        if kind == HE or (kind == HIM and after - index > _RIGHT_AFTER):
            told = _GENDER_TOLD.get(tokens.words[elements.firsts[after]].lower(), "u")
            return replace(phrase, gender=told) if told != "u" else phrase
        if kind == PERSON or (kind in _DESCRIPTIONS and tokens.words[elements.firsts[after] - 1] not in _ONE):
            return phrase
    return phrase


def is_anybodys(phrase: Description) -> bool:
    """Tell "the Dutchman" and "the striker", who may be named later, from "the judge"."""
    return phrase.definite and not meant_by(phrase.head).isdisjoint((ANYBODY, ONE_ALONE))
