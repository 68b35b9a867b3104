"""A tree, written as a query again: how a query was read, in the language it was written in.

The text is canonical: parsing it gives the same tree, without notices, within the same limits.  Whoever makes a query
of a name or of words, for a link say, makes it here, so that what the language has signs for is written by one rule.
"""

import re

from search.fields import FieldName
from search.query.dates import written
from search.query.lexer import is_all_capitals, phrase_text
from search.query.nodes import (
    And,
    CopiesOf,
    DateRange,
    Leaf,
    MatchAll,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Similar,
    Word,
)

# A bare word that would be read as something else: an operator, a field and its value.
_NEEDS_FIELD = re.compile(r"(?:AND|OR|NOT)\Z|[A-Za-z_]+:")


def unparse(node: Node | None) -> str:
    """Return the query that is read as this tree; None, no query, is the empty text."""
    match node:
        case None:
            return ""
        case Word() | Phrase() | Prefix() | Pattern() | Similar():
            return _leaf(node)
        case Near(first, second, distance):
            return f"{_leaf(first)} NEAR/{distance} {_leaf(second)}"
        case DateRange():
            return f"date:{written(node)}"
        case CopiesOf(article_id, ordinal):
            return f"copies:{article_id}" + (f"#{ordinal}" if ordinal else "")
        case MatchAll():
            return "*"
        case Not(child):
            return f"-{_grouped(child)}"
        case Or():
            text = _alternatives(node)
            return f"({text})" if is_all_capitals(text) else text
        case And(children):
            return " ".join(_grouped(c) if isinstance(c, Or) else unparse(c) for c in children if _is_said(c))


def field_query(field: FieldName, value: str) -> str:
    """Return the query for a value of a field, whatever characters it has."""
    return unparse(phrase_of(field, value))


def copies_query(article_id: str, ordinal: int | None = None) -> str:
    """Return the query for the copies of an article, or of one of its paragraphs."""
    return unparse(CopiesOf(article_id, ordinal))


def phrase_of(field: FieldName, value: str) -> Phrase:
    """Return the phrase of a field that is asked for by a value, whatever characters that has."""
    return Phrase(field, phrase_text(value))


def _is_said(node: Node) -> bool:
    """MatchAll is implied where only negations stand."""
    return not isinstance(node, MatchAll)


def _alternatives(node: Or) -> str:
    return " OR ".join(map(unparse, node.children))


def _grouped(node: Node) -> str:
    match node:
        case Or():
            return f"({_alternatives(node)})"
        case And() | Near():
            return f"({unparse(node)})"
        case _:
            return unparse(node)


def _leaf(leaf: Leaf) -> str:
    field = f"{leaf.field}:"
    match leaf:
        case Word(name, text):
            return text if name == "text" and not _NEEDS_FIELD.match(text) else field + text
        case Phrase(name, text):
            value = f'"{text}"'
        case Prefix(name, text):
            value = f"{text}*"
        case Pattern(name, text):
            value = text
        case Similar(name, text, edits):
            value = f"{text}~{edits}"
    return value if name == "text" else field + value
