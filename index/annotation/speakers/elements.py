"""A paragraph as a string of letters, one a word, name or quotation.

The rules for who speaks care about grammar, not about words: "Ms. Alda, who leads the union, said" and "Bo Ek, who met
them, replied" are the same to them.  Each token gets the letter of its class; a name with its titles becomes one `P`
or `O`, a quotation one `Q` however long it is, and an aside in parentheses vanishes.  A rule is then a regular
expression over the letters, and what it matches is found again by its position.

    P person   O other name   R noun for a person   r for several   A noun for a body of people
    H he, she   T they, it   I I, we   W who   U him, herself
    S verb of speech, finite, strong   s weak   B base form   V of a weak one   G gerund   Y of a weak one
    E participle   N noun for an utterance   v other finite verb   g other gerund
    b be   h have   k do   K negated auxiliary   w will   m modal   n not
    p preposition   o of   t to   c and, but   u that, which   j because, while   f if   d determiner
    z possessive or clitic 's   a adverb   y time   # number   l anything else
    Q quotation that the sentence goes on from   q one that ends like a sentence   , ; : - ( ) . marks
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from .deeds import is_deed, is_plural_noun
from .inventory import Inventory
from .names import Mention
from .quotations import QuotationSpan
from .tables import tables
from .tokens import Tokens

NOBODY = -1
_MARK_CLASSES = {
    ",": ",", ";": ";", ":": ":", ".": ".", "!": ".", "?": ".", "—": "-", "–": "-", "―": "-", "--": "-", "-": "-",
    "(": "(", ")": ")", "[": "(", "]": ")", "'s": "z", "’s": "z", "'": "z", "’": "z", "*": ".", "•": ".", "|": ".",
}  # fmt: skip
_LONGEST_ASIDE = 14
_ASIDE = re.compile(rf"[(][^().;:Qq]{{0,{_LONGEST_ASIDE}}}[)]")
_BEFORE_DEED = frozenset(["from", "of", "for", "about", "without", "against"])
"""Before a gerund of speech: somebody is accused of saying so, or kept from it."""
_PREFIXES = ("co-", "ex-", "vice-", "then-", "sub-")
_ASKED = frozenset(["asked", "pressed", "questioned", "quizzed"])
_ROLES = frozenset("Rr")
_BEFORE_NOUN = frozenset("dopz#")
_ALWAYS_VERBS = frozenset(["said", "told", "says", "tells", "wrote", "writes"])
_ENDS_SENTENCE = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class Elements:
    """The letters of a paragraph and, for each, its first token, the token past its end, and whom it means.

    `names` holds the token where a name proper begins, after its titles; for all else it is the first token.
    `persons` holds an index into the inventory for `P`, else NOBODY; `quotations` an index into the paragraph's
    quotations for `Q` and `q`, else NOBODY.
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
        kind = _word_class(words[index], classes)
        if index + 1 < count and (words[index].lower(), words[index + 1]) in phrases:
            kind = "G" if words[index].endswith("ing") else "S"
        elif is_deed(words, index, kinds, lookup):
            kind = "v"
        elif kind in "sS" and words[index].endswith("s") and is_plural_noun(words, index, kinds, classes):
            kind = "N"
        elif kind == "S" and words[index] in _ASKED and kinds[-1:] == [","] and index + 1 < count:
            kind = "E" if classes.get(words[index + 1]) in ("p", "f") else kind
        elif kind in "GY" and index and (kinds[-1:] == ["d"] or words[index - 1] in _BEFORE_DEED):
            kind = "g"
        elif kind in "SsBV" and kinds and kinds[-1] in _BEFORE_NOUN and words[index] not in _ALWAYS_VERBS:
            kind = "N" if not words[index].endswith("ed") else "v"
        add(kind, index, index + 1)
        index += 1
    return _without_asides(builder.elements())


def _mention_kind(mention: Mention, person: int | None, words: list[str], classes: dict[str, str]) -> str:
    if person is not None:
        return "P"
    if mention.doubtful and words[mention.first] not in tables().titles:
        return _word_class(words[mention.first], classes)
    if not mention.words:
        return "R"
    if not mention.doubtful and len(mention.words) == 1 and mention.words[0] in tables().titles:
        return "O"
    kind = classes.get(mention.words[-1].lower(), "O")
    return kind if kind in _ROLES else "R" if mention.doubtful else "O"


def _word_class(word: str, classes: dict[str, str]) -> str:
    lower = word.lower()
    known = classes.get(lower)
    if known is not None:
        return known
    if "-" in lower and lower.startswith(_PREFIXES):
        return classes.get(lower.split("-", 1)[1], "l")
    if not word[0].isalnum():
        return _MARK_CLASSES.get(word, "l")
    if lower.endswith(("n't", "n’t")):
        return "K"
    if word[0].isdigit():
        return "#"
    if lower.endswith("ed") and len(word) > 3:
        return "v"
    if lower.endswith("ly") and len(word) > 4:
        return "a"
    if lower.endswith("ing") and len(word) > 5:
        return "g"
    return "l"


def _quotation_kind(text: str, span: QuotationSpan) -> str:
    """Tell a quotation that ends as a sentence does from one that the sentence goes on from."""
    if not span.closed:
        return "q"
    inside = text[span.start : span.end].rstrip("’'\" ")
    if inside[-1:] in _ENDS_SENTENCE:
        return "q"
    return "q" if text[span.outer_end : span.outer_end + 1] in (".", "!", "?") else "Q"


def _without_asides(elements: Elements) -> Elements:
    """Drop short asides in parentheses, "(R-Ky.)", which part a subject from its verb."""
    if "(" not in elements.kinds:
        return elements
    kept: list[int] = []
    position = 0
    for aside in _ASIDE.finditer(elements.kinds):
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
