"""Places by any of their names: whoever asks for Kiev, Burma or the USA asks for Kyiv, Myanmar or the United States.

The index holds the gazetteer's common English name of a place, the names of what contains it, and the words that the
paragraph uses.  A name that is none of these is looked up in the gazetteer when it is asked for.
"""

from collections.abc import Callable
from functools import lru_cache

from index.analysis.analyzer import words
from index.errors import DatelineError
from index.gazetteer import Gazetteer
from search.query import And, Node, Not, Or, Phrase, Word, all_of, any_of, negation

NAMES_KEPT = 1_000
"""Names that were asked for and are remembered."""

OtherName = Callable[[str], str | None]


def gazetteer_names() -> OtherName:
    """Open the gazetteer, and return what gives the common English name of the most populous place of a name.

    None stands for a name that is unknown, or is the common one.  Without a gazetteer (its cache can't be written)
    places are still found by the names in the index.
    """
    try:
        gazetteer = Gazetteer.open()
    except DatelineError:
        return lambda name: None

    @lru_cache(maxsize=NAMES_KEPT)
    def common_name(name: str) -> str | None:
        places = gazetteer.places(name)
        found = places[0].name if places else None
        return found if found and words(found) != words(name) else None

    return common_name


def with_other_names(node: Node, other_name: OtherName) -> Node:
    """Let whatever asks for a place by one name ask for it by its common name as well."""
    match node:
        case Word("location", text) | Phrase("location", text):
            other = other_name(text)
            return any_of((node, Phrase("location", other))) if other else node
        case And(children):
            return all_of(with_other_names(child, other_name) for child in children)
        case Or(children):
            return any_of(with_other_names(child, other_name) for child in children)
        case Not(child):
            return negation(with_other_names(child, other_name))
        case _:
            return node
