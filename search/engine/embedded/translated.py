"""A plan in Whoosh's query classes, and what those who evaluate and rank ask of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from whoosh import query as q

from search.engine.embedded.facets import FACETS
from search.engine.embedded.queries import NAMED_SPEAKER, ExactWord, OneSpeaker, conjunction
from search.query.nodes import Leaf
from search.query.one_speaker import SPEAKING

ABOUT_SPEECH = {*SPEAKING, FACETS["speaker"]}
"""Fields whose positions are those of speakers' slots."""


@dataclass(frozen=True)
class Translated:
    """A plan in Whoosh's classes: what no result may miss, each of the bare words, as it is looked for in the text and
    in headlines, and all of them together."""

    strict: q.Query
    wanted: tuple[tuple[Leaf, q.Query], ...]
    headlines: tuple[q.Query, ...] = ()

    @cached_property
    def whole(self) -> q.Query:
        """The query of the paragraphs that miss nothing."""
        return conjunction([self.strict, *(query for _, query in self.wanted)])

    @cached_property
    def headline(self) -> q.Query:
        """The query of the headlines that have all of several bare words; of nothing where there are not several."""
        return conjunction(self.headlines) if len(self.headlines) > 1 else q.NullQuery

    @cached_property
    def about_speech(self) -> q.Query | None:
        """What tells whose names count: what was said, and by whom, or that they are named; None for everybody's."""
        parts = [self.whole] if isinstance(self.whole, OneSpeaker) or not isinstance(self.whole, q.And) else self.whole
        speaking = [part for part in parts if _fields(part) <= ABOUT_SPEECH]
        asks_for_names = any(NAMED_SPEAKER in part.leaves() for part in speaking)
        return next((part for part in speaking if "said" in _fields(part)), NAMED_SPEAKER if asks_for_names else None)

    def words_of_text(self) -> list[str]:
        """List the index terms that are looked for in the text and may score, each as often as it is asked for."""
        return [word for query in (self.strict, *(query for _, query in self.wanted)) for word in _text_words(query)]


def _fields(node: q.Query) -> set[str]:
    if isinstance(node, (q.Term, q.Phrase, q.Prefix)):
        return {node.fieldname}
    if node.is_leaf():
        return {""}
    return set().union(*(_fields(child) for child in node.children()))


def _text_words(node: q.Query) -> Iterator[str]:
    if isinstance(node, (q.Term, ExactWord)) and node.fieldname == "text":
        yield node.text
    elif isinstance(node, q.Phrase) and node.fieldname == "text":
        yield from node.words
    elif not isinstance(node, (q.Not, q.ConstantScoreQuery)):
        for child in node.children():
            yield from _text_words(child)
