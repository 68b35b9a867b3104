"""Names that a query asks for and the archive doesn't have, and which of its own they may mean.

`speaker:zuckerburg` names nobody; the nearest speaker is who was meant.  Names stand in the query, in a field of names,
and in filters; those of both are looked at where a search finds nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.analysis.analyzer import words
from search.engine.protocol import NameField, Snapshot
from search.limits import Deadline
from search.query.nodes import (
    And,
    Exactly,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    Word,
    all_of,
    any_of,
    negation,
    positive_leaves,
)
from search.query.planner import Plan, Planner
from search.query.unparse import field_query, phrase_of, unparse
from search.request import SearchRequest

NAME_FIELDS: tuple[NameField, ...] = ("speaker", "location", "source")
NEAREST = 3
"""Names that one may mean."""
PARTS_TRIED = 4
"""Names of a request that are looked at."""


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A name in a field that the archive doesn't have, the request `asked` it is part of, and the `nearest` names that
    it has, the likeliest first; `leaf` is where it stands in the query, None for a filter."""

    asked: SearchRequest
    field: NameField
    name: str
    nearest: Sequence[str]
    leaf: Leaf | None

    def named(self, planner: Planner, name: str) -> SearchRequest:
        """Return the request with another name in the place of this."""
        if self.leaf is None:
            values = self.asked.chosen(self.field)
            return self.asked.choosing(self.field, tuple(name if value == self.name else value for value in values))
        root = planner.parse(self.asked.query).root
        leaf = self.leaf
        query = unparse(_mapped(root, lambda one: phrase_of(leaf.field, name) if one == leaf else one)) if root else ""
        return replace(self.asked, query=query, page=1)

    def alone(self, name: str) -> SearchRequest:
        """Return the request for another name and nothing else."""
        anything = SearchRequest(sort=self.asked.sort, group=self.asked.group, size=self.asked.size)
        if self.leaf is None:
            return anything.choosing(self.field, (name,))
        return replace(anything, query=field_query(self.field, name))


def misnamed(snapshot: Snapshot, planner: Planner, asked: SearchRequest, deadline: Deadline) -> tuple[Misnamed, ...]:
    """Return the names in a request that the archive doesn't have, where it has some that are near."""
    found: list[Misnamed] = []
    for field, name, leaf, plan in list(_names(planner, asked))[:PARTS_TRIED]:
        (count,) = snapshot.count([plan], "paragraph", deadline)
        nearest = [] if count else [one.value for one in snapshot.nearest(field, words(name), NEAREST)]
        if nearest:
            found.append(Misnamed(asked, field, name, nearest, leaf))
    return tuple(found)


def _names(planner: Planner, asked: SearchRequest) -> Iterator[tuple[NameField, str, Leaf | None, Plan]]:
    """Yield the names of a request, and what finds each of them alone."""
    for leaf in positive_leaves(planner.parse(asked.query).root):
        for field in NAME_FIELDS:
            if leaf.field == field and isinstance(leaf, Word | Phrase):
                yield field, leaf.text, leaf, planner.of_query(unparse(leaf))
    for field in NAME_FIELDS:
        for value in asked.chosen(field):
            yield field, value, None, Plan((Exactly(field, (value,)),))


def _mapped(node: Node, change: Callable[[Leaf], Leaf]) -> Node:
    """Return a tree with its leaves, words and phrases, changed."""
    match node:
        case Word() | Phrase():
            return change(node)
        case And(children):
            return all_of(_mapped(child, change) for child in children)
        case Or(children):
            return any_of(_mapped(child, change) for child in children)
        case Not(child):
            return negation(_mapped(child, change))
        case _:
            return node
