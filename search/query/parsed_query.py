"""A query as it was read: a condition, split into what must hold and what is merely wanted."""

from dataclasses import dataclass

from search.query.nodes import BARE_WORDS_FIELD, And, Leaf, MatchAll, Node


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """What a query asks for; `root` is None where it asks for nothing, `notices` are sentences for its author.

    A match of `root` matches all of `wanted` and all of `required`.  Where there are too few, paragraphs with all of
    `required` and some of `wanted` are the next best: all_of(required) filters, any_of(wanted) ranks.
    """

    root: Node | None
    notices: tuple[str, ...] = ()

    @property
    def wanted(self) -> tuple[Leaf, ...]:
        """The bare words, phrases and prefixes that stand by themselves, any of which a next best may miss."""
        return tuple(part for part in self._conjunction if isinstance(part, Leaf) and part.field == BARE_WORDS_FIELD)

    @property
    def required(self) -> tuple[Node, ...]:
        """Everything else, which no result may miss: fields, dates, negations, groups of alternatives."""
        not_required = {*self.wanted, MatchAll()}
        return tuple(part for part in self._conjunction if part not in not_required)

    @property
    def _conjunction(self) -> tuple[Node, ...]:
        if isinstance(self.root, And):
            return self.root.children
        return () if self.root is None else (self.root,)
