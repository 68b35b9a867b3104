"""Names that are another name misprinted.

An article that introduces Ana Ekdahl and goes on with "said Edahl" has one person, not two.  A single name that no
table knows, and that is a slip of the keyboard away from the family name of one person of the article, is hers.
"""

from collections.abc import Iterable

_SHORTEST, _LONGEST = 5, 30
_SHORTEST_FOR_TWO_SLIPS = 8
_MOST_WITH_ONE_LETTER = 12
"""Family names with the same first letter that are compared: an article has few, a list of names has thousands."""


class FamilyNames:
    """The family names of an article's persons, in lower case."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_letter: dict[str, list[str]] = {}
        for name in dict.fromkeys(names):
            self._by_letter.setdefault(name[0], []).append(name)

    def misprinted(self, name: str) -> str | None:
        """Return the family name that `name` is a misprint of; None where there is none or more than one."""
        if not _SHORTEST <= len(name) <= _LONGEST:
            return None
        slips = 2 if len(name) >= _SHORTEST_FOR_TWO_SLIPS else 1
        alike = self._by_letter.get(name[0], ())[:_MOST_WITH_ONE_LETTER]
        meant = [family for family in alike if _distance(name, family, slips) <= slips]
        return meant[0] if len(meant) == 1 else None


def _distance(name: str, other: str, most: int) -> int:
    """Return the number of letters put in, left out or changed between two names; more than `most` is cut short."""
    if abs(len(name) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for position, letter in enumerate(name, start=1):
        diagonal, row[0] = row[0], position
        for column, opposite in enumerate(other, start=1):
            changed = diagonal + (letter != opposite)
            diagonal = row[column]
            row[column] = min(changed, row[column] + 1, row[column - 1] + 1)
    return row[-1]
