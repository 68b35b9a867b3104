"""The names one person goes by, at search time: whoever asks for one of them asks for the person."""

from collections.abc import Mapping, Sequence
from itertools import chain

from index.store.completions import Completions


class People:
    """The people of a generation who go by several names: names in order, first the canonical one, each with why it was
    joined.

    `by_word` finds the names by their words, numbered as they stand there, one person's after another's.
    """

    def __init__(self, people: Sequence[Mapping[str, str]], by_word: Completions) -> None:
        self._every_name = list(chain.from_iterable(people))
        self._names = {name: names for names in people for name in names}
        self._by_word = by_word

    def canonical(self, name: str) -> str:
        """Return the name that stands for all of its person's names."""
        return next(iter(self.names_of(name)))

    def names_of(self, name: str) -> Mapping[str, str]:
        """Return all names of the person that goes by a name, each with why it was joined, itself alone where it has no
        other."""
        return self._names.get(name, {name: ""})

    def asked_for(self, asked: Sequence[str]) -> list[str]:
        """Return all names of those people one of whose names holds the folded words, one after another."""
        found: dict[str, None] = {}
        for number, _ in self._by_word.holding(asked):
            found |= dict.fromkeys(self._names[self._every_name[number]])
        return list(found)
