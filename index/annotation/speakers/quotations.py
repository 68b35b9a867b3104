"""Which words stand between quotation marks.

Newspapers mark speech in many ways: “curly”, "straight", ''doubled'', ``TeX'', «guillemets», „low“ and 'single' marks;
they mix them in one article, nest them, forget to close them, and leave a quotation open at the end of a paragraph that
goes on in the next one.  The text is read once from left to right, mark by mark.  A double mark opens when none is
open, and closes otherwise.  A single mark is an apostrophe more often than not: it opens only before a word and after
a space, closes only after a word and before none, and counts only when both are found.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MARKS = re.compile(r"[\"“”„‟«»‹›‘’'‚`](?:(?<!['’‘`])|(?<=')'{0,2}|(?<=’)’?|(?<=‘)‘?|(?<=`)`)")
"""One mark, or several that stand for one.  It begins with a set of characters, which is found fastest."""
_OPENING = frozenset("“„‟«")
_CLOSING = frozenset("”»")
_SINGLE = frozenset("‘’'‚‹›")
_LOW_AND_REVERSED = frozenset([("„", "“"), ("»", "«")])
"""Opening marks with what closes them, which opens elsewhere."""
_DOUBLE_CLOSING = frozenset(['"', "”"])
_BEGINS_QUOTATION = frozenset("[…“")
_SINGLE_CLOSING = re.compile(r"(?<=\S)’(?!\w)|(?<!\w)‘(?=\w)")
_SENTENCE_START = re.compile(r"[.!?]\s+(?=[A-Z…])")
_LONGEST_WORD = 30
_SHORTEST_SINGLE = 3
"""Characters between single marks; fewer are the apostrophes of 'n'."""


@dataclass(frozen=True, slots=True)
class QuotationSpan:
    """The words between two marks, marks excluded; `outer_start` and `outer_end` include the marks.

    `closed` is False where the paragraph ends before the quotation does.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool = True


def find_quotations(paragraphs: Sequence[str]) -> list[list[QuotationSpan]]:
    """Return the outermost quotations of each paragraph in order."""
    return [_in_paragraph(text) for text in paragraphs]


def _in_paragraph(text: str) -> list[QuotationSpan]:
    spans: list[QuotationSpan] = []
    opened: re.Match[str] | None = None
    single: re.Match[str] | None = None
    for match in _MARKS.finditer(text):
        if spans and match.start() < spans[-1].outer_end:
            continue
        mark = match.group()
        if opened is not None:
            if mark in _SINGLE or (mark in _OPENING and (opened.group(), mark) not in _LOW_AND_REVERSED):
                continue
            spans.append(QuotationSpan(opened.end(), match.start(), opened.start(), match.end()))
            opened = None
        elif mark == "‘" and (closing := _closing_of_single(text, match)) is not None:
            spans.append(QuotationSpan(match.end(), closing, match.start(), closing + 1))
            single = None
        elif mark in _SINGLE:
            single = _single(text, match, single, spans)
        elif _closes_unopened(text, match):
            start = _sentence_start(text, match.start(), spans[-1].outer_end if spans else 0)
            spans.append(QuotationSpan(start, match.start(), start, match.end()))
        elif (mark not in _CLOSING or _opens_reversed(text, match)) and not _is_inch(text, match):
            opened, single = match, None
    if opened is not None and text[opened.end() :].strip():
        spans.append(QuotationSpan(opened.end(), len(text), opened.start(), len(text), closed=False))
    return [span for span in spans if span.start < span.end and not _is_nickname(text, span)]


def _closing_of_single(text: str, opening: re.Match[str]) -> int | None:
    """Return where the mark ‘ is closed; None where it is no opening mark, or never closed.

    A mark after a letter s may be a plural's: ‘The dogs’ pier is shut,’ closes at the last one.
    """
    before, after = text[opening.start() - 1 : opening.start()], text[opening.end() : opening.end() + 1]
    if before.isalnum() or not (after.isalpha() or after in _BEGINS_QUOTATION):
        return None
    plural: int | None = None
    for mark in _SINGLE_CLOSING.finditer(text, opening.end() + _SHORTEST_SINGLE):
        if mark.group() == "‘":
            break
        sure = not text[mark.start() - 1].isalnum()
        if sure or text[mark.start() - 1] != "s" or not text[mark.end() : mark.end() + 2].strip().islower():
            return mark.start() if plural is None or sure else plural
        plural = mark.start() if plural is None else plural
    return plural


def _closes_unopened(text: str, match: re.Match[str]) -> bool:
    """Tell a closing mark whose opening one is missing: It is late," said Ek."""
    mark = match.group()
    if (
        mark not in _DOUBLE_CLOSING
        or text[match.start() - 1 : match.start()] != ","
        or text[match.end() : match.end() + 1] != " "
    ):
        return False
    return mark not in text[: match.start()] and text.count(mark) % 2 == 1


def _sentence_start(text: str, end: int, first: int) -> int:
    """Return where the sentence begins that ends at `end`, not before `first`."""
    starts = [match.end() for match in _SENTENCE_START.finditer(text, first, end)]
    return starts[-1] if starts else first + len(text[first:end]) - len(text[first:end].lstrip(" `…"))


def _opens_reversed(text: str, match: re.Match[str]) -> bool:
    """Tell the opening mark of »such words«."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return match.group() == "»" and not before.strip() and bool(after.strip()) and "«" in text[match.end() :]


def _single(
    text: str, match: re.Match[str], opened: re.Match[str] | None, spans: list[QuotationSpan]
) -> re.Match[str] | None:
    """Take one single mark into account; return the single mark that is open after it."""
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    if opened is not None and not before.isspace() and not after.isalnum():
        if match.start() - opened.end() < _SHORTEST_SINGLE:
            return None
        spans.append(QuotationSpan(opened.end(), match.start(), opened.start(), match.end()))
        return None
    opens = not before.isalnum() and before not in (".", ",") and (after.isalpha() or after in "[…")
    return match if opens and after and opened is None and match.group() in "‘'‚‹" else opened


def _is_nickname(text: str, span: QuotationSpan) -> bool:
    """Tell the middle of Robert "Bobby" Ek."""
    word = text[span.start : span.end]
    if not (word.isalpha() and word[0].isupper()):
        return False
    before = text[max(0, span.outer_start - _LONGEST_WORD) : span.outer_start]
    after = text[span.outer_end : span.outer_end + 2]
    named = before.endswith(" ") and before.split(" ")[-2][:1].isupper()
    return named and after[:1] == " " and after[1:].isupper()


def _is_inch(text: str, match: re.Match[str]) -> bool:
    """Tell a mark after a number, as in 6'2", from one that opens."""
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    return before.isdigit() and not after.isalnum()
