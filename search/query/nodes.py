"""The tree a query is read as, in a normal form that spares its readers special cases.

`all_of`, `any_of` and `negation` build the connectives and keep these promises:

- an And has two or more children, none an And, all different; so has an Or;
- a Not stands only directly inside an And that also says what it is subtracted from: a query of negations alone is
  And(MatchAll, Not, …), and that is the only place where MatchAll stands;
- a tree is never deeper than three nodes for each level of parentheses, which the parser bounds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.analysis.analyzer import words
from search.fields import FacetName, FieldName


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed; analysis may find no term in it, or several that must follow one another ("U.S.-led")."""

    field: FieldName
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as typed, separated by single spaces, that must follow one another; of the text, a single one stands for
    that word alone, not for others of its stem (`is_exact`)."""

    field: FieldName
    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word: two or more letters, digits, accents and apostrophes as typed, without the star."""

    field: FieldName
    text: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words spelled so: letters and digits as typed, `?` for any one, `*` for any or none; it begins and ends with one
    of its own.  It stands for the `most` most frequent words at most."""

    field: FieldName
    text: str
    most: int


@dataclass(frozen=True, slots=True)
class Similar:
    """Words that are `edits` or fewer edits away from a word as typed, the `most` most frequent at most."""

    field: FieldName
    text: str
    edits: int
    most: int


@dataclass(frozen=True, slots=True)
class Near:
    """Words or phrases of one field, in any order, at most `distance` words apart: neighbours are 1 apart."""

    first: "Word | Phrase"
    second: "Word | Phrase"
    distance: int


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from `first` to `last`, both included, as numbers YYYYMMDD; None where the range is open, never both."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class WithoutDate:
    """Paragraphs of articles whose date is not known."""


@dataclass(frozen=True, slots=True)
class CopiesOf:
    """Paragraphs with the same text as one, that one among them: an article's, by its place from 1.  Where no place is
    given, all paragraphs of the articles that are copies of one."""

    article_id: str
    ordinal: int | None


@dataclass(frozen=True, slots=True)
class MatchAll:
    """Every paragraph."""


@dataclass(frozen=True, slots=True)
class Not:
    """What `child` doesn't match."""

    child: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """What all of `children` match."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What at least one of `children` matches."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class MatchNone:
    """No paragraph."""


@dataclass(frozen=True, slots=True)
class Exactly:
    """Paragraphs with one of `values`, whole as a facet has them; of a speaker, by any name of the person."""

    facet: FacetName
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """Paragraphs that name the place with an id, or a place that lies in it."""

    place_id: str


@dataclass(frozen=True, slots=True)
class OfArticle:
    """The paragraphs of the article with an id."""

    article_id: str


@dataclass(frozen=True, slots=True)
class Exists:
    """Paragraphs with any value of a facet: in which somebody speaks, say."""

    facet: FacetName


@dataclass(frozen=True, slots=True)
class Named:
    """Paragraphs in which somebody speaks who is surely named there, not known by a pronoun or a description."""


@dataclass(frozen=True, slots=True)
class SameSpeaker:
    """Where one and the same speaker answers to all of `children`, which are about `speaker` and `said` alone."""

    children: tuple["Condition", ...]


Leaf = Word | Phrase | Prefix | Pattern | Similar
Node = Leaf | Near | DateRange | CopiesOf | MatchAll | Not | And | Or
"""What the language has words for."""
Condition = Node | MatchNone | WithoutDate | Exactly | Within | OfArticle | Exists | Named | SameSpeaker
"""What an engine is asked for."""

BARE_WORDS_FIELD: FieldName = "text"


def is_exact(leaf: Leaf) -> bool:
    """Tell whether a leaf asks for one word of the text as it is written."""
    return isinstance(leaf, Phrase) and leaf.field == BARE_WORDS_FIELD and len(words(leaf.text)) == 1


def all_of(conditions: Iterable[Node]) -> Node:
    """Return what matches where all of `conditions` do; MatchAll when there are none."""
    flat: dict[Node, None] = {}
    for condition in conditions:
        flat |= dict.fromkeys(condition.children if isinstance(condition, And) else (condition,))
    flat.pop(MatchAll(), None)
    children = tuple(flat)
    if all(isinstance(child, Not) for child in children):
        children = (MatchAll(), *children)
    return children[0] if len(children) == 1 else And(children)


def any_of(alternatives: Iterable[Node]) -> Node:
    """Return what matches where one of `alternatives`, at least one, does."""
    flat: dict[Node, None] = {}
    for alternative in alternatives:
        node = all_of((alternative,))
        flat |= dict.fromkeys(node.children if isinstance(node, Or) else (node,))
    children = tuple(flat)
    return children[0] if len(children) == 1 else Or(children)


def negation(node: Node) -> Node:
    """Return what `node` doesn't match, to be placed in `all_of` or `any_of`."""
    if isinstance(node, Not):
        return node.child
    if isinstance(node, And) and node.children[0] == MatchAll():
        return any_of(negation(child) for child in node.children[1:])
    return Not(node)


def leaves_of(conditions: Iterable[Condition]) -> Iterator[Leaf]:
    """Yield the words, phrases and prefixes that are asked for, under negations, too."""
    for condition in conditions:
        match condition:
            case Word() | Phrase() | Prefix() | Pattern() | Similar():
                yield condition
            case Near(first, second):
                yield from (first, second)
            case Not(child):
                yield from leaves_of([child])
            case And(children) | Or(children) | SameSpeaker(children):
                yield from leaves_of(children)
            case _:
                pass


def positive_leaves(node: Node | None) -> Iterator[Leaf]:
    """Yield the words, phrases and prefixes that a match may contain, in order: those under no negation."""
    match node:
        case Word() | Phrase() | Prefix() | Pattern() | Similar():
            yield node
        case Near(first, second):
            yield from (first, second)
        case And(children) | Or(children):
            for child in children:
                yield from positive_leaves(child)
