"""Obituaries: whose life an article tells.

In them "he" or "she" at the beginning of a paragraph is the deceased, whoever was quoted before.
"""

from collections.abc import Sequence

from .elements import NOBODY, Elements
from .kinds import PERSON
from .rules import Rule
from .tokens import Tokens

_OPENING = 2
"""Paragraphs in which an obituary says that somebody has died."""
_DIED = frozenset(["died", "dies", "dead"])
_FEWEST_PARAGRAPHS = 4
_REACH = 45
"""Words from the name, the first of the article, to the verb."""
OPENING_PRONOUN = Rule(
    """^ ([PREPOSITION WHILE TIME ADVERB] [^SENTENCE_END QUOTATION PERSON ROLE SUBJECT]{0,10} COMMA?
    | [SPEECH_PARTICIPLE SAYS] [^SENTENCE_END QUOTATION PERSON ROLE COMMA]{1,14} COMMA)? HE $""",
    matches=["|In 1952 she|", "|Asked what she liked best, she|"],
    refuses=["“It is late,” she"],
)


def find_deceased(paragraphs: Sequence[Elements], tokenized: Sequence[Tokens]) -> int:
    """Return the person whose obituary an article is, NOBODY for any other article."""
    if len(paragraphs) < _FEWEST_PARAGRAPHS:
        return NOBODY
    for elements, tokens in list(zip(paragraphs, tokenized, strict=True))[:_OPENING]:
        first = elements.kinds.find(PERSON)
        if first < 0:
            continue
        after = elements.lasts[first]
        died = not _DIED.isdisjoint(tokens.words[after : after + _REACH])
        return elements.persons[first] if died and first <= 1 else NOBODY
    return NOBODY


def opens_paragraph(kinds: str, index: int) -> bool:
    """Tell whether the pronoun at `index` opens its paragraph."""
    return OPENING_PRONOUN.pattern.match(kinds, 0, index + 1) is not None
