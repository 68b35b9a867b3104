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

from .inventory import Inventory
from .kinds import (
    BODY,
    COLON,
    COMMA,
    NAME,
    OPENING,
    OTHER,
    PERSON,
    QUOTATION,
    QUOTED_SENTENCE,
    ROLE,
    ROLES,
    STOP,
    WHO,
    letters,
    one_of,
)
from .mentions import Mention
from .quotations import QuotationSpan
from .rules import to_pattern
from .tables import Tables, tables
from .tokens import Tokens
from .word_kinds import kind_of
from .word_senses import OFFICES, OPEN, OPENS_OFFICE, PLAIN, USUAL_KINDS, kind_in_context

NOBODY = -1
_ANY_ROLE = one_of("ANY_ROLE")
_APOSTROPHES = ("’", "'")
_SIBILANTS = ("s", "x", "z")
_AFTER_SUBJECT = one_of("SAYS BE HAVE COMMA STOP")
_THE = ("the", "The")
_PAPER = ("Australian",)
"""The name of a newspaper, too."""
_AFTER_NATIVE = one_of("FINITE WHO COMMA ADVERBIAL AND STOP COLON")
_ENDS_SENTENCE = frozenset(".!?…")
_PEOPLE = re.compile("[A-Z][a-z]{2,}(?:ans|eans|ians)")
"""Gazans, Norwegians"""
_HOLDER = letters("OPENING PERSON CLOSING")
"""The Leader of the Opposition (Mrs. Ek) asked"""
_BEFORE_NOUN = one_of("DETERMINER OTHER POSSESSIVE")
_SAYS = one_of("SAYS")
_SAID = [["said"], ["announced"], ["confirmed"], ["added"], ["declined"]]
_WITHOUT_ARTICLE = frozenset(["research", "evidence", "legend", "tradition", "history", "experience"]) | {
    *("science", "word", "everyone", "everybody", "someone", "somebody", "nobody", "anyone", "anybody", "rumour"),
    *("rumor", "none", "folklore"),
}
_CHAMBERS = frozenset(["Senate", "House", "State", "Assembly"])
"""the Senate Conservatives are people, the Lindal Brewers a club."""
_OFFICE_WORDS = 3
_HANGS = re.compile(f"[{OPEN}]|(?<=,)[{''.join(sorted(PLAIN))}]")
"""A word whose kind hangs on what is beside it."""
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


def read_elements(
    tokens: Tokens, mentions: Sequence[Mention], quotations: Sequence[QuotationSpan], inventory: Inventory
) -> Elements:
    """Turn a paragraph's tokens into elements.

    Between names and quotations, words whose kind doesn't hang on what is beside them are taken many at once.
    """
    words, starts, count = tokens.words, tokens.starts, len(tokens.words)
    lookup = tables()
    usual = "".join(map(USUAL_KINDS.__getitem__, words))
    kinds: list[str] = []
    firsts: list[int] = []
    names: dict[int, int] = {}
    persons: dict[int, int] = {}
    quoted: dict[int, int] = {}
    named: set[int] = set()
    by_first = {mention.first: mention for mention in mentions}
    openings = iter([*by_first, count])
    name_at = next(openings)
    spans = iter(enumerate(quotations))
    number, span = next(spans, (NOBODY, None))
    span_at = bisect_left(starts, span.outer_start) if span is not None else count
    index, resumes = 0, False
    while index < count:
        while name_at < index:
            name_at = next(openings)
        limit = name_at if name_at < span_at else span_at
        if index < limit:
            hangs = _HANGS.search(usual, index, limit)
            end = index if resumes and usual[index] in PLAIN else hangs.start() if hangs is not None else limit
            kinds += usual[index:end]
            firsts += range(index, end)
            index, resumes = end, False
            if index < limit:
                firsts.append(index)
                if words[index] in OPENS_OFFICE and " ".join(words[index : index + _OFFICE_WORDS]) in OFFICES:
                    kinds.append(ROLE)
                    index += _OFFICE_WORDS
                    continue
                kinds.append(kind_in_context(words, index, kinds, index + 1 in by_first, lookup))
                index += 1
            continue
        if span is not None and index >= span_at:
            after = bisect_left(starts, span.outer_end, lo=index)
            if after > index:
                quoted[len(kinds)] = number
                kinds.append(_quotation_kind(tokens.text, span))
                firsts.append(index)
                resumes = kinds[-1] == QUOTATION
            index = after
            number, span = next(spans, (NOBODY, None))
            span_at = bisect_left(starts, span.outer_start, lo=index) if span is not None else count
            continue
        resumes = False
        firsts.append(index)
        mention = by_first[index]
        if span is not None and span_at > index and span.outer_end <= starts[mention.last - 1]:
            number, span = next(spans, (NOBODY, None))
            span_at = bisect_left(starts, span.outer_start, lo=index) if span is not None else count
        if mention.last - 1 >= span_at:
            kinds.append(kind_in_context(words, index, kinds, index + 1 in by_first, lookup))
            index += 1
            continue
        person = inventory.resolve(mention, named)
        if person is not None:
            persons[len(kinds)] = person
            if len(mention.words) > 1:
                named.add(person)
        names[len(kinds)] = mention.name
        if person is None and _is_common_word(mention, words, lookup):
            kinds.append(kind_in_context(words, index, kinds, index + 1 in by_first, lookup))
        else:
            kinds.append(_mention_kind(mention, person, words, lookup.word_classes))
        index = mention.last
        if index < count and words[index] in _APOSTROPHES and _ends_name(words, index, lookup.word_classes):
            index += 1
    if WHO in kinds:
        _see_persons(kinds, firsts, words)
    return _without_asides(
        Elements(
            kinds="".join(kinds),
            firsts=firsts,
            names=_with(names, firsts),
            lasts=[*firsts[1:], count],
            persons=_with(persons, [NOBODY] * len(kinds)),
            quotations=_with(quoted, [NOBODY] * len(kinds)),
        )
    )


