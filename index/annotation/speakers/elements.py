"""A paragraph as a string of letters, one a word, name or quotation.

The rules for who speaks care about grammar, not about words: "Ms. Alda, who leads the union, said" and "Bo Ek, who met
them, replied" are the same to them.  Each token gets the letter of its kind (`kinds.py`): a name with its titles
becomes one PERSON or NAME, a quotation one QUOTATION however long it is, and an aside in parentheses vanishes.  A rule
is then a regular expression over the letters, and what it matches is found again by its position.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .deeds import is_deed, is_plural_noun
from .inventory import Inventory
from .kinds import (
    BODY,
    COLON,
    COMMA,
    DETERMINER,
    GERUND,
    NAME,
    OPENING,
    OTHER,
    PERSON,
    QUOTATION,
    QUOTED_SENTENCE,
    ROLE,
    ROLES,
    SPEECH_GERUND,
    SPEECH_NOUN,
    SPEECH_PARTICIPLE,
    SPEECH_VERB,
    VERB,
    one_of,
)
from .names import Mention
from .quotations import QuotationSpan
from .rules import to_pattern
from .tables import tables
from .tokens import Tokens
from .word_kinds import kind_of

NOBODY = -1
_BEFORE_DEED = frozenset(["from", "of", "for", "about", "without", "against"])
"""Before a gerund of speech: somebody is accused of saying so, or kept from it."""
ASKED = frozenset(["asked", "pressed", "questioned", "quizzed"])
_ANY_ROLE = one_of("ANY_ROLE")
_SAYS = one_of("SAYS")
_SAYING = one_of("SAYING")
_SAYS_OR_SAY = one_of("SAYS SAY")
_AFTER_QUOTATION = one_of("SAYS SPEECH_NOUN OTHER VERB")
"""Kinds of a word that may be a verb of speech between a quotation and a name: “It is late,” highlights Mara Alda."""
_GOES_ON = frozenset([",", "!", "?"])
_OPENS_DESCRIPTION = one_of("DETERMINER ANY_ROLE OTHER BODY")
_SAY = one_of("SAY")
_IN_FUTURE = frozenset(["expected", "due", "set", "scheduled", "likely", "unlikely", "poised", "slated", "supposed"])
"""Before "to announce": what nobody has said yet."""
_AFTER_ASKED = one_of("PREPOSITION IF")
_BEFORE_NOUN = one_of("DETERMINER OF PREPOSITION POSSESSIVE NUMBER")
_ALWAYS_VERBS = frozenset(["said", "told", "says", "tells", "wrote", "writes"])
_SOME = frozenset(["some", "others", "many", "several", "most", "few"])
_ENDS_SENTENCE = frozenset(".!?…")
_PEOPLE = re.compile("[A-Z][a-z]{2,}(?:ans|eans|ians)")
"""Gazans, Norwegians"""
_ASIDE = re.compile(to_pattern("OPENING [^OPENING CLOSING STOP SEMICOLON COLON QUOTED]{0,14} CLOSING"))
"""Short and of one sentence: (R-Ky.)"""


@dataclass(frozen=True, slots=True)
class Elements:
    """The letters of a paragraph and, for each, its first token, the token past its end, and whom it means.

    `names` holds the token where a name proper begins, after its titles; for all else it is the first token.
    `persons` holds an index into the inventory for a PERSON, else NOBODY; `quotations` an index into the paragraph's
    quotations for a quotation, else NOBODY.
    """

    kinds: str
    firsts: list[int]
    names: list[int]
    lasts: list[int]
    persons: list[int]
    quotations: list[int]


class _Builder:
    """Elements being gathered."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self._firsts: list[int] = []
        self._names: list[int] = []
        self._lasts: list[int] = []
        self._persons: list[int] = []
        self._quotations: list[int] = []

    def add(
        self, kind: str, first: int, last: int, name: int | None = None, person: int = NOBODY, quotation: int = NOBODY
    ) -> None:
        self.kinds.append(kind)
        self._firsts.append(first)
        self._names.append(first if name is None else name)
        self._lasts.append(last)
        self._persons.append(person)
        self._quotations.append(quotation)

    def elements(self) -> Elements:
        return Elements("".join(self.kinds), self._firsts, self._names, self._lasts, self._persons, self._quotations)


