"""Names as someone types them: the speakers, places and sources with a word that begins so."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from index.analysis.analyzer import words
from index.store.completions import Completions
from search.engine.protocol import NameField
from search.engine.vocabulary.fields import NAMES
from search.engine.vocabulary.nearest_names import NearestNames
from search.results import Suggestion


class Values(Protocol):
    """The values of a facet by their codes."""

    def value(self, code: int) -> str:
        """Return the value that a code stands for."""


class Completer:
    """Completes names from what was written with the generation; safe to share between threads.

    Both mappings are by the name of a facet.
    """

    def __init__(self, completions: Mapping[str, Completions], facets: Mapping[str, Values]) -> None:
        self._completions = completions
        self._facets = facets
        self._nearest = {name: NearestNames(one) for name, one in completions.items()}

    def complete(self, field: NameField, prefix: str, limit: int) -> tuple[Suggestion, ...]:
        """Return the most frequent values of `field`, that `prefix` begins a word of."""
        beginning = " ".join(words(prefix))
        if not beginning:
            return ()
        return tuple(self._named(field, self._completions[NAMES[field]].beginning_with(beginning, limit)))

    def holding(self, field: NameField, spelled: Sequence[str]) -> list[Suggestion]:
        """Return the values of `field`, that hold folded words one after another, the most frequent
        first."""
        if not spelled:
            return []
        return self._named(field, self._completions[NAMES[field]].holding(spelled))

    def nearest(self, field: NameField, spelled: Sequence[str], limit: int) -> list[Suggestion]:
        """Return the values of `field`, that folded words may be a misspelling of."""
        return self._named(field, self._nearest[NAMES[field]].find(spelled, limit)) if spelled else []

    def count(self, field: NameField, value: str) -> int:
        """Return in how many paragraphs a value stands."""
        return next((one.count for one in self.holding(field, words(value)) if one.value == value), 0)

    def _named(self, field: NameField, found: Iterable[tuple[int, int]]) -> list[Suggestion]:
        value = self._facets[NAMES[field]].value
        return [Suggestion(value(code), field, count) for code, count in found]
