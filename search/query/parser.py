"""Tokens, arranged into a tree: NOT binds tightest, then AND (also between neighbours), then OR.

Each open parenthesis is a group on a stack, so nesting costs no recursion.  A group gathers conjunctions, its
alternatives; `_Pending` is what was said before the operand it is said of: a field, a negation.  What lacks its
counterpart is left out, with a notice.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Literal, cast

from search.fields import FieldName
from search.limits import Limits
from search.query.dates import read_dates
from search.query.lexer import FIELD_NAMES, Kind, Token, tokens
from search.query.nodes import (
    BARE_WORDS_FIELD,
    CopiesOf,
    DateRange,
    Leaf,
    Near,
    Node,
    Phrase,
    Word,
    all_of,
    any_of,
    negation,
)
from search.query.notices import Notices, quoted
from search.query.parsed_query import ParsedQuery
from search.query.words import has_word, read_words

_Field = FieldName | Literal["date", "copies"]


def parse(query: str, limits: Limits) -> ParsedQuery:
    """Read any text as a query.  Never raises; time grows with the query's length, depth with limits.max_nesting."""
    notices = Notices()
    root = _Parser(limits, notices).tree(tokens(query, notices))
    if root is None and not notices and query.strip():
        notices.add("The query has no word to search for.")
    return ParsedQuery(root, notices.sentences())


_PARAGRAPH = re.compile(r"([A-Za-z0-9-]+)(?:#p?([1-9]\d{0,8}))?")
_PIECE = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class _Pending:
    """What was said of the operand still to come; `words` are the names of fields there aren't."""

    field: _Field | None = None
    has_space: bool = False
    negation: str | None = None
    words: list[Node] = dataclass_field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """What stands between two parentheses, or the whole query; `pending` was said of the group itself."""

    field: _Field
    pending: _Pending
    alternatives: list[Node] = dataclass_field(default_factory=list)
    conjunction: list[Node] = dataclass_field(default_factory=list)
    operator: str | None = None
    distance: int = 0  # of a NEAR whose second operand is to come
    can_join: bool = False  # an operand stands right before
    is_empty: bool = True

    def close_conjunction(self) -> None:
        """Make what was gathered since the last OR an alternative, unless all of it was left out."""
        if self.conjunction:
            self.alternatives.append(all_of(self.conjunction))
        self.conjunction = []


