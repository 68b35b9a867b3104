"""What is counted while a generation is written: how the archive uses names, and in how many paragraphs words stand.

Names are all kept, in little memory each; of words, which have no end, the frequent ones.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from sys import intern
from typing import NamedTuple

import numpy as np

from index.analysis.interner import Interner

ROLES_KEPT = 20
"""Distinct roles that are remembered of a name."""


class Joined(NamedTuple):
    """The name that another counts as, and why."""

    goes_by: str
    reason: str


@dataclass(slots=True)
class NameUse:
    """How an archive uses a name: paragraphs it speaks in, in how many of them as a person, as an organisation, its
    roles, and in how many paragraphs it is shown as a man's and as a woman's ("Mr.", "she").

    An archive has many names, and most have a role or none: a tuple takes a quarter of a set's memory.
    """

    paragraphs: int = 0
    as_person: int = 0
    roles: tuple[str, ...] = ()
    as_man: int = 0
    as_woman: int = 0
    as_organization: int = 0

    @property
    def kind(self) -> str:
        """What it mostly is: person, organization or unnamed."""
        counts = {
            "person": self.as_person,
            "organization": self.as_organization,
            "unnamed": self.paragraphs - self.as_person - self.as_organization,
        }
        return max(counts, key=counts.__getitem__)

    def add(self, kind: str, role: str | None, paragraphs: int = 1, gender: str | None = None) -> None:
        """Count paragraphs; `gender` is m, f or None."""
        self.paragraphs += paragraphs
        self.as_person += paragraphs * (kind == "person")
        self.as_organization += paragraphs * (kind == "organization")
        self.as_man += paragraphs * (gender == "m")
        self.as_woman += paragraphs * (gender == "f")
        if role and len(self.roles) < ROLES_KEPT and (folded := role.casefold()) not in self.roles:
            self.roles += (intern(folded),)


class WordCounts:
    """Counts of words; when there are more than twice as many different ones as are `kept`, the rarest are forgotten,
    of equals those that came last."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._words = Interner()
        self._counts = np.zeros(0, np.int64)
        """By number of the word; some more than there are words, so that they are not copied for each that comes."""

    def add(self, counted: Mapping[str, int]) -> None:
        """Add words with their counts."""
        numbers = self._words.of(list(counted))
        if len(self._words) > len(self._counts):
            self._counts = np.concatenate([self._counts, np.zeros(len(self._words), np.int64)])
        self._counts[numbers] += np.fromiter(counted.values(), np.int64, len(counted))
        if len(self._words) > 2 * self._kept:
            self._forget()

    def items(self) -> Iterator[tuple[str, int]]:
        """Yield the words with their counts, in order of the words."""
        words = sorted(self._words.strings())
        counts = self._counts[self._words.of(words)]
        return zip(words, map(int, counts), strict=True)

    def _forget(self) -> None:
        words = self._words.strings()
        frequent = np.argsort(-self._counts[: len(words)], kind="stable")[: self._kept]
        self._words = Interner()
        self._words.of([words[number] for number in frequent.tolist()])
        self._counts = self._counts[frequent]
