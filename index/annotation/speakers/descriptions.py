"""Speakers without a name: "the minister", "Ukrainian sources", "a spokesman for the port".

A description that the article has tied to a person ("Ana Ek, the minister", "Minister Ana Ek") means that person; one
of several people or of nobody in particular stays what it says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .elements import NOBODY, Elements
from .kinds import COMMA, DETERMINER, ROLE, ROLES, VERB, letters, one_of
from .tables import tables
from .titles import HONORIFICS
from .tokens import Tokens

Roles = dict[int, dict[str, str]]
"""For a person, the nouns the article ties to them ("mayor"), each with the words it came in."""
_PREMODIFIERS = one_of("PREMODIFIER POSSESSIVE GERUND NUMBER VERB PERSON ADVERB SPEECH_NOUN SAY")
_NOT_FIRST = one_of("ADVERB GERUND SAY POSSESSIVE")
_IN_APPOSITION = one_of("DETERMINER OTHER NAME BODY POSSESSIVE GERUND NUMBER ADVERB")
_NO_APPOSITION = one_of("SAYS PERSON")
_NAME_OF_NAME = letters("NAME OF NAME")
_ARTICLES = frozenset(["a", "an", "the", "some", "one", "another", "this", "that", "these", "those"])
_DEFINITE = frozenset(["the", "this", "that", "its"])
_RANKS = frozenset(["vice", "deputy", "assistant", "associate", "acting", "former", "ex", "interim", "then", "late"])
"""Words that make an office another one."""
_HOME = frozenset(["US", "U.S.", "American", "Republican", "Democratic"])
"""What a newspaper may add to an office, or leave out, without meaning another one."""
_LONGEST_PHRASE = 8
_APPOSITION_REACH = 7


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase that tells who speaks; `first` and `last` are token indexes, `head` its noun in lower case."""

    text: str
    first: int
    last: int
    head: str
    definite: bool
    plural: bool


def describe(elements: Elements, tokens: Tokens, index: int) -> Description:
    """Return the noun phrase whose head is element `index`."""
    kinds, words = elements.kinds, tokens.words
    first = index
    while first > 0 and index - first < _LONGEST_PHRASE and kinds[first - 1] in _PREMODIFIERS:
        if kinds[first - 1] == VERB and not words[elements.firsts[first - 1]].endswith("ed"):
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
    start = first_token + 1 if lead in _ARTICLES and first_token + 1 < last_token else first_token
    text = tokens.text[tokens.starts[start] : tokens.end(last_token - 1)]
    return Description(
        text=" ".join(text.split()),
        first=first_token,
        last=last_token,
        head=words[last_token - 1].lower(),
        definite=lead in _DEFINITE,
        plural=kinds[index] == ROLES,
    )


def may_be_described(text: str, head: str, given: Mapping[str, str]) -> bool:
    """Tell whether a person with the roles `given` may be meant by `text`, whose noun is `head`."""
    words = text.replace("-", " ").split()
    held = given[head].replace("-", " ")
    ranks = {word.lower() for word in words} & _RANKS
    if ranks != {word.lower() for word in held.split()} & _RANKS:
        return False
    known = " ".join(given.values())
    added = [word for word in words if word[0].isupper() and word.lower() != head and word not in known]
    return all(word in _HOME and is_bare(held) for word in added)


def is_bare(text: str) -> bool:
    """Tell an office without a country or anything else that is capitalised: President, chief economist."""
    lookup = tables()
    return not any(word[0].isupper() and word not in lookup.titles and word not in _HOME for word in text.split())


def gender_of(head: str) -> str:
    """Return m or f where the noun tells it, else u."""
    told = tables().roles.get(head, "u")
    return told if told in "mf" else "u"


def collect_roles(paragraphs: Sequence[tuple[Elements, Tokens]]) -> Roles:
    """Return for each person the nouns the article ties to them, each with the words it was given in."""
    roles: Roles = {}
    for elements, tokens in paragraphs:
        for index, person in enumerate(elements.persons):
            if person != NOBODY:
                for head, text in _roles_at(elements, tokens, index):
                    roles.setdefault(person, {}).setdefault(head, text)
    return roles


def _roles_at(elements: Elements, tokens: Tokens, index: int) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    kinds, words = elements.kinds, tokens.words
    title = title_text(elements, tokens, index)
    if title and "and" not in title.split():
        found.append((title.split()[-1].lower(), title))
    if index and kinds[index - 1] == ROLE:
        before = describe(elements, tokens, index - 1)
        found.append((before.head, before.text))
    head = _apposition_head(kinds, index)
    if head is not None:
        phrase = describe(elements, tokens, head)
        found.append((words[elements.lasts[head] - 1].lower(), phrase.text))
    return found


def _apposition_head(kinds: str, index: int) -> int | None:
    """Return the noun that describes the name at `index` after a comma: "economist" in "X, chief U.S. economist at"."""
    if kinds[index + 1 : index + 2] != COMMA:
        return None
    head = None
    for after in range(index + 2, min(index + 2 + _APPOSITION_REACH, len(kinds))):
        if kinds[after] == ROLE:
            head = after
        elif kinds[after] not in _IN_APPOSITION:
            return None if kinds[after] in _NO_APPOSITION else head
    return head


def title_text(elements: Elements, tokens: Tokens, index: int) -> str:
    """Return the titles that stand before the name at element `index`, without Mr. and the like; may be empty.

    What stands there without being a title ("WATCHED", "Oscar-winner") tells no role.
    """
    words = [word for word in tokens.words[elements.firsts[index] : elements.names[index]] if word not in HONORIFICS]
    lookup = tables()
    if not any(word in lookup.titles or word.lower() in lookup.roles for word in words):
        return ""
    return " ".join(words)
