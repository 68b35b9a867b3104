"""A plan in Whoosh's query classes, and what those who evaluate and rank ask of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from whoosh import query as q

from search.engine.embedded.queries import ExactWord, conjunction
from search.query.nodes import Leaf


@dataclass(frozen=True)
class Translated:
    """A plan in Whoosh's classes: what no result may miss, each of the bare words, as it is looked for in the text and
    in headlines, and all of them together; `about_speech` tells whose names count, None for everybody's."""

    strict: q.Query
    wanted: tuple[tuple[Leaf, q.Query], ...]
    headlines: tuple[q.Query, ...] = ()
    about_speech: q.Query | None = None

    @cached_property
    def whole(self) -> q.Query:
        """The query of the paragraphs that miss nothing."""
        return conjunction([self.strict, *(query for _, query in self.wanted)])

    @cached_property
    def headline(self) -> q.Query:
        """The query of the headlines that have all of several bare words; of nothing where there are not several."""
        return conjunction(self.headlines) if len(self.headlines) > 1 else q.NullQuery

    def words_of_text(self) -> list[str]:
        """List the index terms that are looked for in the text and may score, each as often as it is asked for."""
        return [word for query in (self.strict, *(query for _, query in self.wanted)) for word in _text_words(query)]


def _text_words(node: q.Query) -> Iterator[str]:
    if isinstance(node, (q.Term, ExactWord)) and node.fieldname == "text":
        yield node.text
    elif isinstance(node, q.Phrase) and node.fieldname == "text":
        yield from node.words
    elif not isinstance(node, (q.Not, q.ConstantScoreQuery)):
        for child in node.children():
            yield from _text_words(child)
