"""Take the inline marks out of a block of Markdown: links keep their text, emphasis its words, pictures nothing.

Three passes over the block, each linear: code and escapes are set aside, so that later passes don't see them; links,
pictures and tags are replaced; pairs of emphasis marks are removed.
"""

import re
from collections.abc import Iterable

Definitions = frozenset[str]
"""The names of links that are defined elsewhere in the document, in lower case."""

_ASIDE = re.compile(r"\\([!-/:-@\[-`{-~])|(`{1,3})(?!`)([^`]{1,2000})\2(?!`)")
_PLACEHOLDER = re.compile("\ue000(\\d+)\ue001")

_INSIDE = r"(?:[^\[\]]|\[[^\[\]]{0,300}\]){0,1000}"
_TITLE = r"(?:\s{1,3}(?:\"[^\"]{0,300}\"|'[^']{0,300}'))?"
_TARGET = (
    r"\(\s{0,3}(?:<[^<>\n]{0,2000}>|[^\s()<]{0,2000}(?:\([^\s()]{0,300}\)[^\s()]{0,300}){0,3})"
    rf"{_TITLE}\s{{0,3}}\)"
)
_PICTURE = re.compile(rf"!\[[^\[\]]{{0,1000}}\](?:{_TARGET}|\[[^\[\]]{{0,200}}\])")
_LINK = re.compile(rf"\[({_INSIDE})\]{_TARGET}")
_REFERENCE = re.compile(r"\[([^\[\]]{1,1000})\](?: ?\[([^\[\]]{0,200})\])?")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,50}\]:?")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000}|[\w.+-]{1,60}@[\w.-]{1,100})>")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_BREAK = re.compile(r"<br\b|</?(?:p|div|li|td|th|tr)\b", re.IGNORECASE)
_MARKS = re.compile(r"\*{1,3}|_{1,3}|~~")


def without_marks(block: str, definitions: Definitions) -> str:
    """Give a block's words without marks; HTML's character references are left for the caller."""
    if not re.search(r"[\\`\[<*_~]", block):
        return block
    aside: list[str] = []

    def set_aside(match: re.Match[str]) -> str:
        aside.append(match[1] or match[3].replace("&", "&amp;"))
        return f"\ue000{len(aside) - 1}\ue001"

    text = _ASIDE.sub(set_aside, block.replace("\ue000", " ").replace("\ue001", " "))
    if "<" in text:
        text = _ADDRESS.sub(r"\1", text)
        text = _TAG.sub(lambda tag: " " if _BREAK.match(tag[0]) else "", text)
    if "[" in text:
        text = _FOOTNOTE.sub("", text)
        text = _LINK.sub(r"\1", _PICTURE.sub("", text))
        if definitions:
            text = _REFERENCE.sub(lambda link: _reference_text(link, definitions), text)
    if _MARKS.search(text):
        text = _without_emphasis(text)
    return _PLACEHOLDER.sub(lambda place: aside[int(place[1])], text) if aside else text


def _reference_text(link: re.Match[str], definitions: Definitions) -> str:
    return link[1] if (link[2] or link[1]).lower() in definitions else link[0]


def _without_emphasis(text: str) -> str:
    """Remove the marks that pair up: each closing one takes the nearest opening one of its kind."""
    opened: dict[str, list[re.Match[str]]] = {}
    paired: list[re.Match[str]] = []
    for mark in _MARKS.finditer(text):
        before = text[mark.start() - 1 : mark.start()]
        after = text[mark.end() : mark.end() + 1]
        in_word = mark[0][0] == "_" and before.isalnum() and after.isalnum()
        if in_word:
            continue
        waiting = opened.setdefault(mark[0], [])
        if waiting and before and not before.isspace():
            paired += (waiting.pop(), mark)
        elif after and not after.isspace():
            waiting.append(mark)
    return _cut(text, sorted(match.span() for match in paired))


def _cut(text: str, spans: Iterable[tuple[int, int]]) -> str:
    kept: list[str] = []
    position = 0
    for start, end in spans:
        kept.append(text[position:start])
        position = end
    kept.append(text[position:])
    return "".join(kept)
