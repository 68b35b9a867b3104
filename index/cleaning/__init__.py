"""Make paragraphs of an article's text: boilerplate out, broken paragraphs mended, every offset kept.

    text -> lines in blocks -> stretches that may be paragraphs -> boilerplate dropped -> lead-ins joined to what
    follows -> link texts inside sentences left out, white space evened out -> Paragraph

What a paragraph holds is taken from the text unchanged in pieces; between two pieces there is at most one space that
the text does not have, so that each character's place in the text is known.
"""

import re
from collections.abc import Iterator

from index.cleaning.boilerplate import Boilerplate, boilerplate
from index.cleaning.link_texts import find_link_texts
from index.cleaning.pickers import is_picker
from index.cleaning.rejoining import goes_on
from index.cleaning.segmentation import BLANK, INVISIBLE, NARROWEST, SENTENCE_ENDS, Line, blocks, candidates
from index.documents.article import Paragraph, Piece

__all__ = ["clean", "has_paragraphs"]

Stretch = tuple[int, int]
"""Start and end of some characters of the text."""

_UNEVEN_SPACE = re.compile(rf"[{BLANK}]{{2,}}|[{BLANK.replace(' ', '')}]")
_INVISIBLE = frozenset(INVISIBLE)
_NO_LETTER = re.compile(r"[\W_]+")


def clean(text: str, title: str = "") -> list[Paragraph]:
    """Give the paragraphs of an article's text, in order; a first one that only repeats the title is left out."""
    paragraphs = [_assemble(text, stretches) for stretches in _mended(text)]
    if title and len(paragraphs) > 1 and _same_words(paragraphs[0].text, title):
        del paragraphs[0]
    return paragraphs


def has_paragraphs(text: str) -> bool:
    """Tell whether `clean` leaves anything of a text, in the time that its first paragraph takes."""
    return any(True for _ in _kept(text))


def _mended(text: str) -> Iterator[list[Stretch]]:
    """Yield the stretches of text that make up each paragraph."""
    open_stretches: list[Stretch] = []
    for stretches in _kept(text):
        if open_stretches and not goes_on(text, open_stretches[0][0], open_stretches[-1][1], stretches[0][0]):
            yield open_stretches
            open_stretches = []
        open_stretches += stretches
    if open_stretches:
        yield open_stretches


def _kept(text: str) -> Iterator[list[Stretch]]:
    """Yield the stretches of each line, or paragraph of wrapped lines, that is not boilerplate."""
    rules = boilerplate()
    for block in blocks(text):
        for lines in candidates(_without_strays(block, rules) if len(block) > 1 else block):
            joined = lines[0].text if len(lines) == 1 else " ".join(line.text for line in lines)
            if rules.covers(joined) or is_picker(joined):
                continue
            stretches = [(line.start, line.start + len(line.text)) for line in lines]
            if length := rules.prefix_length(joined):
                if rules.covers(joined[length:]):
                    continue
                start, end = stretches[0]
                rest = text[min(start + length, end) : end].lstrip(BLANK)
                stretches[0] = (end - len(rest), end)
            yield stretches


def _without_strays(block: list[Line], rules: Boilerplate) -> list[Line]:
    """Leave out short boilerplate lines that follow a finished sentence, before wrapped lines are joined."""
    kept: list[Line] = []
    for line in block:
        is_apart = not kept or kept[-1].text[-1] in SENTENCE_ENDS
        if not (is_apart and len(line.text) < NARROWEST and rules.covers(line.text)):
            kept.append(line)
    return kept


def _assemble(text: str, stretches: list[Stretch]) -> Paragraph:
    """Join stretches of the text with single spaces and even out the white space in them."""
    if len(stretches) == 1:
        start, end = stretches[0]
        whole = text[start:end]
        is_even = " ".join(whole.split()) == whole and not any(character in whole for character in INVISIBLE)
        if is_even and not find_link_texts(whole):
            return Paragraph(whole, (Piece(0, start, end - start),))
    parts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for start, end in _even_stretches(text, stretches):
        if start < 0:
            parts.append(" ")
            length += 1
            continue
        parts.append(text[start:end])
        pieces.append(Piece(length, start, end - start))
        length += end - start
    return Paragraph("".join(parts), tuple(pieces))


SPACE: Stretch = (-1, -1)


def _even_stretches(text: str, stretches: list[Stretch]) -> Iterator[Stretch]:
    for number, (start, end) in enumerate(stretches):
        if number:
            yield SPACE
        for part_start, part_end in _without_link_texts(text, start, end):
            yield from _evened(text, part_start, part_end)


def _without_link_texts(text: str, start: int, end: int) -> Iterator[Stretch]:
    first = start
    for link_start, link_end in find_link_texts(text[first:end]):
        yield start, first + link_start
        start = first + link_end
    yield start, end


def _evened(text: str, start: int, end: int) -> Iterator[Stretch]:
    for gap in _UNEVEN_SPACE.finditer(text, start, end):
        if gap.start() > start:
            yield start, gap.start()
        if not _INVISIBLE.issuperset(gap[0]):
            yield SPACE
        start = gap.end()
    if end > start:
        yield start, end


def _same_words(paragraph: str, title: str) -> bool:
    if len(paragraph) > 2 * len(title) + 20:
        return False
    return _NO_LETTER.sub(" ", paragraph).strip().casefold() == _NO_LETTER.sub(" ", title).strip().casefold()