def read_elements(
    tokens: Tokens, mentions: Sequence[Mention], quotations: Sequence[QuotationSpan], inventory: Inventory
) -> Elements:
    """Turn a paragraph's tokens into elements."""
    words, starts = tokens.words, tokens.starts
    lookup = tables()
    classes, phrases = lookup.word_classes, lookup.speech_phrases
    builder = _Builder()
    add, kinds = builder.add, builder.kinds
    named: set[int] = set()
    by_first = {mention.first: mention for mention in mentions}
    spans = iter(enumerate(quotations))
    number, span = next(spans, (NOBODY, None))
    index, count = 0, len(words)
    while index < count:
        if span is not None and starts[index] >= span.outer_start:
            after = bisect_left(starts, span.outer_end, lo=index)
            if after > index:
                add(_quotation_kind(tokens.text, span), index, after, quotation=number)
            index = after
            number, span = next(spans, (NOBODY, None))
            continue
        mention = by_first.get(index)
        if mention is not None and (span is None or starts[mention.last - 1] < span.outer_start):
            person = inventory.resolve(mention, named)
            if person is not None and len(mention.words) > 1:
                named.add(person)
            kind = _mention_kind(mention, person, words, classes)
            add(kind, index, mention.last, mention.name, NOBODY if person is None else person)
            index = mention.last
            continue
        kind = kind_of(words[index], classes)
        if index + 1 < count and (words[index].lower(), words[index + 1]) in phrases:
            kind = SPEECH_GERUND if words[index].endswith("ing") else SPEECH_VERB
        elif kind in _AFTER_QUOTATION and _follows_quotation(kinds, words, index, index + 1 in by_first, classes):
            kind = SPEECH_VERB if _speaks_after_quotation(words[index], kind) else kind
        elif is_deed(words, index, kinds, lookup):
            kind = VERB
        elif kind in _SAYS and words[index].endswith("s") and is_plural_noun(words, index, kinds, classes):
            kind = SPEECH_NOUN
        elif kind == SPEECH_VERB and words[index] in ASKED and kinds[-1:] == [COMMA] and index + 1 < count:
            kind = SPEECH_PARTICIPLE if classes.get(words[index + 1]) in _AFTER_ASKED else kind
        elif _is_no_verb(words, index, kind, kinds):
            kind = OTHER
        elif kind == DETERMINER and index + 1 < count and _is_some_people(words[index], words[index + 1], classes):
            kind = ROLES
        elif kind in _SAYING and index and (kinds[-1:] == [DETERMINER] or words[index - 1] in _BEFORE_DEED):
            kind = GERUND
        elif kind in _SAYS_OR_SAY and kinds and kinds[-1] in _BEFORE_NOUN and words[index] not in _ALWAYS_VERBS:
            kind = VERB if words[index].endswith("ed") else SPEECH_NOUN
        add(kind, index, index + 1)
        index += 1
    return _without_asides(builder.elements())


def _is_no_verb(words: Sequence[str], index: int, kind: str, kinds: Sequence[str]) -> bool:
    """Tell what nobody does yet, "is expected to announce", and a noun, "the talks"."""
    if kind in _SAY:
        return index > 1 and words[index - 1] == "to" and words[index - 2] in _IN_FUTURE
    return kind == VERB and kinds[-1:] == [DETERMINER] and words[index].endswith("s")


def _follows_quotation(
    kinds: Sequence[str], words: Sequence[str], index: int, before_name: bool, classes: Mapping[str, str]
) -> bool:
    """Tell whether a word stands between a quotation and a name, or one that ends in a comma and a description."""
    after_comma = kinds[-2:] == [QUOTATION, COMMA]
    if not after_comma and kinds[-1:] != [QUOTATION]:
        return False
    if before_name:
        return True
    if not (after_comma or words[index - 2] in _GOES_ON) or index + 1 == len(words):
        return False
    return kind_of(words[index + 1], classes) in _OPENS_DESCRIPTION


def _speaks_after_quotation(word: str, kind: str) -> bool:
    return word.islower() and (kind in _SAYS or word.endswith("s"))


def _is_some_people(word: str, following: str, classes: Mapping[str, str]) -> bool:
    """Tell "Some in Bergby welcomed" and "Others say" from "some boats"."""
    return word.lower() in _SOME and (following == "in" or classes.get(following) in _SAYS_OR_SAY)


def _mention_kind(mention: Mention, person: int | None, words: list[str], classes: dict[str, str]) -> str:
    if person is not None:
        return PERSON
    if mention.doubtful and words[mention.first] not in tables().titles:
        return kind_of(words[mention.first], classes)
    if not mention.words:
        return ROLE
    if mention.words == ("Police",):
        return BODY
    if not mention.doubtful and len(mention.words) == 1 and mention.words[0] in tables().titles:
        return NAME
    if len(mention.words) == 1 and _PEOPLE.fullmatch(mention.words[0]):
        return ROLES
    kind = classes.get(mention.words[-1].lower(), NAME)
    return kind if kind in _ANY_ROLE else ROLE if mention.doubtful else NAME


def _quotation_kind(text: str, span: QuotationSpan) -> str:
    """Tell a quotation that ends as a sentence does from one that the sentence goes on from."""
    if not span.closed:
        return QUOTED_SENTENCE
    inside = text[span.start : span.end].rstrip("’'\" ")
    if inside[-1:] in _ENDS_SENTENCE:
        return QUOTED_SENTENCE
    return QUOTED_SENTENCE if text[span.outer_end : span.outer_end + 1] in (".", "!", "?") else QUOTATION


def _without_asides(elements: Elements) -> Elements:
    """Drop short asides in parentheses, "(R-Ky.)", which part a subject from its verb."""
    if OPENING not in elements.kinds:
        return elements
    kept: list[int] = []
    position = 0
    for aside in _ASIDE.finditer(elements.kinds):
        if elements.kinds[aside.end() : aside.end() + 1] == COLON and PERSON in aside.group():
            continue
        kept.extend(range(position, aside.start()))
        position = aside.end()
    kept.extend(range(position, len(elements.kinds)))
    return Elements(
        "".join(elements.kinds[index] for index in kept),
        [elements.firsts[index] for index in kept],
        [elements.names[index] for index in kept],
        [elements.lasts[index] for index in kept],
        [elements.persons[index] for index in kept],
        [elements.quotations[index] for index in kept],
    )
