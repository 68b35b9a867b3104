"""Read the text of a PDF file: one article, its lines put together to paragraphs.

A PDF knows characters and where they stand, no paragraphs.  A paragraph ends where the next line is further away than
lines are from each other, is indented or is of another size, or where a finished sentence leaves its line short; it
goes on in the next column and on the next page.  What stands at the edge of most pages is no text: the paper's name,
the page's number.  Words broken at the end of a line are joined as the rest of the file writes them.

The title is that of the file's properties, else the largest lines of the first page.  Their day is that of the file and
not of the article, so it has none.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pypdfium2 import PdfDocument, PdfiumError, PdfPage

from index.cleaning.segmentation import SENTENCE_ENDS
from index.documents.article import Article
from index.readers.metadata import make_article, one_line
from index.readers.pdf_bombs import refuse_bombs
from index.sources import limits
from index.sources.content import BadLineError, printable, read_whole
from index.sources.files import BadInput, FoundFile
from index.sources.options import ReadingOptions

_SOFT_HYPHENS = "\x02\xad\ufffe"
"""What PDFium writes for a hyphen that ends a line in the middle of a word, some of them without an end of the line."""
_WRITTEN = re.compile(f"[^\r\n{_SOFT_HYPHENS}]+[{_SOFT_HYPHENS}]?")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_NUMBER = re.compile(r"\d+")
_EDGE_LINES = 2
_NO_TITLE = re.compile(
    r"(?:microsoft word|powerpoint|untitled|document\d*$)|\.(?:docx?|indd|qxd|pdf|rtf|odt|tex)\b", re.I
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BULLET = re.compile(r"[•‣▪●◦■]")
_WORD_BEGUN = re.compile(r"([^\W\d_]+)-$")
_LONGEST_WORD = 100
"""Characters before the end of a line among which a word is looked for that goes on in the next."""
_AROUND = 8
"""Lines before and after one by which the edges of its column are known."""
_APART = 1.35
"""Of what lines are usually apart by: from there on a paragraph ends."""
_OTHER_SIZE = 1.15
"""Of the size of one line: from there on another is of another size."""
_SHORT = 0.88
"""Of the width of a column: up to there a line is short."""
_INDENTED = 0.7
"""Of a line's size: from there on it is indented."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, and where its first and last characters stand: in points from the page's left and bottom."""

    text: str
    left: float
    right: float
    bottom: float
    size: float


def read_pdf(found: FoundFile, options: ReadingOptions) -> Iterator[Article | BadInput]:
    """Yield the one article of a PDF file; raise BadLineError if there is none, or a password protects it."""
    content = read_whole(found, limits.MAX_DOCUMENT_BYTES)
    refuse_bombs(content)
    try:
        with PdfDocument(content) as document:
            properties = document.get_metadata_dict()
            pages = list(_pages(document))
    except PdfiumError as error:
        protected = "password" in str(error).lower()
        raise BadLineError(
            "the PDF is protected by a password" if protected else f"the PDF is broken: {error}"
        ) from error
    pages = without_edges(pages)
    text = "\n\n".join(paragraphs([line for page in pages for line in page]))
    if not text:
        raise BadLineError("the PDF has no text; if its pages are scanned, it has to be put through text recognition")
    title = one_line(properties.get("Title"))
    author = properties.get("Author", "")
    fields = {
        "title": _largest(pages[0]) if not title or _NO_TITLE.search(title) else title,
        "authors": author if " " in author.strip() else "",
    }
    yield make_article(fields, text, shown=found.shown, relative=found.relative)


def _pages(document: PdfDocument) -> Iterator[list[Line]]:
    """Yield the lines of each page, in the order in which they are written there."""
    characters = 0
    if len(document) > limits.MAX_PAGES:
        raise BadLineError(f"the PDF has more than {limits.MAX_PAGES:,} pages")
    for number in range(len(document)):
        page = document[number]
        lines = list(_lines(page))
        page.close()
        characters += sum(len(line.text) for line in lines)
        if characters > limits.MAX_ARTICLE_CHARACTERS:
            raise BadLineError(f"the text is longer than {limits.MAX_ARTICLE_CHARACTERS:,} characters")
        yield lines


def _lines(page: PdfPage) -> Iterator[Line]:
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    # One index counts characters, of which those beyond U+FFFF are two units of UTF-16.
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if character > "\uffff" else 1))
    for written in _WRITTEN.finditer(text):
        visible = written[0].strip()
        if visible:
            at = written.start() + written[0].index(visible[0])
            first = text_page.get_charbox(offsets[at], loose=True)
            last = text_page.get_charbox(offsets[at + len(visible) - 1], loose=True)
            hyphen = visible[-1] if visible[-1] in _SOFT_HYPHENS else ""
            shown = printable(visible.removesuffix(hyphen)).translate(_LIGATURES) + hyphen
            yield Line(shown, first[0], last[2], first[1], first[3] - first[1])


def without_edges(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Leave out lines at the top and bottom of pages that, but for numbers, stand so on every other page, or more."""
    seen = Counter(key for page in pages for key in {_NUMBER.sub("#", line.text) for line in _edges(page)})
    often = max(2, len(pages) / 2)
    repeated = {key for key, count in seen.items() if count >= often} | {"#"}
    kept = []
    for page in pages:
        dropped = {id(line) for line in _edges(page) if _NUMBER.sub("#", line.text) in repeated}
        kept.append([line for line in page if id(line) not in dropped])
    return kept


