"""A run of capitals that may be somebody's name, and the form to compare names by."""

from functools import lru_cache
from typing import NamedTuple

from .titles import SUFFIXES

Key = tuple[str, ...]
"""A name in one case, without suffixes."""


class Mention(NamedTuple):
    """A run of capitalised words in a paragraph; `first`, `name` and `last` are token indexes.

    `first` is where its titles begin, `name` where the name proper begins, `last` is one past its end.  A mention whose
    `words` are empty is titles alone ("the Attorney General").
    """

    first: int
    name: int
    last: int
    words: tuple[str, ...]
    titles: tuple[str, ...]
    doubtful: bool = False
    """It is one title, or one ordinary word that opens a sentence: a name only if the article has it elsewhere."""

    @property
    def key(self) -> Key:
        """The name in one case, without suffixes, to compare it by."""
        return key_of(self.words)


@lru_cache(maxsize=1 << 15)
def key_of(words: tuple[str, ...]) -> Key:
    """Return a name in one case, without suffixes, to compare it by."""
    return tuple(word.casefold().replace("’", "'") for word in words if word not in SUFFIXES)