def _see_persons(kinds: list[str], firsts: Sequence[int], words: Sequence[str]) -> None:
    """Make the unknown noun of "her date, who asked" one for a person, in place."""
    place = -1
    for _ in range(kinds.count(WHO)):
        place = kinds.index(WHO, place + 1)
        if words[firsts[place]] != "who":
            continue
        noun = place - 2 if place > 1 and kinds[place - 1] == COMMA else place - 1
        word = words[firsts[noun]]
        if noun > 0 and kinds[noun] == OTHER and word.isalpha() and word.islower() and kinds[noun - 1] in _BEFORE_NOUN:
            kinds[noun] = ROLES if word.endswith("s") else ROLE


def _ends_name(words: Sequence[str], index: int, classes: Mapping[str, str]) -> bool:
    """Tell the mark of Rateng’ and Ng' from a possessive."""
    if not words[index - 1].endswith(_SIBILANTS):
        return True
    return index + 1 < len(words) and kind_of(words[index + 1], classes) in _AFTER_SUBJECT


def _with(values: Mapping[int, int], defaults: Sequence[int]) -> list[int]:
    """Return `defaults` with the values of the elements that have one."""
    filled = list(defaults)
    for element, value in values.items():
        filled[element] = value
    return filled


def _is_common_word(mention: Mention, words: Sequence[str], lookup: Tables) -> bool:
    """Tell an ordinary word that opens its sentence from the name in "Shell said", where a noun has its article."""
    first = words[mention.first]
    if not mention.doubtful or first in lookup.titles:
        return False
    speaks = words[mention.last : mention.last + 1] in _SAID and (first.isupper() or not first.endswith("s"))
    return not speaks or first.lower() in _WITHOUT_ARTICLE


def _mention_kind(mention: Mention, person: int | None, words: list[str], classes: dict[str, str]) -> str:
    if person is not None:
        return PERSON
    if not mention.words:
        return ROLE
    if mention.words == ("Police",):
        return BODY
    if not mention.doubtful and len(mention.words) == 1 and mention.words[0] in tables().titles:
        return NAME
    if 0 < len(mention.words) < 3 and _is_native(words, mention, classes):
        return ROLE
    if len(mention.words) == 1 and _PEOPLE.fullmatch(mention.words[0]) and mention.key[0] not in tables().words:
        return ROLES
    if (
        mention.first > 1
        and words[mention.first - 1] == "of"
        and words[mention.first - 2] in tables().organization_parts
    ):
        return NAME
    kind = classes.get(mention.words[-1].lower(), NAME)
    if kind == ROLES and len(mention.words) > 1 and mention.first and words[mention.first - 1] in ("the", "The"):
        return kind if mention.words[-1] in tables().places or mention.words[0] in _CHAMBERS else NAME
    if len(mention.words) > 1 and mention.words[-1] in tables().organization_parts:
        return NAME
    return kind if kind in _ANY_ROLE else ROLE if mention.doubtful and words[mention.first] in tables().titles else NAME


def _is_native(words: Sequence[str], mention: Mention, classes: Mapping[str, str]) -> bool:
    """Tell "the American said" and "the South African said" from "the American team said"."""
    first, last = mention.first, mention.last
    if not first or last >= len(words) or not (words[first - 1] in _THE or words[max(0, first - 2)] in _THE):
        return False
    if mention.words == _PAPER and words[first - 1] == "The":
        return False
    return mention.words[-1].lower() in tables().natives and kind_of(words[last], classes) in _AFTER_NATIVE


def _quotation_kind(text: str, span: QuotationSpan) -> str:
    """Tell a quotation that ends as a sentence does from one that the sentence goes on from."""
    if not span.closed:
        return QUOTED_SENTENCE
    inside = text[span.start : span.end].rstrip("’'\" ")
    if inside[-1:] in _ENDS_SENTENCE:
        return QUOTED_SENTENCE
    return QUOTED_SENTENCE if text[span.outer_end : span.outer_end + 1] in (".", "!", "?") else QUOTATION


def _same_sentence(kinds: str, aside: re.Match[str]) -> str:
    """Return what stands before an aside in its sentence."""
    return kinds[kinds.rfind(STOP, 0, aside.start()) + 1 : aside.start()]


def _without_asides(elements: Elements) -> Elements:
    """Drop short asides in parentheses, "(R-Ky.)", which part a subject from its verb."""
    if OPENING not in elements.kinds:
        return elements
    kept: list[int] = []
    position = 0
    for aside in _ASIDE.finditer(elements.kinds):
        following = elements.kinds[aside.end() : aside.end() + 1]
        if following == COLON and PERSON in aside.group():
            continue
        if aside.group() == _HOLDER and following in _SAYS and PERSON not in _same_sentence(elements.kinds, aside):
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
