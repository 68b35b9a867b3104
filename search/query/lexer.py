"""A query's characters, cut into tokens.

A sign has its meaning only where it can have no other: a minus right before a word and after a space, a colon after a
field's name, AND, OR and NOT in capitals on their own, where not all is in capitals.  Elsewhere ("10:30",
"counter-attack", "http://…") it belongs to the word.  Every character is looked at a bounded number of times, so time
grows with the query's length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from search.fields import FIELDS
from search.query.notices import Notices, quoted
from search.query.words import has_word, tell_of_signs, without_signs

OPERATORS = ("AND", "OR", "NOT")
FIELD_ALIASES = {"place": "location"}
FIELD_NAMES = (*FIELDS, "date", "copies")


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    FIELD_APART = auto()  # with a space before its value
    UNKNOWN_FIELD = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()
    OPEN = auto()
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the query; `text` is a word or phrase as typed (maybe empty), a field's name, or an operator."""

    kind: Kind
    text: str


# People paste quotation marks as they find them, and languages disagree on which one opens: any double mark closes what
# a double mark opened, any guillemet what a guillemet opened.
_DOUBLE_MARKS = '"“”„‟″'
_GUILLEMETS = "«»"
_MARKS = _DOUBLE_MARKS + _GUILLEMETS
_MARK = {mark: re.compile(f"[{family}]") for family in (_DOUBLE_MARKS, _GUILLEMETS) for mark in family}
_NEAR = re.compile(r"NEAR/\d{1,4}(?=\s|\Z|\()")
_RUN = re.compile(rf"[^\s(){_MARKS}]+")
_FIELD = re.compile(r"([A-Za-z_]+):")
_NOT_IN_PHRASES = re.compile(f"[*{_MARKS}]")
_DASHES = re.compile(r"[-–]+")
_SIGNS_AFTER = re.compile(r"[~^][\d.]*|\*+")
_DATE = re.compile(
    rf"(?:(?:[<>]=?|=)\s+(?=\d))?[^\s(){_MARKS}]+"  # "> 2022-09"
    rf"(?:\s+(?:\.{{2,}}|…)\s+(?=\d{{4}})[^\s(){_MARKS}]+)?"  # "2022-09-01 .. 2022-09-10"
)
_SIGNS_OF_LANGUAGE = re.compile(rf"[():{_MARKS}]|(?:^|\s)[-–]")
_UNPRINTABLE = [code for code in range(0xA0) if chr(code) < " " or code >= 0x7F]
_INVISIBLE = (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
_CLEANER: dict[int, str] = {
    **dict.fromkeys([*_UNPRINTABLE, *range(0xD800, 0xE000)], " "),
    **dict.fromkeys((code for code in _INVISIBLE if code != 0x200C), ""),  # a non-joiner spells Persian words
    **dict.fromkeys((0xFE0E, 0xFE0F), ""),  # whether an emoji is coloured
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width forms of ASCII
    **dict.fromkeys((0x2010, 0x2011, 0x2212, 0xFE63), "-"),
    ord("≥"): ">=",
    ord("≤"): "<=",
}


def tokens(query: str, notices: Notices) -> Iterator[Token]:
    """Yield a query's tokens in order; signs that mean nothing where they stand are left out, with a notice."""
    return _Lexer(query.translate(_CLEANER), notices).tokens()


def phrase_text(text: str) -> str:
    """Return what a text is read as between quotation marks: without the signs that can't stand there."""
    pieces = _NOT_IN_PHRASES.sub(" ", text.translate(_CLEANER)).split()
    return " ".join(filter(None, map(without_signs, pieces)))


def is_all_capitals(text: str) -> bool:
    """Tell whether a query is a line in capitals ("TIDE AND CLOCK MEET"), in which an operator can't be told from a
    word: without any other sign of the language, such as parentheses around it."""
    runs = text.split()
    others = " ".join(run for run in runs if run not in OPERATORS)
    return len(others.split()) < len(runs) and others.isupper() and not _SIGNS_OF_LANGUAGE.search(text)


class _Lexer:
    """A position in the text, and the token that ends right there (none after a space)."""

    def __init__(self, text: str, notices: Notices) -> None:
        self._text = text
        self._notices = notices
        self._position = 0
        self._touching: Token | None = None
        self._all_capitals = is_all_capitals(text)

    def tokens(self) -> Iterator[Token]:
        """Yield the tokens from here to the end."""
        while self._position < len(self._text):
            character = self._text[self._position]
            token = None
            if character.isspace():
                self._position += 1
            elif character in "()":
                token = self._parenthesis(character)
            elif character in _MARKS:
                token = self._phrase(character)
            elif character in "-–":
                token = self._minus()
            elif self._is_touching(Kind.FIELD):
                token = self._value()
            else:
                token = self._field() or self._word()
            if token:
                yield token
            self._touching = token

    def _is_touching(self, *kinds: Kind) -> bool:
        return self._touching is not None and self._touching.kind in kinds

    def _take(self, pattern: re.Pattern[str]) -> str:
        """Return what stands here and move behind it."""
        found = pattern.match(self._text, self._position)
        if not found:
            return ""
        self._position = found.end()
        return found[0]

    def _parenthesis(self, character: str) -> Token:
        self._position += 1
        if character == "(":
            return Token(Kind.OPEN, character)
        self._skip_signs("parentheses")
        return Token(Kind.CLOSE, character)

    def _phrase(self, mark: str) -> Token:
        closing = _MARK[mark].search(self._text, self._position + 1)
        end = closing.start() if closing else len(self._text)
        raw = self._text[self._position + 1 : end]
        text = phrase_text(raw)
        text = text if has_word(text) else ""
        if not closing and text:
            self._notices.add(
                f"The quotation mark before {quoted(text)} was never closed; it was read as closing at the end."
            )
        elif not closing:
            self._notices.add("The quotation mark at the end opens nothing and was left out.")
        elif not text:
            self._notices.add("Quotation marks with nothing between them were left out.")
        for piece in raw.split() if text else ():
            tell_of_signs(piece, without_signs(piece), self._notices)
        if text and "*" in raw:
            self._notices.add(f"A * has no meaning inside quotation marks; {quoted(text)} was read without it.")
        self._position = closing.end() if closing else end
        self._skip_signs("quotation marks")
        return Token(Kind.PHRASE, text)

    def _skip_signs(self, after: str) -> None:
        if signs := self._take(_SIGNS_AFTER):
            self._notices.add(f"{quoted(signs)} has no meaning after {after} and was left out.")

    def _minus(self) -> Token | None:
        dashes = self._take(_DASHES)
        if self._touching and not self._is_touching(Kind.OPEN, Kind.FIELD):
            return None
        following = self._text[self._position : self._position + 1]
        if len(dashes) == 1 and following and following != ")" and not following.isspace():
            if self._touching and self._touching.text == "date":
                self._notices.add(
                    "“date:-” was read as “-date:”, all other days; for all days up to one write date:<=."
                )
            return Token(Kind.NOT, "-")
        if "-" in dashes:
            self._notices.add(
                f"A {dashes[:3]} on its own was left out; to exclude a word, write one - right before it."
            )
        return None

    def _value(self) -> Token:
        is_date = self._touching is not None and self._touching.text == "date"
        return Token(Kind.WORD, self._take(_DATE if is_date else _RUN))

    def _field(self) -> Token | None:
        found = _FIELD.match(self._text, self._position)
        if not found:
            return None
        name, end = found[1].lower(), found.end()
        following = self._text[end : end + 1]
        if name in FIELD_NAMES or name in FIELD_ALIASES:
            self._position = end
            return Token(Kind.FIELD_APART if following.isspace() else Kind.FIELD, FIELD_ALIASES.get(name, name))
        if following.isalnum() or (following and following in _MARKS + "("):
            self._position = end
            return Token(Kind.UNKNOWN_FIELD, found[1])
        return None

    def _word(self) -> Token:
        if near := self._take(_NEAR):
            return Token(Kind.NEAR, near)
        may_be_operator = not self._is_touching(Kind.NOT, Kind.UNKNOWN_FIELD)
        run = self._take(_RUN)
        if not may_be_operator or run not in OPERATORS:
            return Token(Kind.WORD, run)
        if self._all_capitals:
            self._notices.add(
                f"All is in capitals, so {run} was read as a word; put parentheses around it all for the operator."
            )
            return Token(Kind.WORD, run)
        return Token(Kind[run], run)
