"""What to tell those who have found nothing: the parts of their query, and a query that asks for less."""

from collections.abc import Iterator

from search.limits import Limits
from search.query import parse
from search.query.nodes import BARE_WORDS_FIELD, And, FieldName, Leaf, Node, Not, Or, Phrase, Prefix, Word


def plain_words(query: str, limits: Limits) -> str:
    """Return the words that a query asks for, in order, without fields, quotation marks, operators and dates."""
    root = parse(query, limits).root
    words = dict.fromkeys(word for leaf in _leaves(root) for word in leaf.text.split()) if root else {}
    return " ".join(words)


def fielded_parts(query: str, limits: Limits) -> tuple[tuple[FieldName, str], ...]:
    """Return what a query asks for in fields (speaker:, said: …), as pairs of the field and its words, each once."""
    root = parse(query, limits).root
    parts = ((leaf.field, leaf.text) for leaf in _leaves(root) if leaf.field != BARE_WORDS_FIELD) if root else ()
    return tuple(dict.fromkeys(parts))


def _leaves(node: Node) -> Iterator[Leaf]:
    if isinstance(node, Word | Phrase | Prefix):
        yield node
    elif isinstance(node, And | Or):
        for child in node.children:
            if not isinstance(child, Not):
                yield from _leaves(child)