class _Parser:
    """The groups that are open, innermost last, and what is pending."""

    def __init__(self, limits: Limits, notices: Notices) -> None:
        self._limits = limits
        self._notices = notices
        self._words_left = limits.max_query_terms
        self._groups = [_Group(BARE_WORDS_FIELD, _Pending())]
        self._ignored_parentheses = 0
        self._pending = _Pending()

    def tree(self, sequence: Iterable[Token]) -> Node | None:
        """Return the tree of all tokens, None if they ask for nothing."""
        for token in sequence:
            self._read(token)
        if not all(group.is_empty for group in self._groups[1:]):
            self._notices.add("A parenthesis was never closed; it was read as closing at the end.")
        while len(self._groups) > 1:
            self._close_group()
        return self._content(self._groups[0])

    def _read(self, token: Token) -> None:
        match token.kind:
            case Kind.WORD | Kind.PHRASE:
                self._place(self._value(token))
            case Kind.FIELD | Kind.FIELD_APART:
                if self._pending.field:
                    self._tell_of_missing_value(self._pending.field)
                self._pending.field = cast(_Field, token.text)
                self._pending.has_space = token.kind is Kind.FIELD_APART
            case Kind.UNKNOWN_FIELD:
                names = ", ".join(f"{name}:" for name in FIELD_NAMES)
                self._notices.add(f"There is no field {quoted(token.text)}; it was read as a word. Fields are {names}.")
                self._pending.words += filter(None, [self._value(token)])
            case Kind.NOT:
                self._pending.negation = None if self._pending.negation else token.text
            case Kind.AND | Kind.OR | Kind.NEAR:
                self._join(token)
            case Kind.OPEN:
                self._open_group()
            case Kind.CLOSE:
                self._settle_pending()
                if self._ignored_parentheses:
                    self._ignored_parentheses -= 1
                elif len(self._groups) > 1:
                    self._close_group()
                else:
                    self._notices.add("A closing parenthesis that closes nothing was left out.")

    def _value(self, token: Token) -> Node | None:
        """Return what a word or phrase asks for in its field, within the limits; None if nothing."""
        field = self._pending.field or self._groups[-1].field
        found: list[Leaf | DateRange | CopiesOf] = []
        if self._pending.field and not has_word(token.text):
            self._tell_of_missing_value(field)
        elif field == "date":
            found += filter(None, [read_dates(token.text, self._notices)])
        elif field == "copies":
            found += filter(None, [self._copies(token.text)])
        elif token.kind is Kind.PHRASE:
            found += [Phrase(field, token.text)] if token.text else []
        else:
            found += read_words(token.text, field, self._limits, self._notices)
        within = [leaf for leaf in map(self._within_limit, found) if leaf]
        return all_of(within) if within else None

    def _copies(self, text: str) -> CopiesOf | None:
        """Read an article's id, and the place of a paragraph in it, if one is given."""
        found = _PARAGRAPH.fullmatch(text)
        if not found:
            self._notices.add(
                f"{quoted(text)} is no address of an article, and was left out; write it like copies:lake-monster-ceb5 "
                f"or, of its third paragraph, copies:lake-monster-ceb5#3."
            )
            return None
        return CopiesOf(found[1].lower(), int(found[2]) if found[2] else None)

    def _within_limit(self, leaf: Leaf | DateRange | CopiesOf) -> Leaf | DateRange | CopiesOf | None:
        """Cut what is beyond the limit off; "state-of-the-art" counts as the four words that it is searched as."""
        pieces = [""] if isinstance(leaf, DateRange | CopiesOf) else _PIECE.findall(leaf.text) or [""]
        kept = pieces[: self._words_left]
        self._words_left -= len(kept)
        if len(kept) == len(pieces):
            return leaf
        self._notices.add(f"Only the first {self._limits.max_query_terms} words of the query were searched for.")
        return Phrase(leaf.field, " ".join(kept)) if kept and isinstance(leaf, Word | Phrase) else None

    def _place(self, operand: Node | None) -> None:
        """Put an operand (None if it was left out) into its group, with what is pending applied to it."""
        pending, self._pending = self._pending, _Pending()
        if pending.field and pending.has_space and operand:
            self._notices.add(
                f"The space after “{pending.field}:” was ignored; leave out the colon to search the word."
            )
        group = self._groups[-1]
        if parts := [*pending.words, *([operand] if operand else [])]:
            node = all_of(parts)
            node = negation(node) if pending.negation else node
            group.conjunction.append(self._near(group, node) if group.distance else node)
        group.distance = 0
        group.can_join, group.operator, group.is_empty = True, None, False

    def _join(self, operator: Token) -> None:
        self._settle_pending()
        group = self._groups[-1]
        group.is_empty = False
        if not group.can_join:
            self._tell_of_dangling(operator.text)
            return
        if operator.kind is Kind.OR:
            group.close_conjunction()
        if operator.kind is Kind.NEAR:
            group.distance = self._distance(operator.text)
        group.can_join, group.operator = False, operator.text

    def _distance(self, operator: str) -> int:
        """Return how many words NEAR/n may bridge, at least one, within the limit."""
        asked, most = max(int(operator.partition("/")[2]), 1), self._limits.max_distance
        if asked > most:
            self._notices.add(f"“{operator}” was read as “NEAR/{most}”.")
        return min(asked, most)

    def _near(self, group: _Group, node: Node) -> Node:
        """Return what is near to the operand before, which it takes the place of unless that is near to another."""
        before = group.conjunction[-1] if group.conjunction else None
        first = before.second if isinstance(before, Near) else before
        if not (isinstance(first, Word | Phrase) and isinstance(node, Word | Phrase) and first.field == node.field):
            self._notices.add("NEAR stands between words or phrases of one field; elsewhere it was read as AND.")
            return node
        if not isinstance(before, Near):
            group.conjunction.pop()
        return Near(first, node, group.distance)

    def _open_group(self) -> None:
        if len(self._groups) > self._limits.max_nesting:
            self._ignored_parentheses += 1
            self._notices.add(f"Parentheses more than {self._limits.max_nesting} deep were ignored.")
            return
        self._groups.append(_Group(self._pending.field or self._groups[-1].field, self._pending))
        self._pending = _Pending()

    def _close_group(self) -> None:
        group = self._groups[-1]
        content = self._content(group)
        if group.is_empty:
            self._notices.add("Parentheses with nothing between them were left out.")
        self._groups.pop()
        self._pending = group.pending
        self._place(content)

    def _content(self, group: _Group) -> Node | None:
        self._settle_pending()
        if group.operator:
            self._tell_of_dangling(group.operator)
        group.close_conjunction()
        return any_of(group.alternatives) if group.alternatives else None

    def _settle_pending(self) -> None:
        """Where no operand follows, let go of what was said of it."""
        pending = self._pending
        if pending.words:
            self._place(None)
        elif pending.field:
            self._tell_of_missing_value(pending.field)
        elif pending.negation:
            self._tell_of_dangling(pending.negation)
        self._pending = _Pending()

    def _tell_of_missing_value(self, field: str) -> None:
        example = {"date": "date:2022-09", "copies": "copies:lake-monster-ceb5#3"}.get(field, f"{field}:word")
        self._notices.add(f"“{field}:” has no value and was left out; write it like {example}.")

    def _tell_of_dangling(self, operator: str) -> None:
        self._notices.add(f"“{operator}” has nothing to apply to and was left out; operators stand between words.")
