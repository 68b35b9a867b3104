"""Names as someone types them: the speakers, places and sources with a word that begins so."""

from collections.abc import Mapping, Sequence

from index.analysis.analyzer import words
from index.store.completions import Completions
from index.store.facets import Facet
from search.results import Suggestion

FACETS = {"speaker": "speaker_name", "location": "location_name", "source": "source_name"}


class Completer:
    """Completes names from what was written with the generation; safe to share between threads.

    Both mappings are by the name of a facet.
    """

    def __init__(self, completions: Mapping[str, Completions], facets: Mapping[str, Facet]) -> None:
        self._completions = completions
        self._facets = facets

    def complete(self, field: str, prefix: str, limit: int) -> tuple[Suggestion, ...]:
        """Return the most frequent values of `field`, a key of FACETS, that `prefix` begins a word of."""
        beginning = " ".join(words(prefix))
        if not beginning:
            return ()
        name = FACETS[field]
        found = self._completions[name].beginning_with(beginning, limit)
        return tuple(Suggestion(self._facets[name].value(code), field, count) for code, count in found)

    def holding(self, field: str, spelled: Sequence[str]) -> list[Suggestion]:
        """Return the values of `field`, a key of FACETS, that hold folded words one after another, the most frequent
        first."""
        if not spelled:
            return []
        name = FACETS[field]
        found = self._completions[name].holding(spelled)
        return [Suggestion(self._facets[name].value(code), field, count) for code, count in found]

    def count(self, field: str, value: str) -> int:
        """Return in how many paragraphs a value stands."""
        return next((one.count for one in self.holding(field, words(value)) if one.value == value), 0)