def _edges(page: Sequence[Line]) -> list[Line]:
    """Give the highest and lowest lines of a page, wherever in the order of writing they are."""
    by_height = sorted(page, key=lambda line: line.bottom)
    return by_height[:_EDGE_LINES] + by_height[-_EDGE_LINES:]


def paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the paragraphs that lines are put together to."""
    if not lines:
        return
    words = Counter(word for line in lines for word in _WORD.findall(line.text))
    steps = [(before.bottom - line.bottom) / (line.size or 1) for before, line in pairwise(lines)]
    usual = median([step for step in steps if 0 < step < 3] or [0])
    columns = [_column(lines, number) for number in range(len(lines))]
    pieces = [lines[0].text]
    for number, (before, line) in enumerate(pairwise(lines)):
        if _ends(before, columns[number], line, columns[number + 1], usual):
            yield "".join(pieces)
            pieces = [line.text]
        else:
            pieces[-1:] = _joined(pieces[-1], line.text, words)
    yield "".join(pieces)


def _column(lines: Sequence[Line], number: int) -> tuple[float, float]:
    """Give the left and right edge of the lines around one that begin about where it does."""
    line = lines[number]
    around = lines[max(0, number - _AROUND) : number + _AROUND + 1]
    near = [other for other in around if abs(other.left - line.left) < 4 * line.size]
    return min(other.left for other in near), max(other.right for other in near)


def _ends(
    before: Line, column: tuple[float, float], line: Line, next_column: tuple[float, float], usual: float
) -> bool:
    """Say whether a paragraph ends between two lines."""
    if _BULLET.match(line.text):
        return True
    if max(before.size, line.size) > _OTHER_SIZE * min(before.size, line.size):
        return True
    is_finished = before.text[-1] in SENTENCE_ENDS
    is_short = before.right - column[0] < _SHORT * (column[1] - column[0])
    is_indented = line.left - next_column[0] > _INDENTED * line.size
    step = before.bottom - line.bottom
    if step <= 0 or line.left > before.right:  # the next column, the next page
        return is_finished and (is_short or is_indented)
    if step > _APART * usual * line.size:
        return True
    steps_in = line.left - before.left > _INDENTED * line.size
    return (is_indented and steps_in) or (is_finished and (is_indented or is_short))


def _joined(before: str, line: str, words: Mapping[str, int]) -> tuple[str, str]:
    """Give two lines with a space between, unless a word goes on from one to the other."""
    if before[-1] in _SOFT_HYPHENS:
        return before[:-1], line
    begun, rest = _WORD_BEGUN.search(before[-_LONGEST_WORD:]), _WORD.match(line)
    if not begun or not rest or not line[0].islower():
        return f"{before} ", line
    whole, with_hyphen = begun[1] + rest[0], f"{begun[1]}-{rest[0]}"
    return before if words.get(with_hyphen, 0) > words.get(whole, 0) else before[:-1], line


def _largest(lines: Sequence[Line]) -> str:
    """Give the first lines of the largest size, if that is larger than most lines are."""
    largest = max((line.size for line in lines), default=0)
    if not lines or largest < _OTHER_SIZE * median(line.size for line in lines):
        return ""
    of_size = [line.size > largest / _OTHER_SIZE for line in lines]
    first = of_size.index(True)
    last = of_size.index(False, first) if False in of_size[first:] else len(lines)
    return " ".join(line.text for line in lines[first:last])
