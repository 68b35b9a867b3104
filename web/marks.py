"""Text and spans to HTML: the words that match in <mark>, the spoken words in <span class="said">.

Article text is not trusted.  It is escaped here, piece by piece, and nowhere else is markup put around it.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from search.results import Span


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


def mark(text: str, marks: Sequence[Span]) -> Markup:
    """Return the text escaped, its marked spans in <mark>."""
    pieces: list[Markup | str] = []
    position = 0
    for start, end in merge(marks, len(text)):
        pieces += [escape(text[position:start]), Markup("<mark>"), escape(text[start:end]), Markup("</mark>")]
        position = end
    return Markup("").join([*pieces, escape(text[position:])])


def typeset(text: str, marks: Sequence[Span], quotations: Sequence[Span]) -> Markup:
    """Return the text escaped, its marked spans in <mark>, its quotations in <span class="said">.

    A mark that reaches over the edge of a quotation is divided there, so that the elements nest.
    """
    said = merge(quotations, len(text))
    edges = sorted({0, len(text), *(edge for span in said for edge in span)})
    inside = {start for start, _ in said}
    pieces = []
    for start, end in pairwise(edges):
        part = mark(text[start:end], [(left - start, right - start) for left, right in marks])
        pieces.append(Markup('<span class="said">{}</span>').format(part) if start in inside else part)
    return Markup("").join(pieces)
