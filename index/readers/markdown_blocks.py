"""Take the markup out of Markdown: blocks of plain text, in order.

A renderer would do, but Python-Markdown needs 21 seconds for 8,000 opening brackets and reads 30 times fewer words a
second than the rest of the pipeline.  A reader of news needs less than a renderer: where a paragraph, heading, list
item or quotation begins and ends (this module), and the words without marks (`inline`).  Everything here looks at a
line once, so that the time is linear for any input.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.readers.markdown_inline import Definitions, without_marks
from index.readers.quotations import DASHES

_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]{0,4}\1){2,}[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_QUOTE_MARK = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r"\s{0,20}(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\] )?(?=\S)")
_DEFINITION = re.compile(r" {0,3}\[([^\[\]]{1,200})\]:[ \t]+\S")
_TABLE_RULE = re.compile(r"[ \t|:-]+$")
_HIDDEN = re.compile(r"<!--|<(?:script|style|iframe|svg)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """The plain text of one block, in one line; its level if it is a heading (1 to 6), else 0; whether it is quoted."""

    text: str
    level: int = 0
    is_quoted: bool = False


def plain_blocks(markdown: str) -> Iterator[Block]:
    """Yield the paragraphs, headings, list items, quoted paragraphs and table rows that hold any text."""
    lines = _without_hidden(markdown).expandtabs(4).splitlines()
    definitions = Definitions(match[1].lower() for line in lines if (match := _DEFINITION.match(line)))
    for raw, level, verbatim, depth in _raw_blocks(lines):
        text = raw if verbatim else html.unescape(without_marks(raw, definitions))
        text = " ".join(text.split())
        if text:
            yield Block(text, level, depth > 0)


def _raw_blocks(lines: list[str]) -> Iterator[tuple[str, int, bool, int]]:
    """Yield each block's text with its inline marks, its heading level, whether it is code, and how deep it is in
    quotations."""
    open_lines: list[str] = []
    fence, depth_before = "", 0

    def close(level: int = 0, verbatim: bool = False) -> Iterator[tuple[str, int, bool, int]]:
        if open_lines:
            yield "\n".join(open_lines), level, verbatim, depth_before
            open_lines.clear()

    for quoted in lines:
        line, depth = _unquoted(quoted)
        if fence:
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                yield from close(verbatim=True)
                fence = ""
            else:
                open_lines.append(line)
            continue
        if depth > depth_before or not line.strip() or (depth and DASHES.match(line)):
            yield from close()
        depth_before = depth
        if not line.strip():
            continue
        if opening := _FENCE.match(line):
            yield from close()
            fence = opening[1]
        elif heading := _HEADING.match(line):
            yield from close()
            open_lines.append(line[heading.end() :].strip().rstrip("#"))
            yield from close(level=len(heading[1]))
        elif open_lines and (underline := _UNDERLINE.match(line)):
            yield from close(level=1 if underline[1][0] == "=" else 2)
        elif _RULE.match(line) or (_DEFINITION.match(line) and not line.lstrip().startswith("[^")):
            yield from close()
        elif line.lstrip().startswith("|"):
            yield from close()
            if not _TABLE_RULE.match(line):
                open_lines.append(" | ".join(cell.strip() for cell in line.strip().strip("|").split("|")))
            yield from close()
        elif item := _ITEM.match(line):
            yield from close()
            open_lines.append(line[item.end() :])
        else:
            open_lines.append(line)
    yield from close(verbatim=bool(fence))


def _unquoted(line: str) -> tuple[str, int]:
    """Take the marks of quotation off a line; give the line and how many there were."""
    depth = position = 0
    while mark := _QUOTE_MARK.match(line, position):
        position = mark.end()
        depth += 1
    return line[position:], depth


def _without_hidden(markdown: str) -> str:
    """Leave out comments, scripts and styles, with what they hold."""
    kept: list[str] = []
    position = 0
    while hidden := _HIDDEN.search(markdown, position):
        kept.append(markdown[position : hidden.start()])
        opening = hidden[0].lower()
        ending = "-->" if opening == "<!--" else f"</{opening[1:]}>"
        found = re.compile(re.escape(ending), re.IGNORECASE).search(markdown, hidden.end())
        if found is None:
            # Never closed: a browser would hide all the rest, but the rest is the article.
            kept.append(hidden[0].replace("<", " "))
            position = hidden.end()
            kept.append(markdown[position:])
            return "".join(kept)
        position = found.end()
    kept.append(markdown[position:])
    return "".join(kept)
