"""The query language: a line of text in, a small tree that says what was asked out.

People type, paste and mistype queries, so nothing here fails: what cannot be read as meant is read in the plainest
other way, and a notice says how.  Nothing here knows of an index; the words stay as typed, and whoever searches
analyses them.

>>> from search.limits import Limits
>>> question = parse('speaker:girkin (winter OR "cold months") -izyum', Limits())
>>> unparse(question.root)
'speaker:girkin (winter OR "cold months") -izyum'

The way through: `lexer` cuts the text into tokens, `parser` arranges them, reading values with `words` and `dates`,
into the `nodes` of a tree; `unparse` writes a tree as a query again.
"""

from search.fields import FIELDS, FieldName
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
    all_of,
    any_of,
    is_exact,
    negation,
    positive_leaves,
)
from search.query.parsed_query import ParsedQuery
from search.query.parser import parse
from search.query.unparse import field_query, unparse

__all__ = [
    "FIELDS",
    "And",
    "CopiesOf",
    "DateRange",
    "FieldName",
    "Leaf",
    "MatchAll",
    "Near",
    "Node",
    "Not",
    "Or",
    "ParsedQuery",
    "Pattern",
    "Phrase",
    "Prefix",
    "Similar",
    "Word",
    "all_of",
    "any_of",
    "field_query",
    "is_exact",
    "negation",
    "parse",
    "positive_leaves",
    "unparse",
]
