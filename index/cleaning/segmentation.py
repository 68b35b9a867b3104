"""Cut a text into the stretches that may be paragraphs: lines, or several where the text is wrapped to a width.

Where a paragraph ends depends on how the text was made.  Most scrapes put every paragraph on a line of its own, with
or without blank lines between.  Text from mail, wires and terminals is wrapped: lines are filled up to a width, so
a break only means a paragraph's end where the next word would still have fitted.  That is the test: a block of lines
is wrapped if its lines are filled and go on in lower case, and then its lines are joined.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

WHITE_SPACE = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000"
)
INVISIBLE = "\u200b\u2060\ufeff\xad"
BLANK = WHITE_SPACE + INVISIBLE
"""White space, and what is as invisible: zero-width spaces, byte order marks, soft hyphens."""

NARROWEST, WIDEST = 45, 100
"""Lengths of the longest line of wrapped text, in characters."""

SENTENCE_ENDS = frozenset(".!?…:”\"’')]»")


@dataclass(slots=True)
class Line:
    """A line's visible part, text[start:end], and whether white space was before it on the line."""

    text: str
    start: int
    indented: bool


def blocks(text: str) -> Iterator[list[Line]]:
    """Yield runs of lines without a blank line between them."""
    block: list[Line] = []
    position = 0
    for raw in text.splitlines(keepends=True):
        visible = raw.strip(BLANK)
        if visible:
            offset = 0 if raw[0] == visible[0] else raw.index(visible[0])
            block.append(Line(visible, position + offset, offset > 0))
        elif block:
            yield block
            block = []
        position += len(raw)
    if block:
        yield block


def candidates(block: list[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph of a block: one line each, or several where the block is wrapped."""
    if len(block) < 2 or not is_wrapped(block):
        yield from ([line] for line in block)
        return
    width = max(len(line.text) for line in block)
    paragraph = [block[0]]
    for before, line in pairwise(block):
        short = not _filled(before, line, width)
        if (short and before.text[-1] in SENTENCE_ENDS) or (line.indented and not before.indented):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def is_wrapped(block: list[Line]) -> bool:
    """Say whether a block's lines are broken at a width rather than at the ends of paragraphs."""
    width = max(len(line.text) for line in block)
    if not NARROWEST <= width <= WIDEST:
        return False
    pairs = list(pairwise(block))
    going_on = sum(
        before.text[-1] not in SENTENCE_ENDS and line.text[0].islower() and _filled(before, line, width)
        for before, line in pairs
    )
    return 2 * going_on >= len(pairs)


def _filled(before: Line, line: Line, width: int) -> bool:
    next_word = line.text[:WIDEST].split(None, 1)[0]
    return len(before.text) + 1 + len(next_word) > width - 3
