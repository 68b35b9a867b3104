"""The names one person goes by, at search time: whoever asks for one of them asks for the person."""

from collections import defaultdict
from collections.abc import Sequence

from index.analyzer import words


class People:
    """The people of a generation who go by several names, each a list of names that begins with the canonical one."""

    def __init__(self, people: Sequence[Sequence[str]]) -> None:
        self._names = {name: names for names in people for name in names}
        self._by_word: defaultdict[str, dict[str, Sequence[str]]] = defaultdict(dict)
        for name, names in self._names.items():
            for word in words(name):
                self._by_word[word][name] = names

    def canonical(self, name: str) -> str:
        """Return the name that stands for all of its person's names."""
        return self._names[name][0] if name in self._names else name

    def names_of(self, name: str) -> Sequence[str]:
        """Return all names of the person that goes by a name, itself alone where it has no other."""
        return self._names.get(name, (name,))

    def asked_for(self, asked: Sequence[str]) -> list[str]:
        """Return all names of those people one of whose names holds the folded words, one after another."""
        found: dict[str, None] = {}
        for name, names in self._by_word.get(asked[0], {}).items():
            if _holds(words(name), list(asked)):
                found |= dict.fromkeys(names)
        return list(found)


def _holds(spelled: list[str], asked: list[str]) -> bool:
    return any(spelled[start : start + len(asked)] == asked for start in range(len(spelled)))
