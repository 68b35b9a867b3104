"""The names one person goes by, at search time: whoever asks for one of them asks for the person."""

from collections.abc import Sequence
from itertools import chain

from index.store.completions import Completions


class People:
    """The people of a generation who go by several names, each a list of names that begins with the canonical one.

    `by_word` finds the names by their words, numbered as they stand in the lists, one list after another.
    """

    def __init__(self, people: Sequence[Sequence[str]], by_word: Completions) -> None:
        self._every_name = list(chain.from_iterable(people))
        self._names = {name: names for names in people for name in names}
        self._by_word = by_word

    def canonical(self, name: str) -> str:
        """Return the name that stands for all of its person's names."""
        return self._names[name][0] if name in self._names else name

    def names_of(self, name: str) -> Sequence[str]:
        """Return all names of the person that goes by a name, itself alone where it has no other."""
        return self._names.get(name, (name,))

    def asked_for(self, asked: Sequence[str]) -> list[str]:
        """Return all names of those people one of whose names holds the folded words, one after another."""
        found: dict[str, None] = {}
        for number in self._by_word.holding(asked):
            found |= dict.fromkeys(self._names[self._every_name[number]])
        return list(found)
