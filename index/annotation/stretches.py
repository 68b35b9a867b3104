"""Paragraphs that are longer than any writer's, annotated in stretches: a text without line breaks, a list, a trap.

What looks back or ahead in a paragraph takes the square of its length, which is nothing for a thousand characters and
hours for a million.  A stretch ends where a sentence does, if one ends in reach.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from index.annotation.spans import Annotation, Location, Quotation, Speaker, Statement

LONGEST = 10_000
"""Characters of a stretch; the longest paragraphs of newspapers have some thousands."""
REACH = 2_000
"""How far before that the end of a sentence is looked for."""

_SENTENCE_END = re.compile(r"[.!?…][”\"’')\]]{0,3}\s")
_SPACE = re.compile(r"\s")
Found = TypeVar("Found", Speaker, Quotation, Location, Statement)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a paragraph, and where it begins in it."""

    start: int
    text: str

    def in_paragraph(self, found: Sequence[Found]) -> tuple[Found, ...]:
        """Return what was found in the stretch with offsets into the paragraph."""
        return tuple(replace(one, start=one.start + self.start, end=one.end + self.start) for one in found)


def stretches(paragraph: str) -> Iterator[Stretch]:
    """Yield the stretches of a paragraph, mostly all of it."""
    start = 0
    while len(paragraph) - start > LONGEST:
        end = _end(paragraph, start)
        yield Stretch(start, paragraph[start:end])
        start = end
    yield Stretch(start, paragraph[start:])


def joined(parts: Sequence[tuple[Stretch, Annotation]]) -> Annotation:
    """Return what was found in the stretches of a paragraph as what was found in it."""
    if len(parts) == 1:
        return parts[0][1]
    return Annotation(
        tuple(one for stretch, found in parts for one in stretch.in_paragraph(found.speakers)),
        tuple(one for stretch, found in parts for one in stretch.in_paragraph(found.quotations)),
        tuple(one for stretch, found in parts for one in stretch.in_paragraph(found.locations)),
        tuple(one for stretch, found in parts for one in stretch.in_paragraph(found.statements)),
    )


def _end(paragraph: str, start: int) -> int:
    """Return where a stretch ends: behind the last sentence, else the last space, that is in reach."""
    last = start + LONGEST
    for ending in (_SENTENCE_END, _SPACE):
        ends = [match.end() for match in ending.finditer(paragraph, last - REACH, last)]
        if ends:
            return ends[-1]
    return last
