"""Where each paragraph comes from: the file and the place in it, what read and annotated it, and when.

Nearly all of that is the article's; a paragraph's own are the stretches of the article's text that it was made of.
Of a whole article they are one short string, for most paragraphs are one stretch, and begin two characters behind the
one before: only what is otherwise is spelt out.

    "0 2 2:80,44:125"       the 1st paragraph begins at 0 and the 2nd two characters behind it; the 3rd is made of 80
                            characters two behind that and of 125 after 44 that were left out

Of each so manieth paragraph (`MILESTONE`) it is told where it begins in the text, "=31044", so that a part of a long
article is told of without what comes before.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index.documents.article import Paragraph

Span = tuple[int, int]
MILESTONE = 100


class Processing(NamedTuple):
    """What makes an index of articles: the versions of what reads and of what annotates them, and when it began, in
    seconds since 1970 in UTC."""

    reader: str = ""
    annotator: str = ""
    time: int = 0


NOT_PROCESSED = Processing()


class Provenance(NamedTuple):
    """Where an article comes from, beside its path, and by what.

    `line` is where it begins in its file, None where that has no lines; `entry` is its own id in a file of many without
    lines, "" otherwise.  `format` is the file's, as `index.sources.formats` names it.  `reader`, `annotator` and `time`
    are those of its `Processing`.  `stretches` tells where its paragraphs stand in its text (`spans_of`).
    """

    line: int | None = None
    entry: str = ""
    format: str = ""
    reader: str = ""
    annotator: str = ""
    time: int = 0
    stretches: str = ""


UNKNOWN = Provenance()


def encode_stretches(text: str, paragraphs: Iterable[Paragraph]) -> str:
    """Encode of which stretches of an article's text its paragraphs were made; white space alone parts none."""
    return " ".join(_encoded(text, paragraphs))


def spans_of(stretches: str, lengths: Sequence[int], first: int = 0) -> list[tuple[Span, ...]]:
    """Return, for some paragraphs of an article, the stretches of the article's text that each was made of.

    `lengths` are those of the paragraphs, in characters, `first` is how many of the article come before them, a
    multiple of MILESTONE.  Where nothing is known, nothing is told.

    >>> spans_of("0 2 2:80,44:125", [100, 50, 205])
    [((0, 100),), ((102, 152),), ((154, 234), (278, 403))]
    """
    if not stretches:
        return [()] * len(lengths)
    return list(_decoded(stretches.split(" ")[first : first + len(lengths)], lengths))


def _encoded(text: str, paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    before = 0
    for number, paragraph in enumerate(paragraphs):
        spans = _joined(text, paragraph)
        gaps = [start - end for (start, _), (_, end) in zip(spans, [(0, before), *spans], strict=False)]
        lengths = [end - start for start, end in spans]
        before = spans[-1][1]
        written = list(map(str, gaps))
        if number and number % MILESTONE == 0:
            written[0] = f"={spans[0][0]}"
        if lengths == [len(paragraph.text)]:
            yield written[0]
        else:
            yield ",".join(f"{gap}:{length}" for gap, length in zip(written, lengths, strict=True))


def _joined(text: str, paragraph: Paragraph) -> list[Span]:
    """List a paragraph's pieces as spans of the text, those between which there is only white space as one."""
    spans: list[Span] = []
    for piece in paragraph.pieces:
        start, end = piece.source, piece.source + piece.length
        if spans and spans[-1][1] <= start and not text[spans[-1][1] : start].strip():
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def _decoded(encoded: Sequence[str], lengths: Sequence[int]) -> Iterator[tuple[Span, ...]]:
    end = 0
    for paragraph, whole in zip(encoded, lengths, strict=True):
        spans = []
        for stretch in paragraph.split(","):
            gap, _, length = stretch.partition(":")
            start = int(gap[1:]) if gap.startswith("=") else end + int(gap)
            end = start + int(length or whole)
            spans.append((start, end))
        yield tuple(spans)
