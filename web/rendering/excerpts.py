"""Long paragraphs among the results: the sentences around the hits.

A result is a paragraph to be recognised, not yet to be read: beyond some ninety words it is cut, at the ends of
sentences only and never inside a quotation.  What is shown is the run of sentences that holds the most of what was
searched; the article page shows the paragraph whole.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from search.results import Span
from web.rendering.html import merge

MAX_WORDS = 90
MAX_SENTENCE_WORDS = 240
"""A sentence, or a quotation, that is longer than this is cut after all, between two words: it is no sentence."""

_END = re.compile(r"[.!?…؟۔][\"'”’»)\]]*\s+(?=[^\W\d_a-z]|[\"'“‘«(\[\d])")
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LONGEST_WORD = 40
_WORD = re.compile(rf"[{_UNSPACED}]{{1,2}}|[^\s{_UNSPACED}]{{1,{_LONGEST_WORD}}}")
"""A word, for the length of what is shown: of Chinese and Japanese, which put no space between words, two characters,
and never more than half a line."""
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_LONGEST_ABBREVIATION = 4
"""“Gen.”, “Sept.”, “J.”: a short capitalised word before a point does not end a sentence."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a paragraph with its own spans; `before` and `after` tell whether something was left out."""

    text: str
    marks: tuple[Span, ...]
    quotations: tuple[Span, ...]
    before: bool
    after: bool


def excerpt(text: str, marks: Sequence[Span], quotations: Sequence[Span]) -> Excerpt:
    """Return the sentences of the paragraph that hold the most marks, in at most some ninety words."""
    start, end = 0, len(text)
    if _has_more(text, MAX_WORDS):
        start, end = _bounded(text, marks, *_best_run(text, marks, sentences(text, quotations)))
    return Excerpt(
        text=text[start:end].rstrip(),
        marks=_within(marks, start, end),
        quotations=_within(quotations, start, end),
        before=start > 0,
        after=end < len(text),
    )


def sentences(text: str, quotations: Sequence[Span]) -> list[Span]:
    """Return the sentences of a text as spans that cover it; a quotation is never divided."""
    spoken = merge(quotations, len(text))
    ends = [
        found.end()
        for found in _END.finditer(text)
        if not _follows_abbreviation(text, found.start()) and not _inside(spoken, found.end())
    ]
    return list(pairwise([0, *ends, len(text)]))


def _follows_abbreviation(text: str, point: int) -> bool:
    before = text[max(0, point - _LONGEST_ABBREVIATION - 1) : point]
    word = before.replace("“", " ").replace("(", " ").rpartition(" ")[2]
    return 0 < len(word) <= _LONGEST_ABBREVIATION and word[0].isupper()


def _inside(spans: Sequence[Span], position: int) -> bool:
    """Tell whether the position is within one of the ordered spans."""
    nearest = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return nearest >= 0 and position < spans[nearest][1]


def _best_run(text: str, marks: Sequence[Span], found: Sequence[Span]) -> Span:
    """Return the run of sentences within the length with the most different marked words, marks, and words."""
    lengths = [_words(text[start:end]) for start, end in found]
    best, best_value = found[0], (-1, -1, -1)
    ordered = merge(marks, len(text))
    for first in range(len(found)):
        last, words = first, lengths[first]
        while last + 1 < len(found) and words + lengths[last + 1] <= MAX_WORDS:
            last += 1
            words += lengths[last]
        run = (found[first][0], found[last][1])
        near = ordered[bisect_left(ordered, (run[0], 0)) : bisect_left(ordered, (run[1], 0))]
        inside = [text[start:end].casefold() for start, end in near]
        value = (len(set(inside)), len(inside), words)
        if value > best_value:
            best, best_value = run, value
    return best


def _bounded(text: str, marks: Sequence[Span], start: int, end: int) -> Span:
    """Return the span, or where it has too many words, MAX_WORDS of them around its first mark."""
    if not _has_more(text[start:end], MAX_SENTENCE_WORDS):
        return start, end
    words = list(_WORD.finditer(text, start, end))
    first_mark = min((left for left, _ in marks if start <= left < end), default=start)
    before = bisect_right(words, first_mark, key=lambda word: word.start()) - MAX_WORDS // 3
    first = min(max(before, 0), len(words) - MAX_WORDS)
    return words[first].start(), words[first + MAX_WORDS - 1].end()


def _within(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    return tuple((left - start, right - start) for left, right in spans if left < end and right > start)


def _has_more(text: str, words: int) -> bool:
    """Tell whether a text has more than so many words."""
    between_spaces = len(text.split())
    if between_spaces + len(text) // _LONGEST_WORD <= words and not _HAS_UNSPACED.search(text):
        return False
    return between_spaces > words or next(islice(_WORD.finditer(text), words, None), None) is not None


def _words(text: str) -> int:
    return len(_WORD.findall(text))
