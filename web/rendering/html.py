"""Text and spans to HTML: the words that match in <mark>, the spoken words in <span class="said">.

Article text is not trusted.  It is escaped here, piece by piece, and nowhere else is markup put around it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter

from markupsafe import Markup, escape

from search.results import Span

_SEAM = "\0"
"""Stands between pieces while they are escaped together; escaping leaves it as it is."""


def merge(spans: Iterable[Span], length: int) -> list[Span]:
    """Return the spans within a text of `length` characters in order, joining those that overlap or touch."""
    merged: list[Span] = []
    for start, end in sorted((max(start, 0), min(end, length)) for start, end in spans):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def within(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """Return what stands between two characters of spans that are in order and apart, counted from the first of these.

    Each of many stretches takes the time of its own spans, not of all.
    """
    first = bisect_right(spans, start, key=itemgetter(1))
    stop = bisect_left(spans, end, key=itemgetter(0))
    return [(max(left, start) - start, min(right, end) - start) for left, right in spans[first:stop]]


def mark(text: str, marks: Sequence[Span]) -> Markup:
    """Return the text escaped, its marked spans in <mark>."""
    pieces = []
    position = 0
    for start, end in merge(marks, len(text)):
        pieces += [text[position:start], text[start:end]]
        position = end
    pieces.append(text[position:])
    if _SEAM in text:
        escaped = [str(escape(piece)) for piece in pieces]
    else:  # a call costs more than what it escapes: all pieces in one
        escaped = str(escape(_SEAM.join(pieces))).split(_SEAM)
    for opened in range(1, len(escaped), 2):
        escaped[opened] = f"<mark>{escaped[opened]}</mark>"
    return Markup("".join(escaped))  # noqa: S704  # every piece is escaped


def typeset(text: str, marks: Sequence[Span], quotations: Sequence[Span]) -> Markup:
    """Return the text escaped, its marked spans in <mark>, its quotations in <span class="said">.

    A mark that reaches over the edge of a quotation is divided there, so that the elements nest.
    """
    if not quotations:
        return mark(text, marks)
    said, marked = merge(quotations, len(text)), merge(marks, len(text))
    edges = sorted({0, len(text), *(edge for span in said for edge in span)})
    inside = {start for start, _ in said}
    pieces = []
    for start, end in pairwise(edges):
        part = mark(text[start:end], within(marked, start, end))
        pieces.append(Markup('<span class="said">{}</span>').format(part) if start in inside else part)
    return Markup("").join(pieces)
