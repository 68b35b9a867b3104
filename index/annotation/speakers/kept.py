"""What a function says of a word, kept: every word of every article is asked for, and most of them recur."""

from collections.abc import Callable
from typing import TypeVar

MOST_WORDS = 1 << 15
"""Words that are kept; beyond them all are forgotten and the table begins anew."""

Said = TypeVar("Said")


class Kept(dict[str, Said]):
    """Words to what `function` says of them, filled as they are looked up: faster than a cache that orders them by use.

    >>> lengths = Kept(len)
    >>> lengths["port"], dict(lengths)
    (4, {'port': 4})
    """

    def __init__(self, function: Callable[[str], Said]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> Said:
        said = self._function(word)
        if len(self) >= MOST_WORDS:
            self.clear()
        self[word] = said
        return said
