"""A plan in the cluster's queries, and what those who rank and count ask of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from search.engine.opensearch.queries import Query
from search.query.nodes import Leaf


@dataclass(frozen=True, slots=True)
class Translated:
    """What no result may miss, and each of the bare words, as it is looked for in the text, in the headlines that
    paragraphs stand under, where these can have all, and in those of articles.

    `said` is the query of the speakers who count, as they lie nested in a paragraph, None for all of them.  `words` are
    the terms that are looked for in the text and may score, and how often each is asked for; `in_titles`, those of them
    that headlines have, and what one in a paragraph's headline is multiplied by; `average` is how many terms a
    paragraph's text has.
    """

    strict: Query
    wanted: tuple[tuple[Leaf, Query], ...] = ()
    titles: tuple[Query, ...] = ()
    headlines: tuple[Query, ...] = ()
    said: Query | None = None
    words: Mapping[str, int] = field(default_factory=dict)
    in_titles: Mapping[str, float] = field(default_factory=dict)
    average: float = 0.0
