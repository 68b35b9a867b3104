"""What of a text is compared with another's: its words, apart those in quotation marks, and its figures.

Two who heard one speech quote the same words and write the rest themselves; two who report on one market, day after
day, write the same words about other figures.  So words quoted never make a copy, and figures must agree: numbers,
spelled out or not, months and days of the week.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from index.deduplication.signatures import SHINGLE_WORDS

_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = ("january", "february", "march", "april", "june", "july", "august", "september", "october", "november")
_MONTHS_ABBREVIATED = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "december")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FIGURES = {word: str(value) for value, word in enumerate(_NUMBERS)} | {
    word: word[:3] for word in (*_MONTHS, *_MONTHS_ABBREVIATED, *_WEEKDAYS)
}
"""Words that are figures, and what they are compared as; May is mostly none."""
_WORD = re.compile(r"\d+(?:[.,/:-]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, and the spans of what is quoted in it, ascending; of an article, its paragraphs are passages."""

    text: str
    quotations: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """How often each word stands in a text, `own` outside of quotation marks, `quoted` inside; `figures` and `names`,
    words with a capital, are among its own."""

    own: Counter[str]
    quoted: Counter[str]
    figures: Counter[str]
    names: Counter[str]

    @classmethod
    def of(cls, passage: Passage) -> "Wording":
        """Count the words of a passage."""
        written = _written(_outside(passage))
        own = Counter(_compared(written))
        quoted = " ".join([passage.text[start:end] for start, end in passage.quotations])
        return cls(own, Counter(_compared(_written(quoted))), _figures(own), Counter(_names(written)))


@dataclass(frozen=True, slots=True)
class Story:
    """An article's own words: which words in a row, how often each, headline included, and which figures.

    `subject` are the names in its headline that its text has, too, `vocabulary` all words, quoted ones included.
    """

    shingles: frozenset[tuple[str, ...]]
    words: Counter[str]
    figures: Counter[str]
    subject: frozenset[str]
    vocabulary: frozenset[str]

    @classmethod
    def of(cls, headline: str, passages: Sequence[Passage]) -> "Story":
        """Take together what is compared of an article."""
        written = _written("\n".join(map(_outside, passages)))
        own = _compared(written)
        rows = zip(*(islice(own, first, None) for first in range(SHINGLE_WORDS)), strict=False)
        counts = Counter(own)
        figures = _figures(counts)
        title = _compared(_written(headline))
        counts.update(title)
        quoted = _compared(_written(" ".join([one.text for one in passages if one.quotations])))
        subject = frozenset(title).intersection(_names(written))
        return cls(frozenset(rows), counts, figures, subject, frozenset((*counts, *quoted)))


def shared(one: Counter[str], other: Counter[str]) -> int:
    """Count the words that two have in common, each as often as both have it."""
    return sum([min(one[word], other[word]) for word in one.keys() & other.keys()])


def _outside(passage: Passage) -> str:
    """Return what stands outside of quotations."""
    if not passage.quotations:
        return passage.text
    starts, ends = zip(*passage.quotations, strict=True)
    return " ".join([passage.text[start:end] for start, end in zip((0, *ends), (*starts, None), strict=True)])


def _written(text: str) -> list[str]:
    """Return the words of a text as they are written, "U.S." as "US"."""
    return [word.replace(".", "") if word[-1] == "." else word for word in _WORD.findall(text)]


def _compared(written: Sequence[str]) -> list[str]:
    words = [word.casefold() for word in written]
    return list(map(FIGURES.get, words, words))


def _names(written: Sequence[str]) -> list[str]:
    return [word.casefold() for word in written if word[0].isupper()]


def _figures(words: Counter[str]) -> Counter[str]:
    return Counter({word: count for word, count in words.items() if word in _NAMED or word[0].isdigit()})


_NAMED = frozenset(FIGURES.values())
